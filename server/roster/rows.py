"""The rows of a roster as values: what OneRoster says of a school, checked cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from server.roster.cell_values import (
    BadRow,
    read_day,
    read_flag,
    read_level,
    read_list,
    read_text,
    read_word,
)
from server.roster.decoding import Row
from server.roster.findings import Code

ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = ("homeroom", "scheduled")
USER_ROLES = (
    "administrator", "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal",
    "proctor", "relative", "siteAdministrator", "student", "systemAdministrator", "teacher",
)  # fmt: skip
STATUSES = ("active", "tobedeleted")


class Origin(NamedTuple):
    """Where a row stands, and whether it is told that the thing is no more (and since when)."""

    file: str
    line: int
    is_gone: bool = False
    changed: date | None = None
    has_status: bool = False


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: a school, or what stands above schools."""

    sid: str
    at: Origin
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Session:
    """A school year or a part of one."""

    sid: str
    at: Origin
    title: str
    type: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CourseRow:
    """What is taught: a subject at a level."""

    sid: str
    at: Origin
    title: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """People who meet: a form (homeroom) or a course of one (scheduled)."""

    sid: str
    at: Origin
    title: str
    level: int | None
    course: str
    is_homeroom: bool
    school: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class User:
    """A person. `orgs` and `role` are those of 1.1; in 1.2 there are rows of roles."""

    sid: str
    at: Origin
    family_name: str
    given_name: str
    patronymic: str
    login: str
    password: str
    is_enabled: bool
    orgs: tuple[str, ...]
    role: str

    @property
    def names(self) -> dict[str, str]:
        """The cells of a person's name; a blank patronymic says nothing, many files have none."""
        names = {"family_name": self.family_name, "given_name": self.given_name}
        return {**names, "patronymic": self.patronymic} if self.patronymic else names


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A person in a role at an organisation."""

    sid: str
    at: Origin
    user: str
    role: str
    org: str
    begin: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    """A person in a class, as pupil or as teacher."""

    sid: str
    at: Origin
    class_: str
    school: str
    user: str
    role: str
    is_primary: bool
    begin: date | None
    end: date | None


AnyRow = Org | Session | CourseRow | ClassRow | User | RoleRow | EnrollmentRow
Made = TypeVar("Made", bound=AnyRow)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes values of rows; `month_first` is how this archive writes dates with slashes."""

    month_first: bool = False

    def org(self, row: Row) -> Org:
        name = read_text(row, "name", required=True)
        return Org(_sid(row), self._at(row), name, read_word(row, "type", ORG_TYPES))

    def session(self, row: Row) -> Session:
        start, end = self._day(row, "startDate", required=True), self._day(row, "endDate", required=True)
        if start is None or end is None or end < start:
            raise BadRow(Code.BAD_DATES, "endDate is before startDate")
        title, kind = read_text(row, "title", required=True), read_word(row, "type", SESSION_TYPES)
        return Session(_sid(row), self._at(row), title, kind, start, end)

    def course(self, row: Row) -> CourseRow:
        return CourseRow(_sid(row), self._at(row), read_text(row, "title", required=True))

    def class_(self, row: Row) -> ClassRow:
        return ClassRow(
            _sid(row),
            self._at(row),
            title=read_text(row, "title", required=True),
            level=read_level(row["grades"]),
            course=read_text(row, "courseSourcedId"),
            is_homeroom=read_word(row, "classType", CLASS_TYPES) == "homeroom",
            school=read_text(row, "schoolSourcedId"),
            terms=read_list(row, "termSourcedIds"),
        )

    def user(self, row: Row) -> User:
        enabled = read_flag(row, "enabledUser")
        primary = read_text(row, "primaryOrgSourcedId")
        return User(
            _sid(row),
            self._at(row),
            family_name=read_text(row, "familyName", required=True),
            given_name=read_text(row, "givenName", required=True),
            patronymic=read_text(row, "middleName"),
            login=read_text(row, "username"),
            password=row["password"],
            is_enabled=enabled is not False,
            orgs=(*read_list(row, "orgSourcedIds"), *([primary] if primary else [])),
            role=read_word(row, "role", USER_ROLES) if row["role"] else "",
        )

    def role(self, row: Row) -> RoleRow:
        begin, end = self._span(row)
        user, org = (
            read_text(row, "userSourcedId", required=True),
            read_text(row, "orgSourcedId", required=True),
        )
        return RoleRow(_sid(row), self._at(row), user, read_word(row, "role", USER_ROLES), org, begin, end)

    def enrollment(self, row: Row) -> EnrollmentRow:
        begin, end = self._span(row)
        return EnrollmentRow(
            _sid(row),
            self._at(row),
            class_=read_text(row, "classSourcedId", required=True),
            school=read_text(row, "schoolSourcedId"),
            user=read_text(row, "userSourcedId", required=True),
            role=read_word(row, "role", USER_ROLES),
            is_primary=read_flag(row, "primary") is True,
            begin=begin,
            end=end,
        )

    def _span(self, row: Row) -> tuple[date | None, date | None]:
        begin, end = self._day(row, "beginDate"), self._day(row, "endDate")
        if begin is not None and end is not None and end < begin:
            raise BadRow(Code.BAD_DATES, "endDate is before beginDate")
        return begin, end

    def _day(self, row: Row, column: str, *, required: bool = False) -> date | None:
        return read_day(row, column, month_first=self.month_first, required=required)

    def _at(self, row: Row) -> Origin:
        status = read_word(row, "status", STATUSES) if row["status"] else ""
        try:
            changed = self._day(row, "dateLastModified")
        except BadRow:
            changed = None
        return Origin(row.file, row.line, status == "tobedeleted", changed, bool(status))


def makers(reader: RowReader) -> Mapping[str, Callable[[Row], AnyRow]]:
    """How the rows of each table are read."""
    return {
        "orgs": reader.org,
        "academicSessions": reader.session,
        "courses": reader.course,
        "classes": reader.class_,
        "users": reader.user,
        "roles": reader.role,
        "enrollments": reader.enrollment,
    }


def by_sid(rows: Sequence[Made]) -> dict[str, Made]:
    """Rows by their sourcedId."""
    return {one.sid: one for one in rows}


def _sid(row: Row) -> str:
    return read_text(row, "sourcedId", required=True)

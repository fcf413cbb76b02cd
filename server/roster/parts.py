"""Cutting a roster into schools, and leaving out the rows that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from server.roster.findings import Code, Findings, RosterUnreadable
from server.roster.reading import Roster
from server.roster.rows import ClassRow, EnrollmentRow, Origin, RoleRow, Session, User

LEFT_OUT_ROLES = frozenset(
    {"aide", "counselor", "districtAdministrator", "guardian", "parent", "proctor", "relative"}
)
"""People whom a journal does not know: families have accounts of another kind, aides none."""


@dataclass
class SchoolPart:
    """What a roster says of one school. `sid` is empty where the file names no school."""

    sid: str
    name: str
    is_whole: bool
    files: Mapping[str, str]
    sessions: Mapping[str, Session]
    subjects: Mapping[str, str]
    """Titles of courses by sourcedId."""
    classes: dict[str, ClassRow] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    roles: list[RoleRow] = field(default_factory=list)
    enrollments: list[EnrollmentRow] = field(default_factory=list)


def cut_into_schools(roster: Roster, only: str | None, findings: Findings) -> list[SchoolPart]:
    """The schools of a file, or the one whose sourcedId is `only`.

    Raises RosterUnreadable when there is no school, or none of that sourcedId.
    """
    return _Cutter(roster, only, findings).cut()


class _Cutter:
    def __init__(self, roster: Roster, only: str | None, findings: Findings) -> None:
        self._roster = roster
        self._findings = findings
        self._parts = {part.sid: part for part in self._schools(only)}
        self._only = next(iter(self._parts.values())) if len(self._parts) == 1 else None

    def cut(self) -> list[SchoolPart]:
        for row in self._roster.classes.values():
            part = self._part_of_class(row)
            if part is not None:
                part.classes[row.sid] = row
        for one in self._roster.enrollments.values():
            self._enroll(one)
        for role in self._roster.roles.values():
            self._appoint(role)
        met = {
            part.sid: {row.user for row in part.enrollments} | {row.user for row in part.roles}
            for part in self._parts.values()
        }
        for user in self._roster.users.values():
            self._place(user, met)
        return list(self._parts.values())

    def _schools(self, only: str | None) -> Iterator[SchoolPart]:
        roster = self._roster
        schools = {
            org.sid: org.name for org in roster.orgs.values() if org.type == "school" and not org.at.is_gone
        }
        for org in roster.orgs.values():
            if org.sid not in schools:
                self._leave_out(org.at, f"an organisation of type {org.type} has no journal")
        if only is not None and only not in schools:
            raise RosterUnreadable(f"the file has no school with sourcedId {only!r}")
        if not roster.orgs and "orgs" not in roster.files:
            schools = {"": ""}
        if not schools:
            raise RosterUnreadable("orgs.csv has no row of a school that can be used")
        for sid, name in schools.items():
            if only in (None, sid):
                yield SchoolPart(
                    sid,
                    name,
                    roster.is_whole,
                    roster.files,
                    roster.sessions,
                    {course.sid: course.title for course in roster.courses.values()},
                )

    def _part_of(self, sid: str, at: Origin) -> SchoolPart | None:
        """The school that a row names; the only one where it names none."""
        if sid in self._parts or not sid:
            part = self._parts.get(sid) or self._only
            if part is None:
                self._skip(
                    at, Code.MISSING_VALUE, "schoolSourcedId is missing, and the file has several schools"
                )
            return part
        if sid in self._roster.orgs:
            self._leave_out(at, "it belongs to another school or organisation")
        elif "orgs" in self._roster.files and self._roster.is_whole:
            self._skip(at, Code.DANGLING, f"there is no organisation {sid[:60]!r} that could be used")
        elif self._only is not None:
            return self._only
        return None

    def _part_of_class(self, row: ClassRow) -> SchoolPart | None:
        roster = self._roster
        if "courses" in roster.files and roster.is_whole and row.course not in roster.courses:
            reason = f"there is no course {row.course[:60]!r} that could be used"
            self._skip(row.at, Code.DANGLING, reason)
            return None
        return self._part_of(row.school, row.at)

    def _enroll(self, row: EnrollmentRow) -> None:
        roster = self._roster
        if row.role not in ("student", "teacher"):
            self._leave_out(row.at, f"the role {row.role} in a class is not kept")
            return
        for kind, sid, known in (("class", row.class_, roster.classes), ("user", row.user, roster.users)):
            if sid not in known and roster.is_whole:
                self._skip(row.at, Code.DANGLING, f"there is no {kind} {sid[:60]!r} that could be used")
                return
        part = self._part_with_class(row)
        if part is not None:
            part.enrollments.append(row)

    def _part_with_class(self, row: EnrollmentRow) -> SchoolPart | None:
        if row.class_ not in self._roster.classes:
            return self._part_of(row.school, row.at)
        for part in self._parts.values():
            if row.class_ in part.classes:
                return part
        self._skip(row.at, Code.DANGLING, f"the class {row.class_[:60]!r} was left out")
        return None

    def _appoint(self, row: RoleRow) -> None:
        if row.role in LEFT_OUT_ROLES:
            self._leave_out(row.at, f"the role {row.role} has no place in a journal")
            return
        if row.user not in self._roster.users and self._roster.is_whole:
            self._skip(row.at, Code.DANGLING, f"there is no user {row.user[:60]!r} that could be used")
            return
        part = self._part_of(row.org, row.at)
        if part is not None:
            part.roles.append(row)

    def _place(self, user: User, met: Mapping[str, set[str]]) -> None:
        """A user belongs to every school in which a row puts it; `met`: whom rows put into each."""
        if user.role in LEFT_OUT_ROLES:
            self._leave_out(user.at, f"the role {user.role} has no place in a journal")
            return
        found = False
        for part in self._parts.values():
            is_told = user.at.has_status and not part.is_whole and self._only is part
            if user.sid in met[part.sid] or part.sid in user.orgs or is_told:
                part.users[user.sid] = user
                found = True
        if not found:
            self._leave_out(user.at, "no row puts this person into a school of this file")

    def _skip(self, at: Origin, code: Code, reason: str) -> None:
        self._findings.skip(at.file, at.line, code, reason)

    def _leave_out(self, at: Origin, reason: str) -> None:
        self._skip(at, Code.NOT_KEPT, reason)

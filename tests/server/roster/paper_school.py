"""A school on paper: the rows of a OneRoster archive, made up, ready to be changed and packed."""

import csv
import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from server.roster.tables import TABLES

COLUMNS_1_2 = {
    "manifest": ["propertyName", "value"],
    "orgs": ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"],
    "academicSessions": [
        *TABLES["academicSessions"].columns[:3], "title", "type", "startDate", "endDate", "parentSourcedId",
        "schoolYear",
    ],
    "courses": list(TABLES["courses"].columns),
    "classes": list(TABLES["classes"].columns),
    "users": [name for name in TABLES["users"].columns if name not in ("role", "orgSourcedIds")],
    "roles": list(TABLES["roles"].columns),
    "enrollments": list(TABLES["enrollments"].columns),
}  # fmt: skip
USERS_1_1 = [
    "sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds",
    "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds",
    "grades", "password",
]  # fmt: skip

FAMILIES = ("Абрамов", "Белкин", "Воронов", "Громов", "Дёмин", "Ежов", "Жуков", "Зимин", "Ильин", "Котов")
GIVEN = ("Пётр", "Олег", "Артём", "Иван", "Лев")

Row = dict[str, str]


@dataclass
class PaperSchool:
    """Tables of rows. What is not said of a row is blank in the file."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def copy(self) -> "PaperSchool":
        return PaperSchool(deepcopy(self.tables))

    def add(self, table: str, **values: str) -> Row:
        row = dict(values)
        self.tables.setdefault(table, []).append(row)
        return row

    def row(self, table: str, sid: str) -> Row:
        return next(row for row in self.tables[table] if row["sourcedId"] == sid)

    def drop(self, table: str, sid: str) -> None:
        self.tables[table].remove(self.row(table, sid))

    def pupil(self, sid: str, family: str, given: str, form: str, *classes: str, begin: str = "") -> None:
        """A pupil in a homeroom class and in scheduled ones."""
        self.add("users", sourcedId=sid, enabledUser="true", familyName=family, givenName=given, username=sid)
        for one in (form, *classes):
            self.enroll(one, sid, "student", begin)

    def teacher(self, sid: str, family: str, *classes: str) -> None:
        self.add(
            "users", sourcedId=sid, enabledUser="true", familyName=family, givenName="Анна",
            middleName="Сергеевна", username=f"login-{sid}",
        )  # fmt: skip
        self.add(
            "roles",
            sourcedId=f"r-{sid}",
            userSourcedId=sid,
            roleType="primary",
            role="teacher",
            orgSourcedId="s1",
        )
        for one in classes:
            self.enroll(one, sid, "teacher")

    def enroll(self, class_: str, user: str, role: str, begin: str = "", end: str = "") -> Row:
        return self.add(
            "enrollments", sourcedId=f"e-{class_}-{user}", classSourcedId=class_, schoolSourcedId="s1",
            userSourcedId=user, role=role, beginDate=begin, endDate=end,
        )  # fmt: skip

    def class_(self, sid: str, title: str, course: str, kind: str = "scheduled", grades: str = "07") -> None:
        self.add(
            "classes", sourcedId=sid, title=title, grades=grades, courseSourcedId=course, classType=kind,
            schoolSourcedId="s1", termSourcedIds="y1",
        )  # fmt: skip

    def text(self, table: str, columns: list[str], delimiter: str = ",") -> str:
        """A table as a CSV text."""
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.tables.get(table, ()))
        return out.getvalue()

    def files(self, columns: dict[str, list[str]] = COLUMNS_1_2) -> dict[str, bytes]:
        """The archive's files."""
        return {
            f"{table}.csv": self.text(table, columns[table]).encode()
            for table in columns
            if table in self.tables
        }

    def pack(self, path: Path) -> Path:
        """The archive, clean, on the disk."""
        return pack(path, self.files())


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """Any files as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def seventh_forms() -> PaperSchool:
    """7А and 7Б with five pupils each: algebra for each form, English in 7Б in two groups."""
    paper = PaperSchool()
    paper.add("manifest", propertyName="oneroster.version", value="1.2")
    paper.add("manifest", propertyName="file.enrollments", value="bulk")
    paper.add("orgs", sourcedId="s1", name="Школа № 5", type="school")
    _add_calendar(paper)
    _add_classes(paper)
    for number, family in enumerate(FAMILIES):
        given = GIVEN[number % 5]
        if number < 5:
            paper.pupil(f"p{number}", family, given, "7a", "alg-a")
        else:
            paper.pupil(f"p{number}", family, given, "7b", "alg-b", "eng-1" if number < 8 else "eng-2")
    paper.teacher("t1", "Соколова", "alg-a", "alg-b", "7b")
    paper.teacher("t2", "Орлова", "eng-1", "eng-2", "7a")
    paper.teacher("t3", "Уткина")
    paper.add(
        "users", sourcedId="h1", enabledUser="true", familyName="Лебедев", givenName="Егор",
        username="lebedev", password="wintergarden",
    )  # fmt: skip
    paper.add(
        "roles", sourcedId="r-h1", userSourcedId="h1", roleType="primary", role="siteAdministrator",
        orgSourcedId="s1",
    )  # fmt: skip
    return paper


def _add_calendar(paper: PaperSchool) -> None:
    spans = {
        "y1": ("2026/27", "schoolYear", "2026-09-01", "2027-05-26"),
        "q1": ("1 четверть", "gradingPeriod", "2026-09-01", "2026-10-25"),
        "q2": ("2 четверть", "gradingPeriod", "2026-11-05", "2026-12-29"),
    }
    for sid, (title, kind, first, last) in spans.items():
        paper.add("academicSessions", sourcedId=sid, title=title, type=kind, startDate=first, endDate=last)


def _add_classes(paper: PaperSchool) -> None:
    for sid, title in (("c-form", "Класс"), ("c-alg", "Алгебра 7"), ("c-eng", "Английский язык 7 класс")):
        paper.add("courses", sourcedId=sid, title=title, orgSourcedId="s1")
    paper.class_("7a", "7-А", "c-form", "homeroom")
    paper.class_("7b", "7 «Б»", "c-form", "homeroom")
    paper.class_("alg-a", "7А Алгебра", "c-alg")
    paper.class_("alg-b", "7Б Алгебра", "c-alg")
    paper.class_("eng-1", "7Б Английский (гр.1)", "c-eng")
    paper.class_("eng-2", "7Б Английский (гр.2)", "c-eng")

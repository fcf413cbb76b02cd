"""A school of the demo region as another program would export it."""

from collections.abc import Iterable
from datetime import date

from school.people import Role
from server.demo.record import DemoRecord
from server.demo.region import DemoRegion, generate
from server.demo.size import DemoSize
from server.roster.held import ROSTER_KINDS
from tests.server.roster.paper_school import PaperSchool

TODAY = date(2026, 11, 21)
ROLES = {
    Role.TEACHER: "teacher",
    Role.HEAD_TEACHER: "siteAdministrator",
    Role.PRINCIPAL: "principal",
    Role.ADMINISTRATOR: "systemAdministrator",
}


def village() -> tuple[DemoRegion, list[DemoRecord]]:
    """The village school of the demo, and of its records those that a roster is about."""
    region = generate(DemoSize.S, TODAY)
    school = region.schools[0].id
    return region, [one for one in region.records(school) if one.kind in ROSTER_KINDS | {"lesson"}]


def export(region: DemoRegion, records: Iterable[DemoRecord]) -> PaperSchool:
    """The records as rows, the ids of the school as sourcedIds."""
    paper = PaperSchool()
    school = region.schools[0]
    paper.add("orgs", sourcedId=school.id, name=school.name, type="school")
    listed = list(records)
    subjects = {one.id: one.cells["title"] for one in listed if one.kind == "subject"}
    for one in listed:
        cells = one.cells
        if one.kind in ("year", "term"):
            kind = "schoolYear" if one.kind == "year" else "term"
            dates = {"startDate": cells["from"], "endDate": cells["to"]}
            paper.add("academicSessions", sourcedId=one.id, title=cells["title"], type=kind, **dates)
        elif one.kind == "form":
            _class(paper, school.id, one, "homeroom", "")
            _people(paper, one.id, cells["tutors"], "person", "teacher")
        elif one.kind == "course":
            title = subjects[cells["subject"]]
            paper.add("courses", sourcedId=f"course-{one.id}", title=title)
            _class(paper, school.id, one, "scheduled", f"course-{one.id}")
            _people(paper, one.id, cells["teachers"], "person", "teacher")
            _people(paper, one.id, cells["pupils"], "pupil", "student")
        elif one.kind == "enrolment":
            form = one.bucket.removeprefix("form:")
            stay = {"pupil": cells["pupil"], "from": cells["from"], "to": cells.get("to")}
            _people(paper, form, [stay], "pupil", "student")
            _user(paper, cells["pupil"], cells)
        elif one.kind == "person":
            _user(paper, one.id, cells)
    _appoint(paper, region, school.id)
    for row in paper.tables["users"]:
        row["primaryOrgSourcedId"] = school.id
    return paper


def _appoint(paper: PaperSchool, region: DemoRegion, school: str) -> None:
    for staff in region.staff(school):
        for role in staff.roles:
            if role in ROLES:
                paper.add(
                    "roles", sourcedId=f"{staff.person.id}/{role}", userSourcedId=staff.person.id,
                    role=ROLES[role], orgSourcedId=school,
                )  # fmt: skip


def _class(paper: PaperSchool, school: str, one: DemoRecord, kind: str, course: str) -> None:
    paper.add(
        "classes", sourcedId=one.id, title=one.cells["title"], classType=kind,
        courseSourcedId=course or "form", schoolSourcedId=school,
    )  # fmt: skip
    if not course and not any(row["sourcedId"] == "form" for row in paper.tables.get("courses", ())):
        paper.add("courses", sourcedId="form", title="Класс")


def _people(paper: PaperSchool, where: str, listed: Iterable[dict[str, str]], key: str, role: str) -> None:
    for one in listed:
        paper.add(
            "enrollments", sourcedId=f"{where}/{one[key]}/{one['from']}", classSourcedId=where,
            userSourcedId=one[key], role=role, beginDate=one["from"], endDate=one["to"] or "",
        )  # fmt: skip


def _user(paper: PaperSchool, id: str, cells: dict[str, str]) -> None:
    if not any(row["sourcedId"] == id for row in paper.tables.get("users", ())):
        paper.add(
            "users", sourcedId=id, username=f"user-{id[:8]}", familyName=cells["family_name"],
            givenName=cells["given_name"], middleName=cells["patronymic"],
        )  # fmt: skip

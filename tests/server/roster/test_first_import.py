"""A school's first file: what of it stands in the ledger afterwards."""

import pytest

from school.people import Role
from server.accounts import find_account, fits
from server.database import reading, writing
from server.roster.findings import RosterUnreadable
from server.roster.naming import importer_of, school_id_of
from server.schools import SchoolNames
from server.staff import FullName, hire, open_school
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool


def test_a_file_makes_a_school_whole(desk: Desk, paper: PaperSchool) -> None:
    """Forms by their letters, pupils in them, courses with subjects, people and the words a journal needs."""
    outcome = desk.take(paper)

    (made,) = outcome.schools
    assert (made.name, made.is_new, made.school) == ("Школа № 5", True, school_id_of("s1"))
    assert sorted((one["title"], one["level"], one["letter"]) for one in desk.all("form").values()) == [
        ("7А", 7, "А"),
        ("7Б", 7, "Б"),
    ]
    assert desk.stays("Абрамов") == [("7А", "2026-09-01", None)]
    assert sorted(one["title"] for one in desk.all("subject").values()) == ["Алгебра", "Английский язык"]
    assert desk.titled("course", "7Б Английский (гр.2)")[1]["subgroup"] == "Группа 2"
    assert len(desk.titled("course", "7А Алгебра")[1]["pupils"]) == 5
    assert desk.teaching("7А Алгебра") == [("Соколова", "2026-09-01", None)]
    assert {one["kind"] for one in desk.all("term").values()} == {"quarter"}
    assert all(desk.all(kind) for kind in ("scale", "work_type", "attendance_code", "bell", "rule"))
    assert outcome.findings.skips == []


def test_everything_is_in_the_history(desk: Desk, paper: PaperSchool) -> None:
    """An import is judged, numbered and chained like any push, and known as an import."""
    desk.take(paper)

    assert desk.faults() == []
    assert {by for one in desk.held() for by in one.by.values()} == {importer_of(desk.school().id)}


def test_the_same_file_twice_changes_nothing(desk: Desk, paper: PaperSchool) -> None:
    """Not a record, not an account, not a number; also on another day."""
    desk.take(paper)
    head = desk.school().head

    again = desk.take(paper, "2026-12-05")

    assert again.schools[0].plan.is_empty
    assert desk.school().head == head


def test_a_dry_run_writes_nothing(desk: Desk, paper: PaperSchool) -> None:
    """It tells the same counts as the import that follows, and the database stays empty."""
    tried = desk.take_file(paper.pack(desk.folder / "file.zip"), dry_run=True)

    with pytest.raises(IndexError):
        desk.school()
    assert tried.schools[0].plan.counts == desk.take(paper).schools[0].plan.counts


def test_staff_get_accounts_and_pupils_none(desk: Desk, paper: PaperSchool) -> None:
    """Logins are user names; site administrators are head teachers, a homeroom's teacher its form teacher."""
    desk.take(paper)

    accounts = desk.accounts()
    assert sorted(accounts) == ["lebedev", "login-t1", "login-t2", "login-t3"]
    assert accounts["lebedev"].roles == {Role.HEAD_TEACHER}
    assert accounts["login-t1"].roles == {Role.TEACHER, Role.FORM_TEACHER}
    assert accounts["login-t3"].roles == {Role.TEACHER}
    (tutor,) = desk.titled("form", "7Б")[1]["tutors"]
    assert tutor == {"person": accounts["login-t1"].person, "from": "2026-09-01", "to": None}


def test_a_password_of_the_file_lets_in_and_a_missing_one_does_not(desk: Desk, paper: PaperSchool) -> None:
    """Who has none comes in after `user reset`, not with an empty word."""
    desk.take(paper)

    with reading(desk.engine) as connection:
        hashes = {login: find_account(connection, 1, login)[1] for login in ("lebedev", "login-t1")}
    assert fits(hashes["lebedev"], "wintergarden")
    assert not fits(hashes["login-t1"], "")


def test_groups_without_a_word_in_their_titles_are_counted(desk: Desk, paper: PaperSchool) -> None:
    """Two classes of one subject, each with a part of the form, are its groups."""
    paper.row("classes", "eng-1")["title"] = "Английский у Орловой"
    paper.row("classes", "eng-2")["title"] = "Английский у Уткиной"

    desk.take(paper)

    assert desk.titled("course", "Английский у Орловой")[1]["subgroup"] == "Группа 1"
    assert desk.titled("course", "Английский у Уткиной")[1]["subgroup"] == "Группа 2"


def test_the_school_of_init_is_the_school_of_the_file(desk: Desk, paper: PaperSchool) -> None:
    """An engineer who has made the school and an account before does not get a second one of either."""
    with writing(desk.engine) as connection:
        names = SchoolNames("7f0c8a52-27cb-4e0c-9a33-0d6d1d2c7f41", "Пятая школа")
        school = open_school(connection, names, "Asia/Omsk", names.id)
        person = hire(
            connection, school, "login-t1", FullName("Соколова"), [Role.ADMINISTRATOR], "a password"
        )

    made = desk.take(paper).schools[0]

    assert (made.school, made.is_new) == (names.id, False)
    assert desk.all("school")[names.id]["zone"] == "Asia/Omsk"
    assert desk.accounts()["login-t1"].person == person
    assert desk.accounts()["login-t1"].roles == {Role.ADMINISTRATOR, Role.TEACHER, Role.FORM_TEACHER}
    assert desk.teaching("7А Алгебра")[0][0] == "Соколова"
    assert desk.take(paper).schools[0].plan.is_empty


def test_two_schools_of_a_file_do_not_mix(desk: Desk, paper: PaperSchool) -> None:
    """Each gets its own rows; all of it in one transaction."""
    paper.add("orgs", sourcedId="s2", name="Лицей", type="school")
    paper.class_("5a", "5А", "c-form", "homeroom")
    paper.row("classes", "5a")["schoolSourcedId"] = "s2"
    paper.pupil("other", "Лисицын", "Лев", "5a")

    outcome = desk.take(paper)

    assert [(one.name, one.plan.counts["enrolment new"]) for one in outcome.schools] == [
        ("Школа № 5", 10),
        ("Лицей", 1),
    ]


def test_a_file_without_schools_needs_a_word(desk: Desk, paper: PaperSchool) -> None:
    """Nobody guesses on a server with several schools or none."""
    paper.tables.pop("orgs")

    with pytest.raises(RosterUnreadable, match="--school"):
        desk.take(paper)


def test_sessions_without_a_year_make_one(desk: Desk, paper: PaperSchool) -> None:
    """The year goes from the first term to the last, and people are in their forms from its first day."""
    paper.drop("academicSessions", "y1")

    outcome = desk.take(paper)

    assert [(one["from"], one["to"]) for one in desk.all("year").values()] == [("2026-09-01", "2026-12-29")]
    assert desk.stays("Абрамов") == [("7А", "2026-09-01", None)]
    assert "year_made" in {one.code for one in outcome.findings.notes}

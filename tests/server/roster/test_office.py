"""An administrator's acts, one by one: dated like those of a file, each one transaction."""

from datetime import date

import pytest

from server.database import reading
from server.roster.adapter import ServerLedger
from server.roster.held import RosterRefused
from server.roster.naming import console_of
from server.roster.office import NewPupil, Office
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool

MONDAY = date(2026, 11, 23)


def test_a_pupil_comes(taken: Desk) -> None:
    """Into the form, into the courses of the whole form, into the groups named."""
    taken.act("add_pupil", NewPupil("Юдин", "Лев"), "7б", MONDAY, "№ 12", ["7Б Английский (гр.2)"])

    assert taken.stays("Юдин") == [("7Б", "2026-11-23", None)]
    assert taken.learning("7Б Алгебра", "Юдин") == [("2026-11-23", None)]
    assert taken.learning("7Б Английский (гр.2)", "Юдин") == [("2026-11-23", None)]
    assert taken.learning("7Б Английский (гр.1)", "Юдин") == []
    assert taken.faults() == []


def test_a_group_that_was_not_chosen_is_asked_for(taken: Desk) -> None:
    """Nobody guesses who learns English with whom."""
    taken.act("add_pupil", NewPupil("Юдин", "Лев"), "7Б", MONDAY)

    assert [one.code for one in taken.notes.notes] == ["choose_group", "choose_group"]


def test_a_pupil_moves_with_the_marks_of_the_term(taken: Desk) -> None:
    """The same as by a file: dates meet, id stays, marks are carried, the order is noted on both stays."""
    who = taken.pupil("Абрамов")
    taken.mark("7А Алгебра", "Абрамов", "2026-11-17", "5")

    taken.act("move_pupil", "Абрамов Пётр", "7-Б", MONDAY, "№ 31")

    assert taken.pupil("Абрамов") == who
    assert taken.stays("Абрамов") == [("7А", "2026-09-01", "2026-11-22"), ("7Б", "2026-11-23", None)]
    assert taken.learning("7А Алгебра", "Абрамов") == [("2026-09-01", "2026-11-22")]
    assert taken.learning("7Б Алгебра", "Абрамов") == [("2026-11-23", None)]
    (carried,) = taken.all("carried").values()
    assert carried["values"] == [{"date": "2026-11-17", "values": ["5"], "weight": 1}]
    orders = [one.get("order") for one in taken.all("enrolment").values() if one["pupil"] == who]
    assert orders == ["№ 31", "№ 31"]


def test_the_next_file_agrees_with_a_move_by_hand(taken: Desk, paper: PaperSchool) -> None:
    """A file that has the move, too, changes nothing more."""
    taken.act("move_pupil", "Абрамов", "7Б", MONDAY, "", ["7Б Английский (гр.1)"])
    for one in ("7a", "alg-a"):
        paper.drop("enrollments", f"e-{one}-p0")
    for one in ("7b", "alg-b", "eng-1"):
        paper.enroll(one, "p0", "student")

    outcome = taken.take(paper, "2026-12-05")

    assert outcome.schools[0].plan.is_empty


def test_a_pupil_leaves(taken: Desk) -> None:
    """The last day is one in school; courses end with the form."""
    taken.act("dismiss_pupil", "Белкин", MONDAY, "№ 40")

    assert taken.stays("Белкин") == [("7А", "2026-09-01", "2026-11-23")]
    assert taken.learning("7А Алгебра", "Белкин") == [("2026-09-01", "2026-11-23")]


def test_a_teacher_takes_over(taken: Desk) -> None:
    """All courses of the one who goes, or those named; whose lessons the past ones were stays."""
    taken.act("replace_teacher", "Соколова", "login-t3", MONDAY, ["7А Алгебра"])

    assert taken.teaching("7А Алгебра") == [
        ("Соколова", "2026-09-01", "2026-11-22"),
        ("Уткина", "2026-11-23", None),
    ]
    assert taken.teaching("7Б Алгебра") == [("Соколова", "2026-09-01", None)]
    course, _ = taken.titled("course", "7А Алгебра")
    assert taken.all("load")[course]["teachers"] == [taken.accounts()["login-t3"].person]


def test_a_form_and_a_course_are_made(taken: Desk) -> None:
    """The subject is the school's own, the scale that of the level, everybody of the forms is in it."""
    taken.act("add_form", "7-в", tutor="Уткина")
    taken.act("add_pupil", NewPupil("Юдин", "Лев"), "7В", MONDAY)
    course = taken.act("add_course", "алгебра", ["7В", "7А"], "Уткина", MONDAY)

    held = taken.all("course")[course]
    assert held["title"] == "7А/7В алгебра".replace("алгебра", "Алгебра") or held["title"] == "7В/7А Алгебра"
    assert held["subject"] == taken.titled("course", "7А Алгебра")[1]["subject"]
    assert held["scale"] == taken.titled("course", "7А Алгебра")[1]["scale"]
    assert len(held["pupils"]) == 6
    assert {one["from"] for one in held["pupils"]} == {"2026-11-23"}
    assert taken.titled("form", "7В")[1]["level"] == 7


def test_the_history_knows_whose_act_it_was(taken: Desk) -> None:
    """A person's, where one is named; else the console's, which no import overwrites."""
    taken.act("dismiss_pupil", "Белкин", MONDAY)

    (held,) = (one for one in taken.held() if one.cells.get("to") == "2026-11-23" and one.kind == "enrolment")
    assert held.by["to"] == console_of(taken.school().id)


REFUSED = [
    (("move_pupil", "Никто", "7Б", MONDAY), "there is no pupil"),
    (("move_pupil", "Абрамов", "9Ы", MONDAY), "there is no form"),
    (("move_pupil", "Абрамов", "7А", MONDAY), "in that form already"),
    (("move_pupil", "Абрамов", "7Б", date(2026, 9, 1)), "must be later"),
    (("dismiss_pupil", "Абрамов", date(2026, 8, 1)), "after that day"),
    (("replace_teacher", "Уткина", "Соколова", MONDAY), "no such course"),
    (("replace_teacher", "Соколова", "Соколова", MONDAY), "the same person"),
    (("add_form", "7А"), "already"),
    (("add_form", "кадеты"), "no level"),
    (("add_course", "Химия", ["7А"], "Менделеев", MONDAY), "there is no person"),
]


@pytest.mark.parametrize(("act", "why"), REFUSED)
def test_what_cannot_be_is_refused_in_words(act: tuple[object, ...], why: str, taken: Desk) -> None:
    """And nothing is written."""
    head = taken.school().head

    with pytest.raises(RosterRefused, match=why):
        taken.act(str(act[0]), *act[1:])

    assert taken.school().head == head


def test_namesakes_are_told_apart_by_id(taken: Desk, paper: PaperSchool) -> None:
    """The refusal names the ids to choose from."""
    paper.pupil("p77", "Абрамов", "Пётр", "7b")
    taken.take(paper)

    with pytest.raises(RosterRefused, match="give the id") as refused:
        taken.act("dismiss_pupil", "Абрамов Пётр", MONDAY)

    one = str(refused.value).rpartition(" ")[2]
    taken.act("dismiss_pupil", one, MONDAY)


def test_a_plan_can_be_looked_at_without_being_carried_out(taken: Desk, paper: PaperSchool) -> None:
    """It tells what would change, record by record."""
    with reading(taken.engine) as connection:
        office = Office(ServerLedger(connection, taken.school()), taken.notes, MONDAY)
        office.dismiss_pupil("Белкин", MONDAY)
        plan = office.finish()

    assert plan.counts == {"enrolment changed": 1, "course changed": 1}
    assert taken.stays("Белкин") == [("7А", "2026-09-01", None)]

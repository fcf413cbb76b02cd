"""Journals that follow their loads: what a course is told, and when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.models.timetable.journals_owed import JournalsOwed, Turn, course_cells
from desktop.models.timetable.school_edits import put_problem
from school.dates import Dates
from school.people import Enrolment, Pupil
from sync.record import RecordKey
from sync.shelf import MemoryShelf
from tests.desktop.models.taught import TEACHER
from tests.desktop.models.timetable.school_office import ENGLISHWOMAN, FORM_A, MATHS, MATHS_A, SchoolOffice
from timetable.problem import Block, Demand, Part

MONDAY, DAY_BEFORE = date(2026, 11, 23), "2026-11-22"


def _since(person: str, first: str, last: str | None = None) -> dict[str, Any]:
    return {"person": person, "from": first, "to": last}


@pytest.mark.parametrize(
    ("told", "teachers", "expected"),
    [
        ([_since("a", "2026-09-01")], ("a",), None),
        (
            [_since("a", "2026-09-01")],
            ("b",),
            [_since("a", "2026-09-01", DAY_BEFORE), _since("b", "2026-11-23")],
        ),
        ([_since("a", "2026-09-01")], ("a", "b"), [_since("a", "2026-09-01"), _since("b", "2026-11-23")]),
        (
            [_since("a", "2026-09-01", "2026-10-01"), _since("b", "2026-10-02")],
            ("a",),
            [
                _since("a", "2026-09-01", "2026-10-01"),
                _since("b", "2026-10-02", DAY_BEFORE),
                _since("a", "2026-11-23"),
            ],
        ),
        (
            [_since("b", "2026-12-01")],
            ("a",),
            [_since("b", "2026-12-01", "2026-12-01"), _since("a", "2026-11-23")],
        ),
        (None, ("a",), [_since("a", "2026-11-23")]),
    ],
)
def test_nobody_is_taken_off_a_course(told: Any, teachers: tuple[str, ...], expected: Any) -> None:
    """Who leaves has the day before as the last one, who comes begins on the day, who stays is left alone."""
    cells = course_cells({"teachers": told, "pupils": [{}]}, (Turn(MONDAY, teachers),), ())

    assert cells.get("teachers") == expected


def test_only_an_empty_course_is_given_pupils() -> None:
    """They learn in it as long as in their form; a list that somebody has made is not touched."""
    stay = Dates(date(2026, 9, 1), date(2026, 12, 30))
    learner = Enrolment("e", Pupil("p", "А", "Б", "В"), FORM_A, stay)

    empty, known = (
        course_cells({"pupils": told}, (Turn(MONDAY),), [learner]) for told in ([], [{"pupil": "q"}])
    )

    assert empty["pupils"] == [{"pupil": "p", "from": "2026-09-01", "to": "2026-12-30"}]
    assert "pupils" not in known


def test_a_journal_is_due_when_a_week_is_published(running: SchoolOffice) -> None:
    """A load that was given away is nobody else's before; after it the day is the week's first."""
    journal = running.head()
    desk = running.desk(journal)
    load = journal.facts.loads[MATHS_A]

    desk.deeds.put_load(replace(load, teachers=(ENGLISHWOMAN,)))
    before = desk.deeds.owed.due([MONDAY])
    list(desk.publish("Другой учитель", MONDAY))

    turns = (Turn(MONDAY, (ENGLISHWOMAN,)),)
    assert (before, desk.deeds.owed.due([MONDAY])) == ({}, {MATHS_A: turns})
    desk.deeds.owed.settle(MATHS_A, turns)
    desk.deeds.put_load(replace(load, teachers=(ENGLISHWOMAN,), hours=3))
    list(desk.publish("Ещё раз", MONDAY))
    assert desk.deeds.owed.due([MONDAY]) == {}


def test_a_journal_hears_of_each_week_that_was_published_before_it_could_be_told(
    running: SchoolOffice,
) -> None:
    """Who teaches between two weeks keeps these days; of a week that is not published nobody hears."""
    journal = running.head()
    desk = running.desk(journal)
    load, later = journal.facts.loads[MATHS_A], MONDAY + timedelta(14)
    owed = desk.deeds.owed

    desk.deeds.put_load(replace(load, teachers=(ENGLISHWOMAN,)))
    list(desk.publish("Первая", MONDAY))
    desk.deeds.put_load(load)
    before = owed.due([MONDAY, later])[MATHS_A]
    list(desk.publish("Вторая", later))

    turns = (Turn(MONDAY, (ENGLISHWOMAN,)), Turn(later, load.teachers))
    assert before == turns[:1]
    assert owed.due([MONDAY, later]) == {MATHS_A: turns}
    assert owed.due([later]) == {MATHS_A: turns[1:]}
    told = course_cells({"teachers": [_since(TEACHER, "2026-09-01")], "pupils": [{}]}, turns, ())
    assert told["teachers"] == [
        _since(TEACHER, "2026-09-01", DAY_BEFORE),
        _since(ENGLISHWOMAN, "2026-11-23", "2026-12-06"),
        _since(TEACHER, "2026-12-07"),
    ]


def test_a_load_that_is_given_away_while_its_journal_is_told_stays_owed(running: SchoolOffice) -> None:
    """Telling takes as long as the network does, and the head teacher goes on meanwhile."""
    journal = running.head()
    desk = running.desk(journal)
    load, owed = journal.facts.loads[MATHS_A], desk.deeds.owed
    desk.deeds.put_load(replace(load, teachers=(ENGLISHWOMAN,)))
    list(desk.publish("Первая", MONDAY))
    told = owed.due([MONDAY])[MATHS_A]

    desk.deeds.put_load(load)
    owed.settle(MATHS_A, told)
    list(desk.publish("Вторая", MONDAY))

    assert owed.due([MONDAY]) == {MATHS_A: (Turn(MONDAY, load.teachers),)}


def test_a_load_taken_back_is_owed_again(running: SchoolOffice) -> None:
    """Undo on the board gives the load to whom it was: the journal has to follow once more."""
    journal = running.head()
    desk = running.desk(journal)
    demand = desk.problem.demands[MATHS_A]
    other = replace(demand, parts=(replace(demand.parts[0], teachers=(ENGLISHWOMAN,)),))
    problem = replace(desk.problem, demands={**desk.problem.demands, MATHS_A: other})
    put_problem(desk, journal.facts.loads, problem, "Другой учитель")
    list(desk.publish("Другой учитель", MONDAY))
    desk.deeds.owed.settle(MATHS_A, desk.deeds.owed.due([MONDAY])[MATHS_A])

    desk.book.undo()
    list(desk.publish("Прежний учитель", MONDAY))

    assert desk.deeds.owed.due([MONDAY]) == {MATHS_A: (Turn(MONDAY, journal.facts.loads[MATHS_A].teachers),)}


def test_hours_taken_back_owe_no_journal(running: SchoolOffice) -> None:
    """Who teaches has not changed: the course, and whoever the office has put there, is left alone."""
    journal = running.head()
    desk = running.desk(journal)
    demand = desk.problem.demands[MATHS_A]
    longer = replace(demand, blocks=(*demand.blocks, Block()))
    problem = replace(desk.problem, demands={**desk.problem.demands, MATHS_A: longer})
    put_problem(desk, journal.facts.loads, problem, "Ещё час")

    desk.book.undo()
    list(desk.publish("Как было", MONDAY))

    assert desk.deeds.owed.due([MONDAY]) == {}


def test_a_row_of_the_load_sheet_begins_a_journal(running: SchoolOffice) -> None:
    """As a load that was told by itself does: with its teacher, and owed its pupils."""
    journal = running.head()
    desk, known = running.desk(journal), set(journal.facts.loads)
    demand = Demand("new", MATHS, (Part((FORM_A,), (TEACHER,)),))
    problem = replace(desk.problem, demands={**desk.problem.demands, demand.id: demand})

    put_problem(desk, journal.facts.loads, problem, "Новая нагрузка")

    [load] = set(journal.facts.loads) - known
    course = journal.copy.view(f"course:{load}", RecordKey("course", load))
    assert course["teachers"] == [_since(TEACHER, journal.today.isoformat())]
    desk.deeds.owed.publish(MONDAY, journal.facts.loads)
    assert desk.deeds.owed.due([MONDAY]) == {load: (Turn(MONDAY, (TEACHER,)),)}


def test_damaged_notes_owe_nothing() -> None:
    """A text that cannot be read costs the notes, not the board."""
    shelf = MemoryShelf()
    shelf.put_meta("timetable.journals_owed", "{")

    assert JournalsOwed(shelf).due([MONDAY]) == {}

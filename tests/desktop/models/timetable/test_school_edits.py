"""What a board changes of the school itself: written in one step, taken back by the board's undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.models.timetable.building import build_problem
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.draft_shelf import DraftShelf
from desktop.models.timetable.office import RoomNote
from desktop.models.timetable.school_edits import put_problem
from school.calendar import Weeks
from school.timetable import Load
from sync import values
from sync.identity import new_id
from tests.desktop.models.taught import TEACHER
from tests.desktop.models.timetable.school_office import GYM, MATHS_A, ROOM_ONE, SchoolOffice, at
from tests.desktop.models.timetable.test_versions import queued
from timetable.grid import Level, TimeSlot
from timetable.problem import Block, Problem, Room, RoomNeed
from timetable.rules.of_people import MaxDays
from timetable.rules.rule import Whose

Edit = Callable[[Problem], Problem]


def with_away(problem: Problem) -> Problem:
    """The maths teacher cannot come on Friday's first lesson."""
    teacher = replace(problem.teachers[TEACHER], away={TimeSlot(4, 0): Level.FORBIDDEN})
    return replace(problem, teachers={**problem.teachers, TEACHER: teacher})


def with_room(problem: Problem) -> Problem:
    """A new gym, and none of the first rooms any more."""
    added = Room(new_id(), "Малый спортзал", "спортзал", 40)
    kept = {id: room for id, room in problem.rooms.items() if id != ROOM_ONE}
    return replace(problem, rooms={**kept, added.id: added})


def with_double(problem: Problem) -> Problem:
    """Maths of 7А as a single lesson each week and a double one every other week."""
    blocks = (Block(2, None), Block(1, Weeks.EVERY))
    demand = replace(problem.demands[MATHS_A], blocks=blocks)
    return replace(problem, demands={**problem.demands, MATHS_A: demand})


def with_gym(problem: Problem) -> Problem:
    """Maths of 7А in the gym."""
    demand = problem.demands[MATHS_A]
    parts = tuple(replace(part, rooms=(RoomNeed((GYM,)),)) for part in demand.parts)
    return replace(problem, demands={**problem.demands, MATHS_A: replace(demand, parts=parts)})


def with_rules(problem: Problem) -> Problem:
    """One rule heavier, one gone, one more."""
    first, _, *others = problem.rules
    return replace(
        problem, rules=(replace(first, weight=3), *others, MaxDays(whose=Whose.TEACHERS, most=5, weight=1))
    )


@pytest.mark.parametrize("edit", [with_away, with_room, with_double, with_gym, with_rules])
def test_an_edited_problem_is_read_back_as_it_was_meant(running: SchoolOffice, edit: Edit) -> None:
    """Whatever a board or a remedy has changed, the records say it, in ops that a server takes."""
    desk = running.desk(running.head())
    wanted = edit(desk.problem)

    put_problem(desk, desk_loads(desk), wanted, "Правка")

    found = desk.problem
    assert {id: room.title for id, room in found.rooms.items()} == {
        id: room.title for id, room in wanted.rooms.items()
    }
    assert found.teachers == wanted.teachers
    assert set(found.rules) == set(wanted.rules)
    assert sorted(found.demands[MATHS_A].blocks, key=str) == sorted(wanted.demands[MATHS_A].blocks, key=str)
    if edit is not with_room:
        assert found.demands[MATHS_A].parts == wanted.demands[MATHS_A].parts
    assert [values.fault(op, {}) for op in queued(running)] == [None] * len(queued(running))


@pytest.mark.parametrize("edit", [with_away, with_room, with_double, with_gym, with_rules])
def test_the_boards_undo_takes_an_edit_of_the_school_back(
    running: SchoolOffice, drafts: DraftShelf, edit: Edit
) -> None:
    """A card moved, the school edited, the program started again: undo goes back through both, redo forth."""
    journal = running.head()
    desk = running.desk(journal, drafts)
    before, cards = desk.problem, dict(desk.book.draft.cards)
    desk.book.put("Перенос", at(MATHS_A, 0, 4, 0, ROOM_ONE))
    put_problem(desk, desk_loads(desk), edit(before), "Правка")
    after = desk.problem

    again = running.desk(journal, drafts)
    assert again.book.last is not None
    assert again.book.last.words == "Правка"
    again.book.undo()

    assert again.problem == before
    again.book.redo()
    assert again.problem == after
    again.book.undo()
    again.book.undo()
    assert again.book.draft.cards == cards


def test_what_was_changed_since_is_not_taken_back(running: SchoolOffice) -> None:
    """Undo leaves a room that holds something else by now."""
    journal = running.head()
    desk = running.desk(journal)
    room = replace(desk.problem.rooms[GYM], title="Большой спортзал", capacity=60)
    put_problem(
        desk, desk_loads(desk), replace(desk.problem, rooms={**desk.problem.rooms, GYM: room}), "Кабинет"
    )
    desk.deeds.put_room("Зал борьбы", RoomNote("спортзал", 60), GYM)

    desk.book.undo()

    assert desk.problem.rooms[GYM].title == "Зал борьбы"
    assert desk.problem.rooms[GYM].capacity is None


def test_nothing_changed_is_no_step(running: SchoolOffice) -> None:
    """A dialog closed without a change leaves no step and no op."""
    desk = running.desk(running.head())

    assert put_problem(desk, desk_loads(desk), build_problem(running.head().facts, desk.office)) is None
    assert desk.book.last is None
    assert queued(running) == []


def desk_loads(desk: TimetableDesk) -> dict[str, Load]:
    """The school's loads."""
    return dict(desk._journal.facts.loads)


def test_a_double_lesson_every_other_week_is_an_hour(running: SchoolOffice) -> None:
    """1 + 2/2 hours: the load says two."""
    journal = running.head()
    desk = running.desk(journal)

    put_problem(desk, journal.facts.loads, with_double(desk.problem), "Правка")

    assert Fraction(journal.facts.loads[MATHS_A].hours) == 2

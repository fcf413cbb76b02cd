"""What no week may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from school.calendar import Weeks
from tests.timetable.small_school import DEMANDS, GRID, SMALL, at, cards, draft, drawn, found
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Fault, Report, Weight
from timetable.grid import DaySlot, Level
from timetable.problem import Block, Problem, RoomNeed
from timetable.rules.rule import BlockKey

FORBIDDEN = {at("пн1"): Level.FORBIDDEN}


def faults(report: Report) -> list[tuple[object, int]]:
    """The report's faults in their order."""
    return found(report.findings)


@pytest.mark.parametrize(
    ("week", "wanted"),
    [
        ({"math": "пн1", "math7": "пн1"}, [(Fault.TEACHER_CLASH, 1)]),
        ({"math": "пн1", "math7": "пн2"}, []),
        ({"math": "пн1", "rus": "пн1"}, [(Fault.PUPILS_CLASH, 1)]),
        ({"math": "пн1", "half": "пн1"}, [(Fault.PUPILS_CLASH, 1)]),
        ({"half": "пн1", "half2": "пн1"}, []),
        ({"math": "пн1 пн1 пн1"}, [(Fault.TEACHER_CLASH, 2), (Fault.PUPILS_CLASH, 2)]),
        ({"crafts7": "пн1", "math7": "пн2"}, [(Fault.PUPILS_CLASH, 1)]),
        ({"crafts7": "пн1", "math7": "пн3"}, []),
        ({"crafts7": "пн6"}, []),
        ({"crafts7": "пн7"}, [(Fault.OUTSIDE_GRID, 1)]),
        ({"math": "пн8"}, [(Fault.OUTSIDE_GRID, 1)]),
        ({"math": "пн1 -"}, [(Fault.NOT_PLACED, 1)]),
        ({"sport": "пн1"}, []),
    ],
)
def test_nobody_is_in_two_places_and_nothing_is_left_out(
    week: Mapping[str, str], wanted: list[tuple[Fault, int]]
) -> None:
    """A clash is told slot by slot, once for all pupils that it hits; joint parts are no clash."""
    report = check(drawn(week))

    assert faults(report) == wanted
    assert report.is_legal is not bool(wanted)


def test_a_clash_says_whom_it_hits_and_where() -> None:
    """A clash of a whole form names the form, one of a half names the half."""
    whole = check(draft(math="пн1", rus="пн1")).findings[0]
    half = check(draft(math="пн1", half="пн1")).findings[0]

    assert (whole.who, whole.at, whole.blocks) == (
        "6b",
        (at("пн1"),),
        (BlockKey("math", 0), BlockKey("rus", 0)),
    )
    assert half.who == "6b-1"


def test_odd_and_even_weeks_never_meet() -> None:
    """Two lessons of one slot clash when some week has both."""
    odd_even = draft(math="пн1/odd", rus="пн1/even")
    odd_every = draft(math="пн1/odd", rus="пн1")

    assert Fault.PUPILS_CLASH not in dict(faults(check(odd_even)))
    assert dict(faults(check(odd_every)))[Fault.PUPILS_CLASH] == 1


@pytest.mark.parametrize(
    ("block", "weeks", "is_right"),
    [
        (Block(), "every", True),
        (Block(), "odd", False),
        (Block(weeks=Weeks.ODD), "odd", True),
        (Block(weeks=Weeks.ODD), "even", False),
        (Block(weeks=None), "even", True),
        (Block(weeks=None), "every", False),
    ],
)
def test_a_block_is_held_in_its_weeks(block: Block, weeks: str, is_right: bool) -> None:
    """One whose weeks are open is held in odd or in even ones."""
    demands = {"math": replace(DEMANDS["math"], blocks=(block,))}
    week = draft(problem=replace(SMALL, demands=demands), math=f"пн1/{weeks}")

    assert faults(check(week)) == ([] if is_right else [(Fault.WRONG_WEEKS, 1)])


TEACHERS, FORMS, GROUPS, ROOMS = SMALL.teachers, SMALL.forms, SMALL.groups, SMALL.rooms


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (
            replace(SMALL, teachers={**TEACHERS, "vera": replace(TEACHERS["vera"], away=FORBIDDEN)}),
            Fault.TEACHER_AWAY,
        ),
        (replace(SMALL, forms={**FORMS, "7a": replace(FORMS["7a"], away=FORBIDDEN)}), Fault.PUPILS_AWAY),
        (replace(SMALL, groups={**GROUPS, "7a": replace(GROUPS["7a"], away=FORBIDDEN)}), Fault.PUPILS_AWAY),
        (replace(SMALL, rooms={**ROOMS, "gym": replace(ROOMS["gym"], away=FORBIDDEN)}), Fault.ROOM_AWAY),
    ],
)
def test_nobody_is_taught_where_they_may_not_come(problem: Problem, fault: Fault) -> None:
    """Teachers, forms, groups and rooms have slots that are forbidden to them."""
    broken = check(draft(problem=problem, sport="пн1"))
    kept = check(draft(problem=problem, sport="пн2"))

    assert faults(broken) == [(fault, 1)]
    assert faults(kept) == []


def test_a_form_is_taught_in_its_shift() -> None:
    """Where a grid has two shifts, a slot of the other one is wrong."""
    slots = tuple(DaySlot(str(number), number, 1 if number < 4 else 2) for number in range(1, 8))
    problem = replace(SMALL, grid=replace(GRID, slots=slots))

    assert faults(check(draft(problem=problem, math="пн3"))) == []
    assert faults(check(draft(problem=problem, math="пн4"))) == [(Fault.WRONG_SHIFT, 1)]


def test_breaks_and_meals_are_kept() -> None:
    """Nothing lies in a break, and no double lesson crosses the long one."""
    problem = replace(SMALL, grid=replace(GRID, breaks=frozenset({at("пн3")}), meals_after=frozenset({3})))

    assert faults(check(draft(problem=problem, math="пн3"))) == [(Fault.OUTSIDE_GRID, 1)]
    assert faults(check(draft(problem=problem, crafts7="вт4"))) == [(Fault.OUTSIDE_GRID, 1)]
    assert faults(check(draft(problem=problem, crafts7="вт5"))) == []


@pytest.mark.parametrize(
    ("rooms", "wanted"),
    [
        ("gym", []),
        ("31", [(Fault.WRONG_ROOM, 1)]),
        ("nowhere", [(Fault.UNKNOWN, 1), (Fault.WRONG_ROOM, 1)]),
    ],
)
def test_a_lesson_stands_in_a_room_that_it_needs(rooms: str, wanted: list[tuple[Fault, int]]) -> None:
    """A need is met by one of its rooms; a room that nobody knows meets none."""
    assert faults(check(draft(rooms={"sport": rooms}, sport="пн1"))) == wanted


def test_a_room_holds_one_lesson() -> None:
    """Two lessons in one room clash, wherever their people are."""
    rooms = {"math": "31", "half2": "31"}

    assert (Fault.ROOM_CLASH, 1) in faults(check(draft(rooms=rooms, math="пн1", half2="пн1")))
    assert faults(check(draft(rooms=rooms, math="пн1", half2="пн2"))) == []


def test_a_lesson_without_its_room_is_not_done_unless_the_room_is_a_wish() -> None:
    """A need with a weight costs its price where it is not met, and breaks nothing."""
    must = draft(sport="пн1")
    bare = Draft(must.problem, {key: replace(card, rooms=()) for key, card in must.cards.items()})
    part = DEMANDS["sport"].parts[0]
    parts = (replace(part, rooms=(RoomNeed(("gym",), 3),)), DEMANDS["sport"].parts[1])
    wish = replace(bare.problem, demands={"sport": replace(must.problem.demands["sport"], parts=parts)})

    report = check(Draft(wish, bare.cards))

    assert faults(check(bare)) == [(Fault.NO_ROOM, 1)]
    assert found(report.findings, Weight.WISH) == [(Fault.NO_ROOM, 1)]
    assert (report.is_legal, report.cost) == (True, 8)


def test_a_card_of_no_block_is_told() -> None:
    """A card that the problem does not know is named, and hides nothing else."""
    placed = cards({"math": "пн1", "rus": "пн1"})
    known = draft(math="пн1").problem

    assert faults(check(Draft(known, placed))) == [(Fault.UNKNOWN, 1)]

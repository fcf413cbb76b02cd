"""Rooms for a week whose times stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from school.calendar import Weeks
from tests.timetable.small_school import DEMANDS, SMALL, at
from timetable.cards import Card, Cards
from timetable.grid import Level
from timetable.problem import Block, Problem, RoomNeed
from timetable.rules.of_blocks import MostRooms, SameRoomInARow
from timetable.rules.of_quality import TeacherKeepsRoom
from timetable.rules.rule import BlockKey, Rule, Which
from timetable.solver.matching import match, rivals
from timetable.solver.rooms import Seating, seat

EITHER, FIRST = RoomNeed(("31", "32")), RoomNeed(("31",))
MATH, SEVENTH = BlockKey("math", 0), BlockKey("math7", 0)


def school(needs: Mapping[str, RoomNeed], *rules: Rule, length: int = 1) -> Problem:
    """Demands of the small school with these needs, two blocks each."""
    load = {
        name: replace(
            DEMANDS[name],
            parts=tuple(replace(part, rooms=(need,)) for part in DEMANDS[name].parts[:1]),
            blocks=(Block(length),) * 2,
        )
        for name, need in needs.items()
    }
    return replace(SMALL, demands=load, rules=rules)


def cards(**places: str) -> Cards:
    """Cards by demand: «пн1 вт2»."""
    keys = {
        BlockKey(name, seq): place for name, line in places.items() for seq, place in enumerate(line.split())
    }
    return {key: Card(key, at(place)) for key, place in keys.items()}


def rooms(found: Cards) -> list[str | None]:
    """The first room of each card."""
    return [card.rooms[0] for card in found.values()]


def by_engine(problem: Problem, placed: Cards) -> Seating:
    """The thorough way alone: a rule of rooms that asks nothing makes sure of it."""
    asks_nothing = MostRooms(which=Which(), most=9)
    return seat(replace(problem, rules=(*problem.rules, asks_nothing)), placed)


def by_matching(problem: Problem, placed: Cards) -> Seating:
    """The quick way alone."""
    return Seating(*match(problem, placed))


def test_a_wish_about_rooms_takes_no_room_from_anybody() -> None:
    """Where there is no time to weigh wishes, all sit where a matching has put them."""
    problem = school({"math": EITHER}, TeacherKeepsRoom(weight=1))
    placed = cards(math="пн1 пн2")

    found = seat(problem, placed, seconds=0.0)

    assert found.missed == ()
    assert all(rooms(found.cards))


both_ways = pytest.mark.parametrize(
    "seat", [seat, by_matching, by_engine], ids=["either", "matching", "engine"]
)


@both_ways
def test_a_lesson_that_can_sit_elsewhere_makes_room_for_one_that_cannot(
    seat: Callable[[Problem, Cards], Seating],
) -> None:
    """One moves the next on, and everybody sits."""
    problem = school({"math": EITHER, "half": RoomNeed(("32", "gym")), "crafts7": EITHER})

    seating = seat(problem, cards(math="пн1", half="пн1", crafts7="пн1"))

    assert (seating.missed, rooms(seating.cards)[1]) == ((), "gym")


@both_ways
def test_a_double_lesson_keeps_its_room(seat: Callable[[Problem, Cards], Seating]) -> None:
    """Its one room is free in both slots; who comes in the second takes the other."""
    problem = school({"math": EITHER, "crafts7": EITHER}, length=2)

    seating = seat(problem, cards(math="пн2", crafts7="пн1"))

    assert sorted(str(room) for room in rooms(seating.cards)) == ["31", "32"]


@both_ways
def test_lessons_of_other_weeks_share_a_room(seat: Callable[[Problem, Cards], Seating]) -> None:
    """One in the odd weeks, one in the even ones."""
    problem = school({"math": FIRST, "crafts7": FIRST})
    both = cards(math="пн1", crafts7="пн1")
    weeks = {
        key: replace(card, weeks=week)
        for (key, card), week in zip(both.items(), (Weeks.ODD, Weeks.EVEN), strict=True)
    }

    assert seat(problem, both).missed != ()
    assert seat(problem, weeks).missed == ()


def test_whoever_finds_no_room_is_told_with_all_that_vie_for_it() -> None:
    """Three lessons for two rooms are one too many, a fourth elsewhere is not among them."""
    problem = school({"math": EITHER, "crafts7": EITHER, "half": EITHER})
    placed = cards(math="пн1 вт1", crafts7="пн1", half="пн1")

    missed = seat(problem, placed).missed

    assert len(missed) == 1
    assert {card.block for card in rivals(problem, placed, missed[0])} == set(placed) - {BlockKey("math", 1)}


@both_ways
def test_a_closed_room_is_not_given(seat: Callable[[Problem, Cards], Seating]) -> None:
    """Neither for a part of a double lesson."""
    problem = school({"math": EITHER}, length=2)
    closed = replace(SMALL.rooms["31"], away={at("пн2"): Level.FORBIDDEN})

    seating = seat(replace(problem, rooms={**SMALL.rooms, "31": closed}), cards(math="пн1"))

    assert rooms(seating.cards) == ["32"]


@both_ways
def test_locked_rooms_stay(seat: Callable[[Problem, Cards], Seating]) -> None:
    """The other lesson takes what is left."""
    problem = school({"math": EITHER, "crafts7": EITHER})
    placed = cards(math="пн1", crafts7="пн1")
    locked = {**placed, MATH: Card(MATH, at("пн1"), rooms=("32",), rooms_locked=True)}

    assert rooms(seat(problem, locked).cards) == ["32", "31"]


@pytest.mark.parametrize(
    "rule",
    [
        MostRooms(which=Which(subjects=frozenset({"math"}))),
        SameRoomInARow(which=Which(subjects=frozenset({"math"}))),
        TeacherKeepsRoom(weight=3),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_rules_of_rooms_are_kept_against_the_better_room(rule: Rule) -> None:
    """Each by itself would take its first room; together they keep one."""
    problem = school({"math": EITHER}, rule)
    two = cards(math="пн1 пн2")
    one_locked = {**two, MATH: Card(MATH, at("пн1"), rooms=("32",), rooms_locked=True)}

    assert rooms(seat(problem, one_locked).cards) == ["32", "32"]


@both_ways
def test_a_wish_for_a_room_gets_what_musts_leave(seat: Callable[[Problem, Cards], Seating]) -> None:
    """The lesson without a room is no fault."""
    problem = school({"math": RoomNeed(("31",), 3), "crafts7": FIRST})

    seating = seat(problem, cards(math="пн1", crafts7="пн1"))

    assert (rooms(seating.cards), seating.missed) == ([None, "31"], ())

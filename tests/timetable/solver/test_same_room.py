"""Lessons that follow each other and can have no room in common are kept apart while times are sought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.timetable.small_school import DEMANDS, SMALL, cards
from timetable.cards import Draft
from timetable.problem import Problem, RoomNeed
from timetable.rules.of_blocks import SameRoomInARow
from timetable.rules.rule import ALL
from timetable.solver.building import build_model
from timetable.solver.engine import Numbers, Search, Verdict, run
from timetable.solver.strictness import HARD_ONLY

FIRST, SECOND, EITHER = RoomNeed(("31",)), RoomNeed(("32",)), RoomNeed(("31", "32"))


def school(needs: Mapping[str, RoomNeed], rule: SameRoomInARow) -> Problem:
    """One lesson of each of these demands, with these needs."""
    load = {
        name: replace(
            DEMANDS[name],
            parts=tuple(replace(part, rooms=(need,)) for part in DEMANDS[name].parts[:1]),
            blocks=DEMANDS[name].blocks[:1],
        )
        for name, need in needs.items()
    }
    return replace(SMALL, demands=load, rules=(rule,))


def may_stand(problem: Problem, week: Mapping[str, str]) -> bool:
    """Whether the model has an answer in which the lessons lie just so."""
    pins = {key: replace(card, rooms=(), time_locked=True) for key, card in cards(week).items()}
    answers = list[Numbers]()
    said = run(build_model(Draft(problem, pins), HARD_ONLY), Search(seconds=5), answers.append, lambda: False)
    return said is not Verdict.NONE and bool(answers)


@pytest.mark.parametrize(
    ("week", "whoever", "of_group"),
    [
        ({"math": "пн1", "math7": "пн2"}, False, True),
        ({"math": "пн2", "math7": "пн1"}, False, True),
        ({"math": "пн1", "math7": "пн3"}, True, True),
        ({"math": "пн1", "rus": "пн2"}, False, False),
        ({"math": "пн1", "rus": "пн3"}, True, True),
    ],
)
def test_lessons_of_other_rooms_do_not_touch(week: Mapping[str, str], whoever: bool, of_group: bool) -> None:
    """Of one group, or whoever they are of, as the rule asks; a pause between them is enough."""
    needs = {"math": FIRST, "math7": SECOND, "rus": SECOND}

    told = [
        may_stand(
            school({name: needs[name] for name in week}, SameRoomInARow(which=ALL, whoever=asked)), week
        )
        for asked in (True, False)
    ]

    assert told == [whoever, of_group]


@pytest.mark.parametrize(
    ("week", "stands"),
    [
        ({"half": "пн1", "half2": "пн1", "math": "пн2"}, False),
        ({"half": "пн2", "half2": "пн2", "math": "пн1"}, False),
        ({"half": "пн1", "half2": "пн1", "math": "пн3"}, True),
        ({"half": "пн1", "half2": "пн2", "math": "пн3"}, True),
    ],
)
def test_nothing_touches_two_lessons_at_once(week: Mapping[str, str], stands: bool) -> None:
    """Two halves side by side have two rooms, so no third lesson can go on in the room of both."""
    problem = school(dict.fromkeys(week, EITHER), SameRoomInARow(which=ALL, whoever=True))

    assert may_stand(problem, week) is stands


@pytest.mark.parametrize("rooms", [(), (RoomNeed(("31",), weight=3),)])
def test_a_lesson_that_may_go_without_a_room_touches_two_at_once(rooms: tuple[RoomNeed, ...]) -> None:
    """It has none to go on in, or need not have the one that it wishes for: no room is changed."""
    week = {"half": "пн1", "half2": "пн1", "math": "пн2"}
    problem = school(dict.fromkeys(week, EITHER), SameRoomInARow(which=ALL, whoever=True))
    maths = problem.demands["math"]
    free = replace(maths, parts=tuple(replace(part, rooms=rooms) for part in maths.parts))

    assert may_stand(replace(problem, demands={**problem.demands, "math": free}), week)


def test_a_lesson_of_two_rooms_touches_a_lesson_in_each() -> None:
    """It is in both at once, so nobody changes rooms."""
    week = {"half": "пн1", "half2": "пн1", "eng": "пн2"}
    problem = school(dict.fromkeys(week, EITHER), SameRoomInARow(which=ALL, whoever=True))
    english = replace(
        problem.demands["eng"],
        parts=tuple(replace(part, rooms=(EITHER,)) for part in DEMANDS["eng"].parts),
    )

    assert may_stand(replace(problem, demands={**problem.demands, "eng": english}), week)


def test_a_group_without_a_room_changes_none() -> None:
    """The other half's room is not its own."""
    week = {"eng": "пн1", "half2": "пн2"}
    problem = school({"eng": FIRST, "half2": SECOND}, SameRoomInARow(which=ALL))
    first, second = DEMANDS["eng"].parts
    english = replace(problem.demands["eng"], parts=(replace(first, rooms=(FIRST,)), second))

    assert may_stand(replace(problem, demands={**problem.demands, "eng": english}), week)


def test_a_wish_parts_nobody() -> None:
    """Where the rule is a wish, rooms may change: it is weighed when rooms are given."""
    week = {"math": "пн1", "rus": "пн2"}
    problem = school({"math": FIRST, "rus": SECOND}, SameRoomInARow(which=ALL, weight=5))

    assert may_stand(problem, week)

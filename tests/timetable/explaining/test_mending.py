"""Whatever the checker calls broken in a week has a remedy after which it is not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.timetable.small_school import SMALL, at, draft, drawn
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.explaining.mending import mend
from timetable.findings import Finding, Weight
from timetable.grid import Level
from timetable.rules.of_blocks import AllowedTimes, DaysApart, EndsDay, Follows, NotTogether, SameTime
from timetable.rules.of_people import MaxDays, MaxGaps, MaxInARow, MaxPerDay, MinPerDay
from timetable.rules.rule import BlockKey, Rule, Same, Which, Whose

TEACHERS, GROUPS = Whose.TEACHERS, Whose.GROUPS
MATH = Which(keys=(BlockKey("math", 0), BlockKey("math", 1)))
BOTH = Which(keys=(BlockKey("math", 0), BlockKey("rus", 0)))

BROKEN: dict[str, tuple[Rule, dict[str, str]]] = {
    "windows": (MaxGaps(whose=TEACHERS, of=("anna",), most=0), {"math": "пн1 пн4"}),
    "a form's windows": (MaxGaps(whose=GROUPS, most=1), {"math": "пн1 пн4"}),
    "lessons a day": (MaxPerDay(whose=GROUPS, most=1), {"math": "пн1 пн2"}),
    "too few a day": (MinPerDay(whose=TEACHERS, of=("anna",), least=2), {"math": "пн1 вт2"}),
    "in a row": (MaxInARow(whose=TEACHERS, most=1), {"math": "пн1 пн2"}),
    "days": (MaxDays(whose=TEACHERS, of=("anna", "boris"), most=1), {"math": "пн1 вт2"}),
    "twice a day": (DaysApart(which=MATH), {"math": "пн1 пн2"}),
    "not its time": (AllowedTimes(which=MATH, within=frozenset({at("пн1")})), {"math": "пн1 вт2"}),
    "not the last": (EndsDay(which=Which(keys=(BlockKey("math", 0),))), {"math": "пн1", "rus": "пн2"}),
    "together": (
        NotTogether(which=Which(keys=(BlockKey("rus", 0), BlockKey("math7", 0)))),
        {"rus": "пн1", "math7": "пн1"},
    ),
    "not one day": (SameTime(which=BOTH, what=Same.DAY), {"math": "пн1", "rus": "вт1"}),
    "not after": (
        Follows(first=BlockKey("math", 0), second=BlockKey("rus", 0)),
        {"math": "пн1", "rus": "вт1"},
    ),
}


def broken(week: Draft) -> tuple[Finding, ...]:
    """What is broken in a week."""
    return check(week).of(Weight.BROKEN)


@pytest.mark.parametrize("case", BROKEN)
def test_the_first_remedy_allows_what_is_broken(case: str) -> None:
    """After the first remedy of each finding the same week can be held."""
    rule, line = BROKEN[case]
    week = drawn(line, rule)
    found = broken(week)

    for finding in found:
        week = mend(finding, week)[0].apply_to(week)

    assert found
    assert broken(week) == ()


@pytest.mark.parametrize("noun", ["teachers", "forms", "groups", "rooms"])
def test_hours_that_are_needed_are_opened(noun: str) -> None:
    """A lesson at a forbidden hour is allowed by opening it to whom it is forbidden."""
    who = {"teachers": "vera", "forms": "7a", "groups": "6b", "rooms": "gym"}[noun]
    all_of = getattr(SMALL, noun)
    shut = {**all_of, who: replace(all_of[who], away={at("пн1"): Level.FORBIDDEN})}
    changed: dict[str, Any] = {noun: shut}
    problem = replace(SMALL, **changed)
    week = draft(problem=problem, sport="пн1")
    found = broken(week)

    for remedy in mend(found[0], week):
        week = remedy.apply_to(week)

    assert len(found) == 1
    assert broken(week) == ()


def test_a_lesson_without_room_wants_one_more() -> None:
    """A lesson that found no room is helped by another of its kind."""
    week = draft(sport="пн1")
    roomless = {key: replace(card, rooms=(None,)) for key, card in week.cards.items()}

    [finding] = broken(replace(week, cards=roomless))

    room = mend(finding, week)[0].apply_to(week).problem.rooms.keys() - week.problem.rooms.keys()
    assert len(room) == 1

"""Every kind of rule, with a week that breaks it and one that just keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from tests.timetable.small_school import GRID, NORMS, SMALL, at, drawn, found
from timetable.checker.checking import check
from timetable.findings import Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import Problem
from timetable.rules.kinds import KINDS
from timetable.rules.of_blocks import (
    AllowedTimes,
    DaysApart,
    EdgeOfDay,
    EndsDay,
    Follows,
    MinGapBetween,
    MostOnDay,
    MostRooms,
    NotTogether,
    SameRoomInARow,
    SameTime,
)
from timetable.rules.of_people import (
    EvenDays,
    MaxDays,
    MaxDaysWithin,
    MaxGaps,
    MaxInARow,
    MaxLateStarts,
    MaxPerDay,
    MaxSpan,
    MinDays,
    MinPerDay,
)
from timetable.rules.of_quality import (
    DayProfile,
    EvenSpread,
    HardInARow,
    HardSubjectsEarly,
    Stability,
    TeacherKeepsRoom,
    UndesirableSlots,
)
from timetable.rules.rule import BlockKey, Order, Per, Rule, Same, Which, Whose

PUPILS, TEACHERS = Whose.GROUPS, Whose.TEACHERS
MATH, RUS = Which(subjects=frozenset({"math"})), BlockKey("rus", 0)
MATH0, MATH1 = BlockKey("math", 0), BlockKey("math", 1)
HALVES = Which(keys=(BlockKey("half", 0), BlockKey("half2", 0)))
NORMED = replace(SMALL, norms=NORMS)


def with_form(problem: Problem, **changes: object) -> Problem:
    """The problem with another 7А."""
    form = replace(problem.forms["7a"], **changes)  # type: ignore[arg-type]  # the caller names the fields
    return replace(problem, forms={**problem.forms, "7a": form})


BREAK = replace(SMALL, grid=replace(GRID, breaks=frozenset({at("пн2")})))
AWAY_2 = with_form(SMALL, away={at("пн2"): Level.FORBIDDEN})
AWAY_1 = with_form(SMALL, away={at("пн1"): Level.FORBIDDEN})
NO_FRIDAY = with_form(SMALL, away={TimeSlot(4, slot): Level.FORBIDDEN for slot in GRID.of_day})
UNLOVED = with_form(SMALL, away={at("пн2"): Level.UNDESIRABLE})
SHIFTS = tuple(replace(slot, shift=1 if slot.number < 4 else 2) for slot in GRID.slots)
SECOND_SHIFT = replace(
    NORMED,
    grid=replace(GRID, slots=SHIFTS),
    forms={**SMALL.forms, "6b": replace(SMALL.forms["6b"], shift=2)},
)


@dataclass(frozen=True)
class Case:
    """A rule, a week that breaks it so often, and one that keeps it."""

    rule: Rule
    broken: dict[str, str]
    amount: int
    kept: dict[str, str]
    problem: Problem = SMALL
    rooms: dict[str, str] = field(default_factory=dict)


CASES = [
    Case(MaxGaps(whose=PUPILS, most=0), {"math7": "пн1 пн3"}, 1, {"math7": "пн2 пн3"}),
    Case(MaxGaps(whose=PUPILS, most=0), {"math": "пн1 пн3"}, 2, {"math": "пн1 вт3"}),
    Case(
        MaxGaps(whose=PUPILS, most=0), {"math": "пн1 пн3", "half": "пн2"}, 1, {"math": "пн1", "half": "пн2"}
    ),
    Case(MaxGaps(whose=PUPILS, most=1), {"math7": "пн1 пн3 пн5"}, 1, {"math7": "пн1 пн3 вт5"}),
    Case(MaxGaps(whose=PUPILS, most=1, per=Per.DAY), {"math7": "пн1 пн4"}, 1, {"math7": "пн1 пн3 вт1"}),
    Case(MaxGaps(whose=PUPILS, most=0), {"math7": "пн1 пн4"}, 1, {"math7": "пн1 пн3"}, BREAK),
    Case(MaxGaps(whose=PUPILS, most=0), {"math7": "пн1 пн4"}, 1, {"math7": "пн1 пн3"}, AWAY_2),
    Case(
        MaxGaps(whose=TEACHERS, of=("anna",), most=0),
        {"math": "пн1", "math7": "пн3"},
        1,
        {"math": "пн1", "math7": "пн2", "rus": "вт1 вт3"},
    ),
    Case(MaxGaps(whose=PUPILS, most=0), {"math7": "пн1/odd пн3/odd"}, 1, {"math7": "пн1/odd пн3/even"}),
    Case(
        MaxGaps(whose=PUPILS, most=0),
        {"math": "пн1/odd пн3/odd вт1/even вт3/even"},
        2,
        {"math": "пн1/odd пн3/even"},
    ),
    Case(MaxPerDay(whose=PUPILS, most=2), {"math7": "пн1 пн2 пн3"}, 1, {"crafts7": "пн1", "math7": "вт1"}),
    Case(
        MaxPerDay(whose=PUPILS, most=1, which=MATH),
        {"math7": "пн1 пн2"},
        1,
        {"math7": "пн1", "crafts7": "пн2"},
    ),
    Case(MinPerDay(whose=PUPILS, of=("7a",), least=2), {"math7": "пн1"}, 1, {"crafts7": "пн1"}),
    Case(
        MinPerDay(whose=PUPILS, of=("7a",), least=1, empty_days=False),
        {"math7": "пн1 вт1 ср1"},
        1,
        {"math7": "пн1 вт1 ср1", "crafts7": "чт1"},
        NO_FRIDAY,
    ),
    Case(MaxInARow(whose=PUPILS, most=2), {"math7": "пн1 пн2 пн3"}, 1, {"math7": "пн1 пн2 пн4"}),
    Case(
        MaxInARow(whose=PUPILS, most=1, which=MATH),
        {"math7": "пн1 пн2"},
        1,
        {"math7": "пн1 пн4", "crafts7": "пн2"},
    ),
    Case(MaxInARow(whose=PUPILS, most=2), {"math7": "пн3 пн4 пн5"}, 1, {"math7": "пн1 пн3 пн4"}, BREAK),
    Case(MaxSpan(whose=PUPILS, most=3), {"math7": "пн1 пн4"}, 1, {"math7": "пн1 пн3"}),
    Case(MaxDays(whose=TEACHERS, of=("anna",), most=2), {"math": "пн1 вт1 ср1"}, 1, {"math": "пн1 вт1 вт2"}),
    Case(MinDays(whose=TEACHERS, of=("anna",), least=2), {"math": "пн1 пн2"}, 1, {"math": "пн1 вт1"}),
    Case(
        MaxDaysWithin(whose=PUPILS, most=1, first=5, last=6),
        {"math7": "пн6 вт7"},
        1,
        {"math7": "пн6 пн7 вт5"},
    ),
    Case(MaxLateStarts(whose=PUPILS, most=0), {"math7": "пн2"}, 1, {"math7": "пн1 вт1"}),
    Case(MaxLateStarts(whose=PUPILS, most=1), {"math7": "пн2 вт3"}, 2, {"math7": "пн2 вт1 вт2"}),
    Case(MaxLateStarts(whose=PUPILS, most=0), {"math7": "пн3"}, 1, {"math7": "пн2"}, AWAY_1),
    Case(
        MaxLateStarts(whose=PUPILS, most=0),
        {"math7": "пн3"},
        1,
        {"math7": "пн2"},
        with_form(SMALL, first_slots=(1,)),
    ),
    Case(
        EvenDays(whose=PUPILS, of=("7a",), most=1),
        {"math7": "пн1 пн2"},
        1,
        {"math7": "пн1 вт1 ср1", "crafts7": "чт1"},
        NO_FRIDAY,
    ),
    Case(DaysApart(which=MATH), {"math": "пн1 пн2"}, 1, {"math": "пн1 вт2"}),
    Case(DaysApart(which=MATH), {"math": "пн1 пн2 пн4"}, 3, {"math": "пн1/odd пн1/even вт1"}),
    Case(DaysApart(which=MATH, least=2), {"math": "пн1 вт2"}, 1, {"math": "пн1 ср2"}),
    Case(
        DaysApart(which=MATH, least=0, beside_if_same_day=True), {"math": "пн1 пн3"}, 1, {"math": "пн1 пн2"}
    ),
    Case(DaysApart(which=MATH, each_form=True), {"math": "пн1 пн2"}, 1, {"math": "пн1", "math7": "пн2"}),
    Case(MostOnDay(which=MATH), {"math": "пн1 пн2 пн4"}, 1, {"math": "пн1 пн2 вт1"}),
    Case(MostOnDay(which=MATH, most=1), {"math": "пн1/odd пн2/odd"}, 1, {"math": "пн1/odd пн1/even"}),
    Case(
        MostOnDay(which=MATH, most=1, each_form=True), {"math": "пн1 пн2"}, 1, {"math": "пн1", "math7": "пн2"}
    ),
    Case(SameTime(which=HALVES), {"half": "пн1", "half2": "пн2"}, 1, {"half": "пн1", "half2": "пн1"}),
    Case(SameTime(which=MATH, what=Same.SLOT), {"math": "пн1 вт2 ср3"}, 2, {"math": "пн2 вт2 ср2"}),
    Case(SameTime(which=MATH, what=Same.DAY), {"math": "пн1 вт2"}, 1, {"math": "пн1 пн2"}),
    Case(NotTogether(which=HALVES), {"half": "пн1", "half2": "пн1"}, 1, {"half": "пн1", "half2": "пн2"}),
    Case(Follows(first=MATH0, second=RUS), {"math": "пн2", "rus": "пн1"}, 1, {"math": "пн1", "rus": "пн2"}),
    Case(
        Follows(first=MATH0, second=RUS),
        {"math": "пн1", "rus": "пн4"},
        1,
        {"math": "пн1", "rus": "пн3"},
        BREAK,
    ),
    Case(
        Follows(first=MATH0, second=RUS, order=Order.BESIDE),
        {"math": "пн3", "rus": "пн1"},
        1,
        {"math": "пн2", "rus": "пн1"},
    ),
    Case(
        Follows(first=MATH0, second=RUS, order=Order.LATER_IN_WEEK),
        {"math": "вт1", "rus": "пн2"},
        1,
        {"math": "пн2", "rus": "вт1"},
    ),
    Case(
        Follows(first=MATH0, second=RUS, order=Order.LATER_IF_SAME_DAY),
        {"math": "пн2", "rus": "пн1"},
        1,
        {"math": "вт1", "rus": "пн1"},
    ),
    Case(MinGapBetween(which=MATH, least=2), {"math": "пн1 пн3"}, 1, {"math": "пн1 пн4 вт1"}),
    Case(AllowedTimes(which=MATH, starts=frozenset({at("пн1")})), {"math": "пн2"}, 1, {"math": "пн1"}),
    Case(
        AllowedTimes(which=Which(length=2), within=frozenset({at("пн1"), at("пн2")})),
        {"crafts7": "пн2"},
        1,
        {"crafts7": "пн1", "math7": "вт4"},
    ),
    Case(
        EndsDay(which=MATH),
        {"math": "пн1", "half2": "пн2"},
        1,
        {"half2": "пн1", "math": "пн2", "math7": "пн3"},
    ),
    Case(
        EdgeOfDay(which=HALVES),
        {"math": "пн1 пн3", "half": "пн2"},
        1,
        {"math": "пн1 пн2", "half": "пн3", "half2": "вт1"},
    ),
    Case(MostRooms(which=MATH), {"math": "пн1 вт1"}, 1, {"math": "пн1"}, rooms={"math": "31 32"}),
    Case(
        SameRoomInARow(which=MATH), {"math": "пн1 пн2"}, 1, {"math": "пн1 пн3 вт1"}, rooms={"math": "31 32"}
    ),
    Case(
        SameRoomInARow(which=MATH, whoever=True),
        {"math": "пн1", "math7": "пн2"},
        1,
        {"math": "пн1 пн3", "math7": "пн4"},
        rooms={"math": "31", "math7": "32"},
    ),
    Case(TeacherKeepsRoom(), {"math": "пн1 пн4"}, 1, {"math": "пн1 вт4"}, rooms={"math": "31 32"}),
    Case(UndesirableSlots(), {"crafts7": "пн1"}, 1, {"crafts7": "пн3", "math": "пн2"}, UNLOVED),
    Case(HardSubjectsEarly(), {"math": "пн4 вт7"}, 1, {"math": "пн5 вт7"}, SECOND_SHIFT),
    Case(HardSubjectsEarly(), {"math": "пн1 вт5"}, 2, {"math": "пн2 вт4", "sport": "пн1"}, NORMED),
    Case(
        DayProfile(heaviest=(1, 2), lightest=(4,)),
        {"math": "пн1 пн2 вт1"},
        2,
        {"math": "пн1 вт1 ср1", "rus": "вт2 чт1"},
        NORMED,
    ),
    Case(
        HardInARow(most=2),
        {"math": "пн1 пн3", "rus": "пн2"},
        2,
        {"math": "пн1 пн4", "rus": "пн2", "sport": "пн3"},
        NORMED,
    ),
    Case(EvenSpread(), {"math": "пн1 вт1"}, 1, {"math": "пн1 ср1"}),
    Case(EvenSpread(), {"math": "пн1 пн2 ср1"}, 1, {"math": "пн1 вт1 ср1"}),
    Case(
        Stability(kept=((MATH0, at("пн1")), (MATH1, at("вт1")))), {"math": "пн1 вт2"}, 1, {"math": "пн1 вт1"}
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_a_rule_counts_what_breaks_it_and_nothing_else(case: Case) -> None:
    """The amount is what the rule's docstring says; the week that just keeps it is legal."""
    broken = check(drawn(case.broken, case.rule, problem=case.problem, rooms=case.rooms))
    kept = check(drawn(case.kept, case.rule, problem=case.problem, rooms=case.rooms))

    told = [amount for what, amount in found(broken.findings, Weight.BROKEN) if what is type(case.rule)]
    assert sum(told) == case.amount
    assert type(case.rule) not in dict(found(kept.findings, Weight.BROKEN))


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_a_wish_costs_its_price_each_time(case: Case) -> None:
    """The same rule as a wish breaks nothing, and costs the amount times the price of its weight."""
    wish = replace(case.rule, weight=3)

    report = check(drawn(case.broken, wish, problem=case.problem, rooms=case.rooms))

    musts = sum(one.amount for one in report.of(Weight.BROKEN) if one.what == wish)
    assert report.cost + 8 * musts == 8 * case.amount
    assert musts == (isinstance(wish, DaysApart) and wish.beside_if_same_day)


def test_every_kind_of_rule_has_a_case() -> None:
    """A kind that is added to the registry needs a week that breaks it."""
    assert {type(case.rule) for case in CASES} == set(KINDS)


def test_a_finding_says_who_where_and_which() -> None:
    """A window of a whole form names the form and the empty slot; one of a half names the half."""
    rule = MaxGaps(whose=PUPILS, most=0)
    whole = check(drawn({"math": "пн1 пн3"}, rule)).of(Weight.BROKEN)
    half = check(drawn({"math": "пн1 пн3", "half": "пн2"}, rule)).of(Weight.BROKEN)
    row = check(drawn({"math": "пн1 пн2"}, MaxInARow(whose=TEACHERS, most=1))).of(Weight.BROKEN)

    assert [(one.who, one.at, one.blocks) for one in whole] == [("6b", (at("пн2"),), ())]
    assert [(one.who, one.at) for one in half] == [("6b-2", (at("пн2"),))]
    assert [(one.who, one.blocks) for one in row] == [("anna", (MATH0, MATH1))]

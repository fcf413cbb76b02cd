"""Demands that contradict each other are named, the fewest of them, and only what is proven is called so."""

from dataclasses import replace

from tests.timetable.small_school import SMALL
from timetable.cards import Draft
from timetable.explaining.contradicting import contradict, told_contradiction
from timetable.explaining.explaining import explain
from timetable.explaining.explanation import Explanation
from timetable.explaining.remedies import Noun, Who
from timetable.grid import Level
from timetable.problem import Problem
from timetable.rules.of_blocks import AllowedTimes, MinGapBetween
from timetable.rules.of_people import MaxGaps, MaxPerDay
from timetable.rules.rule import Rule, Which, Whose

MONDAY = frozenset(place for place in SMALL.grid if place.day == 0)
RUSSIAN = Which(keys=SMALL.demands["rus"].keys)
ON_MONDAY = AllowedTimes(which=RUSSIAN, within=MONDAY)
FAR_APART = MinGapBetween(which=RUSSIAN, least=3)
INNOCENT = (
    MaxPerDay(whose=Whose.TEACHERS, most=6),
    MaxGaps(whose=Whose.TEACHERS, of=("anna",), most=3),
    AllowedTimes(which=Which(keys=SMALL.demands["math"].keys), within=frozenset(SMALL.grid)),
)


def ruled(*rules: Rule) -> Problem:
    """The small school with these rules."""
    return replace(SMALL, rules=rules)


def explained(problem: Problem) -> Explanation:
    """What has to give way in an impossible school."""
    return explain(Draft(problem), legal_seconds=0)


def test_the_guilty_rules_are_found_among_the_innocent() -> None:
    """Of five rules the two that contradict remain, proven under two sets of parameters."""
    problem = ruled(INNOCENT[0], ON_MONDAY, INNOCENT[1], FAR_APART, INNOCENT[2])

    found = contradict(Draft(problem), explained(problem))

    assert found is not None
    assert {one.rule for one in found.held} == {ON_MONDAY, FAR_APART}
    assert (found.minimal, found.confirmed) == (True, True)


def test_the_hours_of_a_teacher_are_a_demand_too() -> None:
    """Where a rule contradicts the days on which a teacher may come, both are named."""
    shut = {place: Level.FORBIDDEN for place in SMALL.grid if place not in MONDAY}
    teachers = {**SMALL.teachers, "boris": replace(SMALL.teachers["boris"], away=shut)}
    problem = replace(ruled(FAR_APART, *INNOCENT), teachers=teachers)

    found = contradict(Draft(problem), explained(problem))

    assert found is not None
    assert {one.rule or one.away for one in found.held} == {FAR_APART, Who(Noun.TEACHER, "boris")}


def test_a_contradiction_says_what_and_how_sure() -> None:
    """The sentence names the demands and that they were tried twice; an unconfirmed one says otherwise."""
    problem = ruled(ON_MONDAY, FAR_APART)

    found = contradict(Draft(problem), explained(problem))

    assert found is not None
    words = told_contradiction(found, problem)
    assert words.startswith("Вместе не выполнить (проверено дважды): ")
    assert words.count("русский язык 6Б") == 2
    assert told_contradiction(replace(found, confirmed=False), problem).endswith("Это не доказано.")


def test_where_nothing_contradicts_nothing_is_told() -> None:
    """A school that can be kept has no contradiction, and what was stopped is not called the fewest."""
    problem = ruled(ON_MONDAY, FAR_APART)
    explanation = explained(problem)

    assert contradict(Draft(ruled(ON_MONDAY)), explanation) is None
    stopped = contradict(Draft(problem), explanation, should_stop=lambda: True)
    assert stopped is None or not stopped.minimal

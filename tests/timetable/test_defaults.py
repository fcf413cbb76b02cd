"""The rules with which a Russian school starts."""

from __future__ import annotations

from dataclasses import replace

from tests.timetable.small_school import NORMS, SMALL, at, drawn
from timetable.checker.checking import check
from timetable.defaults import rules_to_start_with
from timetable.findings import Weight
from timetable.grid import Level, TimeSlot
from timetable.norms import Norms
from timetable.problem import Block, Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart, EdgeOfDay
from timetable.rules.of_people import MaxGaps, MaxLateStarts, MaxPerDay
from timetable.rules.of_quality import DayProfile, HardSubjectsEarly
from timetable.rules.rule import Rule, Which, Whose

NORMED = replace(SMALL, norms=NORMS)


def of_kind(problem: Problem, kind: type[Rule]) -> list[Rule]:
    """The school's first rules of a kind."""
    return [rule for rule in rules_to_start_with(problem) if isinstance(rule, kind)]


def test_pupils_have_no_windows_and_begin_with_the_first_lesson() -> None:
    """Both are musts; a teacher's windows are a wish."""
    gaps = of_kind(SMALL, MaxGaps)

    assert MaxGaps(whose=Whose.GROUPS, most=0) in gaps
    assert all(rule.weight for rule in gaps if isinstance(rule, MaxGaps) and rule.whose is Whose.TEACHERS)
    assert of_kind(SMALL, MaxLateStarts) == [MaxLateStarts(whose=Whose.GROUPS, most=0)]


def test_a_subject_is_taught_once_a_day_unless_it_has_more_lessons_than_days() -> None:
    """Five lessons fit into five days; six do not, nor do five into the four on which a form may come."""
    once = DaysApart(
        which=Which(subjects=frozenset({"math"}), forms=frozenset({"6b", "7a"})),
        each_form=True,
    )
    six = replace(SMALL.demands["math"], blocks=(Block(),) * 6)
    more = replace(SMALL, demands={"math": six})
    friday = {TimeSlot(4, slot): Level.FORBIDDEN for slot in SMALL.grid.of_day}
    short = replace(SMALL, forms={**SMALL.forms, "6b": replace(SMALL.forms["6b"], away=friday)})

    six_b = replace(once.which, forms=frozenset({"6b"}))
    twice = MaxPerDay(whose=Whose.GROUPS, of=("6b",), most=2, which=six_b)

    assert once in of_kind(SMALL, DaysApart)
    assert [rule.weight for rule in of_kind(more, DaysApart)] == [5]
    assert replace(once, weight=5, which=six_b) in of_kind(short, DaysApart)
    assert twice in of_kind(short, MaxPerDay)


def test_the_norms_make_rules_that_name_them() -> None:
    """The day's most is a must by level; hard subjects and the profile are wishes; no table, no rule."""
    most = of_kind(NORMED, MaxPerDay)

    assert [(rule.norm, rule.weight) for rule in most] == [("Нормы", None), ("Нормы", None)]
    assert [rule.norm for kind in (HardSubjectsEarly, DayProfile) for rule in of_kind(NORMED, kind)] == [
        "Нормы"
    ] * 2
    assert not any(of_kind(SMALL, kind) for kind in (MaxPerDay, HardSubjectsEarly, DayProfile))


def test_lessons_outside_the_norm_make_the_day_one_longer() -> None:
    """«Разговоры о важном» stand before six lessons; the legal limit itself is judged without them."""
    talk = replace(SMALL.demands["rus"], outside_norm=True)
    problem = replace(SMALL, norms=Norms("", daily={6: 6}), demands={"rus": talk})

    assert [rule.most for rule in of_kind(problem, MaxPerDay) if isinstance(rule, MaxPerDay)] == [7]


def test_sport_is_not_the_first_and_halves_stand_at_the_edge() -> None:
    """Physical education begins in any slot but the first; a lesson of one half is first or last."""
    times, edges = of_kind(SMALL, AllowedTimes), of_kind(SMALL, EdgeOfDay)

    assert [rule.which.subjects for rule in times if isinstance(rule, AllowedTimes)] == [{"sport"}]
    assert [at("пн1") in rule.starts for rule in times if isinstance(rule, AllowedTimes)] == [False]
    assert {key.demand for rule in edges if isinstance(rule, EdgeOfDay) for key in rule.which.keys} == {
        "half",
        "half2",
    }


def test_a_good_week_meets_all_musts() -> None:
    """A week as a head teacher would write it breaks none of the first rules."""
    rules = rules_to_start_with(NORMED)
    week = {
        "math": "пн2 вт2 ср2 чт2 пт2",
        "rus": "пн1 вт1 ср1",
        "eng": "чт1 пт1",
        "half": "пн3",
        "half2": "пн3",
    }

    report = check(drawn(week, *rules, problem=NORMED))

    assert report.of(Weight.BROKEN) == ()

"""The law in red, advice in amber; advice is never in the way."""

from __future__ import annotations

from dataclasses import replace

from tests.timetable.small_school import NORMS, SMALL, drawn, found
from timetable.checker.checking import check
from timetable.findings import Limit, Weight
from timetable.norms import Norms
from timetable.rules.of_quality import HardSubjectsEarly


def limited(week: dict[str, str], norms: Norms) -> list[tuple[object, int]]:
    """What the law says of a week."""
    return found(check(drawn(week, problem=replace(SMALL, norms=norms))).findings, Weight.LAW)


def test_a_form_s_week_and_day_have_a_legal_most() -> None:
    """What is above counts lesson by lesson, of the busiest half; other forms and levels have their own."""
    week = {"math": "пн1 пн2 вт1", "half": "пн3"}

    assert limited(week, Norms("", weekly={(6, 5): 3})) == [(Limit.WEEKLY_HOURS, 1)]
    assert limited(week, Norms("", weekly={(6, 5): 4, (6, 6): 1, (7, 5): 1})) == []
    assert limited(week, Norms("", daily={6: 2})) == [(Limit.DAILY_HOURS, 1)]
    assert limited(week, Norms("", daily={6: 3, 7: 1})) == []


def test_a_level_that_has_no_sixth_day_has_the_hours_of_five() -> None:
    """0 in the table forbids the first level Saturdays, not its lessons."""
    norms = Norms("", weekly={(1, 5): 21, (1, 6): 0, (2, 6): 26})

    assert [norms.weekly_of(1, days) for days in (5, 6)] == [21, 21]
    assert [norms.weekly_of(2, days) for days in (5, 6)] == [None, 26]


def test_lessons_outside_the_norm_do_not_count() -> None:
    """«Разговоры о важном» take time, and no hour of the norm."""
    outside = replace(SMALL.demands["math"], outside_norm=True)
    problem = replace(SMALL, norms=Norms("", weekly={(6, 5): 1}), demands={"math": outside})

    assert check(drawn({"math": "пн1 пн2"}, problem=problem)).findings == ()


def test_one_day_with_physical_education_may_be_longer() -> None:
    """The first day that is too long may have one more when sport is among its lessons; a second may not."""
    norms = Norms("", daily={6: 2}, daily_once={6: 3})

    assert limited({"math": "пн1 пн2", "sport": "пн3"}, norms) == []
    assert limited({"math": "пн1 пн2 пн3"}, norms) == [(Limit.DAILY_HOURS, 1)]
    assert limited({"math": "пн1 пн2 вт1 вт2", "sport": "пн3 вт3"}, norms) == [(Limit.DAILY_HOURS, 1)]


def test_the_busier_of_two_weeks_counts() -> None:
    """A lesson of the odd week and one of the even week are one hour of the norm."""
    norms = Norms("", weekly={(6, 5): 1})
    found_both = limited({"math": "пн1/odd вт1/odd"}, norms)

    assert limited({"math": "пн1/odd вт1/even"}, norms) == []
    assert found_both == [(Limit.WEEKLY_HOURS, 1)]


def test_some_levels_come_in_the_first_shift_only() -> None:
    """A form of such a level in the second shift is against the law, whatever its week."""
    second = replace(SMALL.forms["7a"], shift=2)
    problem = replace(SMALL, forms={"7a": second}, groups={"7a": SMALL.groups["7a"]})

    def law(norms: Norms) -> list[tuple[object, int]]:
        return found(check(drawn({}, problem=replace(problem, norms=norms))).findings, Weight.LAW)

    assert law(Norms("", only_first_shift=frozenset({7}))) == [(Limit.SECOND_SHIFT, 1)]
    assert law(Norms("", only_first_shift=frozenset({5}))) == []


def test_advice_costs_nothing_and_gives_way_to_the_school_s_own_rule() -> None:
    """Hard subjects late are told in amber; once the school has a wish of its own, only that speaks."""
    problem = replace(SMALL, norms=NORMS)
    advised = check(drawn({"math": "пн1"}, problem=problem))
    own = check(drawn({"math": "пн1"}, HardSubjectsEarly(weight=2), problem=problem))

    assert (HardSubjectsEarly, 1) in found(advised.findings, Weight.ADVICE)
    assert (advised.is_legal, advised.cost, dict(advised.parts)) == (True, 0, {})
    assert (HardSubjectsEarly, 1) not in found(own.findings, Weight.ADVICE)
    assert own.parts[HardSubjectsEarly].cost == 3

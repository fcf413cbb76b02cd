"""Any week at all: names and order mean nothing, and a planted break is always found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timetable.checker.test_rules import CASES
from tests.timetable.small_school import DAYS, DEMANDS, NORMS, SMALL, drawn
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Fault, Finding, Report
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.rule import BlockKey, Rule

WISHES: tuple[Rule, ...] = tuple(dict.fromkeys(replace(case.rule, weight=2) for case in CASES))
PLACES = st.builds("{}{}".format, st.sampled_from(DAYS), st.integers(1, 7))
WEEKS = st.fixed_dictionaries(
    {
        name: st.lists(PLACES, min_size=1, max_size=len(one.blocks)).map(" ".join)
        for name, one in DEMANDS.items()
    }
)


def counted(report: Report) -> list[tuple[str, str, str, int, int, list[TimeSlot]]]:
    """A report without names: what, how grave, how often, at what cost, and where."""
    return sorted(map(_nameless, report.findings))


def _nameless(one: Finding) -> tuple[str, str, str, int, int, list[TimeSlot]]:
    return (type(one.what).__name__, repr(one.what), one.weight, one.amount, one.cost, sorted(one.at))


def turned(problem: Problem) -> Problem:
    """The same school, everything listed from the end."""
    return replace(
        problem,
        **{  # type: ignore[arg-type]  # the names are those of the mappings
            name: dict(reversed(list(getattr(problem, name).items())))
            for name in ("teachers", "subjects", "rooms", "forms", "groups", "demands")
        },
    )


@settings(max_examples=60, deadline=None)
@given(week=WEEKS)
def test_the_order_of_lists_changes_nothing(week: dict[str, str]) -> None:
    """A school whose lists are turned round, cards included, is judged the same."""
    one = drawn(week, *WISHES, problem=replace(SMALL, norms=NORMS))
    cards = dict(reversed(list(one.cards.items())))

    other = Draft(turned(one.problem), cards)

    assert counted(check(other)) == counted(check(one))


@settings(max_examples=60, deadline=None)
@given(week=WEEKS, prefix=st.text("яz", min_size=1, max_size=2))
def test_names_change_nothing(week: dict[str, str], prefix: str) -> None:
    """Demands called otherwise are judged the same by rules that do not name them."""
    unnamed = tuple(rule for rule in WISHES if "BlockKey" not in repr(rule))
    one = drawn(week, *unnamed, problem=replace(SMALL, norms=NORMS))
    demands = {
        prefix + name: replace(demand, id=prefix + name) for name, demand in one.problem.demands.items()
    }
    cards = {
        BlockKey(prefix + key.demand, key.seq): replace(card, block=BlockKey(prefix + key.demand, key.seq))
        for key, card in one.cards.items()
    }

    other = Draft(replace(one.problem, demands=demands), cards)

    assert counted(check(other)) == counted(check(one))


@settings(max_examples=60, deadline=None)
@given(week=WEEKS, data=st.data())
def test_a_planted_clash_is_always_found(week: dict[str, str], data: st.DataObject) -> None:
    """Whatever the week, a lesson laid upon another of the same form or teacher is named with it."""
    one = drawn(week)
    key = data.draw(st.sampled_from([key for key in one.cards if key.demand in ("math", "rus")]))
    other = data.draw(st.sampled_from([key for key in one.cards if key.demand in ("half", "eng", "sport")]))
    cards = {**one.cards, key: replace(one.cards[key], at=one.cards[other].at)}

    report = check(Draft(one.problem, cards))

    clashes = [found for found in report.findings if found.what is Fault.PUPILS_CLASH]
    assert any({key, other} <= set(found.blocks) for found in clashes)


@settings(max_examples=60, deadline=None)
@given(week=WEEKS, data=st.data())
def test_a_lost_card_is_always_found(week: dict[str, str], data: st.DataObject) -> None:
    """A block that is taken out of any week is named as not placed."""
    one = drawn(week)
    key = data.draw(st.sampled_from(sorted(one.cards)))

    report = check(Draft(one.problem, {name: card for name, card in one.cards.items() if name != key}))

    assert [found.blocks for found in report.findings if found.what is Fault.NOT_PLACED] == [(key,)]

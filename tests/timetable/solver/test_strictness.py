"""What a model must keep, and what it may break for a price: the ground of every explanation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.timetable.small_school import DEMANDS, SMALL, at
from timetable.cards import Card, Draft
from timetable.findings import Fault
from timetable.grid import Level
from timetable.problem import Block, Problem
from timetable.rules.of_people import MaxPerDay
from timetable.rules.rule import BlockKey, Rule, Whose
from timetable.solver.building import build_model
from timetable.solver.engine import Numbers, Search, Verdict, run
from timetable.solver.strictness import HARD_ONLY, Cause, Hold, Strictness

TWO_SLOTS = {place: Level.FORBIDDEN for place in SMALL.grid if place not in (at("пн1"), at("пн2"))}
SIXTH = BlockKey("rus", 0)


def crowded(rules: tuple[Rule, ...] = ()) -> Problem:
    """A teacher of three lessons who may come for two slots of one day."""
    boris = replace(SMALL.teachers["boris"], away=TWO_SLOTS)
    load = {"rus": replace(DEMANDS["rus"], blocks=(Block(),) * 3)}
    return replace(SMALL, teachers={**SMALL.teachers, "boris": boris}, demands=load, rules=rules)


def broken(draft: Draft, *for_sale: object) -> tuple[Verdict, list[tuple[object, int]]]:
    """What the cheapest answer breaks when these are for sale at 1 each."""

    def relaxed(cause: Cause) -> int:
        return int(cause.what in for_sale or type(cause.what) in for_sale)

    model = build_model(draft, Strictness(wishes=False, relaxed=relaxed))
    answers: list[Numbers] = []
    said = run(model, Search(10), answers.append, lambda: False)
    found = [(one.cause.what, answers[-1][one.var.index]) for one in model.slacks] if answers else []
    return said, [(what, amount) for what, amount in found if amount]


def test_nothing_hard_is_for_sale_unless_it_is_said() -> None:
    """Three lessons in two slots have no answer."""
    model = build_model(Draft(crowded()), HARD_ONLY)

    assert run(model, Search(10), lambda numbers: None, lambda: False) is Verdict.NONE


@pytest.mark.parametrize("fault", [Fault.NOT_PLACED, Fault.TEACHER_AWAY])
def test_a_fault_for_sale_is_broken_once(fault: Fault) -> None:
    """One lesson stays in the tray, or is held when the teacher may not come."""
    assert broken(Draft(crowded()), fault) == (Verdict.BEST, [(fault, 1)])


def test_a_rule_for_sale_is_broken_as_little_as_can_be() -> None:
    """Two lessons on the only day, where one is allowed: one too many."""
    once = MaxPerDay(whose=Whose.TEACHERS, most=1)
    problem = crowded((once,))
    two = replace(problem, demands={"rus": replace(DEMANDS["rus"], blocks=(Block(),) * 2)})

    assert broken(Draft(two), MaxPerDay) == (Verdict.BEST, [(once, 1)])


def test_a_lock_for_sale_gives_way() -> None:
    """A card locked where its teacher may not come."""
    two = replace(crowded(), demands={"rus": replace(DEMANDS["rus"], blocks=(Block(),) * 2)})
    locked = {SIXTH: Card(SIXTH, at("вт1"), time_locked=True)}

    assert broken(Draft(two, locked)) == (Verdict.NONE, [])
    assert broken(Draft(two, locked), Hold.PIN) == (Verdict.BEST, [(Hold.PIN, 1)])

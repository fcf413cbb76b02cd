"""The solver's model and the checker, written apart, mean the same by every rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.timetable.checker.test_rules import CASES, Case
from tests.timetable.small_school import GRID, NORMS, SMALL, drawn
from timetable.cards import Card, Draft
from timetable.checker.checking import check
from timetable.findings import Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import Problem
from timetable.rules.of_blocks import DaysApart, EndsDay, MinGapBetween, MostRooms, SameRoomInARow
from timetable.rules.of_quality import EvenSpread, TeacherKeepsRoom
from timetable.rules.rule import BlockKey, Rule
from timetable.solver.building import build_model
from timetable.solver.engine import Numbers, Search, Verdict, run
from timetable.solver.strictness import AS_WRITTEN

OF_ROOMS = (MostRooms, SameRoomInARow, TeacherKeepsRoom)
"""Kinds that the model leaves to the seating: rooms are given after times."""

ROUGHLY = (DaysApart, EndsDay, EvenSpread, MinGapBetween)
"""Kinds of which the checker counts each pair or block, the model what is too much in a stretch of time."""

QUICK = Search(seconds=10)


def pinned(draft: Draft) -> Draft:
    """The same week, of which the solver may move nothing."""
    cards = {key: replace(card, time_locked=True, rooms_locked=True) for key, card in draft.cards.items()}
    return Draft(draft.problem, cards)


def priced(draft: Draft) -> tuple[Verdict, Counter[type[Rule]]]:
    """What the model says of a pinned week, and what it asks for each kind of wish."""
    model, answers = build_model(pinned(draft), AS_WRITTEN), list[Numbers]()
    verdict = run(model, QUICK, answers.append, lambda: False)
    costs: Counter[type[Rule]] = Counter()
    for slack in model.slacks if answers else ():
        if isinstance(slack.cause.what, Rule):
            costs[type(slack.cause.what)] += slack.price * answers[-1][slack.var.index]
    return verdict, +costs


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_what_breaks_a_must_for_the_checker_has_no_answer_in_the_model(case: Case) -> None:
    """A pinned week that breaks a rule is none for the solver, one that keeps it is."""
    broken = drawn(case.broken, case.rule, problem=case.problem, rooms=case.rooms)
    kept = drawn(case.kept, case.rule, problem=case.problem, rooms=case.rooms)

    answers = priced(broken)[0], priced(kept)[0]

    fits = Verdict.BEST if check(kept).is_legal else Verdict.NONE
    assert answers == (Verdict.BEST if isinstance(case.rule, OF_ROOMS) else Verdict.NONE, fits)


WISHES = tuple(
    dict.fromkeys(
        replace(case.rule, weight=1 + number % 5)
        for number, case in enumerate(CASES)
        if not isinstance(case.rule, OF_ROOMS)
        and not (isinstance(case.rule, DaysApart) and case.rule.beside_if_same_day)
    )
)
"""Every kind that the model prices, most of them several times, as wishes of all weights."""


def some_week(seed: int) -> Draft:
    """A week without clashes and not good at all: blocks fall where nobody is busy."""
    luck = Random(seed)
    draft = Draft(replace(NORMED, rules=WISHES))
    busy: set[tuple[str, int, int]] = set()
    cards: dict[BlockKey, Card] = {}
    for key, demand, block in draft.problem.blocks():
        taken = draft.problem.resources(demand)
        for place in luck.sample(list(GRID), k=len(list(GRID))):
            covered = GRID.covered(place, block.length)
            wanted = {(who, *at) for who in taken.teachers | taken.atoms for at in covered}
            if covered and not wanted & busy:
                busy |= wanted
                cards[key] = Card(key, place, rooms=tuple(need.any_of[0] for need in demand.needs))
                break
    return Draft(draft.problem, cards)


def unloved(seed: int) -> dict[TimeSlot, Level]:
    """Some places where somebody would rather not be."""
    return dict.fromkeys(Random(seed).sample(list(GRID), k=8), Level.UNDESIRABLE)


NORMED: Problem = replace(
    SMALL,
    norms=NORMS,
    forms={name: replace(form, away=unloved(7)) for name, form in SMALL.forms.items()},
    teachers={**SMALL.teachers, "anna": replace(SMALL.teachers["anna"], away=unloved(8))},
)


@pytest.mark.parametrize("seed", range(12))
def test_a_wish_costs_the_same_in_the_model_and_for_the_checker(seed: int) -> None:
    """Any week without faults has the same price in the model, kind by kind; of those that are priced
    roughly, the same ones cost anything at all.
    """
    draft = some_week(seed)
    report = check(draft)

    verdict, costs = priced(draft)

    assert report.of(Weight.BROKEN) == ()
    assert verdict is Verdict.BEST
    asked = {kind: part.cost for kind, part in report.parts.items() if part.cost}
    exact = {kind: cost for kind, cost in asked.items() if kind not in ROUGHLY}
    assert costs.keys() == asked.keys()
    assert exact == {kind: cost for kind, cost in costs.items() if kind not in ROUGHLY}

"""Why there is no timetable, and what would have to give way: counted first, then sought."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from timetable.cards import Card, Cards, Draft
from timetable.checker.checking import check
from timetable.explaining.counting import count
from timetable.explaining.elastic import stretch
from timetable.explaining.mending import mend
from timetable.explaining.remedies import MakeWish, Remedy, Unlock
from timetable.explaining.shortage import Shortage
from timetable.findings import Finding, Weight
from timetable.rules.rule import BlockKey, OfPeople, Rule
from timetable.solver.progress import ShouldStop


class Stage(StrEnum):
    """What an explanation is busy with."""

    COUNTING = "counting"
    SEEKING = "seeking"


OnStage = Callable[[Stage], None]


class Known(StrEnum):
    """How an explanation ended; none of these says that something is impossible but the first."""

    COUNTED = "counted"
    """Something is short: there is no timetable, and whoever counts can see it."""
    RELAXED = "relaxed"
    """A week was found that breaks this; that nothing less would do is not proven."""
    HELD = "held"
    """A legal week was found on the way."""
    NOTHING = "nothing"
    """No week was found, nor why; nothing is proven."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing that has to give way so that everything has a place, and steps that allow it.

    ``what`` is what the checker finds in the week of the explanation, or the locked blocks that lie elsewhere
    there.
    """

    what: Finding | tuple[BlockKey, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Explanation:
    """Shortages where counting found some, else relaxations, and the week to which they belong.

    ``cards`` are that whole week: legal once the first remedy of each relaxation is applied, as far as the
    checker could confirm (``holds``).
    """

    known: Known
    shortages: tuple[Shortage, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    cards: Cards = field(default_factory=dict)
    holds: bool = False
    seconds: float = 0.0


def explain(
    draft: Draft,
    seed: int = 1,
    *,
    legal_seconds: float = 3.0,
    pace: float = 1.0,
    on_stage: OnStage = lambda _: None,
    should_stop: ShouldStop = lambda: False,
) -> Explanation:
    """Count; where nothing is short, look for the week that breaks least and say what it breaks.

    Takes some hundredths of a second, or some seconds where counting does not tell. Locked cards stay if
    that can be, other cards are where the search begins. Whoever has just looked for a legal week in vain
    sets ``legal_seconds`` to 0; else one is looked for so long. Advice about the law stops nothing and is
    told beside whatever else there is.
    """
    began = time.monotonic()
    on_stage(Stage.COUNTING)
    shortages = count(draft)
    if any(one.stops for one in shortages):
        return Explanation(Known.COUNTED, shortages, seconds=time.monotonic() - began)
    on_stage(Stage.SEEKING)
    cards = stretch(draft, seed, legal_seconds=legal_seconds, pace=pace, should_stop=should_stop)
    found = _explained(draft, shortages, cards) if cards else Explanation(Known.NOTHING, shortages)
    return replace(found, seconds=time.monotonic() - began)


def _explained(draft: Draft, shortages: tuple[Shortage, ...], cards: Cards) -> Explanation:
    week = replace(draft, cards=cards)
    relaxations = (*_broken(week), *_unlocked(draft, cards))
    known = Known.RELAXED if relaxations else Known.HELD
    explanation = Explanation(known, shortages, relaxations, cards)
    return replace(explanation, holds=check(eased(draft, explanation)).is_legal)


def _broken(week: Draft) -> Iterator[Relaxation]:
    """What the checker finds; of one person's trouble with one rule the worst, which stands for all."""
    worst: dict[object, Finding] = {}
    for number, finding in enumerate(check(week).of(Weight.BROKEN)):
        is_of_person = isinstance(finding.what, OfPeople)
        key: object = (finding.what, finding.who) if is_of_person else number
        if key not in worst or worst[key].amount < finding.amount:
            worst[key] = finding
    for finding in worst.values():
        yield Relaxation(finding, mend(finding, week))


def _unlocked(draft: Draft, cards: Cards) -> Iterator[Relaxation]:
    moved = [
        key for key, card in draft.cards.items() if card.time_locked and _elsewhere(card, cards.get(key))
    ]
    for key in moved:
        yield Relaxation((key,), (Unlock((key,)),))


def _elsewhere(old: Card, new: Card | None) -> bool:
    return new is None or (old.at, old.weeks) != (new.at, new.weeks)


def eased(draft: Draft, explanation: Explanation) -> Draft:
    """The draft after the first remedy of each relaxation, with the week of the explanation."""
    for one in explanation.relaxations:
        for remedy in one.remedies[:1]:
            draft = remedy.apply_to(draft)
    known = {key for key, _, _ in draft.problem.blocks()}
    kept = {key: card for key, card in explanation.cards.items() if key in known}
    return _lenient(replace(draft, cards={**draft.cards, **kept}))


def _lenient(week: Draft) -> Draft:
    """Rules that a first remedy did not loosen enough, as wishes."""
    for finding in check(week).of(Weight.BROKEN):
        if isinstance(finding.what, Rule) and finding.what in week.problem.rules:
            week = MakeWish(finding.what).apply_to(week)
    return week

"""Why there is no timetable, and what would have to give way: counted first, then sought."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum

from timetable.cards import Card, Cards, Draft
from timetable.checker.checking import check
from timetable.explaining.counting import count
from timetable.explaining.easing import eased
from timetable.explaining.elastic import stretch
from timetable.explaining.explanation import Explanation, Known, Relaxation
from timetable.explaining.mending import mend
from timetable.explaining.remedies import Unlock
from timetable.explaining.shortage import Shortage
from timetable.findings import Finding, Weight
from timetable.rules.rule import OfPeople
from timetable.solver.progress import ShouldStop


class Stage(StrEnum):
    """What an explanation is busy with."""

    COUNTING = "counting"
    SEEKING = "seeking"


OnStage = Callable[[Stage], None]


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
    if check(draft).is_legal:
        return Explanation(
            Known.HELD, shortages, cards=draft.cards, holds=True, seconds=time.monotonic() - began
        )
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

"""The week that breaks least, when none that breaks nothing was found.

The engine is asked for a week that breaks only so much, and then for less: a tight limit leaves its
propagation as strong as that of the hard rules, so that a week is found in seconds where the least
price alone is sought for minutes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import NamedTuple

from timetable.cards import Cards, Draft
from timetable.explaining import prices
from timetable.solver.building import build_model
from timetable.solver.decoding import decode
from timetable.solver.engine import Numbers, Search, physical_cores, run, value_in
from timetable.solver.progress import ShouldStop
from timetable.solver.rooms import seat
from timetable.solver.strictness import Relaxed, Strictness, kept


class Stage(NamedTuple):
    """What is for sale, how much may be spent, and how many seconds are given to it."""

    price: Relaxed
    budget: int
    seconds: float


STAGES = (
    Stage(prices.near, 6, 8.0),
    Stage(prices.far, 8, 12.0),
    Stage(prices.far, 60, 20.0),
    Stage(prices.farthest, 10**6, 20.0),
)

_PATIENCE = 1.5
"""So many seconds without a better week are enough, once there is one that breaks little; else twice that."""

_LITTLE = 2


def stretch(
    draft: Draft,
    seed: int = 1,
    *,
    legal_seconds: float = 0.0,
    pace: float = 1.0,
    should_stop: ShouldStop = lambda: False,
) -> Cards:
    """A whole week that breaks as little as was found; empty where the search was stopped before.

    Lessons never clash, and all have a place if that can be had. For ``legal_seconds`` a week that breaks
    nothing is looked for first. A slow machine has a longer ``pace``, by which the seconds of each stage
    are multiplied.
    """
    stages = (Stage(kept, 0, legal_seconds), *STAGES) if legal_seconds else STAGES
    for stage in stages:
        found = _Stretching(draft, stage._replace(seconds=stage.seconds * pace), seed, should_stop).done()
        if found or should_stop():
            return found
    return {}


@dataclass
class _Stretching:
    draft: Draft
    stage: Stage
    seed: int
    asked_to_stop: ShouldStop
    last: Numbers | None = None
    heard: float = 0.0

    def done(self) -> Cards:
        model = self._model = build_model(self.draft, Strictness(wishes=False, relaxed=self.stage.price))
        model.at_most([(slack.var, slack.price) for slack in model.slacks], self.stage.budget)
        search = Search(self.stage.seconds, self.seed, physical_cores(), more=(("use_lns_only", True),))
        run(model, search, self._hear, self._should_stop)
        if self.last is None:
            return {}
        cards = decode(model, value_in(self.last), self.draft.cards)
        return seat(self.draft.problem, cards, 2.0, self.seed).cards

    def _hear(self, numbers: Numbers) -> None:
        self.last, self.heard = numbers, time.monotonic()

    def _should_stop(self) -> bool:
        return self.asked_to_stop() or (self.last is not None and self._is_enough(self.last))

    def _is_enough(self, numbers: Numbers) -> bool:
        value = value_in(numbers)
        broken = sum(value(slack.var) for slack in self._model.slacks)
        patience = _PATIENCE if broken <= _LITTLE else 2 * _PATIENCE
        return broken <= 1 or time.monotonic() - self.heard > patience

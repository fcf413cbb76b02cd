"""The fewest changes after which a week can be held again: a card was moved, or a teacher lost a day.

A card that a person puts somewhere stays there, locked cards stay where they are, and of the others as
few as possible move. How few is proven wherever the engine proves its answer the best.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from timetable.cards import Card, Cards, Draft
from timetable.checker.checking import check
from timetable.findings import Fault, Report, Weight
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey
from timetable.solver.building import build_model, cut
from timetable.solver.decoding import decode
from timetable.solver.engine import Numbers, Search, Verdict, physical_cores, run, value_in
from timetable.solver.model import Start, Terms
from timetable.solver.progress import ShouldStop
from timetable.solver.rooms import seat
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import AS_WRITTEN, Cause

_MOST_CUTS = 10

_BUDGETS = (2, 4, 6, 8, 11, 16, 10_000)
"""So many moves are tried one after the other: a model that may move little is proven at once."""


@dataclass(frozen=True, slots=True)
class Move:
    """A block that lies elsewhere than before."""

    block: BlockKey
    start: TimeSlot
    end: TimeSlot


@dataclass(frozen=True)
class Repaired:
    """How a repair ended.

    ``moves`` are the other blocks that had to move, without the one that was wanted; where nothing was
    found ``works`` is False and ``cards`` are as before. ``proven``: no fewer would do, or nothing
    would; so says the engine, whose word alone is never called impossible.
    """

    works: bool
    cards: Cards
    moves: tuple[Move, ...] = ()
    proven: bool = False
    cost_before: int = 0
    cost_after: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RepairOptions:
    """Seconds for the fewest moves, and then for the wishes among weeks that move no more."""

    seconds: float = 15.0
    wishes_seconds: float = 2.0
    seed: int = 1
    workers: int = 0


def repair(
    draft: Draft,
    wanted: Card | None = None,
    options: RepairOptions | None = None,
    should_stop: ShouldStop = lambda: False,
) -> Repaired:
    """Make a week legal again with as few moves as can be, and among those for the least cost.

    With ``wanted`` the card stands where it is wanted, and what was broken before may stay broken: a
    week in the making is repaired around the card only. Without, everything broken is mended. Blocks in
    the tray stay there. The answer has passed the checker.
    """
    return _Repair(draft, wanted, options or RepairOptions(), should_stop).done()


@dataclass
class _Repair:
    draft: Draft
    wanted: Card | None
    options: RepairOptions
    should_stop: ShouldStop
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.start = replace(self.draft, cards={**self.draft.cards, **self._put()})
        self.tray = frozenset(self.start.tray)
        self.before = check(self.draft)
        self.standing = broken(self.before) if self.wanted else {}

    def _put(self) -> Cards:
        """The wanted card, held where it is."""
        if self.wanted is None:
            return {}
        old = self.draft.cards.get(self.wanted.block)
        rooms = old.rooms if old is not None and not self.wanted.rooms else self.wanted.rooms
        return {self.wanted.block: replace(self.wanted, time_locked=True, rooms=rooms)}

    def done(self) -> Repaired:
        model = self._model(self.start, wishes=False)
        limit = self._ask_to_stay(model)
        cards, verdict = None, Verdict.UNKNOWN
        proven = True
        for budget in _BUDGETS:
            limit(budget)
            cards, verdict = self._fewest(model)
            if cards is not None or self.should_stop() or self._left() <= 0:
                break
            proven = proven and verdict is Verdict.NONE
        if cards is None:
            proven = proven and verdict is Verdict.NONE
            return Repaired(False, self.draft.cards, proven=proven, seconds=self._seconds())
        return self._told(self._cheapest(cards), proven and verdict is Verdict.BEST)

    # ----------------------------------------------------------------------------------------- the model

    def _model(self, draft: Draft, *, wishes: bool) -> SchoolModel:
        """The draft's model, in which blocks of the tray stay there and what is broken may stay so."""
        model = build_model(draft, replace(AS_WRITTEN, wishes=wishes, relaxed=self._tolerated))
        for slack in model.slacks:
            if slack.cause.what is Fault.NOT_PLACED:
                model.equal([(slack.var, 1)], sum(key in self.tray for key in slack.cause.blocks))
        return model

    def _tolerated(self, cause: Cause) -> int:
        if cause.what is Fault.NOT_PLACED:
            return int(not self.tray.isdisjoint(cause.blocks))
        return int(cause.what in self.standing)

    def _ask_to_stay(self, model: SchoolModel) -> Callable[[int], None]:
        """Ask for the fewest moves; more that is broken than before is worse than any number of them.

        What is returned limits the moves.
        """
        stands = [
            (slack.var, 1)
            for slack in model.slacks
            if slack.price and slack.cause.what is not Fault.NOT_PLACED
        ]
        worse = model.new(sum(model.top(var) for var, _ in stands) or 1)
        model.at_most([*stands, (worse, -1)], sum(self.standing.values()))
        moves, count = moves_in(model, self.start.cards)
        model.ask_for([*moves, (worse, count + 1)])
        return model.at_most_for_now(moves, count)

    # ------------------------------------------------------------------------------------ the fewest moves

    def _fewest(self, model: SchoolModel) -> tuple[Cards | None, Verdict]:
        """The week with the fewest moves for which there are rooms, and what the engine says of it."""
        verdict = Verdict.UNKNOWN
        for attempt in range(_MOST_CUTS):
            answers: list[Numbers] = []
            verdict = run(model, self._search(self._left(), attempt), answers.append, self.should_stop)
            if not answers:
                return None, Verdict.UNKNOWN if attempt else verdict
            cards, roomless = self._seated(model, answers[-1])
            if not roomless and self._is_no_worse(cards):
                return cards, verdict
            cut(model, [cards[key] for key in roomless or cards])
        return None, Verdict.UNKNOWN

    def _seated(self, model: SchoolModel, numbers: Numbers) -> tuple[Cards, tuple[BlockKey, ...]]:
        """An answer as cards with rooms, and the blocks that have none."""
        cards = decode(model, value_in(numbers), self.start.cards)
        seating = seat(self.start.problem, self._without_tray(model, cards), 1.0, self.options.seed)
        return seating.cards, seating.missed

    def _without_tray(self, model: SchoolModel, cards: dict[BlockKey, Card]) -> Cards:
        """Of equal blocks those of the tray stay there, whichever of them the answer has placed."""
        for key in sorted(self.tray & cards.keys()):
            lost = next(one for one in model.bundle_of[key].keys if one not in cards and one not in self.tray)
            cards[lost] = replace(cards.pop(key), block=lost)
        return cards

    def _is_no_worse(self, cards: Cards) -> bool:
        """Whether the checker finds no more broken than before."""
        found = broken(check(replace(self.start, cards=cards)))
        return found.keys() <= self.standing.keys() and sum(found.values()) <= sum(self.standing.values())

    # ------------------------------------------------------------------------- the cheapest of those weeks

    def _cheapest(self, cards: Cards) -> Cards:
        """A week with no more moves and less cost, if one is found in the time that is given to it."""
        has_wishes = not all(rule.is_hard for rule in self.draft.problem.rules)
        if not has_wishes or self.options.wishes_seconds <= 0 or self.should_stop():
            return cards
        near = {
            key: replace(card, time_locked=self.start.cards[key].time_locked) for key, card in cards.items()
        }
        model = self._model(replace(self.start, cards=near), wishes=True)
        moves, _ = moves_in(model, self.start.cards)
        model.at_most(moves, len(self._moved(cards)))
        answers: list[Numbers] = []
        run(model, self._search(self.options.wishes_seconds, 100), answers.append, self.should_stop)
        for numbers in answers[-1:]:
            found, roomless = self._seated(model, numbers)
            if not roomless and self._is_no_worse(found) and self._is_better(found, cards):
                return found
        return cards

    def _is_better(self, new: Cards, old: Cards) -> bool:
        costs = [check(replace(self.start, cards=cards)).cost for cards in (new, old)]
        return costs[0] < costs[1] and len(self._moved(new)) <= len(self._moved(old))

    # -------------------------------------------------------------------------------------------- the rest

    def _moved(self, cards: Cards) -> tuple[Move, ...]:
        """What lies elsewhere than before, without the wanted card."""
        return tuple(
            Move(key, old.at, card.at)
            for key, card in sorted(cards.items())
            if (old := self.start.cards[key]) and (old.at, old.weeks) != (card.at, card.weeks)
        )

    def _told(self, cards: Cards, proven: bool) -> Repaired:
        if self.wanted is not None:
            locked = self.wanted.time_locked
            cards = {**cards, self.wanted.block: replace(cards[self.wanted.block], time_locked=locked)}
        after = check(replace(self.draft, cards=cards))
        return Repaired(
            True, cards, self._moved(cards), proven, self.before.cost, after.cost, self._seconds()
        )

    def _search(self, seconds: float, attempt: int) -> Search:
        workers = self.options.workers or physical_cores()
        return Search(seconds, self.options.seed + attempt, workers)

    def _left(self) -> float:
        return self.options.seconds - self._seconds()

    def _seconds(self) -> float:
        return time.monotonic() - self.began


def broken(report: Report) -> dict[object, int]:
    """What is broken in a week, and how often; what only lies in the tray is not broken."""
    found: Counter[object] = Counter()
    for one in report.of(Weight.BROKEN):
        if one.what is not Fault.NOT_PLACED:
            found[one.what] += one.amount
    return dict(found)


def moves_in(model: SchoolModel, cards: Cards) -> tuple[Terms, int]:
    """How many members of bundles lie elsewhere than these cards, as a sum, and its largest value."""
    near: Counter[tuple[int, Start]] = Counter()
    members = {(model.bundle_of[key].index, model.member_of[key]): card for key, card in cards.items()}
    for (index, _), card in members.items():
        near[index, Start(card.at, card.weeks)] += 1
    terms: Terms = []
    for (index, start), count in near.items():
        there = model.starts[index].get(start)
        left = model.new(count)
        model.at_least([(left, 1), *([(there, 1)] if there is not None else [])], count, _MOVED)
        terms.append((left, 1))
    return terms, len(members)


_MOVED = Cause(Fault.UNKNOWN)

"""Places that become possible when one or two other cards go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timetable.cards import Card
from timetable.checker.week import Placed
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey
from timetable.targets.seating import rooms_there, seated
from timetable.targets.standing import Change, Moves, Standing

MOST_TRIALS = 120
"""So many ways are tried for one card in hand; what was not found by then is left to the repair."""
MOST_FILLERS = 60
"""So many ways to fill the old place besides."""


class Swaps:
    """The search for one card in hand, over the whole week."""

    def __init__(self, standing: Standing, hand: Card) -> None:
        self._standing = standing
        self._hand = hand
        self._left = MOST_TRIALS
        self._fillers_left = MOST_FILLERS
        self._length = standing.layout.blocks[hand.block].length

    def with_one(self, card: Card, blocker: BlockKey) -> tuple[Moves, Change] | None:
        """The best way to lay the card when one other goes: to its old place, or anywhere that is free."""
        best: tuple[Moves, Change] | None = None
        for moves in self._ways_of_one(card, blocker):
            found = self._tried(moves)
            if found is not None and (best is None or found.delta < best[1].delta):
                best = moves, found
        return best

    def with_filler(self, card: Card) -> tuple[Moves, Change] | None:
        """The best way to lay the card in a free place while one of the same day takes the old one."""
        best: tuple[Moves, Change] | None = None
        home, first = self._standing.cards.get(card.block), self._laid(card, (card.block,), ())
        if home is None or first is None:
            return None
        for other in self._of_the_day(home):
            second = self._laid(replace(other.card, at=home.at), (card.block, other.key), (first,))
            if second is None or self._fillers_left <= 0:
                continue
            self._fillers_left -= 1
            moves = {card.block: first.card, other.key: second.card}
            found = self._standing.change(moves, strict=True)
            if found is not None and (best is None or found.delta < best[1].delta):
                best = moves, found
        return best

    def with_two(self, card: Card, blocker: BlockKey) -> tuple[Moves, Change] | None:
        """A way in which the card that is in the way takes the place of a third one."""
        first = self._laid(card, (blocker,), ())
        if first is None or not self._is_movable(blocker):
            return None
        for at in self._standing.places(blocker):
            other = replace(self._standing.cards[blocker], at=at)
            second = self._standing.week.look_at(other)
            if second is None or self._left <= 0:
                continue
            third = self._only_blocker(second, (card.block, blocker), first)
            if third is None or not self._is_movable(third):
                continue
            found = self._round(first, other, third)
            if found is not None:
                return found
        return None

    def _round(self, first: Placed, other: Card, third: BlockKey) -> tuple[Moves, Change] | None:
        """Three cards in a ring: the third one goes where the hand came from, if it was anywhere."""
        besides = (first.key, other.block, third)
        second = self._laid(other, besides, (first,))
        home = self._standing.cards.get(first.key)
        if second is None or home is None:
            return None
        if home.at not in self._standing.places(third):
            return None
        last = self._laid(replace(self._standing.cards[third], at=home.at), besides, (first, second))
        if last is None:
            return None
        moves = {one.key: one.card for one in (first, second, last)}
        found = self._tried(moves)
        return None if found is None else (moves, found)

    def _ways_of_one(self, card: Card, blocker: BlockKey) -> Iterator[Moves]:
        besides = (card.block, blocker)
        first = self._laid(card, besides, ())
        if first is None or not self._is_movable(blocker):
            return
        for at in self._places(self._standing.cards[blocker]):
            second = self._laid(replace(self._standing.cards[blocker], at=at), besides, (first,))
            if second is not None:
                yield {card.block: first.card, blocker: second.card}

    def _of_the_day(self, home: Card) -> list[Placed]:
        """The lessons of the same people on the day that a card leaves, which may go; the last first."""
        people = self._standing.layout.blocks[home.block].people
        lessons = (one for person in people for one in self._standing.week.lessons[person][home.at.day])
        found = {one.key: one for one in lessons if one.key != home.block and self._is_movable(one.key)}
        fits = (one for one in found.values() if home.at in self._standing.places(one.key))
        return sorted(fits, key=lambda one: -one.slot)

    def _places(self, card: Card) -> Iterator[TimeSlot]:
        """Where a card that is in the way might go, the place that gets free first."""
        home = self._standing.cards.get(self._hand.block)
        places = self._standing.places(card.block)
        if home is not None and home.at in places:
            yield home.at
        for at in places:
            if at != card.at and (home is None or at != home.at):
                yield at

    def _laid(self, card: Card, besides: tuple[BlockKey, ...], taken: tuple[Placed, ...]) -> Placed | None:
        """A card where nobody of it is busy, with rooms; None where it cannot lie."""
        week = self._standing.week
        placed = week.look_at(card)
        if (
            placed is None
            or self._standing.blockers(placed.facts, placed, besides)
            or any(map(placed.clashes, taken))
        ):
            return None
        rooms = rooms_there(week, placed, besides, taken)
        return None if rooms is None else week.look_at(seated(card, rooms))

    def _is_movable(self, key: BlockKey) -> bool:
        """Whether a card may be asked to go: not locked, and not the very same lesson as that in hand."""
        return not self._standing.cards[key].time_locked and key.demand != self._hand.block.demand

    def _only_blocker(self, placed: Placed, besides: tuple[BlockKey, ...], first: Placed) -> BlockKey | None:
        found = self._standing.blockers(placed.facts, placed, besides)
        return next(iter(found)) if len(found) == 1 and not placed.clashes(first) else None

    def _tried(self, moves: Moves) -> Change | None:
        """What moves change, unless a must breaks or too many ways have been tried already."""
        if self._left <= 0:
            return None
        self._left -= 1
        return self._standing.change(moves, strict=True)

"""A week with its cards, as masks of slots: who is busy where. Cards are put and taken one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.checker.layout import BlockFacts, Layout
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A block where its card has it; ``mask`` are its slots of the day, as far as the grid goes."""

    facts: BlockFacts
    card: Card
    day: int
    slot: int
    mask: int

    @property
    def key(self) -> BlockKey:
        return self.facts.key

    @property
    def end(self) -> int:
        """The index of the slot after the last one."""
        return self.slot + self.facts.length

    def meets(self, other: Placed) -> bool:
        """Whether both are ever held in one week."""
        return self.card.weeks is other.card.weeks or Weeks.EVERY in (self.card.weeks, other.card.weeks)

    def overlaps(self, other: Placed) -> bool:
        return self.day == other.day and bool(self.mask & other.mask) and self.meets(other)

    def clashes(self, other: Placed) -> bool:
        """Whether somebody would have to be in both at once."""
        return self.overlaps(other) and not set(self.facts.people).isdisjoint(other.facts.people)


class Week:
    """Cards over a layout.

    ``busy[phase][person][day]`` are the slots taken in the odd or the even week; a school whose
    weeks are all alike has one phase. Cards of unknown blocks and of unknown days are not put.
    """

    def __init__(self, layout: Layout, cards: Iterable[Card]) -> None:
        self.layout = layout
        self.placed: dict[BlockKey, Placed] = {}
        given = tuple(cards)
        self.phases = phases_of(layout.problem, given)
        days = range(len(layout.grid.days))
        people = range(len(layout.people))
        self.busy = [[[0 for _ in days] for _ in people] for _ in self.phases]
        self.lessons: list[list[list[Placed]]] = [[[] for _ in days] for _ in people]
        self.in_room: dict[tuple[str, int], list[Placed]] = {}
        self._full = (1 << len(layout.grid.slots)) - 1
        for card in given:
            self.put(card)

    def look_at(self, card: Card) -> Placed | None:
        """The card as it would lie; None where there is no such block or no such day."""
        facts = self.layout.blocks.get(card.block)
        day, slot = card.at
        if facts is None or not 0 <= day < len(self.layout.grid.days) or slot < 0:
            return None
        return Placed(facts, card, day, slot, ((1 << facts.length) - 1) << slot & self._full)

    def put(self, card: Card) -> Placed | None:
        """Lay a card whose block is not placed; None for one that cannot lie anywhere."""
        placed = self.look_at(card)
        if placed is None:
            return None
        self.placed[card.block] = placed
        for phase, week in enumerate(self.phases):
            if card.weeks.includes(week) or week is Weeks.EVERY:
                for person in placed.facts.people:
                    self.busy[phase][person][placed.day] |= placed.mask
        for person in placed.facts.people:
            self.lessons[person][placed.day].append(placed)
        for room in set(card.rooms) - {None}:
            self.in_room.setdefault((str(room), placed.day), []).append(placed)
        return placed

    def take(self, key: BlockKey) -> Card | None:
        """Take a block's card away; None for one that does not lie."""
        placed = self.placed.pop(key, None)
        if placed is None:
            return None
        for person in placed.facts.people:
            self.lessons[person][placed.day].remove(placed)
            for phase in range(len(self.phases)):
                self.busy[phase][person][placed.day] = self._mask(person, placed.day, phase, None)
        for room in set(placed.card.rooms) - {None}:
            self.in_room[str(room), placed.day].remove(placed)
        return placed.card

    def masks(self, person: int, phase: int, only: Set[BlockKey] | None) -> list[int]:
        """The slots that a person is busy in, day by day; of some blocks only where given."""
        if only is None:
            return self.busy[phase][person]
        return [self._mask(person, day, phase, only) for day in range(len(self.layout.grid.days))]

    def held(self, person: int, day: int, phase: int) -> Iterator[Placed]:
        """A person's lessons of a day in one of the weeks."""
        week = self.phases[phase]
        for placed in self.lessons[person][day]:
            if week is Weeks.EVERY or placed.card.weeks.includes(week):
                yield placed

    def takers(self, room: str, placed: Placed) -> Iterator[Placed]:
        """The other lessons that are in a room while a block would be held."""
        for other in self.in_room.get((room, placed.day), ()):
            if other.key != placed.key and other.overlaps(placed):
                yield other

    def covered(self, placed: Placed) -> tuple[TimeSlot, ...]:
        """The places that a block takes, in the grid or not."""
        return tuple(TimeSlot(placed.day, slot) for slot in range(placed.slot, placed.end))

    def _mask(self, person: int, day: int, phase: int, only: Set[BlockKey] | None) -> int:
        mask = 0
        for placed in self.held(person, day, phase):
            if only is None or placed.facts.key in only:
                mask |= placed.mask
        return mask


def phases_of(problem: Problem, cards: Iterable[Card]) -> tuple[Weeks, ...]:
    """Odd and even where any lesson alternates, else one week for all."""
    alternate = any(card.weeks is not Weeks.EVERY for card in cards) or any(
        block.weeks is not Weeks.EVERY for _, _, block in problem.blocks()
    )
    return (Weeks.ODD, Weeks.EVEN) if alternate else (Weeks.EVERY,)


def week_of(draft: Draft) -> Week:
    """A draft's week."""
    return Week(Layout(draft.problem), draft.cards.values())

"""A draft as it stands, and what other places of some of its cards would change of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timetable.cards import Card, Cards
from timetable.checker.layout import BlockFacts, Layout
from timetable.checker.pieces import pieces
from timetable.checker.unit import Toll, Unit
from timetable.checker.week import Placed, Week
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.rule import BlockKey, Rule

Moves = Mapping[BlockKey, Card]


@dataclass(frozen=True, slots=True)
class Change:
    """What moves do: the pieces of musts that are broken more often than before, and how often now; the
    cost, whole and by kinds.
    """

    broken: Mapping[Unit, int] = field(default_factory=dict)
    delta: int = 0
    parts: Mapping[type[Rule], int] = field(default_factory=dict)


class Ground:
    """A problem with its rules in pieces, and which pieces each block can change."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.layout = Layout(problem)
        self._of_person: dict[int, list[Unit]] = {}
        self._of_key: dict[BlockKey, list[Unit]] = {}
        self._around: dict[BlockKey, tuple[Unit, ...]] = {}
        self._places: dict[BlockKey, tuple[TimeSlot, ...]] = {}
        for unit in pieces(problem.rules, self.layout):
            for person in unit.people:
                self._of_person.setdefault(person, []).append(unit)
            for key in unit.keys:
                self._of_key.setdefault(key, []).append(unit)

    def around(self, facts: BlockFacts) -> tuple[Unit, ...]:
        """The pieces that may change when a block moves, musts first."""
        known = self._around.get(facts.key)
        if known is None:
            of_people = (unit for person in facts.people for unit in self._of_person.get(person, ()))
            found = dict.fromkeys((*of_people, *self._of_key.get(facts.key, ())))
            known = tuple(sorted(found, key=lambda unit: not unit.rule.is_hard))
            self._around[facts.key] = known
        return known

    def places(self, facts: BlockFacts) -> tuple[TimeSlot, ...]:
        """Where everybody of a block may come and it lies whole inside the grid."""
        known = self._places.get(facts.key)
        if known is None:
            grid = self.layout.grid
            covers = ((at, grid.covered(at, facts.length)) for at in grid)
            known = tuple(at for at, covered in covers if covered and self._may_come(facts, covered))
            self._places[facts.key] = known
        return known

    def _may_come(self, facts: BlockFacts, covered: tuple[TimeSlot, ...]) -> bool:
        return self.layout.may_all(facts, covered[0].day, sum(1 << at.slot for at in covered))


class Standing:
    """Cards laid out over a ground. Between two questions every card lies where the draft has it."""

    def __init__(self, ground: Ground, cards: Cards) -> None:
        self.ground = ground
        self.cards = cards
        self.layout = ground.layout
        self.week = Week(ground.layout, cards.values())
        self._tolls: dict[tuple[int, BlockKey | None], Toll] = {}

    def change(self, moves: Moves, *, strict: bool) -> Change | None:
        """What it means to lay these cards so; None where ``strict`` and a must is broken more often."""
        keys = tuple(moves)
        units = dict.fromkeys(unit for key in keys for unit in self.ground.around(self.layout.blocks[key]))
        before = [self._toll(unit, keys) for unit in units]
        own = [(key, self.week.take(key)) for key in keys]
        for card in moves.values():
            self.week.put(card)
        found = self._compare(list(units), before, keys, strict=strict)
        for key, was in own:
            self.week.take(key)
            if was is not None:
                self.week.put(was)
        return found

    def places(self, key: BlockKey) -> tuple[TimeSlot, ...]:
        """Where a block could lie if nobody were busy."""
        return self.ground.places(self.layout.blocks[key])

    def lifted(self, key: BlockKey) -> dict[Unit, int]:
        """How often each must around a block is broken while it is in the hand."""
        card = self.week.take(key)
        units = self.ground.around(self.layout.blocks[key])
        found = {unit: unit.toll(self.week, (key,)).broken for unit in units}
        if card is not None:
            self.week.put(card)
        return found

    def blockers(
        self, facts: BlockFacts, placed: Placed, besides: tuple[BlockKey, ...]
    ) -> dict[BlockKey, list[int]]:
        """The cards that take up somebody of a block there, and whom; those named are in the hand."""
        found: dict[BlockKey, list[int]] = {}
        lessons = self.week.lessons
        for person in facts.people:
            for other in lessons[person][placed.day]:
                if other.mask & placed.mask and other.facts.key not in besides and other.meets(placed):
                    found.setdefault(other.facts.key, []).append(person)
        return found

    def _toll(self, unit: Unit, keys: tuple[BlockKey, ...]) -> Toll:
        """A piece's toll as the draft stands, remembered where it does not depend on the keys asked."""
        if len(keys) > 1 and unit.keys:
            return unit.toll(self.week, keys)
        asked = id(unit), keys[0] if unit.keys else None
        if asked not in self._tolls:
            self._tolls[asked] = unit.toll(self.week, keys)
        return self._tolls[asked]

    def _compare(
        self, units: list[Unit], before: list[Toll], keys: tuple[BlockKey, ...], *, strict: bool
    ) -> Change | None:
        broken: dict[Unit, int] = {}
        parts: dict[type[Rule], int] = {}
        for unit, was in zip(units, before, strict=True):
            now = unit.toll(self.week, keys)
            if now.broken > was.broken:
                if strict:
                    return None
                broken[unit] = now.broken
            if now.cost != was.cost:
                kind = type(unit.rule)
                parts[kind] = parts.get(kind, 0) + now.cost - was.cost
        return Change(broken, sum(parts.values()), {kind: cost for kind, cost in parts.items() if cost})

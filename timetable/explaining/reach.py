"""Where the blocks of a week could lie, each looked at alone: the ground on which is counted.

Sets of places are whole numbers, a bit for each place of the grid, so that a school of
24 forms is looked through in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from timetable.cards import Draft
from timetable.grid import Grid, Level, TimeSlot
from timetable.problem import Away, Block, Demand, Problem, RoomNeed
from timetable.rules.of_blocks import AllowedTimes
from timetable.rules.rule import BlockKey

Places = int
"""A set of places of the week; bit ``day * slots + slot``."""


@dataclass(frozen=True)
class Atlas:
    """Places of a grid as bits."""

    grid: Grid

    def bit(self, at: TimeSlot) -> Places:
        return 1 << (at.day * len(self.grid.slots) + at.slot)

    def of(self, places: Iterable[TimeSlot]) -> Places:
        """The set of these; those outside the grid are left out."""
        found = 0
        for at in places:
            if at in self.grid:
                found |= self.bit(at)
        return found

    def day(self, day: int) -> Places:
        """All places of a day."""
        return ((1 << len(self.grid.slots)) - 1) << (day * len(self.grid.slots))

    def days(self, places: Places) -> tuple[int, ...]:
        """The days on which there is one of these places."""
        return tuple(day for day in range(len(self.grid.days)) if places & self.day(day))

    def listed(self, places: Places) -> tuple[TimeSlot, ...]:
        """These places, in the week's order."""
        return tuple(at for at in self.grid if places & self.bit(at))

    @cached_property
    def open(self) -> Places:
        """Every place that is no break."""
        return self.of(at for at in self.grid if at not in self.grid.breaks)

    def shift(self, shift: int) -> Places:
        """The places in which forms of a shift are taught: all where the grid has but one shift."""
        if len({slot.shift for slot in self.grid.slots}) <= 1:
            return self.open
        return self.open & self.of(at for at in self.grid if self.grid.slots[at.slot].shift == shift)

    def without(self, away: Away) -> Places:
        """Where somebody may be."""
        return self.open & ~self.of(at for at, level in away.items() if level is Level.FORBIDDEN)

    @cached_property
    def joins(self) -> Places:
        """The places that a longer block may run on from, into the next."""
        last = len(self.grid.slots) - 1
        return self.of(at for at in self.grid if at.slot != last and at.slot not in self.grid.meals_after)

    def starts(self, free: Places, length: int) -> Places:
        """Where a block of this length may begin so that it lies in free places only."""
        found = free
        for more in range(1, length):
            found &= (free >> more) & (self.joins >> (more - 1))
        return found

    def covered(self, starts: Places, length: int) -> Places:
        """The places that blocks which begin there would take."""
        found = starts
        for more in range(1, length):
            found |= starts << more
        return found


class Reach:
    """A draft's blocks, and where each may lie for itself: hard rules of one block, no clashes."""

    def __init__(self, draft: Draft) -> None:
        self.problem: Problem = draft.problem
        self.atlas = Atlas(draft.problem.grid)
        self.pins = {key: card.at for key, card in draft.cards.items() if card.time_locked}
        self._narrow = dict(self._narrowed())
        self.teachers = {one.id: self.atlas.without(one.away) for one in self.problem.teachers.values()}
        self.rooms = {one.id: self.atlas.without(one.away) for one in self.problem.rooms.values()}
        self.groups = {one: self._group(one) for one in self.problem.groups}

    def _group(self, group: str) -> Places:
        one = self.problem.groups[group]
        form = self.problem.forms.get(one.form)
        found = self.atlas.shift(form.shift) if form else self.atlas.open
        for atom in one.atoms:
            found &= self._atoms[atom]
        return found

    @cached_property
    def _atoms(self) -> Mapping[str, Places]:
        """Where the smallest parts of pupils may be; what shuts one of their groups out, shuts them out."""
        found: dict[str, Places] = {}
        for group in self.problem.groups.values():
            form = self.problem.forms.get(group.form)
            own = self.atlas.without(group.away)
            if form is not None and (group.id == form.id or form.id not in self.problem.groups):
                own &= self.atlas.without(form.away)
            for atom in group.atoms:
                found[atom] = found.get(atom, self.atlas.open) & own
        return found

    def home(self, atom: str) -> Places:
        """Where pupils may be, whatever they learn."""
        return self._atoms[atom]

    def _narrowed(self) -> Iterator[tuple[BlockKey, tuple[AllowedTimes, ...]]]:
        found: dict[BlockKey, tuple[AllowedTimes, ...]] = {}
        for rule in self.problem.rules:
            if isinstance(rule, AllowedTimes) and rule.is_hard:
                for key in self.problem.chosen(rule.which):
                    found[key] = (*found.get(key, ()), rule)
        yield from found.items()

    def allowed_by(self, key: BlockKey) -> tuple[AllowedTimes, ...]:
        """The hard rules that say where a block may lie."""
        return self._narrow.get(key, ())

    def need(self, need: RoomNeed) -> Places:
        """Where at least one of the rooms can be used; everywhere for a wish."""
        if need.weight is not None:
            return self.atlas.open
        found = 0
        for room in need.any_of:
            found |= self.rooms.get(room, 0)
        return found

    def people(self, demand: Demand) -> Places:
        """Where all people of a demand may be."""
        found = self.atlas.open
        for teacher in demand.teachers:
            found &= self.teachers[teacher]
        for group in demand.groups:
            found &= self.groups[group]
        return found

    def free(self, demand: Demand) -> Places:
        """Where all people of a demand may be, and each of its rooms."""
        found = self.people(demand)
        for need in demand.needs:
            found &= self.need(need)
        return found

    @cached_property
    def free_of(self) -> Mapping[str, Places]:
        """`free`, by the ids of all demands."""
        return {id: self.free(demand) for id, demand in self.problem.demands.items()}

    def starts(self, key: BlockKey, block: Block) -> Places:
        """Where a block may begin, its pin left aside."""
        found = self.atlas.starts(self.free_of[key.demand], block.length)
        for rule in self.allowed_by(key):
            if rule.starts:
                found &= self.atlas.of(rule.starts)
            else:
                found &= self.atlas.starts(self.atlas.of(rule.within), block.length)
        return found

    @cached_property
    def starts_of(self) -> Mapping[BlockKey, Places]:
        """Where each block may begin; a pinned one only where it is pinned."""
        found = {}
        for key, _, block in self.problem.blocks():
            places = self.starts(key, block)
            found[key] = places & self.atlas.of([self.pins[key]]) if key in self.pins else places
        return found

    @cached_property
    def covers_of(self) -> Mapping[BlockKey, Places]:
        """The places that each block could take."""
        return {
            key: self.atlas.covered(self.starts_of[key], block.length)
            for key, _, block in self.problem.blocks()
        }

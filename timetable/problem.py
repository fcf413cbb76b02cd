"""What a school's week has to hold: who, where, and what must be taught.

Ids are the caller's and mean nothing here; equal ids of different nouns are no matter. A problem
is never changed: an edit makes another, with ``dataclasses.replace``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from school.calendar import Weeks
from timetable.grid import Grid, Level, TimeSlot
from timetable.norms import NO_NORMS, Norms
from timetable.rules.rule import BlockKey, Rule, Which

Away = Mapping[TimeSlot, Level]
"""Where somebody is not simply free; a place that is not named is free."""


@dataclass(frozen=True, slots=True)
class Teacher:
    id: str
    name: str
    away: Away = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """``norm`` is the subject's row in the norms' table of difficulty; empty where it has none."""

    id: str
    title: str
    short: str = ""
    norm: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """``kind`` is the school's word for what can be taught there: «физика», «спортзал», «общий»."""

    id: str
    title: str
    kind: str = ""
    capacity: int | None = None
    building: str = ""
    away: Away = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """7Б. Its group of all pupils has the form's own id.

    ``first_slots`` are the slots (indexes) with which its day may begin; empty is the first
    slot of its shift.
    """

    id: str
    title: str
    level: int = 0
    shift: int = 1
    pupils: int | None = None
    home_room: str | None = None
    first_slots: tuple[int, ...] = ()
    away: Away = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Pupils who are taught together: a form, a part of one, or a stream of several.

    ``atoms`` are the smallest parts of pupils who are never told apart; two groups clash
    when they share one. Groups of one ``division`` of a form share none, groups of different
    divisions do. A form without divisions is one atom.
    """

    id: str
    title: str
    form: str
    atoms: frozenset[str]
    division: str = ""
    away: Away = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoomNeed:
    """One room, any of these, the better first. With a ``weight`` (1 to 5) the need is a wish:
    the lesson may also stand without a room of these.
    """

    any_of: tuple[str, ...]
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One journal's share in a lesson: who teaches whom, and in which rooms.

    English in two halves is a demand of two parts; a stream of three forms under one teacher
    is a part with three groups, or three parts (three journals) with one teacher and one room,
    who are counted once. ``course`` is the journal, empty where none is kept.
    """

    groups: tuple[str, ...]
    teachers: tuple[str, ...]
    rooms: tuple[RoomNeed, ...] = ()
    course: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One lesson of the week, or a double one, that wants a place.

    ``weeks`` is when it is held; None leaves the choice between odd and even to the solver.
    """

    length: int = 1
    weeks: Weeks | None = Weeks.EVERY


class Resources(NamedTuple):
    """Whom and what a demand takes up whenever one of its blocks is held, each counted once."""

    teachers: frozenset[str]
    groups: frozenset[str]
    atoms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Demand:
    """A row of the load: the blocks of one subject that these people need in a week.

    All parts are taught in the same slots. ``outside_norm`` lessons («Разговоры о важном»)
    take time like others and do not count against the legal limits. ``tags`` are a foreign
    file's own words, by which its rules may choose.
    """

    id: str
    subject: str
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...] = (Block(),)
    title: str = ""
    outside_norm: bool = False
    tags: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[BlockKey, ...]:
        return tuple(BlockKey(self.id, seq) for seq in range(len(self.blocks)))

    @property
    def hours(self) -> int:
        """Slots that the blocks fill; one held every other week counts like another."""
        return sum(block.length for block in self.blocks)

    @property
    def teachers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for part in self.parts for one in part.teachers))

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for part in self.parts for one in part.groups))

    @property
    def needs(self) -> tuple[RoomNeed, ...]:
        """The rooms wanted, in the order of a card's rooms; parts of one teacher share theirs."""
        found: dict[int, RoomNeed] = {}
        for part, numbers in self.seated():
            for number, need in zip(numbers, part.rooms, strict=False):
                found.setdefault(number, need)
        return tuple(found.values())

    def seated(self) -> Iterator[tuple[Part, range]]:
        """Each part, and which of a card's rooms are its: joint journals of one teacher sit together, as
        the first of them needs.
        """
        known: dict[tuple[str, ...], range] = {}
        count = 0
        for part in self.parts:
            if not part.teachers or part.teachers not in known:
                known[part.teachers] = range(count, count + len(part.rooms))
                count += len(part.rooms)
            yield part, known[part.teachers]


@dataclass(frozen=True)
class Problem:
    """A school and all that its week must hold and obey."""

    title: str
    grid: Grid
    teachers: Mapping[str, Teacher]
    subjects: Mapping[str, Subject]
    rooms: Mapping[str, Room]
    forms: Mapping[str, Form]
    groups: Mapping[str, Group]
    demands: Mapping[str, Demand]
    rules: tuple[Rule, ...] = ()
    norms: Norms = NO_NORMS

    def block(self, key: BlockKey) -> Block:
        """The block of a key; KeyError or IndexError for one that is not of this problem."""
        return self.demands[key.demand].blocks[key.seq]

    def blocks(self) -> Iterator[tuple[BlockKey, Demand, Block]]:
        """All blocks, demand by demand."""
        for demand in self.demands.values():
            for key, block in zip(demand.keys, demand.blocks, strict=True):
                yield key, demand, block

    def resources(self, demand: Demand) -> Resources:
        """Whom a demand takes up."""
        groups = frozenset(demand.groups)
        atoms = frozenset(atom for group in groups for atom in self.groups[group].atoms)
        return Resources(frozenset(demand.teachers), groups, atoms)

    def forms_of(self, demand: Demand) -> tuple[str, ...]:
        """The forms whose pupils a demand takes up, in its own order."""
        return tuple(dict.fromkeys(self.groups[group].form for group in demand.groups))

    def chosen(self, which: Which) -> tuple[BlockKey, ...]:
        """The blocks that a rule means, in the order named, or that of the demands."""
        if which.keys:
            return tuple(key for key in which.keys if key.demand in self.demands)
        return tuple(
            key
            for demand in self.demands.values()
            if self._is_meant(which, demand)
            for key, block in zip(demand.keys, demand.blocks, strict=True)
            if which.length in (None, block.length)
        )

    def of_each_group(self, which: Which) -> tuple[tuple[BlockKey, ...], ...]:
        """The blocks that a rule means, those of one group together; groups with the same blocks are one."""
        of_group: dict[str, list[BlockKey]] = {}
        for key in self.chosen(which):
            for group in self.demands[key.demand].groups:
                of_group.setdefault(group, []).append(key)
        return tuple(dict.fromkeys(tuple(keys) for keys in of_group.values()))

    def _is_meant(self, which: Which, demand: Demand) -> bool:
        return (
            (not which.subjects or demand.subject in which.subjects)
            and (not which.teachers or not which.teachers.isdisjoint(demand.teachers))
            and (not which.groups or not which.groups.isdisjoint(demand.groups))
            and (not which.forms or not which.forms.isdisjoint(self.forms_of(demand)))
            and (not which.tags or not which.tags.isdisjoint(demand.tags))
        )

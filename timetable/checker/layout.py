"""A problem as the checker looks at it: people by number, blocks with everybody they take up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from timetable.grid import Grid, Level, TimeSlot
from timetable.problem import Away, Demand, Form, Problem
from timetable.rules.rule import BlockKey, OfPeople, Which, Whose

Masks = tuple[int, ...]
"""A week as one bit mask of slots for each day."""


@dataclass(frozen=True, slots=True)
class Person:
    """A teacher, or an atom of pupils, by number.

    ``may`` is where they may come, day by day: no break, not forbidden, in their shift;
    ``starts`` is that from the first slot on with which their day may begin.
    """

    number: int
    id: str
    may: Masks
    starts: Masks
    form: str | None = None

    @property
    def is_teacher(self) -> bool:
        return self.form is None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A block and everybody that it takes up, as numbers of people."""

    key: BlockKey
    demand: Demand
    length: int
    people: tuple[int, ...]
    atoms: tuple[int, ...]
    forms: tuple[str, ...]
    points: int


class Layout:
    """What of a problem never changes while its cards move."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.grid = problem.grid
        self._group_of: dict[frozenset[str], str] = {}
        self._slots_of_shift = _slots_by_shift(problem)
        self.people: list[Person] = []
        self.teachers = {
            teacher.id: self._person(teacher.id, (teacher.away,), None)
            for teacher in problem.teachers.values()
        }
        self.form_of_atom = _forms_of_atoms(problem)
        self.atoms = {
            atom: self._person(atom, self._away_of_atom(atom), form)
            for atom, form in self.form_of_atom.items()
        }
        self.blocks = {facts.key: facts for facts in self._block_facts()}
        self.blocks_of = self._blocks_of_people()

    def chosen(self, which: Which) -> tuple[BlockFacts, ...]:
        """The blocks that a rule means; keys that the problem does not have are passed over."""
        found = (self.blocks.get(key) for key in self.problem.chosen(which))
        return tuple(facts for facts in found if facts is not None)

    def persons(self, rule: OfPeople) -> tuple[Person, ...]:
        """Whose days a rule looks at."""
        if rule.whose is Whose.TEACHERS:
            wanted = rule.of or tuple(self.teachers)
            return tuple(self.people[self.teachers[one]] for one in wanted if one in self.teachers)
        if not rule.of:
            return tuple(self.people[number] for number in self.atoms.values())
        groups = (self.problem.groups[one] for one in rule.of if one in self.problem.groups)
        atoms = dict.fromkeys(atom for group in groups for atom in sorted(group.atoms))
        return tuple(self.people[self.atoms[atom]] for atom in atoms)

    def atoms_of_form(self, form: str) -> tuple[Person, ...]:
        return tuple(one for one in self.people if one.form == form)

    def group_of(self, atoms: Iterable[str]) -> str:
        """The id of the smallest group that these atoms are in, a form's own before others."""
        wanted = frozenset(atoms)
        if wanted not in self._group_of:
            self._group_of[wanted] = self._smallest(wanted)
        return self._group_of[wanted]

    def _smallest(self, wanted: frozenset[str]) -> str:
        groups = self.problem.groups.values()
        around = [group for group in groups if group.atoms >= wanted]
        if not around:
            return self.form_of_atom[min(wanted)]
        return min(around, key=lambda one: (len(one.atoms), one.id != one.form, one.id)).id

    def slots_of_shift(self, form: Form) -> tuple[int, ...]:
        """The indexes of the slots in which a form may be taught by its shift."""
        return self._slots_of_shift.get(form.shift, ())

    def may_all(self, facts: BlockFacts, day: int, mask: int) -> bool:
        """Whether everybody of a block may come to these slots of a day."""
        return not any(mask & ~self.people[number].may[day] for number in facts.people)

    def _person(self, name: str, away: tuple[Away, ...], form: str | None) -> int:
        number = len(self.people)
        slots, first = tuple(self.grid.of_day), 0
        if form is not None:
            noun = self.problem.forms[form]
            slots, first = self.slots_of_shift(noun), min(noun.first_slots, default=0)
        may = _open(self.grid, away, slots)
        starts = tuple(mask >> first << first for mask in may)
        self.people.append(Person(number, name, may, starts, form))
        return number

    def _away_of_atom(self, atom: str) -> tuple[Away, ...]:
        groups = (group.away for group in self.problem.groups.values() if atom in group.atoms and group.away)
        return (*groups, self.problem.forms[self.form_of_atom[atom]].away)

    def _block_facts(self) -> Iterator[BlockFacts]:
        for demand in self.problem.demands.values():
            taken = self.problem.resources(demand)
            teachers = tuple(self.teachers[one] for one in sorted(taken.teachers))
            atoms = tuple(self.atoms[one] for one in sorted(taken.atoms))
            forms = tuple(dict.fromkeys(str(self.people[one].form) for one in atoms))
            points = max((self.points(demand, form) for form in forms), default=0)
            for key, block in zip(demand.keys, demand.blocks, strict=True):
                yield BlockFacts(key, demand, block.length, teachers + atoms, atoms, forms, points)

    def points(self, demand: Demand, form: str) -> int:
        """How hard a demand's subject is for a form; 0 where the tables say nothing."""
        subject, level = self.problem.subjects[demand.subject], self.problem.forms[form].level
        return self.problem.norms.points_of(level, subject.norm) or 0 if subject.norm else 0

    def _blocks_of_people(self) -> list[list[BlockFacts]]:
        found: list[list[BlockFacts]] = [[] for _ in self.people]
        for facts in self.blocks.values():
            for number in facts.people:
                found[number].append(facts)
        return found


def _forms_of_atoms(problem: Problem) -> Mapping[str, str]:
    """Whose pupils each atom is: the form whose own group has it, else that of the first group."""
    whole = [group for group in problem.groups.values() if group.id == group.form]
    others = [group for group in problem.groups.values() if group.id != group.form]
    found: dict[str, str] = {}
    for group in (*whole, *others):
        for atom in sorted(group.atoms):
            found.setdefault(atom, group.form)
    return found


def _slots_by_shift(problem: Problem) -> Mapping[int, tuple[int, ...]]:
    """The slots of each shift; where the grid has one shift, all slots are everybody's."""
    slots = problem.grid.slots
    if len({slot.shift for slot in slots}) < 2:
        return {form.shift: tuple(problem.grid.of_day) for form in problem.forms.values()}
    shifts = {slot.shift for slot in slots}
    return {
        shift: tuple(index for index, slot in enumerate(slots) if slot.shift == shift) for shift in shifts
    }


def _open(grid: Grid, aways: tuple[Away, ...], slots: tuple[int, ...]) -> Masks:
    days = [sum(1 << slot for slot in slots) for _ in grid.days]
    closed = [at for away in aways for at, level in away.items() if level is Level.FORBIDDEN]
    for at in (*grid.breaks, *closed):
        if at in grid:
            days[at.day] &= ~(1 << at.slot)
    return tuple(days)


def slots_of(day: int, mask: int) -> tuple[TimeSlot, ...]:
    """The places of a day whose bits are set."""
    return tuple(TimeSlot(day, slot) for slot in range(mask.bit_length()) if mask >> slot & 1)


def of_each_atom(blocks: Iterable[BlockFacts]) -> tuple[tuple[BlockKey, ...], ...]:
    """Blocks by the pupils who are in them; atoms with the same blocks are one."""
    of_atom: dict[int, list[BlockKey]] = {}
    for facts in blocks:
        for atom in facts.atoms:
            of_atom.setdefault(atom, []).append(facts.key)
    return tuple(dict.fromkeys(tuple(keys) for keys in of_atom.values()))

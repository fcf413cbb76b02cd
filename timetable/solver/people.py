"""Somebody's days in a model: when teachers and atoms of pupils are busy, begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from school.calendar import Weeks
from timetable.grid import TimeSlot
from timetable.rules.rule import OfPeople, Whose
from timetable.solver.model import Model, Terms, Var
from timetable.solver.places import forbidden


@dataclass(frozen=True, slots=True)
class Person:
    """A teacher, or atoms of pupils that have all their lessons together.

    ``shown`` is the id of the teacher or of the form, ``count`` how many atoms there are.
    """

    whose: Whose
    id: str
    shown: str
    count: int = 1


class Day:
    """One day of one person in one kind of week."""

    def __init__(self, model: Model, indexes: tuple[int, ...], slots: tuple[int, ...], day: int, week: Weeks):
        self._model = model
        self.indexes = indexes
        self.day = day
        self.week = week
        self.open = slots
        """The slots in which the person may be taught: others are no windows."""

    def busy(self, slot: int, among: Container[int] | None = None) -> Terms:
        """Whether the person is taught in a slot, by any bundle or by these."""
        chosen = self.indexes if among is None else [one for one in self.indexes if one in among]
        return self._model.at(chosen, TimeSlot(self.day, slot), self.week)

    def hours(self, among: Container[int] | None = None) -> Terms:
        """How many slots are taught."""
        return [term for slot in self._model.problem.grid.of_day for term in self.busy(slot, among)]

    @cached_property
    def works(self) -> Var:
        """Whether there is any lesson."""
        works = self._model.new()
        for slot in self.open:
            self._model.at_most([*self.busy(slot), (works, -1)], 0)
        self._model.at_most([(works, 1), *minus(self.hours())], 0)
        return works

    @cached_property
    def begun(self) -> Mapping[int, Terms]:
        """By open slot, whether a lesson was held in it or before."""
        return self._gathered(self.open)

    @cached_property
    def ahead(self) -> Mapping[int, Terms]:
        """By open slot, whether a lesson is held in it or later."""
        return self._gathered(tuple(reversed(self.open)))

    def _gathered(self, slots: tuple[int, ...]) -> Mapping[int, Terms]:
        gathered: dict[int, Terms] = {}
        known: Terms = []
        for slot in slots:
            busy = self.busy(slot)
            if busy and known:
                some = self._model.new()
                self._model.at_most([*busy, (some, -1)], 0)
                self._model.at_most([*known, (some, -1)], 0)
                known = [(some, 1)]
            else:
                known = busy or known
            gathered[slot] = known
        return gathered

    def inner(self) -> Iterator[tuple[int, Terms]]:
        """The open slots in which a window may be, with what is 1 more than 0 if there is one."""
        for before, slot, after in zip(self.open, self.open[1:], self.open[2:], strict=False):
            begun, ahead = self.begun[before], self.ahead[after]
            if begun and ahead:
                yield slot, [*begun, *ahead, *minus(self.busy(slot))]

    @cached_property
    def windows(self) -> list[Var]:
        """The windows of the day: at least as many of these are true."""
        windows = []
        for _, inner in self.inner():
            windows.append(self._model.new())
            self._model.at_most([*inner, (windows[-1], -1)], 1)
        return windows

    @property
    def places(self) -> tuple[TimeSlot, ...]:
        """A place of the day, by which a finding knows it."""
        return (TimeSlot(self.day, self.open[0] if self.open else 0),)


class People:
    """Whose days rules look at."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._days: dict[tuple[Whose, str], tuple[Day, ...]] = {}

    def meant(self, rule: OfPeople) -> tuple[Person, ...]:
        """The teachers, or the atoms, of a rule; atoms with equal lessons once."""
        problem = self._model.problem
        if rule.whose is Whose.TEACHERS:
            teachers = rule.of or tuple(problem.teachers)
            return tuple(Person(rule.whose, one, one) for one in teachers if one in self._bundles[rule.whose])
        named = [problem.groups[one] for one in rule.of or problem.groups if one in problem.groups]
        return self.of_atoms(atom for group in named for atom in sorted(group.atoms))

    def of_atoms(self, atoms: Iterable[str]) -> tuple[Person, ...]:
        """Pupils by atoms, those of a form with equal lessons once."""
        alike: dict[tuple[str, tuple[int, ...]], list[str]] = defaultdict(list)
        for atom in dict.fromkeys(atoms):
            lessons = self._bundles[Whose.GROUPS].get(atom, ())
            if lessons:
                alike[self.shown(atom), lessons].append(atom)
        return tuple(Person(Whose.GROUPS, same[0], form, len(same)) for (form, _), same in alike.items())

    def of_forms(self) -> tuple[Person, ...]:
        """The pupils of all forms."""
        return self.of_atoms(self._forms)

    def shown(self, atom: str) -> str:
        """The form or group by which an atom is known."""
        return self._forms.get(atom, atom)

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        return self._model.places.form_of_atom

    def first_two(self, person: Person, day: Day) -> tuple[int, ...]:
        """The open slots with which a day begins, or begins late, for the person's form."""
        form = self._model.problem.forms.get(person.shown)
        first = min(form.first_slots, default=0) if form and person.whose is Whose.GROUPS else 0
        return tuple(slot for slot in day.open if slot >= first)[:2]

    def days(self, person: Person) -> tuple[Day, ...]:
        """A person's days, of each kind of week."""
        key = (person.whose, person.id)
        if key not in self._days:
            self._days[key] = tuple(self._new_days(person))
        return self._days[key]

    def weeks(self, person: Person) -> Iterator[tuple[Day, ...]]:
        """A person's weeks, day by day."""
        for week in self._model.weeks:
            yield tuple(day for day in self.days(person) if day.week is week)

    def _new_days(self, person: Person) -> Iterator[Day]:
        grid = self._model.problem.grid
        indexes = self._bundles[person.whose][person.id]
        closed = self._closed(person)
        for week in self._model.weeks:
            for day in range(len(grid.days)):
                slots = (one for one in grid.of_day if TimeSlot(day, one) not in closed)
                yield Day(self._model, indexes, tuple(slots), day, week)

    def _closed(self, person: Person) -> Set[TimeSlot]:
        problem = self._model.problem
        if person.whose is Whose.TEACHERS:
            return forbidden(problem.teachers[person.id].away) | problem.grid.breaks
        shift = problem.forms[person.shown].shift if person.shown in problem.forms else None
        others = {at for at in problem.grid if shift not in (None, problem.grid.slots[at.slot].shift)}
        return self._model.places.closed_to_pupils[person.id] | problem.grid.breaks | others

    @cached_property
    def _bundles(self) -> Mapping[Whose, Mapping[str, tuple[int, ...]]]:
        """The bundles of each teacher and each atom."""
        found: dict[Whose, dict[str, list[int]]] = {one: defaultdict(list) for one in Whose}
        for one in self._model.bundles:
            for teacher in one.uses.teachers:
                found[Whose.TEACHERS][teacher].append(one.index)
            for atom in one.uses.atoms:
                found[Whose.GROUPS][atom].append(one.index)
        return {whose: {who: tuple(has) for who, has in of.items()} for whose, of in found.items()}

    def crowds(self) -> Iterator[tuple[int, ...]]:
        """Sets of bundles of which one at a time can be held; sets within another are left out."""
        sets = sorted({frozenset(has) for of in self._bundles.values() for has in of.values()}, key=len)
        for place, one in enumerate(sets):
            if not any(one < other for other in sets[place + 1 :]):
                yield tuple(sorted(one))


def minus(terms: Terms) -> Terms:
    return [(var, -factor) for var, factor in terms]

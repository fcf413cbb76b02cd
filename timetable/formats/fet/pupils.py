"""FET's years, groups and subgroups, as forms, groups and atoms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from timetable.formats.fet.entry import Entry
from timetable.formats.nodes import Node
from timetable.formats.refusals import BadFile, Why

LEVELS = range(1, 13)


@dataclass(frozen=True, slots=True)
class StudentsSet:
    """A year, group or subgroup: its atoms, and how many pupils it has (0 is not known)."""

    name: str
    atoms: frozenset[str]
    pupils: int


@dataclass
class Pupils:
    """All sets of a file by name, and the years with their groups."""

    sets: dict[str, StudentsSet] = field(default_factory=dict)
    years: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sharing(self, name: str, among: Iterable[str]) -> frozenset[str]:
        """Of some sets, those that have pupils in common with this one."""
        atoms = self.sets[name].atoms
        return frozenset(other for other in among if not atoms.isdisjoint(self.sets[other].atoms))

    def forms(self, hours: Mapping[str, int]) -> tuple[str, ...]:
        """The sets that are forms, by the hours that each is taught as a whole.

        A school writes 7A as a year with halves, or as a group of the year 7: a year is told
        apart into its groups when one of them has more lessons of its own than the year.
        """
        found = [one for year, groups in self.years.items() for one in self._forms_of(year, groups, hours)]
        return tuple(dict.fromkeys(found))

    def _forms_of(self, year: str, groups: tuple[str, ...], hours: Mapping[str, int]) -> tuple[str, ...]:
        busy = sorted(groups, key=lambda group: -hours.get(group, 0))
        if not busy or hours.get(year, 0) >= hours.get(busy[0], 0):
            return (year,)
        chosen: set[str] = set()
        seated: frozenset[str] = frozenset()
        for group in busy:
            if seated.isdisjoint(self.sets[group].atoms):
                chosen.add(group)
                seated |= self.sets[group].atoms
        left = self.sets[year].atoms - seated
        return (year,) if left else tuple(group for group in groups if group in chosen)


def read_pupils(students: Node | None) -> Pupils:
    """The sets of a file; a name that comes again means the same pupils, as in FET."""
    pupils = Pupils()
    for year in students.all("Year") if students else ():
        groups = tuple(_read_group(pupils, group) for group in year.all("Group"))
        name = _put(pupils, year, _united(pupils, groups))
        if name in pupils.years:
            raise BadFile(Why.TWICE, year.place, record="Year", found=name)
        pupils.years[name] = groups
    return pupils


def _read_group(pupils: Pupils, group: Node) -> str:
    subgroups = [_put(pupils, one, ()) for one in group.all("Subgroup")]
    return _put(pupils, group, _united(pupils, subgroups))


def _united(pupils: Pupils, names: Iterable[str]) -> Iterator[str]:
    return (atom for name in names for atom in pupils.sets[name].atoms)


def _put(pupils: Pupils, node: Node, atoms: Iterable[str]) -> str:
    entry = Entry(node)
    name = entry.text("Name")
    if not name:
        raise BadFile(Why.NO_NAME, node.place, record=node.tag)
    number = entry.number("Number_of_Students", most=10**6) if node.find("Number_of_Students") else 0
    known = frozenset(atoms)
    standing = pupils.sets.setdefault(name, StudentsSet(name, known or frozenset({name}), number))
    if known - standing.atoms:
        raise BadFile(Why.TWICE, node.place, record=node.tag, found=name)
    return name


def level_of(name: str) -> int:
    """The level that a form's name begins with, 0 where it says none."""
    found = re.match(r"\D{0,3}(\d{1,2})", name)
    level = int(found[1]) if found else 0
    return level if level in LEVELS else 0


def hours_of(taught: Iterable[tuple[str, int]]) -> Counter[str]:
    """Hours by set, from pairs of both."""
    hours: Counter[str] = Counter()
    for name, duration in taught:
        hours[name] += duration
    return hours

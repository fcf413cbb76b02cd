"""What a problem's nouns are called in a FET file, where a name is all that tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from timetable.formats.nodes import Node, writable
from timetable.grid import Grid, TimeSlot
from timetable.problem import Problem

PERCENT: Mapping[int | None, int] = {None: 100, 5: 95, 4: 80, 3: 50, 2: 25, 1: 5}
"""FET's weight for ours; the reader makes the same of it."""


@dataclass(frozen=True, slots=True)
class Year:
    """A form as FET's year: its groups, and the subgroups (atoms) of each."""

    name: str
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Names:
    """Names by ids, and the sets of pupils that the file has, largest first."""

    grid: Grid
    teachers: Mapping[str, str]
    subjects: Mapping[str, str]
    rooms: Mapping[str, str]
    years: Mapping[str, Year]
    sets: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, problem: Problem) -> Names:
        """Titles, with the id behind one that comes twice."""
        teachers = named((one.id, one.name) for one in problem.teachers.values())
        subjects = named((one.id, one.title) for one in problem.subjects.values())
        rooms = named((one.id, one.title) for one in problem.rooms.values())
        pupils = _Pupils(problem)
        sets = dict(sorted(pupils.sets.items(), key=lambda pair: -len(pair[1])))
        return cls(problem.grid, teachers, subjects, rooms, pupils.years, sets)

    def covering(self, atoms: frozenset[str]) -> tuple[str, ...]:
        """The fewest sets, by and large, that are together exactly these pupils."""
        left, found = set(atoms), []
        for name, inside in self.sets.items():
            if inside and inside <= left:
                found.append(name)
                left -= inside
        return tuple(found)

    def condition(self, tag: str, weight: int | None, fields: Iterable[tuple[str, object]]) -> Node:
        """A record of FET's with these fields."""
        node = Node(f"Constraint{tag}")
        node.add("Weight_Percentage", PERCENT[weight])
        for field, value in fields:
            node.add(field, value)
        node.add("Active", "true")
        node.add("Comments")
        return node

    def places(
        self,
        tag: str,
        fields: Mapping[str, object],
        each: str,
        prefix: str,
        at: Collection[TimeSlot],
        weight: int | None = None,
    ) -> Node:
        """A record that lists places of the week, each as a day and an hour."""
        node = self.condition(tag, weight, [*fields.items(), (f"Number_of_{each}s", len(at))])
        for one in sorted(at):
            inner = Node(each)
            inner.add(f"{prefix}Day", self.grid.days[one.day])
            inner.add(f"{prefix}Hour", self.grid.slots[one.slot].title)
            node.children.insert(-2, inner)
        return node


def named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name for each id that no other has: the title, else the title and the id."""
    listed = [(id, writable(title)) for id, title in pairs]
    met = Counter(title for _, title in listed)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for id, title in listed:
        name = title if title and met[title] == 1 else f"{title} ({id})"
        while name in taken:
            name += "*"
        taken.add(name)
        found[id] = name
    return found


class _Pupils:
    """Years with groups and subgroups from forms with groups and atoms."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        owners = {atom: group.form for group in problem.groups.values() for atom in group.atoms}
        owners |= {atom: form for form in problem.forms for atom in problem.groups[form].atoms}
        groups = [one for one in problem.groups.values() if one.id not in problem.forms]
        self._names = named(
            [
                *((f"form {one.id}", one.title) for one in problem.forms.values()),
                *((f"group {one.id}", one.title) for one in groups),
                *((f"atom {atom}", atom) for atom in owners),
            ]
        )
        self.sets: dict[str, frozenset[str]] = {}
        self.years: dict[str, Year] = {}
        for form in problem.forms:
            mine = sorted(atom for atom, owner in owners.items() if owner == form)
            self.years[form] = self._year(form, frozenset(mine))

    def _year(self, form: str, atoms: frozenset[str]) -> Year:
        name = self._names[f"form {form}"]
        self.sets[name] = atoms
        inside = [one for one in self._problem.groups.values() if one.form == form and one.id != form]
        parts = {self._names[f"group {one.id}"]: one.atoms for one in inside if one.atoms <= atoms}
        whole = self._problem.groups[form].atoms
        if whole != atoms:
            parts[f"{name} •"] = whole
        left = atoms - frozenset(atom for part in parts.values() for atom in part)
        if len(atoms) == 1 and not parts:
            return Year(name, {})
        if left:
            parts[f"{name} …"] = left
        self.sets |= parts
        groups = {
            group: tuple(self._names[f"atom {one}"] for one in sorted(part)) for group, part in parts.items()
        }
        self.sets |= {self._names[f"atom {one}"]: frozenset({one}) for one in atoms}
        return Year(name, groups)

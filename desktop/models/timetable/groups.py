"""Parts of forms: which subgroups there are, which of them share pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from school.timetable import Load
from timetable.problem import Group

_MOST_ATOMS = 32
"""So many parts of a form are told apart; a form cut in more ways is cut pair by pair."""

Divisions = Mapping[str, tuple[str, ...]]
"""Of one form: division → its subgroups."""


def division_of(load: Load, said: str) -> str:
    """The division that a load's subgroup belongs to: the one that was said, else its subject's own."""
    return said or load.subject


def group_id(form: str, division: str, subgroup: str) -> str:
    """The group of a form's subgroup; the whole form's is the form's own id."""
    return f"{form}/{division}/{subgroup}"


def read_divisions(loads: Iterable[Load], said: Mapping[str, str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By form its divisions; ``said`` are divisions by load."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for load in loads:
        if load.subgroup is not None:
            for form in load.forms:
                found[form][division_of(load, said.get(load.id, ""))].add(load.subgroup.title)
    return {
        form: {name: tuple(sorted(listed)) for name, listed in sorted(divisions.items())}
        for form, divisions in found.items()
    }


def build_groups(form: str, title: str, divisions: Divisions) -> Iterator[Group]:
    """The form as a group, and each of its subgroups."""
    cuts = {name: listed if len(listed) > 1 else (*listed, "") for name, listed in divisions.items()}
    parts = _parts([len(listed) for listed in cuts.values()])
    names = {part: f"{form}#{'.'.join(map(str, part))}" if part else form for part in parts}
    yield Group(form, title, form, frozenset(names.values()))
    for at, (name, listed) in enumerate(divisions.items()):
        for index, subgroup in enumerate(listed):
            atoms = frozenset(names[part] for part in parts if part[at] == index)
            yield Group(group_id(form, name, subgroup), f"{title} {subgroup}", form, atoms, name)


def _parts(sizes: list[int]) -> list[tuple[int, ...]]:
    """The smallest parts of a form that is cut so many ways: for each cut the index of a subgroup.

    All combinations where they are few; else so many that any two subgroups of two cuts share one.
    """
    whole = 1
    for size in sizes:
        whole *= size
    if whole <= _MOST_ATOMS:
        return list(product(*map(range, sizes)))
    found: dict[tuple[int, ...], None] = {}
    for (one, first), (other, second) in combinations(enumerate(sizes), 2):
        for here, there in product(range(first), range(second)):
            part = [(here + there) % size for size in sizes]
            part[one], part[other] = here, there
            found[tuple(part)] = None
    return list(found)

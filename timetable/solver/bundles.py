"""Blocks that nothing tells apart, or that nothing can part: what the solver really places."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import NamedTuple

from school.calendar import Weeks
from timetable.problem import Block, Problem, Resources
from timetable.rules.of_blocks import SameTime
from timetable.rules.of_quality import Stability
from timetable.rules.rule import BlockKey, Same, Which
from timetable.solver.strictness import Cause, Strictness


@dataclass(frozen=True, slots=True)
class Bundle:
    """``count`` interchangeable places of equal length and weeks.

    Each member is one block, or several that a hard rule holds to the same time and that
    are placed as one.
    """

    index: int
    members: tuple[tuple[BlockKey, ...], ...]
    demands: tuple[str, ...]
    length: int
    weeks: Weeks | None
    uses: Resources

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def keys(self) -> tuple[BlockKey, ...]:
        return tuple(key for member in self.members for key in member)


class _Kind(NamedTuple):
    """What two members must have in common to be interchangeable."""

    demands: tuple[str, ...]
    block: Block
    mentions: frozenset[tuple[int, str, int]]


class Bundles(NamedTuple):
    """All bundles, in the order of the demands, and the rules (by index) that are kept in them."""

    all: tuple[Bundle, ...]
    kept: set[int]


def bundle(problem: Problem, strictness: Strictness) -> Bundles:
    """The blocks of a problem as bundles."""
    ties = _Ties(problem, strictness)
    mentions = _mentions(problem, ties.used)
    alike: dict[_Kind, list[tuple[BlockKey, ...]]] = defaultdict(list)
    for member in ties.members():
        named = Counter(mention for key in member for mention in mentions[key])
        kind = _Kind(
            tuple(sorted(key.demand for key in member)),
            problem.block(member[0]),
            frozenset((*mention, times) for mention, times in named.items()),
        )
        alike[kind].append(member)
    made = (_made(problem, index, *one) for index, one in enumerate(alike.items()))
    return Bundles(tuple(made), ties.used)


def _made(problem: Problem, index: int, kind: _Kind, members: list[tuple[BlockKey, ...]]) -> Bundle:
    names = tuple(dict.fromkeys(kind.demands))
    used = [problem.resources(problem.demands[name]) for name in names]
    uses = Resources(
        frozenset(one for use in used for one in use.teachers),
        frozenset(one for use in used for one in use.groups),
        frozenset(one for use in used for one in use.atoms),
    )
    return Bundle(index, tuple(members), names, kind.block.length, kind.block.weeks, uses)


class _Ties:
    """Blocks that hard rules hold to one time, whatever happens, and that can share it."""

    def __init__(self, problem: Problem, strictness: Strictness) -> None:
        self._problem = problem
        self._together: dict[BlockKey, tuple[BlockKey, ...]] = {key: (key,) for key, _, _ in problem.blocks()}
        self.used = {
            index
            for index, rule in enumerate(problem.rules)
            if isinstance(rule, SameTime)
            and rule.what is Same.TIME
            and strictness.price(Cause(rule)) is None
            and self._tie(problem.chosen(rule.which))
        }

    def members(self) -> tuple[tuple[BlockKey, ...], ...]:
        """All blocks, those tied to each other together."""
        return tuple(dict.fromkeys(self._together.values()))

    def _tie(self, keys: tuple[BlockKey, ...]) -> bool:
        """Tie blocks if they are equal, know their weeks and share nobody."""
        members = tuple(dict.fromkeys(self._together[key] for key in keys))
        merged = tuple(key for member in members for key in member)
        blocks = {self._problem.block(key) for key in merged}
        if len(blocks) != 1 or blocks.pop().weeks is None or not self._share_nobody(merged):
            return False
        self._together |= dict.fromkeys(merged, merged)
        return True

    def _share_nobody(self, keys: tuple[BlockKey, ...]) -> bool:
        used = [self._problem.resources(self._problem.demands[key.demand]) for key in keys]
        people = [one for use in used for one in (*use.teachers, *use.atoms)]
        return len({key.demand for key in keys}) == len(keys) and len(people) == len(
            {("teacher", one) for use in used for one in use.teachers}
            | {("atom", one) for use in used for one in use.atoms}
        )


def _mentions(problem: Problem, tied: set[int]) -> dict[BlockKey, list[tuple[int, str]]]:
    """By block, which rules name it, and as what; ties are used up, and an old place tells nobody apart."""
    named: dict[BlockKey, list[tuple[int, str]]] = defaultdict(list)
    for index, rule in enumerate(problem.rules):
        if index in tied or isinstance(rule, Stability):
            continue
        for one in fields(rule):
            value = getattr(rule, one.name)
            if isinstance(value, Which):
                for key in value.keys:
                    named[key].append((index, one.name))
            elif isinstance(value, BlockKey):
                named[value].append((index, one.name))
    return named

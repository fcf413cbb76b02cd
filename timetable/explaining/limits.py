"""What hard rules make of somebody's days: how much a day, how many days."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from timetable.problem import Problem
from timetable.rules.of_blocks import DaysApart
from timetable.rules.of_people import (
    MaxDays,
    MaxGaps,
    MaxLateStarts,
    MaxPerDay,
    MaxSpan,
    MinDays,
    MinPerDay,
)
from timetable.rules.rule import ALL, BlockKey, OfPeople, Rule, Whose


class Bundle(NamedTuple):
    """Blocks that may lie on so many days only once each."""

    name: Hashable
    rule: DaysApart
    keys: tuple[BlockKey, ...]


def bundles(problem: Problem) -> Mapping[BlockKey, Bundle]:
    """For each block, those that it may not share a day with; the largest of several."""
    found: dict[BlockKey, Bundle] = {}
    for number, rule in enumerate(problem.rules):
        if isinstance(rule, DaysApart) and rule.is_hard and rule.least >= 1:
            for one in _bundles_of(problem, number, rule):
                for key in one.keys:
                    if key not in found or len(found[key].keys) < len(one.keys):
                        found[key] = one
    return found


def _bundles_of(problem: Problem, number: int, rule: DaysApart) -> Iterator[Bundle]:
    keys = problem.chosen(rule.which)
    if not rule.each_form:
        yield Bundle(number, rule, keys)
        return
    by_demand: dict[str, list[BlockKey]] = {}
    for key in keys:
        by_demand.setdefault(key.demand, []).append(key)
    for demand, own in by_demand.items():
        yield Bundle((number, demand), rule, tuple(own))


@dataclass(slots=True)
class Limits:
    """One person's, or one atom's: the tightest of each limit, with the rule that sets it."""

    rules: dict[type[OfPeople], OfPeople] = field(default_factory=dict)
    of_some: list[MaxPerDay] = field(default_factory=list)
    """Limits on some of the blocks only: «физкультура не чаще раза в день»."""

    def take(self, rule: OfPeople) -> None:
        """Keep a rule when it is tighter than the one of its kind that is known."""
        if isinstance(rule, MaxPerDay) and rule.which != ALL:
            self.of_some.append(rule)
            return
        known = self.rules.get(type(rule))
        if known is None or _tighter(rule, known):
            self.rules[type(rule)] = rule

    def most(self, kind: type[MaxDays | MaxGaps | MaxLateStarts | MaxPerDay | MaxSpan]) -> int | None:
        """The limit of a kind that has a most; None where there is none."""
        rule = self.rules.get(kind)
        return None if rule is None else int(getattr(rule, "most", 0))

    def least(self, kind: type[MinDays | MinPerDay]) -> int:
        """The limit of a kind that has a least; 0 where there is none."""
        rule = self.rules.get(kind)
        return 0 if rule is None else int(getattr(rule, "least", 0))

    @property
    def daily(self) -> int | None:
        """The most slots a day."""
        known = [limit for kind in (MaxPerDay, MaxSpan) if (limit := self.most(kind)) is not None]
        return min(known) if known else None

    @property
    def every_day(self) -> bool:
        """Whether no day may be empty."""
        rule = self.rules.get(MinPerDay)
        return isinstance(rule, MinPerDay) and not rule.empty_days and rule.least > 0

    def of(self, *kinds: type[OfPeople]) -> tuple[Rule, ...]:
        """The rules of these kinds that there are."""
        return tuple(self.rules[kind] for kind in kinds if kind in self.rules)


def _tighter(rule: OfPeople, known: OfPeople) -> bool:
    if hasattr(rule, "most"):
        return int(rule.most) < int(getattr(known, "most", 0))
    return int(getattr(rule, "least", 0)) > int(getattr(known, "least", 0))


def limits_of(problem: Problem) -> tuple[Mapping[str, Limits], Mapping[str, Limits]]:
    """Hard limits of teachers by id, and of pupils by atom."""
    teachers: dict[str, Limits] = {id: Limits() for id in problem.teachers}
    atoms: dict[str, Limits] = {atom: Limits() for one in problem.groups.values() for atom in one.atoms}
    for rule in problem.rules:
        if isinstance(rule, OfPeople) and rule.is_hard:
            for who, among in _meant(problem, rule, teachers, atoms):
                among[who].take(rule)
    return teachers, atoms


def _meant(
    problem: Problem, rule: OfPeople, teachers: dict[str, Limits], atoms: dict[str, Limits]
) -> Iterator[tuple[str, dict[str, Limits]]]:
    if rule.whose is Whose.TEACHERS:
        yield from ((who, teachers) for who in rule.of or teachers if who in teachers)
        return
    meant = rule.of or tuple(problem.groups)
    for atom in dict.fromkeys(
        atom for id in meant if id in problem.groups for atom in problem.groups[id].atoms
    ):
        yield atom, atoms

"""Where a bundle may begin, and what it costs to begin there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from timetable.findings import Fault
from timetable.grid import Level, TimeSlot
from timetable.problem import Away, Problem
from timetable.rules.of_blocks import AllowedTimes
from timetable.rules.rule import BlockKey
from timetable.solver.bundles import Bundle
from timetable.solver.strictness import Cause, Strictness

Costs = tuple[tuple[Cause, int], ...]
"""What stands against a place, each with its price."""


class Places:
    """Places of the week that grid, shifts, absences and rules leave to blocks."""

    def __init__(self, problem: Problem, strictness: Strictness) -> None:
        self._problem = problem
        self._strictness = strictness

    def of(self, bundle: Bundle) -> Iterator[tuple[TimeSlot, Costs]]:
        """The places where a bundle may begin; prices are those of one member."""
        for at in self._problem.grid:
            covered = self._problem.grid.covered(at, bundle.length)
            if covered:
                costs = tuple(self._against(bundle, at, covered))
                if all(price is not None for _, price in costs):
                    yield at, tuple((cause, price) for cause, price in costs if price)

    def _against(
        self, bundle: Bundle, at: TimeSlot, covered: tuple[TimeSlot, ...]
    ) -> Iterator[tuple[Cause, int | None]]:
        """Everything that stands against a place, with its price; None where that is not for sale."""
        for fault, who, where in self._faults(bundle, covered):
            cause = Cause(fault, who, bundle.keys, (where,))
            yield cause, self._strictness.price(cause)
        for rule, meant in self._allowed:
            times = meant & set(bundle.members[0])
            if times and not _is_allowed(rule, at, covered):
                cause = Cause(rule, "", bundle.keys, (at,))
                price = self._strictness.price(cause)
                yield cause, price and price * len(times)

    def _faults(self, bundle: Bundle, covered: tuple[TimeSlot, ...]) -> Iterator[tuple[Fault, str, TimeSlot]]:
        forms = {self.form_of_atom[atom] for atom in bundle.uses.atoms} & self._problem.forms.keys()
        shifts = {self._problem.forms[form].shift for form in forms}
        for where in covered:
            for teacher in sorted(bundle.uses.teachers):
                if self._problem.teachers[teacher].away.get(where) is Level.FORBIDDEN:
                    yield Fault.TEACHER_AWAY, teacher, where
            if any(where in self.closed_to_pupils[atom] for atom in bundle.uses.atoms):
                yield Fault.PUPILS_AWAY, min(bundle.uses.groups), where
            if self.has_shifts and shifts - {self._problem.grid.slots[where.slot].shift}:
                yield Fault.WRONG_SHIFT, min(bundle.uses.groups), where

    @cached_property
    def has_shifts(self) -> bool:
        return len({slot.shift for slot in self._problem.grid.slots}) > 1

    @cached_property
    def _allowed(self) -> list[tuple[AllowedTimes, set[BlockKey]]]:
        problem = self._problem
        rules = [rule for rule in problem.rules if isinstance(rule, AllowedTimes)]
        return [(rule, set(problem.chosen(rule.which))) for rule in rules if self._strictness.concerns(rule)]

    @cached_property
    def form_of_atom(self) -> Mapping[str, str]:
        """The form of each atom: the one whose own group has it, else that of the first group."""
        groups = sorted(self._problem.groups.values(), key=lambda group: group.id != group.form)
        return {atom: group.form for group in reversed(groups) for atom in group.atoms}

    @cached_property
    def closed_to_pupils(self) -> Mapping[str, frozenset[TimeSlot]]:
        """By atom, the places where its form or one of its groups forbids its pupils to come."""
        closed: dict[str, set[TimeSlot]] = defaultdict(set)
        for group in self._problem.groups.values():
            for atom in group.atoms:
                closed[atom] |= forbidden(group.away)
        for atom, form in self.form_of_atom.items():
            if form in self._problem.forms:
                closed[atom] |= forbidden(self._problem.forms[form].away)
        return defaultdict(frozenset, {atom: frozenset(places) for atom, places in closed.items()})


def _is_allowed(rule: AllowedTimes, at: TimeSlot, covered: tuple[TimeSlot, ...]) -> bool:
    begins_well = not rule.starts or at in rule.starts
    return begins_well and (not rule.within or rule.within.issuperset(covered))


def forbidden(away: Away) -> set[TimeSlot]:
    """The places where somebody must not be."""
    return {at for at, level in away.items() if level is Level.FORBIDDEN}

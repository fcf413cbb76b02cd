"""A problem as a model of CP-SAT: where bundles may begin, who is busy then, and what it costs.

Encoders speak to the model in terms: sums of its variables that must not pass a limit, or may
pass it for a price. What was passed in an answer can be read back, cause by cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from school.calendar import Weeks
from timetable.findings import Fault
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.rule import BlockKey, Which
from timetable.solver.bundles import Bundle, bundle
from timetable.solver.places import Places
from timetable.solver.strictness import AS_WRITTEN, Cause, Strictness

Var = Any
"""A variable of CP-SAT, which has no types of its own."""

Terms = list[tuple[Var, int]]
"""A sum: variables, each with its factor."""


class Start(NamedTuple):
    """One way to place a member of a bundle."""

    at: TimeSlot
    weeks: Weeks


@dataclass(frozen=True, slots=True)
class Slack:
    """By how much a limit may be passed, and at what price."""

    cause: Cause
    var: Var
    price: int


def overlap(one: Weeks, other: Weeks) -> bool:
    """Whether two cards of these weeks can meet."""
    return one is other or Weeks.EVERY in (one, other)


class Model:
    """Variables, limits and prices of one problem; rules and faults are put in by encoders."""

    def __init__(self, problem: Problem, strictness: Strictness = AS_WRITTEN) -> None:
        self.problem = problem
        self.strictness = strictness
        self.bundles, self.kept_in_bundles = bundle(problem, strictness)
        self.places = Places(problem, strictness)
        self.cp = cp_model.CpModel()
        self.slacks: list[Slack] = []
        self._tops: list[int] = []
        self.starts: list[dict[Start, Var]] = [self._starts(one) for one in self.bundles]
        for one in self.bundles:
            self._place_all(one)

    # ------------------------------------------------------------------------------------ what is placed

    @cached_property
    def weeks(self) -> tuple[Weeks, ...]:
        """The kinds of weeks that must be told apart."""
        known = {block.weeks for _, _, block in self.problem.blocks()}
        return (Weeks.EVERY,) if known <= {Weeks.EVERY} else (Weeks.ODD, Weeks.EVEN)

    def _starts(self, one: Bundle) -> dict[Start, Var]:
        weeks = (Weeks.ODD, Weeks.EVEN) if one.weeks is None else (one.weeks,)
        alone = one.count == 1 or one.uses.teachers or one.uses.atoms
        most = 1 if alone else one.count
        starts: dict[Start, Var] = {}
        for at, costs in self.places.of(one):
            for week in weeks:
                starts[Start(at, week)] = var = self.new(most)
                self.slacks += [Slack(cause, var, price) for cause, price in costs]
        return starts

    def _place_all(self, one: Bundle) -> None:
        placed = [(var, 1) for var in self.starts[one.index].values()]
        missing = Cause(Fault.NOT_PLACED, blocks=one.keys)
        price = self.strictness.price(missing)
        if price is not None:
            unplaced = self.new(one.count)
            self.slacks.append(Slack(missing, unplaced, price * len(one.members[0])))
            placed.append((unplaced, 1))
        self.equal(placed, one.count)

    @cached_property
    def bundle_of(self) -> Mapping[BlockKey, Bundle]:
        return {key: one for one in self.bundles for key in one.keys}

    @cached_property
    def member_of(self) -> Mapping[BlockKey, int]:
        """By block, its number within its bundle."""
        return {
            key: number for one in self.bundles for number, keys in enumerate(one.members) for key in keys
        }

    def meant(self, which: Which) -> dict[int, int]:
        """The bundles that a rule means, each with how many blocks of one member it means."""
        chosen = set(self.problem.chosen(which))
        meant = {one.index: sum(key in chosen for key in one.members[0]) for one in self.bundles}
        return {index: blocks for index, blocks in meant.items() if blocks}

    def covering(self, index: int) -> Mapping[tuple[TimeSlot, Weeks], list[Var]]:
        """The ways to place a bundle by the place and week that they cover."""
        return self._covering[index]

    @cached_property
    def _covering(self) -> list[dict[tuple[TimeSlot, Weeks], list[Var]]]:
        return [self._covered(one) for one in self.bundles]

    def _covered(self, one: Bundle) -> dict[tuple[TimeSlot, Weeks], list[Var]]:
        covered: dict[tuple[TimeSlot, Weeks], list[Var]] = defaultdict(list)
        for start, var in self.starts[one.index].items():
            for at in self.problem.grid.covered(start.at, one.length):
                for week in self.weeks:
                    if overlap(week, start.weeks):
                        covered[at, week].append(var)
        return dict(covered)

    def at(self, indexes: Iterable[int], at: TimeSlot, week: Weeks) -> Terms:
        """How many of these bundles are held in a place of the week."""
        return [(var, 1) for index in indexes for var in self._covering[index].get((at, week), ())]

    def begins(self, index: int) -> dict[TimeSlot, Terms]:
        """How many members of a bundle begin in each place, whatever the weeks."""
        begins: dict[TimeSlot, Terms] = defaultdict(list)
        for start, var in self.starts[index].items():
            begins[start.at].append((var, 1))
        return dict(begins)

    # ------------------------------------------------------------------------------------ what is demanded

    def new(self, most: int = 1) -> Var:
        """A number from 0 to ``most``."""
        self._tops.append(most)
        return self.cp.new_bool_var("") if most == 1 else self.cp.new_int_var(0, most, "")

    def top(self, var: Var) -> int:
        """The most that a variable can be."""
        return self._tops[int(var.index)]

    def limit(self, terms: Terms, most: int, cause: Cause, times: int = 1) -> None:
        """The sum is at most so much: a must, or each one more has a price, or nobody counts.

        ``times``: for how many people at once the limit speaks.
        """
        price = self.strictness.price(cause)
        if price != 0:
            self._limit(terms, most, cause, price and price * times)

    def must(self, terms: Terms, most: int, cause: Cause) -> None:
        """The sum is at most so much, even where the rule behind it is a wish."""
        self._limit(terms, most, cause, self.strictness.relaxed(cause) or None)

    def _limit(self, terms: Terms, most: int, cause: Cause, price: int | None) -> None:
        over = sum(max(factor * self.top(var), 0) for var, factor in terms) - most
        if over <= 0:
            return
        if price is not None:
            slack = self.new(over)
            self.slacks.append(Slack(cause, slack, price))
            terms = [*terms, (slack, -1)]
        self.at_most(terms, most)

    def at_least(self, terms: Terms, least: int, cause: Cause, times: int = 1) -> None:
        """The sum is at least so much, in the same way."""
        self.limit([(var, -factor) for var, factor in terms], -least, cause, times)

    def at_most(self, terms: Terms, most: int) -> None:
        """The sum is at most so much, whatever happens."""
        if not terms:
            if most < 0:
                self.cp.add_bool_or([])
        elif most == 1 and all(factor == 1 and self.top(var) == 1 for var, factor in terms):
            if len(terms) > 1:
                self.cp.add_at_most_one([var for var, _ in terms])
        else:
            self.cp.add_linear_constraint(_sum(terms), _LOW, most)

    def at_most_for_now(self, terms: Terms, most: int) -> Callable[[int], None]:
        """The sum is at most so much, until another limit is set by what is returned."""
        constraint = self.cp.add_linear_constraint(_sum(terms), _LOW, most)

        def limit_anew(most: int) -> None:
            constraint.proto.linear.domain[1] = most

        return limit_anew

    def equal(self, terms: Terms, to: int) -> None:
        self.cp.add_linear_constraint(_sum(terms), to, to)

    def at_least_if(self, only: Var, terms: Terms, least: int) -> None:
        """The sum is at least so much when this is true."""
        self.cp.add_linear_constraint(_sum(terms), least, -_LOW).only_enforce_if(only)

    def price_each(self, terms: Terms, cause: Cause) -> None:
        """Each of these that is true costs, or is forbidden where the cause is hard."""
        price = self.strictness.price(cause)
        if price is None:
            self.limit(terms, 0, cause)
        elif price:
            self.slacks += [Slack(cause, var, price * factor) for var, factor in terms]

    # ------------------------------------------------------------------------------------ what it costs

    def minimize(self) -> None:
        """Ask for the least price."""
        if self.slacks:
            self.cp.minimize(_sum([(slack.var, slack.price) for slack in self.slacks]))

    def ask_for(self, terms: Terms) -> None:
        """Ask for the least of this sum instead."""
        self.cp.minimize(_sum(terms))

    def forget_objective(self) -> None:
        """Ask for any answer."""
        engine: Any = self.cp
        engine.clear_objective()

    def forget_hints(self) -> None:
        engine: Any = self.cp
        engine.clear_hints()

    def hint(self, var: Var, value: int) -> None:
        self.cp.add_hint(var, value)


_LOW = -(10**6)


def _sum(terms: Sequence[tuple[Var, int]]) -> Any:
    return cp_model.LinearExpr.weighted_sum([var for var, _ in terms], [factor for _, factor in terms])

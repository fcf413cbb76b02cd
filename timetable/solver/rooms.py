"""Rooms for a week whose times stand: a matching, with the wishes about rooms as prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, permutations

from ortools.sat.python import cp_model

from timetable.cards import Card, Cards
from timetable.grid import TimeSlot
from timetable.problem import Part, Problem
from timetable.rules.of_blocks import MostRooms, SameRoomInARow
from timetable.rules.of_quality import TeacherKeepsRoom
from timetable.rules.rule import PRICES, BlockKey, Rule
from timetable.solver.matching import Seat, has_rules_of_rooms, match, seats_of
from timetable.solver.model import Var, overlap

MUST = 10**6
"""What a missing room costs: more than all wishes."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Cards with rooms, and the blocks for which a hard need or rule about rooms is not met."""

    cards: Cards
    missed: tuple[BlockKey, ...]


def seat(problem: Problem, cards: Cards, seconds: float = 2.0, seed: int = 0) -> Seating:
    """Give rooms to placed blocks. Locked rooms stay; what no room is left for is told.

    A matching that seats all is kept where the wishes about rooms are not weighed in time.
    """
    matched, missed = match(problem, cards)
    if not missed and not has_rules_of_rooms(problem):
        return Seating(matched, ())
    weighed = _Seating(problem, matched).solved(seconds, seed)
    return Seating(matched, ()) if weighed.missed and not missed and not _has_musts(problem) else weighed


def _has_musts(problem: Problem) -> bool:
    """Whether a matching may break a hard rule about rooms."""
    return any(rule.is_hard and isinstance(rule, MostRooms | SameRoomInARow) for rule in problem.rules)


class _Seating:
    def __init__(self, problem: Problem, cards: Cards) -> None:
        self._problem = problem
        self._cards = cards
        self._cp = cp_model.CpModel()
        self._costs: list[tuple[Var, int]] = []
        self._musts: list[tuple[Var, tuple[BlockKey, ...]]] = []
        self._taken: dict[tuple[str, TimeSlot], list[tuple[Card, Var]]] = defaultdict(list)
        self._of_block: dict[BlockKey, list[dict[str, Var]]] = defaultdict(list)
        for one in seats_of(problem, cards):
            self._of_block[one.card.block].append(self._choices(one))
        self._one_lesson_a_room()
        self._keep_rules()

    def _choices(self, one: Seat) -> dict[str, Var]:
        """A need's rooms that are open, each with whether it is taken."""
        key, near = one.card.block, one.card.rooms[one.number : one.number + 1]
        choices: dict[str, Var] = {}
        for room in one.rooms:
            choices[room] = var = self._cp.new_bool_var("")
            self._cp.add_hint(var, room in near)
            for at in one.places:
                self._taken[room, at].append((one.card, var))
        missed = self._cp.new_bool_var("")
        self._cp.add_exactly_one([*choices.values(), missed])
        self._charge(missed, self._problem.demands[key.demand].needs[one.number].weight, (key,))
        return choices

    def _charge(self, var: Var, weight: int | None, keys: tuple[BlockKey, ...]) -> None:
        """Count a violation: at the weight's price, or as a must that is not kept."""
        if weight is None:
            self._musts.append((var, keys))
        self._costs.append((var, MUST if weight is None else PRICES[weight - 1]))

    def _one_lesson_a_room(self) -> None:
        for there in self._taken.values():
            odd = [var for card, var in there if card.weeks.value != "even"]
            even = [var for card, var in there if card.weeks.value != "odd"]
            self._cp.add_at_most_one(odd)
            if len(odd) < len(there):
                self._cp.add_at_most_one(even)

    def _keep_rules(self) -> None:
        for rule in self._problem.rules:
            if isinstance(rule, MostRooms):
                self._limit_rooms(rule)
            elif isinstance(rule, SameRoomInARow):
                for one, other in self._in_a_row(rule):
                    self._keep_room(rule, one, other)
            elif isinstance(rule, TeacherKeepsRoom):
                for one, other in self._of_teachers(rule):
                    self._keep_room(rule, one, other)

    def _limit_rooms(self, rule: MostRooms) -> None:
        keys = tuple(key for key in self._problem.chosen(rule.which) if key in self._cards)
        used: dict[str, Var] = {}
        for choices in (choices for key in keys for choices in self._of_block[key]):
            for room, var in choices.items():
                used.setdefault(room, self._cp.new_bool_var(""))
                self._cp.add_implication(var, used[room])
        if len(used) > rule.most:
            over = self._cp.new_int_var(0, len(used), "")
            self._cp.add(sum(used.values()) - over <= rule.most)
            self._charge(over, rule.weight, keys)

    def _keep_room(self, rule: Rule, one: _Place, other: _Place) -> None:
        """Count it where two lessons do not stand in one room."""
        changed = self._cp.new_bool_var("")
        for room in one.rooms.keys() | other.rooms.keys():
            here, there = one.rooms.get(room), other.rooms.get(room)
            if here is not None:
                self._cp.add_bool_or([~here, changed, *([there] if there is not None else [])])
        self._charge(changed, rule.weight, (one.key, other.key))

    def _in_a_row(self, rule: SameRoomInARow) -> Iterator[tuple[_Place, _Place]]:
        groups: dict[str, list[_Place]] = defaultdict(list)
        for key in self._problem.chosen(rule.which):
            for part, place in self._places(key):
                for group in ("",) if rule.whoever else part.groups:
                    groups[group].append(place)
        for one, other in (pair for places in groups.values() for pair in permutations(places, 2)):
            if one.at.after(one.length) == other.at and overlap(one.card.weeks, other.card.weeks):
                yield one, other

    def _of_teachers(self, rule: TeacherKeepsRoom) -> Iterator[tuple[_Place, _Place]]:
        teachers: dict[str, dict[BlockKey, _Place]] = defaultdict(dict)
        for key in self._cards:
            for part, place in self._places(key):
                for teacher in part.teachers:
                    if not rule.of or teacher in rule.of:
                        teachers[teacher].setdefault(key, place)
        for places in teachers.values():
            for one, other in pairwise(sorted(places.values(), key=lambda place: place.at)):
                if one.at.day == other.at.day:
                    yield one, other

    def _places(self, key: BlockKey) -> Iterator[tuple[Part, _Place]]:
        """The parts of a block that have rooms, each with the choices for its first one."""
        if key not in self._cards:
            return
        length = self._problem.block(key).length
        for part, numbers in self._problem.demands[key.demand].seated():
            if numbers:
                yield part, _Place(key, self._cards[key], length, self._of_block[key][numbers[0]])

    def solved(self, seconds: float, seed: int) -> Seating:
        if not self._of_block:
            return Seating(self._cards, ())
        self._cp.minimize(
            cp_model.LinearExpr.weighted_sum(
                [var for var, _ in self._costs], [cost for _, cost in self._costs]
            )
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.catch_sigint_signal = False
        if solver.solve(self._cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Seating(self._cards, tuple(self._of_block))
        missed = {key: None for var, keys in self._musts if solver.value(var) for key in keys}
        return Seating(
            {key: self._seated(key, card, solver) for key, card in self._cards.items()}, tuple(missed)
        )

    def _seated(self, key: BlockKey, card: Card, solver: cp_model.CpSolver) -> Card:
        taken = (
            next((room for room, var in choices.items() if solver.boolean_value(var)), None)
            for choices in self._of_block[key]
        )
        return card if card.rooms_locked else replace(card, rooms=tuple(taken))


@dataclass(frozen=True)
class _Place:
    """Where a part of a block may stand."""

    key: BlockKey
    card: Card
    length: int
    rooms: Mapping[str, Var]

    @property
    def at(self) -> TimeSlot:
        return self.card.at

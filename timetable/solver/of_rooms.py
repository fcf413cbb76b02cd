"""Rules of rooms. Rooms are given out when times stand; a must about few rooms has its say before.

A set of blocks that may use one room of many, or two, can be placed in ways for which no such room is
free. So its rooms are chosen together with the times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

from school.calendar import Weeks
from timetable.grid import TimeSlot
from timetable.problem import Demand, Problem
from timetable.rules.of_blocks import MostRooms, SameRoomInARow
from timetable.rules.rule import BlockKey, Rule
from timetable.solver.bundles import Bundle
from timetable.solver.hall import is_open
from timetable.solver.model import Terms, Var, overlap
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import Cause


def left_to_rooms(_model: SchoolModel, _rule: Rule) -> None:
    """Kept where rooms are given out: see `timetable.solver.rooms`."""


def most_rooms(model: SchoolModel, rule: MostRooms) -> None:
    """Choose the rooms of blocks that must share few; a wish is left to where rooms are given out."""
    wanting = {index: rooms for index in model.meant(rule.which) if (rooms := _rooms(model, rule, index))}
    named = dict.fromkeys(room for rooms in wanting.values() for room in rooms)
    if model.strictness.price(Cause(rule)) is not None or len(named) <= rule.most:
        return
    chosen = {room: model.new() for room in named}
    model.at_most([(var, 1) for var in chosen.values()], rule.most)
    for index, rooms in wanting.items():
        _seat(model, index, {room: chosen[room] for room in rooms})


def same_room_in_a_row(model: SchoolModel, rule: SameRoomInARow) -> None:
    """Lessons that can have no room in common do not touch; which one they have is left to the seating."""
    problem, which = model.problem, rule.which
    compared = (problem.chosen(which),) if rule.whoever else problem.of_each_group(which)
    for keys in compared if rule.is_hard else ():
        cause = Cause(rule, blocks=keys)
        by_rooms: dict[frozenset[str], list[BlockKey]] = defaultdict(list)
        for key in keys:
            by_rooms[_may_stand_in(problem.demands[key.demand], rule)].append(key)
        edges = [(rooms, _edges(model, of_rooms)) for rooms, of_rooms in by_rooms.items() if rooms]
        for (rooms, one), (others, other) in permutations(edges, 2):
            if rooms.isdisjoint(others):
                for at in one.ends.keys() & other.begins.keys():
                    model.limit([(one.ends[at].any, 1), (other.begins[at].any, 1)], 1, cause)
        if rule.whoever:
            alone = [key for key in keys if len(problem.demands[key.demand].needs) == 1]
            in_rooms = {key for rooms, of_rooms in by_rooms.items() if rooms for key in of_rooms}
            _nothing_beside_two(model, cause, _edges(model, in_rooms.intersection(alone)))


def _may_stand_in(demand: Demand, rule: SameRoomInARow) -> frozenset[str]:
    """All rooms that a demand's blocks may have; none where they, or a group of theirs, may go without."""
    may_lack = any(need.weight is not None for need in demand.needs)
    if may_lack or not (rule.whoever or all(numbers for _part, numbers in demand.seated())):
        return frozenset()
    return frozenset(room for need in demand.needs for room in need.any_of)


def _nothing_beside_two(model: SchoolModel, cause: Cause, edges: _Edges) -> None:
    """Two lessons at once, of one room each, have two, and what touches them cannot be in both."""
    for at in edges.ends.keys() & edges.begins.keys():
        ended, begun = edges.ends[at], edges.begins[at]
        for here, there in ((ended, begun), (begun, ended)):
            most = sum(factor * model.top(var) for var, factor in here.terms)
            model.limit([*here.terms, (there.any, most - 1)], most, cause)


At = tuple[TimeSlot, Weeks]


class _Edge:
    """The lessons that begin, or have just ended, at a place of a kind of week."""

    def __init__(self, model: SchoolModel) -> None:
        self._model = model
        self.terms: Terms = []

    @cached_property
    def any(self) -> Var:
        """Whether there is one."""
        found = self._model.new()
        for var, _ in self.terms:
            self._model.at_most([(var, 1), (found, -self._model.top(var))], 0)
        return found


class _Edges(NamedTuple):
    begins: dict[At, _Edge]
    ends: dict[At, _Edge]


def _edges(model: SchoolModel, keys: Iterable[BlockKey]) -> _Edges:
    """Where lessons begin and end; a bundle that holds several of these blocks counts as so many."""
    edges = _Edges({}, {})
    for index, blocks in Counter(model.bundle_of[key].index for key in keys).items():
        one = model.bundles[index]
        for start, var in model.starts[index].items():
            for week in (week for week in model.weeks if overlap(week, start.weeks)):
                begin, end = (start.at, week), (start.at.after(one.length), week)
                edges.begins.setdefault(begin, _Edge(model)).terms.append((var, blocks // one.count))
                edges.ends.setdefault(end, _Edge(model)).terms.append((var, blocks // one.count))
    return edges


def _rooms(model: SchoolModel, rule: MostRooms, index: int) -> tuple[str, ...]:
    """The rooms of the one need of a bundle's block that the rule means; none where there are more needs."""
    keys = set(model.problem.chosen(rule.which))
    meant = [key for key in model.bundles[index].members[0] if key in keys]
    needs = [need for key in meant for need in model.problem.demands[key.demand].needs]
    return needs[0].any_of if len(needs) == 1 and needs[0].weight is None else ()


def _seat(model: SchoolModel, index: int, chosen: dict[str, Var]) -> None:
    """Each place of a bundle takes one of the chosen rooms."""
    one, grid = model.bundles[index], model.problem.grid
    for start, var in model.starts[index].items():
        covered = grid.covered(start.at, one.length)
        seats: Terms = []
        for room, is_chosen in chosen.items():
            if all(is_open(model.problem, room, at) for at in covered):
                seat = model.new()
                model.at_most([(seat, 1), (is_chosen, -1)], 0)
                seats.append((seat, 1))
                _take(model, room, covered, start.weeks, seat)
        model.equal([*seats, (var, -1)], 0)


def _take(model: SchoolModel, room: str, covered: tuple[TimeSlot, ...], weeks: Weeks, seat: Var) -> None:
    for at in covered:
        for week in model.weeks:
            if overlap(week, weeks):
                model.seats[room, at, week].append((seat, 1))


def one_lesson_a_room(model: SchoolModel) -> None:
    """Rooms that were chosen with the times hold nothing else then."""
    fixed: dict[str, list[int]] = defaultdict(list)
    for one in model.bundles:
        for room in _only_rooms(model.problem, one):
            fixed[room].append(one.index)
    for (room, at, week), seats in model.seats.items():
        model.at_most([*seats, *model.at(fixed.get(room, ()), at, week)], 1)


def _only_rooms(problem: Problem, one: Bundle) -> Iterator[str]:
    """The rooms that a bundle takes whenever it is held."""
    keys: tuple[BlockKey, ...] = one.members[0]
    for need in (need for key in keys for need in problem.demands[key.demand].needs):
        if need.weight is None and len(set(need.any_of)) == 1:
            yield need.any_of[0]

"""Rooms as capacities: how many lessons can be held at once where only some rooms will do.

For sets of rooms, the lessons that need one of a set must not be more than its rooms (Hall's
condition). The sets are those that needs name, and unions of those that overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from timetable.findings import Fault
from timetable.grid import Level, TimeSlot
from timetable.problem import Problem
from timetable.solver.model import Model
from timetable.solver.strictness import Cause

Rooms = frozenset[str]

_MOST_SETS = 150


def room_limits(model: Model) -> None:
    """Keep as many lessons out of each place as have no room there."""
    needs = _needs(model)
    for rooms in _with_unions(needs):
        wanting = [(index, count) for need, of in needs.items() if need <= rooms for index, count in of]
        for at in model.problem.grid:
            usable = sum(is_open(model.problem, room, at) for room in rooms)
            for week in model.weeks:
                terms = [(var, count) for index, count in wanting for var, _ in model.at((index,), at, week)]
                model.limit(terms, usable, _cause(rooms, at))


def is_open(problem: Problem, room: str, at: TimeSlot) -> bool:
    """Whether there is such a room, and lessons may be held in it there."""
    return room in problem.rooms and problem.rooms[room].away.get(at) is not Level.FORBIDDEN


def _cause(rooms: Rooms, at: TimeSlot) -> Cause:
    fault = Fault.ROOM_CLASH if len(rooms) == 1 else Fault.NO_ROOM
    return Cause(fault, ",".join(sorted(rooms)), at=(at,))


def _needs(model: Model) -> dict[Rooms, list[tuple[int, int]]]:
    """By set of rooms, the bundles that must have one of it, and how many for each member."""
    needs: dict[Rooms, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in model.bundles:
        for key in one.members[0]:
            for need in model.problem.demands[key.demand].needs:
                if need.weight is None and need.any_of:
                    needs[frozenset(need.any_of)][one.index] += 1
    return {rooms: list(of.items()) for rooms, of in needs.items()}


def _with_unions(named: Iterable[Rooms]) -> Iterator[Rooms]:
    """The sets and unions of those that overlap, as far as there are not too many."""
    known = dict.fromkeys(sorted(named, key=lambda rooms: (len(rooms), sorted(rooms))))
    waiting = list(known)
    while waiting and len(known) < _MOST_SETS:
        one = waiting.pop(0)
        for other in list(known):
            union = one | other
            if one & other and union not in known and len(known) < _MOST_SETS:
                known[union] = None
                waiting.append(union)
    yield from known

"""Rooms that can take one another's place, against the hours that want one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from timetable.explaining.flow import Cut, Item, Network, Room
from timetable.explaining.ground import Ground
from timetable.explaining.mending import new_room
from timetable.explaining.of_people import fuller_week
from timetable.explaining.reach import Places
from timetable.explaining.remedies import AddRoom, DropHours, Noun, OpenPlaces, Remedy, Unlock, Who
from timetable.explaining.shortage import Lack, Shortage
from timetable.grid import Level
from timetable.problem import Demand
from timetable.rules.rule import BlockKey

Rooms = frozenset[str]


class Wanting(NamedTuple):
    """A demand that wants ``rooms`` rooms of a set for each of its hours."""

    demand: Demand
    rooms: int


def few_rooms(ground: Ground) -> Iterator[Shortage]:
    """Sets of rooms with more hours than they are open."""
    found = (_in_all(ground, rooms, list(_wanting(ground, rooms))) for rooms in _sets(ground))
    yield from (one for one in found if one is not None)


def crowded_rooms(ground: Ground) -> Iterator[Shortage]:
    """Sets of rooms with more hours than they are open where those hours may lie."""
    found = (_in_places(ground, rooms, list(_wanting(ground, rooms))) for rooms in _sets(ground))
    yield from (one for one in found if one is not None)


def _sets(ground: Ground) -> list[Rooms]:
    """The sets that needs name, and the unions of those that overlap, the smaller first."""
    named = {
        frozenset(need.any_of)
        for demand in ground.problem.demands.values()
        for need in demand.needs
        if need.weight is None and need.any_of
    }
    joined = set(named)
    for one in named:
        union = one
        for other in sorted(named, key=len):
            union = union | other if union & other else union
        joined.add(union)
    return sorted(joined, key=lambda rooms: (len(rooms), sorted(rooms)))


def _wanting(ground: Ground, rooms: Rooms) -> Iterator[Wanting]:
    for demand in ground.problem.demands.values():
        count = sum(need.weight is None and rooms >= set(need.any_of) for need in demand.needs if need.any_of)
        if count:
            yield Wanting(demand, count)


def _in_all(ground: Ground, rooms: Rooms, wanting: list[Wanting]) -> Shortage | None:
    """All hours against all that the rooms are open."""
    needed = sum(ground.hours(one.demand.keys) * one.rooms for one in wanting)
    available = sum(ground.reach.rooms[room].bit_count() for room in rooms if room in ground.reach.rooms)
    if needed <= available:
        return None
    keys = tuple(key for one in wanting for key in one.demand.keys)
    return _short(ground, rooms, wanting, needed, available, keys)


def _in_places(ground: Ground, rooms: Rooms, wanting: list[Wanting]) -> Shortage | None:
    """The hours of demands whose places of the week do not reach for them all."""
    at_once = wanting[0].rooms if wanting and len({one.rooms for one in wanting}) == 1 else 1
    narrow = {place: count // at_once for place, count in _open(ground, rooms).items()}
    cut = Network(ground.atlas, list(_items(ground, wanting, at_once)), Room(0, narrow)).cut()
    return None if cut is None else _of_cut(ground, rooms, wanting, cut, at_once)


def _items(ground: Ground, wanting: list[Wanting], at_once: int) -> Iterator[Item]:
    """The blocks by where they may lie, each as often as it wants a room."""
    alike: dict[Places, list[BlockKey]] = defaultdict(list)
    for one in wanting:
        for key in fuller_week(ground, one.demand.keys):
            alike[ground.reach.covers_of[key]] += [key] * (one.rooms // at_once)
    for places, keys in alike.items():
        yield Item(tuple(keys), sum(ground.problem.block(key).length for key in keys), places)


def _open(ground: Ground, rooms: Rooms) -> dict[int, int]:
    """How many of the rooms are open, by the number of the place."""
    count: dict[int, int] = {}
    for room in rooms:
        free = ground.reach.rooms.get(room, 0)
        for place in range(free.bit_length()):
            if free >> place & 1:
                count[place] = count.get(place, 0) + 1
    return count


def _of_cut(ground: Ground, rooms: Rooms, wanting: list[Wanting], cut: Cut, at_once: int) -> Shortage:
    meant = {one for item in cut.items for one in item.demands}
    keys = tuple(dict.fromkeys(key for item in cut.items for key in item.blocks))
    some = [one for one in wanting if one.demand.id in meant]
    return _short(ground, rooms, some, cut.needed * at_once, cut.available * at_once, keys, cut)


def _short(
    ground: Ground,
    rooms: Rooms,
    wanting: list[Wanting],
    needed: int,
    available: int,
    keys: tuple[BlockKey, ...],
    cut: Cut | None = None,
) -> Shortage:
    named = tuple(Who(Noun.ROOM, room) for room in sorted(rooms))
    demands = tuple(Who(Noun.DEMAND, one.demand.id) for one in wanting) if cut else ()
    return Shortage(
        Lack.ROOMS,
        (*named, *demands),
        needed,
        available,
        keys,
        ground.atlas.listed(cut.places) if cut else (),
        (),
        tuple(_ways_out(ground, rooms, wanting, needed - available, keys)),
    )


def _ways_out(
    ground: Ground, rooms: Rooms, wanting: list[Wanting], short: int, keys: tuple[BlockKey, ...]
) -> Iterator[Remedy]:
    """A room more, rooms opened, an hour less."""
    like = tuple(sorted(rooms))
    yield AddRoom(like, new_room(ground.problem, like[0]))
    for room in like:
        shut = [at for at, level in ground.problem.rooms[room].away.items() if level is Level.FORBIDDEN]
        if shut:
            yield OpenPlaces(Who(Noun.ROOM, room), tuple(sorted(shut)))
    if pinned := tuple(key for key in keys if key in ground.reach.pins):
        yield Unlock(pinned)
    largest = max(wanting, key=lambda one: one.demand.hours)
    yield DropHours(largest.demand.id, min(short, len(largest.demand.blocks)))

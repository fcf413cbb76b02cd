"""Whether so much fits into so little, and what is too much where it does not.

Items (hours of a demand) want places of the week. A flow from the items over the days and
places is as large as what can be held; its narrowest cut names the items that are too many and
the places that they share (Ford and Fulkerson 1956; for places alone it is Hall's theorem).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from timetable.explaining.reach import Atlas, Places
from timetable.rules.rule import BlockKey, Rule


@dataclass(frozen=True)
class Item:
    """Hours that want places: blocks that may lie in the same ones.

    Items of one ``bundle`` have together at most ``daily`` hours a day, because of ``rule``.
    """

    blocks: tuple[BlockKey, ...]
    hours: int
    places: Places
    bundle: Hashable = None
    daily: int | None = None
    rule: Rule | None = None

    @property
    def demands(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key.demand for key in self.blocks))


@dataclass(frozen=True)
class Room:
    """How much can be held: in a place (``wide`` for all, ``narrow`` for some), and in a day."""

    wide: int = 1
    narrow: Mapping[int, int] = field(default_factory=dict)
    daily: int | None = None

    def of(self, place: int) -> int:
        return self.narrow.get(place, self.wide)


class Cut(NamedTuple):
    """The items that are too many, what they can have at most, the places and the rules that narrow them."""

    items: tuple[Item, ...]
    needed: int
    available: int
    places: Places
    by_day: tuple[int, ...]
    rules: tuple[Rule, ...]
    at_day_limit: bool


Node = tuple[Hashable, ...]
_SOURCE: Node = ("source",)
_SINK: Node = ("sink",)


class Network:
    """Items over places of the week."""

    def __init__(self, atlas: Atlas, items: list[Item], room: Room) -> None:
        self.atlas = atlas
        self.items = items
        self.room = room
        self.slots = len(atlas.grid.slots)

    def cut(self) -> Cut | None:
        """What is too much; None where all fits."""
        if self._fits_at_once() if self._has_limits else self._fits_evenly():
            return None
        residual = self._residual()
        flow = 0
        while path := augmenting(residual):
            flow += pushed(residual, path)
        total = sum(item.hours for item in self.items)
        return self._read(residual, total - flow) if flow < total else None

    @property
    def _has_limits(self) -> bool:
        return self.room.daily is not None or any(item.daily for item in self.items)

    def _fits_evenly(self) -> bool:
        """Whether hours without limits a day fit, each put where most is left, the least free first."""
        left = [self.room.of(place) for place in self._all_places()]
        for item in sorted(self.items, key=lambda one: one.places.bit_count()):
            places = self._places(item.places)
            for _ in range(item.hours):
                best = max(places, key=left.__getitem__, default=None)
                if best is None or not left[best]:
                    return False
                left[best] -= 1
        return True

    def _fits_at_once(self) -> bool:
        """Whether a first try, the least free items first, already places all: the usual case."""
        left = {place: self.room.of(place) for place in self._all_places()}
        days = dict.fromkeys(range(len(self.atlas.grid.days)), self.room.daily or len(left))
        bundles: dict[Hashable, int] = {}
        for item in sorted(self.items, key=lambda one: one.places.bit_count()):
            for _ in range(item.hours):
                place = self._best(item, left, days, bundles)
                if place is None:
                    return False
                day = place // self.slots
                left[place] -= 1
                days[day] -= 1
                bundles[_bundle(item, day)] = bundles.get(_bundle(item, day), 0) + 1
        return True

    def _best(
        self, item: Item, left: dict[int, int], days: dict[int, int], bundles: dict[Hashable, int]
    ) -> int | None:
        most, best = 0, None
        for day in self.atlas.days(item.places):
            if not days[day] or (item.daily and bundles.get(_bundle(item, day), 0) >= item.daily):
                continue
            for place in range(day * self.slots, (day + 1) * self.slots):
                worth = left[place] * 100 + days[day]
                if item.places >> place & 1 and left[place] and worth > most:
                    most, best = worth, place
        return best

    def _all_places(self) -> range:
        return range(len(self.atlas.grid.days) * self.slots)

    def _residual(self) -> dict[Node, dict[Node, int]]:
        """The graph: source, items, bundles' days, places, days, sink."""
        arcs: dict[Node, dict[Node, int]] = {}

        def arc(first: Node, second: Node, capacity: int) -> None:
            there = arcs.setdefault(first, {})
            there[second] = max(there.get(second, 0), capacity)
            arcs.setdefault(second, {}).setdefault(first, 0)

        for number, item in enumerate(self.items):
            arc(_SOURCE, ("item", number), item.hours)
            for day in self.atlas.days(item.places):
                entry: Node = ("enter", *_bundle(item, day))
                leave: Node = ("leave", *_bundle(item, day))
                arc(("item", number), entry, item.hours)
                arc(entry, leave, item.daily or item.hours)
                for place in self._places(item.places & self.atlas.day(day)):
                    arc(leave, ("place", place), self.room.of(place))
        for place in self._all_places():
            arc(("place", place), ("held", place), self.room.of(place))
            arc(("held", place), ("day", place // self.slots), self.room.of(place))
        for day in range(len(self.atlas.grid.days)):
            arc(("day", day), _SINK, self.room.daily or 10_000)
        return arcs

    def _places(self, places: Places) -> list[int]:
        return [place for place in self._all_places() if places >> place & 1]

    def _read(self, residual: dict[Node, dict[Node, int]], short: int) -> Cut:
        """The cut that lies nearest to the source: the fewest items that are still too many."""
        met = reached(residual)
        items = tuple(item for number, item in enumerate(self.items) if ("item", number) in met)
        needed = sum(item.hours for item in items)
        places = 0
        by_day = [0] * len(self.atlas.grid.days)
        rules: dict[Rule, None] = {}
        for item in items:
            places |= item.places
            for day in self.atlas.days(item.places):
                if ("leave", *_bundle(item, day)) not in met and item.rule:
                    rules[item.rule] = None
        for day in self._all_days():
            by_day[day] = self._narrowest(met, items, day)
        at_limit = any(("day", day) in met for day in self._all_days())
        return Cut(items, needed, needed - short, places, tuple(by_day), tuple(rules), at_limit)

    def _all_days(self) -> range:
        return range(len(self.atlas.grid.days))

    def _narrowest(self, met: set[Node], items: tuple[Item, ...], day: int) -> int:
        """What of a day the cut leaves to the items."""
        if ("day", day) in met:
            return self.room.daily or 0
        places = self._places(self.atlas.day(day))
        open_places = sum(self.room.of(place) for place in places if ("place", place) in met)
        shut = {_bundle(one, day): one for one in items if day in self.atlas.days(one.places)}
        return open_places + sum(
            one.daily or one.hours for name, one in shut.items() if ("leave", *name) not in met
        )


def _bundle(item: Item, day: int) -> tuple[Hashable, ...]:
    return (item.bundle if item.bundle is not None else item.blocks, day)


def augmenting(residual: dict[Node, dict[Node, int]]) -> list[Node]:
    """A shortest way from source to sink that still has capacity; empty when there is none."""
    came: dict[Node, Node] = {_SOURCE: _SOURCE}
    queue = deque([_SOURCE])
    while queue:
        node = queue.popleft()
        for following, capacity in residual.get(node, {}).items():
            if capacity > 0 and following not in came:
                came[following] = node
                if following == _SINK:
                    return _traced(came)
                queue.append(following)
    return []


def _traced(came: dict[Node, Node]) -> list[Node]:
    path = [_SINK]
    while path[-1] != _SOURCE:
        path.append(came[path[-1]])
    return path[::-1]


def pushed(residual: dict[Node, dict[Node, int]], path: list[Node]) -> int:
    """Send as much as the way holds; how much it was."""
    steps = list(pairwise(path))
    amount = min(residual[first][second] for first, second in steps)
    for first, second in steps:
        residual[first][second] -= amount
        residual[second][first] += amount
    return amount


def reached(residual: dict[Node, dict[Node, int]]) -> set[Node]:
    """What can still be reached from the source: the near side of the cut."""
    met = {_SOURCE}
    queue = deque([_SOURCE])
    while queue:
        for following, capacity in residual.get(queue.popleft(), {}).items():
            if capacity > 0 and following not in met:
                met.add(following)
                queue.append(following)
    return met

"""Room needs as FET's preferred rooms; several at once become virtual rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timetable.cards import Card
from timetable.formats.fet.naming import Names
from timetable.formats.nodes import Node
from timetable.problem import Demand, Problem
from timetable.rules.rule import BlockKey

Sets = tuple[tuple[str, ...], ...]


class Rooming:
    """The virtual rooms that a problem needs, by name, and what each demand asks for."""

    def __init__(self, problem: Problem, names: Names) -> None:
        self._problem, self._names = problem, names
        wanted = dict.fromkeys(_sets(demand) for demand in problem.demands.values() if len(demand.needs) > 1)
        taken = set(names.rooms.values())
        self._by_sets = {sets: _free(f"+{number}", taken) for number, sets in enumerate(wanted, 1)}
        self.made: Mapping[str, Sets] = {name: sets for sets, name in self._by_sets.items()}

    def virtual(self, demand: str) -> str:
        """The virtual room of a demand; empty for one that needs a single room."""
        return self._by_sets.get(_sets(self._problem.demands[demand]), "")

    def named(self, card: Card) -> Card:
        """The card with its rooms as they are called in the file."""
        return replace(card, rooms=tuple(self._names.rooms[room] for room in card.rooms if room))

    def conditions(self, ids: Mapping[BlockKey, int]) -> list[Node]:
        """A record for each block that needs rooms; the softest need of several says how strictly."""
        return [
            self._preferred(demand, ids[key])
            for key, demand, _ in self._problem.blocks()
            if any(need.any_of for need in demand.needs)
        ]

    def _preferred(self, demand: Demand, id: int) -> Node:
        weights = [need.weight for need in demand.needs if need.weight is not None]
        weight = min(weights, default=None)
        virtual = self.virtual(demand.id)
        rooms = [virtual] if virtual else [self._names.rooms[one] for one in demand.needs[0].any_of]
        if len(rooms) == 1:
            fields: list[tuple[str, object]] = [("Room", rooms[0]), ("Permanently_Locked", "false")]
            return self._names.condition("ActivityPreferredRoom", weight, [("Activity_Id", id), *fields])
        listed = [("Number_of_Preferred_Rooms", len(rooms)), *(("Preferred_Room", room) for room in rooms)]
        return self._names.condition("ActivityPreferredRooms", weight, [("Activity_Id", id), *listed])


def _sets(demand: Demand) -> Sets:
    return tuple(need.any_of for need in demand.needs)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "+"
    taken.add(name)
    return name

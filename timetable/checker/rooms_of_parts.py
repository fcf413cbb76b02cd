"""Which of a card's rooms is whose: rooms answer the needs of a demand's parts one by one."""

from __future__ import annotations

from collections.abc import Iterator

from timetable.cards import Card
from timetable.problem import Demand, Part


def parts_with_rooms(demand: Demand, card: Card) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """Each part and the rooms found for it; joint parts of one teacher have the same.

    Rooms beyond the needs, which a person has given by hand, are all parts'.
    """
    more = card.rooms[len(demand.needs) :]
    for part, numbers in demand.seated():
        rooms = (*card.rooms[numbers.start : numbers.stop], *more)
        yield part, tuple(room for room in rooms if room is not None)


def rooms_of_group(demand: Demand, card: Card, group: str) -> frozenset[str]:
    """Where a group of the demand sits."""
    return frozenset(
        room for part, rooms in parts_with_rooms(demand, card) if group in part.groups for room in rooms
    )


def room_of_teacher(demand: Demand, card: Card, teacher: str) -> str | None:
    """Where a teacher of the demand stands; the first room of his part."""
    found = (rooms[0] for part, rooms in parts_with_rooms(demand, card) if teacher in part.teachers and rooms)
    return next(found, None)

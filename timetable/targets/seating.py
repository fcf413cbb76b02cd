"""Rooms for a block in another place: those that it has where they are free, else any that will do."""

from __future__ import annotations

from collections.abc import Collection

from timetable.cards import Card
from timetable.checker.week import Placed, Week
from timetable.findings import Fault, Finding, Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import RoomNeed
from timetable.rules.rule import BlockKey


def rooms_there(
    week: Week, placed: Placed, besides: Collection[BlockKey], taken: Collection[Placed] = ()
) -> tuple[str | None, ...] | None:
    """A room for each need of a block where it would lie; None where a must is not met. Locked rooms stay.

    Cards ``besides`` are in the hand and hold no room; ``taken`` are laid anew and do.
    """
    needs, kept = placed.facts.demand.needs, placed.card.rooms
    found: list[str | None] = []
    for number, need in enumerate(needs):
        own = kept[number] if number < len(kept) else None
        order = (own, *need.any_of) if own in need.any_of else need.any_of
        if own is not None and placed.card.rooms_locked:
            order = (own,)
        free = (room for room in order if room and room not in found)
        room = next((one for one in free if is_free(week, one, placed, besides, taken)), None)
        if room is None and need.weight is None:
            return None if placed.card.rooms_locked else _matched(week, placed, besides, taken)
        found.append(room)
    return (*found, *kept[len(needs) :])


def without_room(week: Week, placed: Placed) -> Finding:
    """Why `rooms_there` has found none: no room will do, or a locked one is taken."""
    key, at = placed.key, week.covered(placed)
    for room in placed.card.rooms if placed.card.rooms_locked else ():
        takers = tuple(other.key for other in week.takers(room, placed)) if room else ()
        if takers:
            return Finding(Fault.ROOM_CLASH, Weight.BROKEN, (key, *takers), at, room or "")
    return Finding(Fault.NO_ROOM, Weight.BROKEN, (key,), at)


def is_free(
    week: Week, room: str, placed: Placed, besides: Collection[BlockKey], taken: Collection[Placed] = ()
) -> bool:
    """Whether a room is open and empty where a block would lie."""
    known = week.layout.problem.rooms.get(room)
    if known is None:
        return False
    slots = range(placed.slot, placed.end) if known.away else ()
    if any(known.away.get(TimeSlot(placed.day, slot)) is Level.FORBIDDEN for slot in slots):
        return False
    lying = week.in_room.get((room, placed.day), ())
    return not any(other.overlaps(placed) and other.key not in besides for other in lying) and not any(
        room in other.card.rooms and other.overlaps(placed) for other in taken
    )


def _matched(
    week: Week, placed: Placed, besides: Collection[BlockKey], taken: Collection[Placed]
) -> tuple[str | None, ...] | None:
    """The same by trying all ways, where the first free room of one need was the only one of another."""
    needs = placed.facts.demand.needs
    if len(needs) < 2:
        return None
    choices = [_choices(week, need, placed, besides, taken) for need in needs]
    holder: dict[str, int] = {}

    def give(need: int, asked: set[str]) -> bool:
        for room in choices[need]:
            if room not in asked:
                asked.add(room)
                if room not in holder or give(holder[room], asked):
                    holder[room] = need
                    return True
        return False

    for number, need in enumerate(needs):
        if not give(number, set()) and need.weight is None:
            return None
    of_need = {number: room for room, number in holder.items()}
    return tuple(of_need.get(number) for number in range(len(needs)))


def _choices(
    week: Week, need: RoomNeed, placed: Placed, besides: Collection[BlockKey], taken: Collection[Placed]
) -> list[str]:
    return [room for room in need.any_of if is_free(week, room, placed, besides, taken)]


def seated(card: Card, rooms: tuple[str | None, ...]) -> Card:
    """The card with these rooms."""
    return Card(
        card.block,
        card.at,
        card.weeks,
        rooms,
        card.time_locked,
        card.rooms_locked,
        card.hand,
    )

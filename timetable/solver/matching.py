"""Rooms by augmenting paths: quick, and enough where no rule says more about rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from timetable.cards import Card, Cards
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.of_blocks import MostRooms, SameRoomInARow
from timetable.rules.of_quality import TeacherKeepsRoom
from timetable.rules.rule import BlockKey
from timetable.solver.hall import is_open
from timetable.solver.model import overlap


@dataclass(eq=False, slots=True)
class Seat:
    """One need of a placed block: the rooms that would do, the better first, and the one it has."""

    card: Card
    number: int
    rooms: tuple[str, ...]
    places: tuple[TimeSlot, ...]
    is_must: bool
    room: str | None = field(default=None)


def has_rules_of_rooms(problem: Problem) -> bool:
    """Whether a matching is not all that is asked of rooms."""
    return any(isinstance(rule, MostRooms | SameRoomInARow | TeacherKeepsRoom) for rule in problem.rules)


def seats_of(problem: Problem, cards: Cards) -> Iterator[Seat]:
    """The needs of placed blocks; a locked card may have its own rooms only, an old room comes first."""
    for key, card in cards.items():
        demand = problem.demands[key.demand]
        places = problem.grid.covered(card.at, demand.blocks[key.seq].length)
        for number, need in enumerate(demand.needs):
            had = card.rooms[number] if number < len(card.rooms) else None
            named = (had,) if card.rooms_locked and had else tuple(dict.fromkeys((had, *need.any_of)))
            allowed = (room for room in named if room and (card.rooms_locked or room in need.any_of))
            usable = tuple(room for room in allowed if all(is_open(problem, room, at) for at in places))
            yield Seat(card, number, usable, places, need.weight is None)


def match(problem: Problem, cards: Cards) -> tuple[Cards, tuple[BlockKey, ...]]:
    """Cards with rooms, and the blocks for which no room was found; wishes get what musts leave."""
    seats = sorted(
        seats_of(problem, cards), key=lambda one: (not one.is_must, -len(one.places), len(one.rooms))
    )
    rooms = _Rooms()
    missed = {one.card.block: None for one in seats if not rooms.find(one, set()) and one.is_must}
    given: dict[BlockKey, dict[int, str | None]] = defaultdict(dict)
    for one in seats:
        given[one.card.block][one.number] = one.room
    seated = {key: _with_rooms(card, given.get(key, {})) for key, card in cards.items()}
    return seated, tuple(missed)


def rivals(problem: Problem, cards: Cards, key: BlockKey) -> tuple[Card, ...]:
    """A block and all that, in its places, vie with it for rooms, or with one that does: too many at once."""
    seats = [one for one in seats_of(problem, cards) if one.is_must]
    found = {one: None for one in seats if one.card.block == key}
    waiting = list(found)
    while waiting:
        one = waiting.pop()
        for other in seats:
            meet = not set(one.places).isdisjoint(other.places) and overlap(one.card.weeks, other.card.weeks)
            if other not in found and meet and not set(one.rooms).isdisjoint(other.rooms):
                found[other] = None
                waiting.append(other)
    return tuple(dict.fromkeys(one.card for one in found))


def _with_rooms(card: Card, given: dict[int, str | None]) -> Card:
    rooms = tuple(given[number] for number in sorted(given))
    return card if card.rooms_locked or card.rooms == rooms else replace(card, rooms=rooms)


class _Rooms:
    """Who sits where; a seat may send another one on."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, TimeSlot], list[Seat]] = defaultdict(list)

    def find(self, seat: Seat, asked: set[tuple[str, Seat]]) -> bool:
        """Give a seat a room, moving others if need be; nobody loses a room by it."""
        for room in seat.rooms:
            if not self._sitting(seat, room):
                self._take(seat, room)
                return True
        for room in seat.rooms:
            sitting = self._sitting(seat, room)
            if len(sitting) == 1 and (room, sitting[0]) not in asked:
                asked.add((room, sitting[0]))
                if self._moved(sitting[0], room, asked) and not self._sitting(seat, room):
                    self._take(seat, room)
                    return True
        return False

    def _moved(self, seat: Seat, room: str, asked: set[tuple[str, Seat]]) -> bool:
        self._leave(seat)
        rooms, seat.rooms = seat.rooms, tuple(one for one in seat.rooms if one != room)
        found = self.find(seat, asked)
        seat.rooms = rooms
        if not found:
            self._take(seat, room)
        return found

    def _sitting(self, seat: Seat, room: str) -> list[Seat]:
        there = (one for at in seat.places for one in self._taken[room, at])
        return list(dict.fromkeys(one for one in there if overlap(one.card.weeks, seat.card.weeks)))

    def _take(self, seat: Seat, room: str) -> None:
        seat.room = room
        for at in seat.places:
            self._taken[room, at].append(seat)

    def _leave(self, seat: Seat) -> None:
        for at in seat.places:
            self._taken[seat.room or "", at].remove(seat)
        seat.room = None

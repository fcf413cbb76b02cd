"""When FET's teachers, pupils and rooms may not be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from timetable import problem
from timetable.formats.fet.entry import Entry
from timetable.formats.fet.ground import Ground
from timetable.grid import Level, TimeSlot

FIELDS: Mapping[str, str] = {
    "ConstraintTeacherNotAvailableTimes": "Teacher",
    "ConstraintStudentsSetNotAvailableTimes": "Students",
    "ConstraintRoomNotAvailableTimes": "Room",
}

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Away:
    """One record: whom it is about (``field`` says of which nouns), where, and how much so."""

    field: str
    name: str
    places: frozenset[TimeSlot]
    level: Level


def read_away(entry: Entry, ground: Ground) -> Away:
    """The record; FET's weight of 100 % forbids, a lower one is only undesirable."""
    field = FIELDS[entry.node.tag]
    name = entry.text(field)
    nouns: Mapping[str, Mapping[str, object]] = {
        "Teacher": ground.teachers,
        "Students": ground.pupils.sets,
        "Room": ground.rooms,
    }
    entry.known(nouns[field], field, name)
    level = Level.FORBIDDEN if entry.weight is None else Level.UNDESIRABLE
    return Away(field, name, ground.places(entry, "Not_Available_Time"), level)


def away_of(aways: Iterable[Away], field: str, name: str) -> problem.Away:
    """All that the records say of one of these nouns; the graver counts."""
    levels: dict[TimeSlot, Level] = {}
    for one in aways:
        if one.field == field and one.name == name:
            levels.update((at, max(one.level, levels.get(at, Level.FREE))) for at in one.places)
    return levels

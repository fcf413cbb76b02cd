"""What the office knows of a timetable, read as nouns: how loads are taught, who is free, what is obeyed.

A damaged or unknown value is read as its absence, as everywhere in the models: the board shows a
school with one note missing rather than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.models.reading import wire
from desktop.models.reading.school_records import SCHOOL, Records, read_records
from desktop.models.timetable import rules_on_wire
from desktop.models.timetable.rules_on_wire import RuleNote
from school.dates import Dates
from sync.local_copy import LocalCopy
from sync.record import Cells, Value
from timetable.grid import Level
from timetable.norms import Norms

OFFICE = "office"
"""The bucket that head teacher, principal and administrator read."""

WEEK_KEY = "timetable.week"
NORMS_KEY = "timetable.norms"

SlotOfWeek = tuple[int, int]
"""Weekday (Monday is 1) and the school's number of a slot: what travels, whatever a grid looks like."""


class WhoseTime(StrEnum):
    """Whose availability a record tells."""

    TEACHER = "teacher"
    FORM = "form"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class DemandNote:
    """How a load is taught. ``pattern`` are lengths of blocks, of which the last ``alternate`` are
    held every other week; loads of one ``parallel`` stand in the same slots; subgroups of one
    ``division`` share no pupil. ``rooms`` go before ``room_kind``.
    """

    pattern: tuple[int, ...] = ()
    alternate: int | None = None
    parallel: str = ""
    division: str = ""
    rooms: tuple[str, ...] = ()
    room_kind: str = ""


@dataclass(frozen=True, slots=True)
class RoomNote:
    kind: str = ""
    capacity: int | None = None
    building: str = ""


@dataclass(frozen=True, slots=True)
class SubjectNote:
    """``norm`` is the row of the norms' table, ``room_kind`` where the subject is taught."""

    norm: str = ""
    room_kind: str = ""


@dataclass(frozen=True, slots=True)
class WeekNote:
    """How many days the school works, and which forms only the first five of them.

    ``meals_after`` are the school's numbers of slots after which nobody's double lesson goes on.
    """

    days: int
    meals_after: tuple[int, ...] = ()
    five_days: frozenset[str] = frozenset()

    def written(self) -> Value:
        """The week as the rule's value travels."""
        return {
            "days": self.days,
            "meals_after": list(self.meals_after),
            "five_days": sorted(self.five_days),
        }


@dataclass(frozen=True, slots=True)
class StaffAbsence:
    """A teacher who is away; without ``slots`` for whole days."""

    id: str
    teacher: str
    dates: Dates
    slots: frozenset[int] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """A week that somebody has saved; ``base`` is the version that it was made from.

    ``parts`` are violations and cost by kind of rule, as they were when it was saved.
    """

    id: str
    title: str
    base: str | None = None
    author: str = ""
    saved_at: datetime | None = None
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    is_set_aside: bool = False
    rows: tuple[Value, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Office:
    """Notes by id of what they are about; ``rules`` is None where nobody has said a word on rules."""

    demands: Mapping[str, DemandNote] = field(default_factory=dict)
    rooms: Mapping[str, RoomNote] = field(default_factory=dict)
    subjects: Mapping[str, SubjectNote] = field(default_factory=dict)
    away: Mapping[tuple[WhoseTime, str], Mapping[SlotOfWeek, Level]] = field(default_factory=dict)
    rules: tuple[RuleNote, ...] | None = None
    unread_rules: int = 0
    week: WeekNote | None = None
    norms: Norms | None = None
    absences: tuple[StaffAbsence, ...] = ()
    versions: tuple[SavedVersion, ...] = ()

    def away_of(self, whose: WhoseTime, id: str) -> Mapping[SlotOfWeek, Level]:
        """Where a teacher, a form or a room is not simply free."""
        return self.away.get((whose, id), {})

    def version(self, id: str) -> SavedVersion | None:
        return next((one for one in self.versions if one.id == id), None)


def read_office(copy: LocalCopy) -> Office:
    """The notes of this copy; a laptop without the office's bucket has rooms and subjects only."""
    school, office = read_records(copy, SCHOOL), read_records(copy, OFFICE)
    told = office["rule"].items()
    spoken = any(rules_on_wire.is_rule(cells.get("key")) for cells in copy.views(OFFICE, "rule").values())
    read = [
        rules_on_wire.read_note(id, cells) for id, cells in told if rules_on_wire.is_rule(cells.get("key"))
    ]
    return Office(
        demands={id: _demand(cells) for id, cells in office["demand"].items()},
        rooms={id: _room(cells) for id, cells in school["room"].items()},
        subjects={id: _subject(cells) for id, cells in school["subject"].items()},
        away=dict(_away(cells) for cells in office["availability"].values()),
        rules=tuple(note for note in read if note) if spoken else None,
        unread_rules=sum(note is None for note in read),
        week=_week(_value(office, WEEK_KEY)),
        norms=rules_on_wire.read_norms(_value(office, NORMS_KEY)),
        absences=tuple(one for id, cells in office["away"].items() if (one := _absence(id, cells))),
        versions=tuple(_version(id, cells) for id, cells in office["timetable"].items()),
    )


def _value(office: Records, key: str) -> Value:
    """The value of the rule of this key; of two that two people began the greater id."""
    found = [cells.get("value") for cells in office["rule"].values() if cells.get("key") == key]
    return found[-1] if found else None


def _demand(cells: Cells) -> DemandNote:
    pattern = cells.get("pattern")
    lengths = pattern if isinstance(pattern, list) else []
    alternate = cells.get("alternate")
    return DemandNote(
        tuple(one for one in lengths if type(one) is int and one > 0),
        alternate if type(alternate) is int else None,
        wire.text(cells, "parallel"),
        wire.text(cells, "division"),
        wire.ids(cells, "rooms"),
        wire.text(cells, "room_kind"),
    )


def _room(cells: Cells) -> RoomNote:
    capacity = cells.get("capacity")
    seats = capacity if type(capacity) is int else None
    return RoomNote(wire.text(cells, "kind"), seats, wire.text(cells, "building"))


def _subject(cells: Cells) -> SubjectNote:
    return SubjectNote(wire.text(cells, "norm"), wire.text(cells, "room_kind"))


def _away(cells: Cells) -> tuple[tuple[WhoseTime, str], Mapping[SlotOfWeek, Level]]:
    whose = wire.word(WhoseTime, cells.get("whose"), WhoseTime.TEACHER)
    levels = {
        (weekday, slot): Level(int(digit))
        for weekday in range(1, 8)
        for slot, digit in enumerate(wire.text(cells, day_cell(weekday)))
        if digit in "12"
    }
    return (whose, wire.text(cells, "of")), levels


def day_cell(weekday: int) -> str:
    """The cell of an availability that holds a weekday's digits."""
    return f"day{weekday}"


def _week(value: Value) -> WeekNote | None:
    if not isinstance(value, dict):
        return None
    days, meals = wire.number(value, "days"), value.get("meals_after")
    after = tuple(one for one in meals if type(one) is int) if isinstance(meals, list) else ()
    return WeekNote(days, after, frozenset(wire.ids(value, "five_days"))) if 1 <= days <= 7 else None


def _absence(id: str, cells: Cells) -> StaffAbsence | None:
    dates, slots = wire.dates(cells), cells.get("slots")
    if dates is None:
        return None
    hours = frozenset(one for one in slots if type(one) is int) if isinstance(slots, list) else frozenset()
    return StaffAbsence(id, wire.text(cells, "teacher"), dates, hours, wire.text(cells, "reason"))


def _version(id: str, cells: Cells) -> SavedVersion:
    weeks = (value for cell, value in sorted(cells.items()) if cell.startswith("week/"))
    return SavedVersion(
        id,
        wire.text(cells, "title"),
        wire.text(cells, "base") or None,
        wire.text(cells, "author"),
        wire.moment(cells.get("saved_at")),
        _parts(cells.get("parts")),
        cells.get("state") == "set_aside",
        tuple(row for listed in weeks if isinstance(listed, list) for row in listed),
    )


def _parts(value: Value) -> Mapping[str, tuple[int, int]]:
    if not isinstance(value, dict):
        return {}
    return {
        kind: (pair[0], pair[1])
        for kind, pair in value.items()
        if isinstance(pair, list) and [type(one) for one in pair] == [int, int]
    }

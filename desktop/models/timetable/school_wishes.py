"""What a school is told, as wishes on its records; see `school_deeds`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from desktop.models.reading import wire
from desktop.models.reading.school_records import SCHOOL
from desktop.models.timetable import rules_on_wire
from desktop.models.timetable.office import OFFICE, DemandNote, RoomNote, WhoseTime, day_cell
from school.timetable import Load
from sync.identity import availability_id
from sync.local_copy import Wish
from sync.record import Value
from timetable.grid import Grid, Level
from timetable.problem import Away
from timetable.rules.rule import Rule

_DAYS = range(1, 8)


def load_wishes(edits: Iterable[tuple[Load, DemandNote | None]]) -> list[Wish]:
    """Loads, and how they are taught where that is said."""
    wishes: list[Wish] = []
    for load, note in edits:
        wishes.append(Wish(SCHOOL, "load", load.id, {**_load_cells(load), "removed": None}))
        if note is not None:
            wishes.append(demand_wish(load.id, note))
    return wishes


def demand_wish(load: str, note: DemandNote) -> Wish:
    return Wish(OFFICE, "demand", load, _demand_cells(note))


def room_wish(id: str, title: str, note: RoomNote) -> Wish:
    cells = {
        "title": title,
        "kind": note.kind or None,
        "capacity": note.capacity,
        "building": note.building or None,
        "removed": None,
    }
    return Wish(SCHOOL, "room", id, cells)


def away_wish(whose: WhoseTime, id: str, away: Away, grid: Grid) -> Wish:
    cells: dict[str, Value] = {day_cell(weekday): _digits(away, grid, weekday) for weekday in _DAYS}
    return Wish(OFFICE, "availability", availability_id(whose, id), cells, {"whose": str(whose), "of": id})


def rule_wishes(rules: Mapping[str, Rule], removed: Container[str] = ()) -> list[Wish]:
    """All rules of the school by their ids: whoever first says a word on rules says all of them."""
    return [
        Wish(OFFICE, "rule", id, {**rules_on_wire.write_rule(rule), "removed": id in removed or None})
        for id, rule in rules.items()
    ]


def _load_cells(load: Load) -> dict[str, Value]:
    return {
        "title": load.title or None,
        "subject": load.subject,
        "forms": list(load.forms),
        "subgroup": load.subgroup.title if load.subgroup else None,
        "teachers": list(load.teachers),
        "hours": wire.write_weight(load.hours),
        "joint": load.joint,
        "outside_norm": True if load.outside_norm else None,
    }


def _demand_cells(note: DemandNote) -> dict[str, Value]:
    return {
        "pattern": list(note.pattern) or None,
        "alternate": note.alternate,
        "parallel": note.parallel or None,
        "division": note.division or None,
        "rooms": list(note.rooms) or None,
        "room_kind": note.room_kind or None,
    }


def _digits(away: Away, grid: Grid, weekday: int) -> str | None:
    """A digit for each of the school's slots up to the last that is not simply free; None for a free day."""
    levels = {grid.slots[at.slot].number: level for at, level in away.items() if at.day == weekday - 1}
    last = max((number for number, level in levels.items() if level is not Level.FREE), default=None)
    if last is None:
        return None
    return "".join(str(int(levels.get(number, Level.FREE))) for number in range(last + 1))

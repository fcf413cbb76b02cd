"""An edited problem as what the school is told: who is free, rooms, rules, how lessons are laid out.

Screens and remedies turn one problem into another; whatever differs is written here, deed by deed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.office import DemandNote, RoomNote, WhoseTime
from school.timetable import Load
from timetable.problem import Away, Demand, Problem, Room


def put_problem(desk: TimetableDesk, loads: dict[str, Load], problem: Problem) -> None:
    """Tell the school what ``problem`` has otherwise than the desk's; ``loads`` are the school's by id."""
    before = desk.problem
    _put_away(desk, before, problem)
    _put_rooms(desk, before, problem)
    _put_rules(desk, problem)
    edits = [
        edit
        for id, demand in before.demands.items()
        if demand != problem.demands.get(id)
        for edit in _loads_of(desk, loads, demand, problem.demands.get(id))
    ]
    if edits:
        desk.deeds.put_loads(edits)


def _put_away(desk: TimetableDesk, before: Problem, after: Problem) -> None:
    for whose, id, away in (*_changed(before, after),):
        desk.deeds.put_away(whose, [id], away, after.grid)


def _changed(before: Problem, after: Problem) -> Iterator[tuple[WhoseTime, str, Away]]:
    for teacher in after.teachers.values():
        if teacher.id in before.teachers and teacher.away != before.teachers[teacher.id].away:
            yield WhoseTime.TEACHER, teacher.id, teacher.away
    for form in after.forms.values():
        if form.id in before.forms and form.away != before.forms[form.id].away:
            yield WhoseTime.FORM, form.id, form.away
    for room in after.rooms.values():
        known = before.rooms.get(room.id)
        if room.away != (known.away if known else {}):
            yield WhoseTime.ROOM, room.id, room.away


def _put_rooms(desk: TimetableDesk, before: Problem, after: Problem) -> None:
    for room in after.rooms.values():
        known = before.rooms.get(room.id)
        if known is None or _said(room) != _said(known):
            note = RoomNote(room.kind, room.capacity, room.building)
            desk.deeds.put_room(room.title, note, room.id if known else None)
    for id in before.rooms.keys() - after.rooms.keys():
        desk.deeds.remove_room(id)


def _said(room: Room) -> object:
    return room.title, room.kind, room.capacity, room.building


def _put_rules(desk: TimetableDesk, after: Problem) -> None:
    notes = desk.rules
    new = [rule for rule in after.rules if all(note.rule != rule for note in notes)]
    gone = [note for note in notes if note.rule not in after.rules]
    for note in gone:  # a rule of the same kind takes over the place of the one that went
        successor = next((rule for rule in new if type(rule) is type(note.rule)), None)
        if successor is None:
            desk.deeds.remove_rule(note.id)
        else:
            new.remove(successor)
            desk.deeds.put_rule(successor, note.id)
    for rule in new:
        desk.deeds.put_rule(rule)


def _loads_of(
    desk: TimetableDesk, loads: dict[str, Load], before: Demand, after: Demand | None
) -> Iterator[tuple[Load, DemandNote]]:
    """The loads of a demand with their new hours, pattern and rooms; without any hour where it has gone."""
    blocks = after.blocks if after else ()
    parts = after.parts if after else before.parts
    for part in parts:
        load = loads.get(part.course)
        if load is None:
            continue
        note = desk.office.demands.get(load.id, DemandNote())
        rooms = tuple(room for need in part.rooms for room in need.any_of)
        was = next((one.rooms for one in before.parts if one.course == part.course), ())
        said = rooms if part.rooms != was else note.rooms
        pattern = tuple(block.length for block in blocks)
        hours = load.hours if blocks == before.blocks else sum(pattern)
        yield replace(load, hours=hours), replace(note, pattern=pattern, rooms=said)

"""An edited problem as what the school is told: who is free, rooms, rules, how lessons are laid out.

Screens and remedies turn one problem into another; whatever differs is written here, in one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from desktop.models.reading.school_records import SCHOOL
from desktop.models.timetable.building import hours_of
from desktop.models.timetable.desk import TimetableDesk
from desktop.models.timetable.office import DemandNote, RoomNote, WhoseTime
from desktop.models.timetable.school_wishes import away_wish, load_wishes, room_wish, rule_wishes
from desktop.models.undo import Step
from school.form import Subgroup
from school.timetable import Load
from sync.identity import is_uuid, new_id
from sync.local_copy import Wish
from timetable.problem import Away, Block, Demand, Problem, Room
from timetable.rules.rule import Rule


def put_problem(
    desk: TimetableDesk, loads: Mapping[str, Load], problem: Problem, words: str = ""
) -> Step | None:
    """Tell the school what ``problem`` has otherwise than the desk's; ``loads`` are the school's by id."""
    before = desk.problem
    wishes = [
        *(away_wish(*changed, problem.grid) for changed in _changed(before, problem)),
        *_rooms(before, problem),
        *(_rules(desk, problem) if set(before.rules) != set(problem.rules) else ()),
        *_loads(desk, loads, before, problem),
    ]
    return desk.edit_school(words, wishes)


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


def _rooms(before: Problem, after: Problem) -> Iterator[Wish]:
    for room in after.rooms.values():
        known = before.rooms.get(room.id)
        if known is None or _said(room) != _said(known):
            id = room.id if is_uuid(room.id) else new_id()
            yield room_wish(id, room.title, RoomNote(room.kind, room.capacity, room.building))
    for id in before.rooms.keys() - after.rooms.keys():
        yield Wish(SCHOOL, "room", id, {"removed": True})


def _said(room: Room) -> object:
    return room.title, room.kind, room.capacity, room.building


def _rules(desk: TimetableDesk, after: Problem) -> list[Wish]:
    """All rules; one that changes keeps its record: a rule of the same kind takes its place."""
    new = [rule for rule in after.rules if all(note.rule != rule for note in desk.rules)]
    written: dict[str, Rule] = {}
    removed: set[str] = set()
    for note in desk.rules:
        written[note.id] = note.rule
        if note.rule not in after.rules:
            heir = next((rule for rule in new if type(rule) is type(note.rule)), None)
            if heir is None:
                removed.add(note.id)
            else:
                new.remove(heir)
                written[note.id] = heir
    return rule_wishes({**written, **{new_id(): rule for rule in new}}, removed)


def _loads(desk: TimetableDesk, loads: Mapping[str, Load], before: Problem, after: Problem) -> list[Wish]:
    """The loads of demands that were changed; of one that has gone without any hour."""
    edits: list[tuple[Load, DemandNote | None]] = []
    for id, demand in before.demands.items():
        new = after.demands.get(id) or replace(demand, blocks=())
        if new != demand:
            edits += [
                _edited(desk, loads[part.course], demand, new) for part in new.parts if part.course in loads
            ]
    for id, demand in after.demands.items():
        if id not in before.demands:
            edits += _new_loads(after, demand)
    desk.deeds.owe_journals([load for load, _ in edits])
    return load_wishes(edits)


def _new_loads(problem: Problem, demand: Demand) -> Iterator[tuple[Load, DemandNote | None]]:
    """A load for each part of a new demand; parts of one demand are taught side by side."""
    blocks = sorted(demand.blocks, key=_is_alternate)
    pattern, halves = tuple(block.length for block in blocks), sum(map(_is_alternate, blocks))
    parallel = demand.id if len(demand.parts) > 1 else ""
    for part in demand.parts:
        groups = [problem.groups[group] for group in part.groups]
        apart = next((group.title for group in groups if group.id != group.form), None)
        load = Load(
            new_id(),
            problem.subjects[demand.subject].title,
            demand.subject,
            tuple(dict.fromkeys(group.form for group in groups)),
            part.teachers,
            Subgroup(apart) if apart else None,
            hours_of(pattern, halves),
        )
        rooms = tuple(room for need in part.rooms for room in need.any_of)
        yield load, DemandNote(pattern, halves or None, parallel, rooms=rooms)


def _edited(desk: TimetableDesk, load: Load, before: Demand, after: Demand) -> tuple[Load, DemandNote]:
    note = desk.office.demands.get(load.id, DemandNote())
    load = replace(load, teachers=next(part.teachers for part in after.parts if part.course == load.id))
    own, was = ([part.rooms for part in one.parts if part.course == load.id] for one in (after, before))
    if own != was:
        note = replace(note, rooms=tuple(room for needs in own for need in needs for room in need.any_of))
    if after.blocks == before.blocks:
        return load, note
    blocks = sorted(after.blocks, key=_is_alternate)
    pattern, halves = tuple(block.length for block in blocks), sum(map(_is_alternate, blocks))
    return (
        replace(load, hours=hours_of(pattern, halves)),
        replace(note, pattern=pattern, alternate=halves or None),
    )


def _is_alternate(block: Block) -> bool:
    return block.weeks is None

"""A FET file of any problem, wherever it came from; what FET cannot say is noted by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from school.calendar import Weeks
from timetable.cards import Draft
from timetable.formats.fet.locking import room_lock, start_lock
from timetable.formats.fet.naming import Names, named
from timetable.formats.fet.writing_rooms import Rooming
from timetable.formats.fet.writing_rules import rules_of
from timetable.formats.nodes import Node, xml_of
from timetable.formats.notes import Notes
from timetable.grid import Grid, Level, TimeSlot
from timetable.problem import Away, Demand, Problem
from timetable.rules.rule import BlockKey

VERSION = "6.8.5"
NO_LIMIT = 30_000
"""FET's capacity of a room that holds everybody."""


def write_fet(draft: Draft, notes: Notes) -> bytes:
    """The problem in FET's words, with the cards as locks.

    Forms are years, atoms subgroups, and a stream is the sets that it is made of. Titles are names
    where they tell things apart; activities are numbered from 1 in the order of the demands.
    """
    problem = replace(draft.problem, grid=_told_apart(draft.problem.grid))
    names = Names.of(problem)
    weeks = sum(block.weeks is not Weeks.EVERY for _, _, block in problem.blocks())
    notes.name("Block.weeks", weeks)
    ids = {key: number for number, (key, _, _) in enumerate(problem.blocks(), 1)}
    rooming = Rooming(problem, names)
    root = Node("fet", attributes={"version": VERSION})
    root.add("Mode", "Official")
    root.add("Institution_Name", problem.title)
    root.add("Comments")
    _nouns(root, problem, names)
    _activities(root, problem, names, ids)
    root.add("Buildings_List")
    _rooms(root, problem, names, rooming)
    times, spaces = _basic(root, "Time"), _basic(root, "Space")
    times.children += _absences(problem, names)
    times.children += rules_of(problem, names, ids, notes)
    times.children += [start_lock(ids[key], card, problem.grid) for key, card in draft.cards.items()]
    spaces.children += rooming.conditions(ids)
    spaces.children += [node for node in times.children if node.tag in OF_SPACE]
    times.children = [node for node in times.children if node.tag not in OF_SPACE]
    for key, card in draft.cards.items():
        if card.rooms and None not in card.rooms:
            spaces.children.append(room_lock(ids[key], rooming.named(card), rooming.virtual(key.demand)))
    return xml_of(root)


OF_SPACE = frozenset(
    {"ConstraintActivitiesOccupyMaxDifferentRooms", "ConstraintActivitiesSameRoomIfConsecutive"}
)


def _told_apart(grid: Grid) -> Grid:
    """Hours by names of their own: the first lessons of two shifts are both «1» on the wall."""
    hours = named((str(at), slot.title) for at, slot in enumerate(grid.slots, 1)).values()
    slots = (replace(slot, title=hour) for slot, hour in zip(grid.slots, hours, strict=True))
    return replace(grid, slots=tuple(slots))


def _basic(root: Node, kind: str) -> Node:
    bag = root.add(f"{kind}_Constraints_List")
    basic = bag.add(f"ConstraintBasicCompulsory{kind}")
    basic.add("Weight_Percentage", 100)
    basic.add("Active", "true")
    basic.add("Comments")
    return bag


def _nouns(root: Node, problem: Problem, names: Names) -> None:
    for bag, tag, titles in (
        ("Days_List", "Day", problem.grid.days),
        ("Hours_List", "Hour", tuple(slot.title for slot in problem.grid.slots)),
        ("Subjects_List", "Subject", tuple(names.subjects.values())),
        ("Activity_Tags_List", "Activity_Tag", tuple(sorted(_tags(problem)))),
        ("Teachers_List", "Teacher", tuple(names.teachers.values())),
    ):
        listed = root.add(bag)
        if tag in ("Day", "Hour"):
            listed.add(f"Number_of_{tag}s", len(titles))
        for title in titles:
            listed.add(tag).add("Name", title)
    students = root.add("Students_List")
    for form in problem.forms.values():
        year = names.years[form.id]
        node = students.add("Year")
        node.add("Name", year.name)
        node.add("Number_of_Students", form.pupils or 0)
        for group, atoms in year.groups.items():
            inner = node.add("Group")
            inner.add("Name", group)
            inner.add("Number_of_Students", 0)
            for atom in atoms:
                subgroup = inner.add("Subgroup")
                subgroup.add("Name", atom)
                subgroup.add("Number_of_Students", 0)


def _tags(problem: Problem) -> set[str]:
    return {tag for demand in problem.demands.values() for tag in demand.tags}


def _activities(root: Node, problem: Problem, names: Names, ids: Mapping[BlockKey, int]) -> None:
    listed = root.add("Activities_List")
    for key, demand, block in problem.blocks():
        node = listed.add("Activity")
        for teacher in demand.teachers:
            node.add("Teacher", names.teachers[teacher])
        node.add("Subject", names.subjects[demand.subject])
        for tag in sorted(demand.tags):
            node.add("Activity_Tag", tag)
        for name in names.covering(problem.resources(demand).atoms):
            node.add("Students", name)
        node.add("Duration", block.length)
        node.add("Total_Duration", demand.hours)
        node.add("Id", ids[key])
        node.add("Activity_Group_Id", _group(demand, ids))
        node.add("Number_Of_Students", 0)
        node.add("Active", "true")
        node.add("Comments", demand.title)


def _group(demand: Demand, ids: Mapping[BlockKey, int]) -> int:
    return ids[demand.keys[0]] if len(demand.blocks) > 1 else 0


def _rooms(root: Node, problem: Problem, names: Names, rooming: Rooming) -> None:
    listed = root.add("Rooms_List")
    for room in problem.rooms.values():
        node = listed.add("Room")
        node.add("Name", names.rooms[room.id])
        node.add("Building")
        node.add("Capacity", NO_LIMIT if room.capacity is None else room.capacity)
        node.add("Virtual", "false")
    for name, sets in rooming.made.items():
        node = listed.add("Room")
        node.add("Name", name)
        node.add("Building")
        node.add("Capacity", NO_LIMIT)
        node.add("Virtual", "true")
        node.add("Number_of_Sets_of_Real_Rooms", len(sets))
        for rooms in sets:
            inner = node.add("Set_of_Real_Rooms")
            inner.add("Number_of_Real_Rooms", len(rooms))
            for room_id in rooms:
                inner.add("Real_Room", names.rooms[room_id])


def _absences(problem: Problem, names: Names) -> list[Node]:
    grid = problem.grid
    found = []
    if grid.breaks:
        found.append(names.places("BreakTimes", {}, "Break_Time", "", grid.breaks))
    for teacher in problem.teachers.values():
        found += _absent(names, "Teacher", names.teachers[teacher.id], teacher.away)
    for room in problem.rooms.values():
        found += _absent(names, "Room", names.rooms[room.id], room.away)
    for group in problem.groups.values():
        for name in names.covering(group.atoms):
            found += _absent(names, "StudentsSet", name, group.away)
    for form in problem.forms.values():
        other = {at: Level.FORBIDDEN for at in grid if grid.slots[at.slot].shift != form.shift}
        away = {**form.away, **(other if len({slot.shift for slot in grid.slots}) > 1 else {})}
        found += _absent(names, "StudentsSet", names.years[form.id].name, away)
    return found


def _absent(names: Names, tag: str, name: str, away: Away) -> list[Node]:
    forbidden: set[TimeSlot] = {at for at, level in away.items() if level is Level.FORBIDDEN}
    if not forbidden:
        return []
    field = "Students" if tag == "StudentsSet" else tag
    return [names.places(f"{tag}NotAvailableTimes", {field: name}, "Not_Available_Time", "", forbidden)]

"""FET's activities, and how they become demands with blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from timetable.formats.fet.entry import Entry
from timetable.formats.fet.ground import Ground
from timetable.formats.nodes import Node
from timetable.formats.refusals import BadFile, Why
from timetable.problem import Block, Demand, Part, RoomNeed
from timetable.rules.rule import BlockKey

MOST_SETS = 100
"""More groups in one lesson are a mistake of whoever wrote the file."""

Needs = tuple[RoomNeed, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One lesson of the week as FET has it; ``component`` is its number in a split one, from 1."""

    id: int
    group: int
    component: int
    subject: str
    teachers: tuple[str, ...]
    students: tuple[str, ...]
    tags: frozenset[str]
    duration: int
    pupils: int


@dataclass(frozen=True)
class Activities:
    """Those of a file that are active, by id, and how many are not."""

    active: Mapping[int, Activity]
    inactive: frozenset[int]


def read_activities(root: Node, ground: Ground) -> Activities:
    """All activities; BadFile for one that names what the file does not have."""
    bag = root.find("Activities_List")
    active: dict[int, Activity] = {}
    inactive: set[int] = set()
    components: Counter[int] = Counter()
    for node in bag.all("Activity") if bag else ():
        entry = Entry(node)
        id = entry.number("Id", most=10**9)
        if id in active or id in inactive:
            raise BadFile(Why.TWICE, node.place, record="Activity", found=id)
        group = entry.number("Activity_Group_Id", most=10**9) if node.find("Activity_Group_Id") else 0
        components[group] += 1
        if entry.is_active:
            active[id] = _activity(entry, ground, id, group, components[group] if group else 1)
        else:
            inactive.add(id)
    if not active:
        raise BadFile(Why.NOTHING_TAUGHT)
    return Activities(active, frozenset(inactive))


def _activity(entry: Entry, ground: Ground, id: int, group: int, component: int) -> Activity:
    subject, teachers, students = entry.text("Subject"), entry.texts("Teacher"), entry.texts("Students")
    subject = entry.known(ground.subjects, "Subject", subject).id
    for teacher in teachers:
        entry.known(ground.teachers, "Teacher", teacher)
    if len(students) > MOST_SETS:
        raise BadFile(Why.TOO_MANY_GROUPS, entry.node.place, found=len(students), most=MOST_SETS)
    sets = [entry.known(ground.pupils.sets, "Students", name) for name in students]
    duration = entry.number("Duration", least=1)
    if duration > len(ground.hours):
        raise BadFile(Why.TOO_LONG, entry.node.place, found=duration, most=len(ground.hours))
    counted = entry.node.find("Number_Of_Students")
    pupils = entry.number("Number_Of_Students") if counted else sum(one.pupils for one in sets)
    tags = frozenset(tag for tag in entry.texts("Activity_Tag") if tag)
    return Activity(id, group, component, subject, teachers, students, tags, duration, pupils)


@dataclass(frozen=True)
class Load:
    """The demands, and which block each activity became."""

    demands: Mapping[str, Demand]
    keys: Mapping[int, BlockKey]


def demands_of(activities: Activities, needs: Mapping[int, Needs]) -> Load:
    """One demand of each split activity whose parts are alike: taught by and to the same, in the same rooms.

    Its id is «g» and the id of the split activity, or «a» and that of one which is not split; parts
    that differ from the first are demands of their own, with «.2» and so on behind.
    """
    alike: dict[tuple[str, object], list[Activity]] = {}
    for one in activities.active.values():
        whole = f"g{one.group}" if one.group else f"a{one.id}"
        sort = (one.subject, one.teachers, one.students, one.tags, needs.get(one.id, ()))
        alike.setdefault((whole, sort), []).append(one)
    demands: dict[str, Demand] = {}
    keys: dict[int, BlockKey] = {}
    for (whole, _), blocks in alike.items():
        id = _free_id(whole, demands)
        demands[id] = _demand(id, blocks, needs.get(blocks[0].id, ()))
        keys.update((one.id, BlockKey(id, seq)) for seq, one in enumerate(blocks))
    return Load(demands, keys)


def _free_id(whole: str, taken: Mapping[str, Demand]) -> str:
    later = (f"{whole}.{number}" for number in count(2))
    return whole if whole not in taken else next(id for id in later if id not in taken)


def _demand(id: str, blocks: list[Activity], needs: Needs) -> Demand:
    first = blocks[0]
    part = Part(first.students, first.teachers, needs)
    return Demand(id, first.subject, (part,), tuple(Block(one.duration) for one in blocks), tags=first.tags)

"""What stands in a FET file before its activities: days, hours, teachers, subjects, tags, rooms, pupils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from timetable.formats.bounds import MOST_DAYS, MOST_SLOTS
from timetable.formats.fet.entry import Entry
from timetable.formats.fet.pupils import Pupils, read_pupils
from timetable.formats.nodes import Node
from timetable.formats.refusals import BadFile, Why
from timetable.grid import DaySlot, Grid, TimeSlot
from timetable.problem import Room, Subject, Teacher

NAMELESS = "—"
"""FET lets a subject or a tag have no name."""

MAY_BE_NAMELESS = frozenset({"Subject", "Activity_Tag"})


@dataclass
class Ground:
    """The nouns of a file by their names, which are their ids."""

    title: str
    days: dict[str, int]
    hours: dict[str, int]
    teachers: dict[str, Teacher]
    subjects: dict[str, Subject]
    tags: frozenset[str]
    rooms: dict[str, Room]
    virtual: dict[str, tuple[tuple[str, ...], ...]]
    """Of each virtual room the sets of real ones, one of each of which is taken."""
    pupils: Pupils
    breaks: set[TimeSlot] = field(default_factory=set)

    @property
    def grid(self) -> Grid:
        slots = tuple(DaySlot(title, number) for number, title in enumerate(self.hours, 1))
        return Grid(tuple(self.days), slots, frozenset(self.breaks))

    def at(self, entry: Entry, day: str, hour: str) -> TimeSlot:
        """A place of the week by the names of its day and hour."""
        return TimeSlot(entry.known(self.days, "Day", day), entry.known(self.hours, "Hour", hour))

    def places(self, entry: Entry, tag: str) -> frozenset[TimeSlot]:
        """All places that a record lists under this tag, each a day and an hour."""
        return frozenset(self._place(entry, one) for one in entry.nodes(tag))

    def _place(self, entry: Entry, node: Node) -> TimeSlot:
        names = {child.tag.rpartition("_")[2]: child.text for child in node.children}
        return self.at(entry, names.get("Day", ""), names.get("Hour", ""))


def read_ground(root: Node) -> Ground:
    """The nouns; BadFile for one without a name, or with one that another has."""
    days, hours = _names(root, "Days_List", "Day"), _names(root, "Hours_List", "Hour")
    if not days or not hours:
        raise BadFile(Why.NO_DAYS)
    if len(days) > MOST_DAYS or len(hours) > MOST_SLOTS:
        raise BadFile(Why.TOO_MANY_PARTS, most=f"{MOST_DAYS} × {MOST_SLOTS}")
    teachers, subjects = _names(root, "Teachers_List", "Teacher"), _names(root, "Subjects_List", "Subject")
    rooms, virtual = _read_rooms(root)
    return Ground(
        root.inner("Institution_Name"),
        {name: index for index, name in enumerate(days)},
        {name: index for index, name in enumerate(hours)},
        {name: Teacher(name, name) for name in teachers},
        {name: Subject(name or NAMELESS, name or NAMELESS) for name in subjects},
        frozenset(_names(root, "Activity_Tags_List", "Activity_Tag")),
        rooms,
        virtual,
        read_pupils(root.find("Students_List")),
    )


def _records(root: Node, bag: str, tag: str) -> Iterator[Node]:
    found = root.find(bag)
    return found.all(tag) if found else iter(())


def _names(root: Node, bag: str, tag: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for node in _records(root, bag, tag):
        name = node.inner("Name")
        if not name and tag not in MAY_BE_NAMELESS:
            raise BadFile(Why.NO_NAME, node.place, record=tag)
        if name in names:
            raise BadFile(Why.TWICE, node.place, record=tag, found=name)
        names[name] = None
    return tuple(names)


def _read_rooms(root: Node) -> tuple[dict[str, Room], dict[str, tuple[tuple[str, ...], ...]]]:
    names = dict.fromkeys(_names(root, "Rooms_List", "Room"))
    real: dict[str, Room] = {}
    virtual: dict[str, tuple[tuple[str, ...], ...]] = {}
    for node in _records(root, "Rooms_List", "Room"):
        entry = Entry(node)
        name = entry.text("Name")
        if entry.yes("Virtual"):
            sets = (Entry(one) for one in entry.nodes("Set_of_Real_Rooms"))
            virtual[name] = tuple(one.texts("Real_Room") for one in sets)
            for wanted in (room for one in virtual[name] for room in one):
                entry.known(names, "Real_Room", wanted)
        else:
            capacity = entry.number("Capacity") if node.find("Capacity") else None
            real[name] = Room(name, name, capacity=capacity, building=entry.maybe("Building"))
    return real, virtual

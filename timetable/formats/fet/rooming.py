"""FET's preferred and home rooms, as the rooms that a demand needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timetable.formats.fet.activities import Activities, Activity, Needs
from timetable.formats.fet.entry import Entry, NotExpressible
from timetable.formats.fet.ground import Ground
from timetable.problem import RoomNeed

HOME = frozenset(
    f"Constraint{whose}HomeRoom{many}" for whose in ("StudentsSet", "Teacher") for many in ("", "s")
)
PREFERRED = frozenset(
    f"Constraint{what}PreferredRoom{many}"
    for what in ("Activity", "Subject", "SubjectActivityTag", "ActivityTag")
    for many in ("", "s")
)
EXACT = "ConstraintActivityPreferredRoom"


@dataclass(frozen=True, slots=True)
class Preference:
    """That an activity be in one of these rooms; ``real`` are those of a virtual one that were chosen."""

    rooms: tuple[str, ...]
    weight: int | None
    is_home: bool = False
    is_exact: bool = False
    real: tuple[str, ...] = ()


def read_preference(entry: Entry, ground: Ground, activities: Activities) -> Iterator[tuple[int, Preference]]:
    """What one record asks, for each active activity that it means."""
    tag = entry.node.tag
    rooms = entry.texts("Room") + entry.texts("Preferred_Room")
    real = entry.texts("Real_Room")
    entry.nodes("Permanently_Locked")
    for room in rooms + real:
        entry.known({**ground.rooms, **ground.virtual}, "Room", room)
    preference = Preference(rooms, entry.weight, tag in HOME, tag == EXACT, real)
    for one in _meant(entry, ground, activities):
        yield one.id, preference


def _meant(entry: Entry, ground: Ground, activities: Activities) -> list[Activity]:
    if entry.node.find("Activity_Id"):
        (id,) = entry.numbers("Activity_Id")[:1]
        return [activities.active[id]] if id in activities.active else []
    subject, tag = entry.maybe("Subject"), entry.maybe("Activity_Tag")
    students, teacher = entry.maybe("Students"), entry.maybe("Teacher")
    for name, among in ((subject, ground.subjects), (teacher, ground.teachers)):
        if name:
            entry.known(among, "Subject", name)
    return [
        one
        for one in activities.active.values()
        if subject in ("", one.subject)
        and (not tag or tag in one.tags)
        and (not students or one.students == (students,))
        and (not teacher or one.teachers == (teacher,))
    ]


def needs_of(activity: Activity, wanted: list[Preference], ground: Ground) -> Needs:
    """All preferences of an activity as its needs; home rooms count only where nothing else is asked.

    NotExpressible where the alternatives are virtual rooms of different makings.
    """
    asked = [one for one in wanted if not one.is_home] or wanted
    musts = [one for one in asked if one.weight is None]
    leading = musts or sorted(asked, key=lambda one: -(one.weight or 0))[:1]
    if not leading:
        return ()
    rooms = [room for room in leading[0].rooms if all(room in other.rooms for other in leading)]
    wishes = [one for one in asked if one not in leading]
    rooms.sort(key=lambda room: -sum(one.weight or 0 for one in wishes if room in one.rooms))
    weight = None if musts else leading[0].weight
    return tuple(
        RoomNeed(tuple(room for room in one if _holds(ground, room, activity.pupils)), weight)
        for one in _sets(rooms, ground)
    )


def _holds(ground: Ground, room: str, pupils: int) -> bool:
    capacity = ground.rooms[room].capacity
    return capacity is None or capacity >= pupils


def _sets(rooms: list[str], ground: Ground) -> tuple[tuple[str, ...], ...]:
    """For each room that is needed at once, the rooms of which it can be any."""
    makings = [ground.virtual.get(room, ((room,),)) for room in rooms]
    if all(len(making) == 1 for making in makings):
        return (tuple(dict.fromkeys(room for (one,) in makings for room in one)),)
    if any(making != makings[0] for making in makings):
        raise NotExpressible("different virtual rooms")
    return makings[0]

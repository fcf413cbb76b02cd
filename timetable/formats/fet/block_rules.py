"""FET's conditions on activities, as rules of blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from timetable.formats.fet.activities import Activities, Activity
from timetable.formats.fet.entry import Entry, NotExpressible
from timetable.formats.fet.ground import Ground
from timetable.grid import TimeSlot
from timetable.rules.of_blocks import (
    AllowedTimes,
    DaysApart,
    EndsDay,
    Follows,
    MinGapBetween,
    MostOnDay,
    MostRooms,
    NotTogether,
    SameRoomInARow,
    SameTime,
)
from timetable.rules.rule import BlockKey, Order, Rule, Same, Which


@dataclass(frozen=True)
class Taught:
    """What rules of blocks are read against."""

    ground: Ground
    activities: Activities
    keys: Mapping[int, BlockKey]


Maker = Callable[[Entry, Taught], list[Rule]]

FETS_MOST = 2
"""FET says of activities that should lie days apart, however little that weighs: «Currently FET cannot put
more than 2 activities on the same day»."""


def _named(entry: Entry, taught: Taught, *fields: str) -> tuple[BlockKey, ...]:
    """The blocks of the active activities named; one that the file has not is passed over, as FET does."""
    ids = entry.numbers(*(fields or ("Activity_Id",)))
    return tuple(dict.fromkeys(taught.keys[id] for id in ids if id in taught.keys))


def _days_apart(entry: Entry, taught: Taught) -> list[Rule]:
    keys, least = _named(entry, taught), entry.number("MinDays", most=60)
    beside = entry.yes("Consecutive_If_Same_Day")
    if len(keys) < 2 or not least:
        return []
    which, weight = Which(keys=keys), entry.weight
    apart = DaysApart(weight=weight, which=which, least=least, beside_if_same_day=beside)
    return (
        [apart]
        if weight is None or len(keys) <= FETS_MOST
        else [apart, MostOnDay(which=which, most=FETS_MOST)]
    )


def _same(what: Same, entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught)
    return [SameTime(weight=entry.weight, which=Which(keys=keys), what=what)] if len(keys) > 1 else []


def _apart(entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught)
    return [NotTogether(weight=entry.weight, which=Which(keys=keys))] if len(keys) > 1 else []


def _gap(entry: Entry, taught: Taught) -> list[Rule]:
    keys, least = _named(entry, taught), entry.number("MinGaps", most=100)
    return [MinGapBetween(weight=entry.weight, which=Which(keys=keys), least=least)] if len(keys) > 1 else []


def _most_rooms(entry: Entry, taught: Taught) -> list[Rule]:
    keys, most = _named(entry, taught), entry.number("Max_Number_of_Different_Rooms", least=1)
    return [MostRooms(weight=entry.weight, which=Which(keys=keys), most=most)] if len(keys) > 1 else []


def _same_room(entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught)
    return (
        [SameRoomInARow(weight=entry.weight, which=Which(keys=keys), whoever=True)] if len(keys) > 1 else []
    )


def _follows(order: Order, entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught, "First_Activity_Id", "Second_Activity_Id")
    if len(keys) < 2:
        return []
    return [Follows(weight=entry.weight, first=keys[0], second=keys[1], order=order)]


def _ends_day(entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught)
    return [EndsDay(weight=entry.weight, which=Which(keys=keys))] if keys else []


def _all_end_day(entry: Entry, taught: Taught) -> list[Rule]:
    which = _chosen(entry, taught)
    return [EndsDay(weight=entry.weight, which=which)] if which else []


def _allowed(entry: Entry, taught: Taught) -> list[Rule]:
    keys = _named(entry, taught)
    return [_times(entry, taught, Which(keys=keys))] if keys else []


def _all_allowed(entry: Entry, taught: Taught) -> list[Rule]:
    which = _chosen(entry, taught)
    return [_times(entry, taught, which)] if which else []


def _times(entry: Entry, taught: Taught, which: Which) -> Rule:
    starts = taught.ground.places(entry, "Preferred_Starting_Time")
    within = taught.ground.places(entry, "Preferred_Time_Slot")
    if not starts and not within:
        raise NotExpressible("no times")
    return AllowedTimes(weight=entry.weight, which=which, starts=starts, within=within)


def _day(entry: Entry, taught: Taught) -> list[Rule]:
    keys, ground = _named(entry, taught), taught.ground
    day = entry.known(ground.days, "Preferred_Day", entry.text("Preferred_Day"))
    within = frozenset(TimeSlot(day, slot) for slot in range(len(ground.hours)))
    return [AllowedTimes(weight=entry.weight, which=Which(keys=keys), within=within)] if keys else []


def _start(entry: Entry, taught: Taught) -> list[Rule]:
    """A wished start, or half of one; a must with day and hour is a lock, which is read elsewhere."""
    keys, ground = _named(entry, taught), taught.ground
    entry.nodes("Permanently_Locked")
    days, hours = entry.maybe("Preferred_Day"), entry.maybe("Preferred_Hour")
    if not keys:
        return []
    on = [entry.known(ground.days, "Preferred_Day", days)] if days else range(len(ground.days))
    at = [entry.known(ground.hours, "Preferred_Hour", hours)] if hours else range(len(ground.hours))
    starts = frozenset(TimeSlot(day, slot) for day in on for slot in at)
    return [AllowedTimes(weight=entry.weight, which=Which(keys=keys), starts=starts)]


def _chosen(entry: Entry, taught: Taught) -> Which | None:
    """The blocks that a record means by what they are; None where there are none."""
    component = entry.maybe("Component_Number")
    wanted = (
        entry.maybe("Subject_Name"),
        entry.maybe("Teacher_Name"),
        entry.maybe("Students_Name"),
        entry.maybe("Activity_Tag_Name"),
        entry.maybe("Duration"),
    )
    subject, teacher, students, tag, length = wanted
    if students:
        entry.known(taught.ground.pupils.sets, "Students_Name", students)
    used = {one for activity in taught.activities.active.values() for one in activity.students}
    groups = taught.ground.pupils.sharing(students, used) if students else frozenset()
    duration = entry.as_number(length, "Duration", 1, 100) if length else None

    def fits(one: Activity) -> bool:
        return (
            subject in ("", one.subject)
            and (not teacher or teacher in one.teachers)
            and (not tag or tag in one.tags)
            and (not students or not groups.isdisjoint(one.students))
            and duration in (None, one.duration)
            and component in ("", str(one.component))
        )

    keys = tuple(taught.keys[one.id] for one in taught.activities.active.values() if fits(one))
    if not keys:
        return None
    if component:
        return Which(keys=keys)
    subjects, teachers, tags = (frozenset({one} if one else ()) for one in (subject, teacher, tag))
    return Which(subjects=subjects, teachers=teachers, groups=groups, tags=tags, length=duration)


MAKERS: Mapping[str, Maker] = {
    "MinDaysBetweenActivities": _days_apart,
    "ActivitiesSameStartingTime": partial(_same, Same.TIME),
    "ActivitiesSameStartingDay": partial(_same, Same.DAY),
    "ActivitiesSameStartingHour": partial(_same, Same.SLOT),
    "ActivitiesNotOverlapping": _apart,
    "MinGapsBetweenActivities": _gap,
    "TwoActivitiesConsecutive": partial(_follows, Order.NEXT),
    "TwoActivitiesGrouped": partial(_follows, Order.BESIDE),
    "TwoActivitiesOrdered": partial(_follows, Order.LATER_IN_WEEK),
    "TwoActivitiesOrderedIfSameDay": partial(_follows, Order.LATER_IF_SAME_DAY),
    "ActivityEndsStudentsDay": _ends_day,
    "ActivitiesEndStudentsDay": _all_end_day,
    "ActivityPreferredStartingTime": _start,
    "ActivityPreferredDay": _day,
    "ActivityPreferredStartingTimes": _allowed,
    "ActivityPreferredTimeSlots": _allowed,
    "ActivitiesPreferredStartingTimes": _all_allowed,
    "ActivitiesPreferredTimeSlots": _all_allowed,
    "SubactivitiesPreferredStartingTimes": _all_allowed,
    "SubactivitiesPreferredTimeSlots": _all_allowed,
    "ActivitiesOccupyMaxDifferentRooms": _most_rooms,
    "ActivitiesSameRoomIfConsecutive": _same_room,
}

TAGS: Mapping[str, Maker] = {f"Constraint{tag}": maker for tag, maker in MAKERS.items()}

"""FET's conditions on the days of teachers and pupils, as rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from timetable.formats.fet.entry import Entry, NotExpressible
from timetable.formats.fet.ground import Ground
from timetable.rules.of_people import (
    MaxDays,
    MaxDaysWithin,
    MaxGaps,
    MaxInARow,
    MaxLateStarts,
    MaxPerDay,
    MaxSpan,
    MinDays,
    MinPerDay,
)
from timetable.rules.rule import ALL, OfPeople, Per, Which, Whose

Maker = Callable[[Entry, Ground, Whose, tuple[str, ...]], OfPeople]


def _per_day(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    most = entry.number("Maximum_Hours_Daily")
    return MaxPerDay(weight=entry.weight, whose=whose, of=of, most=most, which=_tagged(entry))


def _in_a_row(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    most = entry.number("Maximum_Hours_Continuously")
    return MaxInARow(weight=entry.weight, whose=whose, of=of, most=most, which=_tagged(entry))


def _tagged(entry: Entry) -> Which:
    tag = entry.maybe("Activity_Tag_Name", "Activity_Tag")
    return Which(tags=frozenset({tag})) if tag else ALL


def _min_per_day(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    least, empty = entry.number("Minimum_Hours_Daily"), entry.yes("Allow_Empty_Days")
    return MinPerDay(weight=entry.weight, whose=whose, of=of, least=least, empty_days=empty)


def _gaps(per: Per, entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    return MaxGaps(weight=entry.weight, whose=whose, of=of, most=entry.number("Max_Gaps"), per=per)


def _span(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    if entry.yes("Allow_One_Day_Exception_of_Plus_One"):
        raise NotExpressible("Allow_One_Day_Exception_of_Plus_One")
    return MaxSpan(weight=entry.weight, whose=whose, of=of, most=entry.number("Max_Span"))


def _max_days(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    return MaxDays(weight=entry.weight, whose=whose, of=of, most=entry.number("Max_Days_Per_Week"))


def _min_days(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    return MinDays(weight=entry.weight, whose=whose, of=of, least=entry.number("Minimum_Days_Per_Week"))


def _days_within(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    first = entry.known(ground.hours, "Interval_Start_Hour", entry.text("Interval_Start_Hour"))
    end = entry.text("Interval_End_Hour")
    after = entry.known(ground.hours, "Interval_End_Hour", end) if end else len(ground.hours)
    most = entry.number("Max_Days_Per_Week")
    return MaxDaysWithin(weight=entry.weight, whose=whose, of=of, most=most, first=first, last=after - 1)


def _late_starts(entry: Entry, ground: Ground, whose: Whose, of: tuple[str, ...]) -> OfPeople:
    del ground
    most = entry.number("Max_Beginnings_At_Second_Hour")
    return MaxLateStarts(weight=entry.weight, whose=whose, of=of, most=most)


MAKERS: Mapping[str, Maker] = {
    "MaxHoursDaily": _per_day,
    "ActivityTagMaxHoursDaily": _per_day,
    "MaxHoursContinuously": _in_a_row,
    "ActivityTagMaxHoursContinuously": _in_a_row,
    "MinHoursDaily": _min_per_day,
    "MaxGapsPerDay": partial(_gaps, Per.DAY),
    "MaxGapsPerWeek": partial(_gaps, Per.WEEK),
    "MaxSpanPerDay": _span,
    "MaxDaysPerWeek": _max_days,
    "MinDaysPerWeek": _min_days,
    "IntervalMaxDaysPerWeek": _days_within,
    "EarlyMaxBeginningsAtSecondHour": _late_starts,
}

PEOPLE: Mapping[str, tuple[Whose, tuple[str, ...]]] = {
    "Teachers": (Whose.TEACHERS, ()),
    "Teacher": (Whose.TEACHERS, ("Teacher_Name", "Teacher")),
    "StudentsSet": (Whose.GROUPS, ("Students",)),
    "Students": (Whose.GROUPS, ()),
}
"""Whom a condition's name begins with, and the fields that name one of them; none means all."""


def _tags() -> Iterator[tuple[str, tuple[Whose, tuple[str, ...], Maker]]]:
    for who, (whose, fields) in PEOPLE.items():
        for what, maker in MAKERS.items():
            if what != "EarlyMaxBeginningsAtSecondHour" or whose is Whose.GROUPS:
                yield f"Constraint{who}{what}", (whose, fields, maker)


TAGS = dict(_tags())


def read_people_rule(entry: Entry, ground: Ground) -> OfPeople:
    """The rule that a record of these tags is."""
    whose, fields, maker = TAGS[entry.node.tag]
    of: tuple[str, ...] = ()
    if fields:
        of = (entry.text(*fields),)
        among = ground.teachers if whose is Whose.TEACHERS else ground.pupils.sets
        entry.known(dict(among), fields[0], of[0])
    return maker(entry, ground, whose, of)

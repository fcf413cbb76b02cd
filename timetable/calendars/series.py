"""Lessons of dates, gathered into what a calendar repeats: each week or every other, but for some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from school.timetable_reading import ScheduledLesson, TimetableReader

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson as its time and place: what repeats is equal to this, its date apart.

    ``courses`` are the journals that sit together. ``slot`` is where it is held.
    """

    courses: tuple[str, ...]
    slot: int
    starts: time
    ends: time
    teachers: tuple[str, ...]
    room: str | None
    substituted: bool
    weekday: int


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting from its first date to its last, each ``interval`` weeks, but for ``skipped``."""

    meeting: Meeting
    first: date
    last: date
    interval: int = 1
    skipped: tuple[date, ...] = ()

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates on which it is held."""
        passed = (self.last - self.first) // (WEEK * self.interval)
        every = (self.first + WEEK * self.interval * at for at in range(passed + 1))
        return tuple(day for day in every if day not in self.skipped)


def meetings_of(
    reader: TimetableReader, days: Iterable[date], *, teacher: str = "", form: str = ""
) -> Iterator[tuple[date, Meeting]]:
    """What a teacher teaches, or a form learns, on these days; without what is cancelled or has no bell.

    Journals that a teacher fills in one lesson are one meeting.
    """
    for day in days:
        found: dict[tuple[object, ...], Meeting] = {}
        for lesson in reader.lessons_on(day):
            is_theirs = teacher in lesson.teachers if teacher else form in _forms_of(reader, lesson)
            meeting = _meeting(reader, lesson, day) if is_theirs and not lesson.cancelled else None
            if meeting is not None:
                key = (meeting.slot, meeting.room, () if teacher and lesson.joined else meeting.courses)
                found[key] = _together(found.get(key), meeting)
        yield from ((day, meeting) for meeting in found.values())


def gathered(meetings: Iterable[tuple[date, Meeting]]) -> list[Series]:
    """Series that give back just these dates, by their first date and slot."""
    dates: dict[Meeting, set[date]] = defaultdict(set)
    for day, meeting in meetings:
        dates[meeting].add(day)
    found = [_series(meeting, sorted(days)) for meeting, days in dates.items()]
    return sorted(found, key=lambda one: (one.first, one.meeting.slot, one.meeting.courses))


def _series(meeting: Meeting, days: list[date]) -> Series:
    first, last = days[0], days[-1]
    is_alternate = len(days) > 1 and all((day - first) // WEEK % 2 == 0 for day in days)
    interval = 2 if is_alternate else 1
    whole = Series(meeting, first, last, interval)
    held = set(days)
    return Series(meeting, first, last, interval, tuple(day for day in whole.dates if day not in held))


def _meeting(reader: TimetableReader, lesson: ScheduledLesson, day: date) -> Meeting | None:
    forms = (reader.forms[form] for form in _forms_of(reader, lesson) if form in reader.forms)
    bells = (*reader.calendar.bells_on(day, next(forms, None)), *reader.calendar.bells_on(day))
    bell = next((bell for bell in bells if bell.slot == lesson.place.slot), None)
    if bell is None:
        return None
    return Meeting(
        (lesson.course,),
        lesson.place.slot,
        bell.starts,
        bell.ends,
        lesson.teachers,
        lesson.room,
        lesson.substituted,
        day.isoweekday(),
    )


def _forms_of(reader: TimetableReader, lesson: ScheduledLesson) -> tuple[str, ...]:
    load, course = reader.loads.get(lesson.course), reader.courses.get(lesson.course)
    return load.forms if load is not None else course.forms if course is not None else ()


def _together(known: Meeting | None, other: Meeting) -> Meeting:
    courses = {*(known.courses if known else ()), *other.courses}
    return replace(other, courses=tuple(sorted(courses)))

"""Somebody's lessons as an iCalendar file (RFC 5545): weekly events that leave out holidays and moved days.

No pupil is in it. A file written again after a change has the same UIDs and a later SEQUENCE, so that a
telephone replaces what it had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from school.timetable_reading import TimetableReader
from timetable.calendars.series import Series
from timetable.words.tongue import RUSSIAN, Tongue

_NAMESPACE: Final = UUID("5b0a3f0e-3c7f-5a4e-9c35-2f3f3c2f9d11")
_PRODUCT: Final = "-//Parta//Timetable//RU"
_BEGAN: Final = datetime(2020, 1, 1, tzinfo=UTC)
_FRESH: Final = timedelta(hours=6)
_FORM_IN_TITLE: Final = re.compile(r"\s+\d{1,2}\s?[А-ЯЁа-яёA-Za-z]?$")


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """What things are called whom the timetable knows by id only."""

    rooms: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalendarOf:
    """Whose calendar it is: ``key`` is a teacher's or a form's id, ``title`` what the telephone shows."""

    key: str
    title: str
    zone: ZoneInfo
    made_at: datetime
    is_teacher: bool = True


def write_ical(
    whose: CalendarOf,
    reader: TimetableReader,
    series: Iterable[Series],
    names: CalendarNames,
    tongue: Tongue = RUSSIAN,
) -> bytes:
    """The file."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = " ".join(whose.title.split())
    calendar.add("x-wr-calname", title)
    calendar.add("name", title)
    calendar.add("refresh-interval", _FRESH, {"VALUE": "DURATION"})
    words = _EventWords(reader, names, tongue)
    for one in series:
        calendar.add_component(_event(whose, one, words))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(whose: CalendarOf, series: Series, words: _EventWords) -> Event:
    meeting, zone = series.meeting, whose.zone
    event = Event()
    event.add("uid", uid_of(whose.key, series))
    event.add("dtstamp", whose.made_at.astimezone(UTC))
    event.add("sequence", int((whose.made_at - _BEGAN).total_seconds() // 60))
    event.add("dtstart", _moment(series.first, meeting.starts, zone))
    event.add("dtend", _moment(series.first, meeting.ends, zone))
    event.add("summary", words.summary(series, is_teacher=whose.is_teacher))
    if place := words.place(series):
        event.add("location", place)
    if about := words.about(series, is_teacher=whose.is_teacher):
        event.add("description", about)
    event.add("class", "PRIVATE")
    if series.last > series.first:
        event.add("rrule", _rule(series, zone))
    if series.skipped:
        event.add("exdate", [_moment(day, meeting.starts, zone) for day in series.skipped])
    return event


def uid_of(key: str, series: Series) -> str:
    """The same for the same lesson of the week whenever the file is written."""
    meeting = series.meeting
    what = f"{key}/{','.join(meeting.courses)}/{series.first}/{meeting.slot}/{meeting.starts:%H%M}"
    return f"{uuid5(_NAMESPACE, f'{what}/{meeting.room}/{meeting.substituted}')}@parta"


def _rule(series: Series, zone: ZoneInfo) -> vRecur:
    until = _moment(series.last, series.meeting.starts, zone).astimezone(UTC)
    interval = {"interval": series.interval} if series.interval > 1 else {}
    return vRecur({"freq": "weekly", **interval, "until": until})


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)


class _EventWords:
    """What events say."""

    def __init__(self, reader: TimetableReader, names: CalendarNames, tongue: Tongue) -> None:
        self._reader, self._names, self._say = reader, names, tongue.say

    def summary(self, series: Series, *, is_teacher: bool) -> str:
        """«Алгебра 8А, 8Б» for the teacher, «Алгебра» for the form."""
        titles = list(dict.fromkeys(self._title(course) for course in series.meeting.courses))
        forms = self._forms(series) if is_teacher else ""
        return " ".join(part for part in (", ".join(titles), forms) if part)

    def place(self, series: Series) -> str:
        room = series.meeting.room
        title = self._names.rooms.get(room, "") if room else ""
        _ = self._say
        return _("каб. {rooms}").format(rooms=title) if title[:1].isdecimal() else title

    def about(self, series: Series, *, is_teacher: bool) -> str:
        """That it is a substitution; for the form also who teaches."""
        _ = self._say
        people = [self._names.people.get(one, "") for one in series.meeting.teachers]
        said = [_("Замена")] if series.meeting.substituted else []
        said += [] if is_teacher else [", ".join(filter(None, people))]
        return ". ".join(part for part in said if part)

    def _title(self, course: str) -> str:
        load = self._reader.loads.get(course)
        if load is None:
            return course
        return self._names.subjects.get(load.subject) or _FORM_IN_TITLE.sub("", load.title)

    def _forms(self, series: Series) -> str:
        loads = [self._reader.loads[one] for one in series.meeting.courses if one in self._reader.loads]
        forms = dict.fromkeys(form for load in loads for form in load.forms)
        titles = [self._reader.forms[form].title for form in forms if form in self._reader.forms]
        groups = [load.subgroup.title for load in loads if load.subgroup]
        return " ".join(part for part in (", ".join(titles), ", ".join(groups)) if part)

"""What the head teacher of a demo school knows: who cannot come when, and who is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from school.dates import Dates
from server.demo.record import DemoRecord
from server.demo.scene import Scene
from server.demo.words import words
from sync.identity import availability_id

BUCKET = "office"
_DAYS = range(1, 6)
_EVERY = 6
"""Every so many-th teacher has said something about the days of the week."""

_WISHED, _CLOSED = "1" * 14, "2" * 14


def office_records(scene: Scene) -> Iterator[DemoRecord]:
    """Availability, always such as the published week keeps; absences that begin soon or go on."""
    yield from _availability(scene)
    for person, dates, reason in _absences(scene):
        cells = {"teacher": person, "from": dates.first_day.isoformat(), "reason": reason}
        last = dates.last_day or dates.first_day
        key = scene.chance.id("away", person, dates.first_day)
        yield DemoRecord(BUCKET, "away", key, {**cells, "to": last.isoformat()})


def _availability(scene: Scene) -> Iterator[DemoRecord]:
    taught: dict[str, set[int]] = defaultdict(set)
    for lesson in scene.week:
        for person in lesson.group.people():
            taught[person].add(lesson.weekday)
    for teacher in scene.staffing.teachers[_EVERY - 1 :: _EVERY]:
        person = teacher.person.id
        free = [weekday for weekday in _DAYS if weekday not in taught[person]]
        cells = {f"day{weekday}": _CLOSED for weekday in free[:1]} or {"day5": _WISHED}
        told = {"whose": "teacher", "of": person, **cells}
        yield DemoRecord(BUCKET, "availability", availability_id("teacher", person), told)


def _absences(scene: Scene) -> Iterator[tuple[str, Dates, str]]:
    """Illnesses that are not over, and a colleague who goes on a course on the next school day."""
    today, staffing = scene.today, scene.staffing
    ill = [one for one in scene.changes.spells if one[1].last_day is not None and one[1].last_day > today]
    yield from ill
    day = _next_school_day(scene, today)
    away = {person for person, _, _ in ill}
    staying = (one.person.id for one in (staffing.demo, staffing.colleague, staffing.successor))
    asked = [one.person.id for one in staffing.teachers if one.person.id not in {*away, *staying}]
    lessons = {person: _lessons_on(scene, person, day.isoweekday()) for person in asked}
    busiest = max(asked, key=lambda person: (lessons[person], person))
    yield busiest, Dates(day, day + timedelta(days=1)), words("places")["reasons"]["course"]


def _lessons_on(scene: Scene, person: str, weekday: int) -> int:
    return sum(one.weekday == weekday and person in one.group.people() for one in scene.week)


def _next_school_day(scene: Scene, today: date) -> date:
    """The next day with lessons, Saturdays aside; in the vacations simply tomorrow."""
    ahead = (today + timedelta(days=count) for count in range(1, 15))
    calendar = scene.year.calendar
    found = (day for day in ahead if day.isoweekday() in _DAYS and calendar.is_school_day(day))
    return next(found, today + timedelta(days=1))

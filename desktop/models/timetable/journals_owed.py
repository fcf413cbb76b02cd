"""Journals that have to follow their loads: who teaches from a day on, and who learns in a new one.

A head teacher's laptop does not keep the journals of others, so what a load says of its teachers
cannot be written into its course without a network. Which courses are owed that is kept here, with
the facts of the store, until somebody has visited them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from school.people import Enrolment
from school.timetable import Load
from sync.record import Cells, Value
from sync.shelf import Shelf

_OWED = "timetable.journals_owed"


class JournalsOwed:
    """Courses whose loads have other teachers than they had, or are new; with the day from which."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def note(self, courses: Iterable[str]) -> None:
        """The loads of these courses were changed; from which day is known when a week is published."""
        self._put({**dict.fromkeys(courses), **self._read()})

    def publish(self, since: date) -> None:
        """A week is in force from this day on: what is owed until now is due on it."""
        self._put(dict.fromkeys(self._read(), since.isoformat()))

    def due(self) -> dict[str, date]:
        """The courses that can be told now, each with its day."""
        return {course: date.fromisoformat(since) for course, since in self._read().items() if since}

    def settle(self, course: str) -> None:
        """The course has been told."""
        self._put({one: since for one, since in self._read().items() if one != course})

    def _read(self) -> dict[str, str | None]:
        try:
            return msgspec.json.decode(self._shelf.read_meta(_OWED) or "{}", type=dict[str, str | None])
        except msgspec.DecodeError:
            return {}

    def _put(self, owed: dict[str, str | None]) -> None:
        if owed != self._read():
            with self._shelf.transaction():
                self._shelf.put_meta(_OWED, msgspec.json.encode(owed).decode())


def course_cells(course: Cells, load: Load, since: date, learners: Sequence[Enrolment]) -> dict[str, Value]:
    """What a course has to be told so that its load's teachers may write in it from a day on, and an empty
    one has its pupils; nothing where all of it is so. Nobody is taken off: who leaves gets a last day.
    """
    found = {"teachers": _teachers(_listed(course, "teachers"), load.teachers, since)}
    if not _listed(course, "pupils") and learners:
        found["pupils"] = [_pupil(one) for one in learners]
    return {cell: value for cell, value in found.items() if value != course.get(cell)}


def _listed(course: Cells, cell: str) -> list[dict[str, Value]]:
    told = course.get(cell)
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _teachers(told: Sequence[dict[str, Value]], teachers: Sequence[str], since: date) -> Value:
    stay = [one for one in told if one.get("person") in teachers and one.get("to") is None]
    already = {one.get("person") for one in stay if str(one.get("from")) <= since.isoformat()}
    come = [person for person in teachers if person not in already]
    return [
        *(
            one if one in stay or _is_over(one, since) else one | {"to": _last_day(one, since)}
            for one in told
        ),
        *({"person": person, "from": since.isoformat(), "to": None} for person in come),
    ]


def _is_over(entry: dict[str, Value], since: date) -> bool:
    last = entry.get("to")
    return isinstance(last, str) and last < since.isoformat()


def _last_day(entry: dict[str, Value], since: date) -> str:
    """The day before, or its first day for somebody who would only begin later."""
    return max((since - timedelta(1)).isoformat(), str(entry.get("from")))


def _pupil(one: Enrolment) -> Value:
    last = one.dates.last_day
    return {
        "pupil": one.pupil.id,
        "from": one.dates.first_day.isoformat(),
        "to": last.isoformat() if last else None,
    }

"""Journals that have to follow their loads: who teaches from a day on, and who learns in a new one.

A head teacher's laptop does not keep the journals of others, so what a load says of its teachers
cannot be written into its course without a network. Which courses are owed that is kept here, with
the facts of the store, until somebody has visited them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from school.people import Enrolment
from school.timetable import Load
from sync.record import Cells, Value
from sync.shelf import Shelf

_OWED = "timetable.journals_owed"


class Turn(NamedTuple):
    """Who teaches from a day on; None until a week is published with it."""

    since: date | None
    teachers: tuple[str, ...] = ()


Turns = tuple[Turn, ...]
_UNDATED = Turn(None)


class JournalsOwed:
    """Courses whose loads have other teachers than they had, or are new; with the days from which.

    Weeks may be published one after the other before a course is told: it hears of each of their days.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def note(self, courses: Iterable[str]) -> None:
        """The loads of these courses were changed; from which day is known when a week is published."""
        owed = self._read()
        changed = {course: (*_dated(owed.get(course, ())), _UNDATED) for course in courses}
        self._put({**owed, **changed})

    def publish(self, since: date, loads: Mapping[str, Load]) -> None:
        """A week is in force from this day on: who teaches now does so from then."""
        owed = self._read()
        for course in owed.keys() & loads.keys():
            earlier = (turn for turn in _dated(owed[course]) if turn.since and turn.since < since)
            owed[course] = (*earlier, Turn(since, loads[course].teachers))
        self._put(owed)

    def due(self, begun: Collection[date]) -> dict[str, Turns]:
        """What courses can be told now, the earliest first: of days on which published weeks begin."""
        told = {
            course: tuple(turn for turn in turns if turn.since in begun)
            for course, turns in self._read().items()
        }
        return {course: turns for course, turns in told.items() if turns}

    def settle(self, course: str, told: Turns) -> None:
        """The course has been told so much; what was noted meanwhile stays."""
        owed = self._read()
        owed[course] = tuple(turn for turn in owed.get(course, ()) if turn not in told)
        self._put({one: turns for one, turns in owed.items() if turns})

    def _read(self) -> dict[str, Turns]:
        try:
            return msgspec.json.decode(self._shelf.read_meta(_OWED) or "{}", type=dict[str, Turns])
        except msgspec.DecodeError:
            return {}

    def _put(self, owed: dict[str, Turns]) -> None:
        if owed != self._read():
            with self._shelf.transaction():
                self._shelf.put_meta(_OWED, msgspec.json.encode(owed).decode())


def _dated(turns: Turns) -> Turns:
    return tuple(turn for turn in turns if turn.since is not None)


def course_cells(course: Cells, turns: Turns, learners: Sequence[Enrolment]) -> dict[str, Value]:
    """What a course has to be told so that its load's teachers may write in it from their days on, and an
    empty one has its pupils; nothing where all of it is so. Nobody is taken off: who leaves gets a last day.
    """
    teachers = _listed(course, "teachers")
    for since, people in turns:
        teachers = teachers if since is None else _teachers(teachers, people, since)
    found: dict[str, Value] = {"teachers": [*teachers]}
    if not _listed(course, "pupils") and learners:
        found["pupils"] = [_pupil(one) for one in learners]
    return {cell: value for cell, value in found.items() if value != course.get(cell)}


def _listed(course: Cells, cell: str) -> list[dict[str, Value]]:
    told = course.get(cell)
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _teachers(
    told: Sequence[dict[str, Value]], teachers: Sequence[str], since: date
) -> list[dict[str, Value]]:
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

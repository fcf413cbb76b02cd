"""The lessons that an absence opens, each with what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from school.lesson import Place
from school.timetable import Substitution, SubstitutionKind
from school.timetable_reading import Key, ScheduledLesson
from timetable.substitutes.facts import Absence, OpenLesson, Situation
from timetable.substitutes.ranking import open_lessons


@dataclass(frozen=True, slots=True)
class Case:
    """A lesson of somebody who is away. ``change`` is what was decided; without one it is open,
    or a colleague who teaches it, too, is there.
    """

    lesson: ScheduledLesson
    absence: Absence
    change: Substitution | None = None
    is_open: bool = False

    @property
    def key(self) -> Key:
        return self.lesson.key

    @property
    def place(self) -> Place:
        """Where the timetable has it."""
        return Place(self.lesson.date, self.lesson.slot)

    @property
    def asked(self) -> OpenLesson:
        """The lesson as the ranking is asked about it."""
        return OpenLesson(self.lesson, self.absence.teacher, self.absence.reason)


def read_cases(
    situation: Situation, changes: Iterable[Substitution], absences: Sequence[Absence]
) -> tuple[Case, ...]:
    """All lessons of these absences in time's order."""
    made: Mapping[Key, Substitution] = {(one.course, one.date, one.slot): one for one in changes}
    is_open = {one.lesson.key for one in open_lessons(situation)}
    found = [
        Case(lesson, absence, made.get(lesson.key), lesson.key in is_open)
        for lesson in _each_once(situation)
        if (absence := _absence_of(situation, lesson, absences)) is not None
    ]
    return tuple(sorted(found, key=lambda case: (case.place, case.lesson.course)))


def _each_once(situation: Situation) -> Iterable[ScheduledLesson]:
    """The timetable's own lessons; one held instead of another is no lesson of an absent teacher."""
    instead = set()
    for lessons in situation.lessons.values():
        for lesson in lessons:
            if lesson.key not in instead:
                instead.add(lesson.key)
                yield lesson


def _absence_of(situation: Situation, lesson: ScheduledLesson, absences: Sequence[Absence]) -> Absence | None:
    taught = situation.courses.get(lesson.course)
    if taught is None:
        return None
    place = Place(lesson.date, lesson.slot)
    return next((one for one in absences if one.teacher in taught.teachers and one.covers(place)), None)


def undecided(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(case for case in cases if case.is_open)


def next_open(cases: Sequence[Case], after: Key | None) -> Case | None:
    """The next open lesson after this one, from the beginning when there is none behind it."""
    keys = [case.key for case in cases]
    start = keys.index(after) + 1 if after in keys else 0
    turned = (*cases[start:], *cases[:start])
    return next((case for case in turned if case.is_open), None)


def of_course(cases: Iterable[Case], course: str) -> tuple[Case, ...]:
    """The open lessons of one course, for «на весь период»."""
    return tuple(case for case in cases if case.is_open and case.lesson.course == course)


def days_of(absences: Iterable[Absence], today: date) -> tuple[date, date]:
    """From the first day on which somebody is away to the last, today among them."""
    listed = list(absences)
    first = min((one.first_day for one in listed), default=today)
    last = max((one.last_day for one in listed), default=today)
    return min(first, today), max(last, today)


def teaches_elsewhere(change: Substitution | None) -> bool:
    """Whether the lesson was given another place."""
    return change is not None and change.what is SubstitutionKind.MOVE

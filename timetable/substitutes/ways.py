"""Ways out without asking anybody in: join, swap with a later lesson, move the last one up, cancel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from school.lesson import Place
from school.timetable import Substitution, SubstitutionKind
from school.timetable_reading import ScheduledLesson
from timetable.substitutes.facts import OpenLesson, Situation, Taught, Way, WayKind
from timetable.substitutes.ranking import Days

MOST_SWAPS: Final = 3
_LEVEL: Final = re.compile(r"\d+")
_UNPAID: Final = 0
"""Hours of a change that nobody does more work for."""


def ways(situation: Situation, open_lesson: OpenLesson) -> tuple[Way, ...]:
    """The ways in the order in which a head teacher would try them."""
    return tuple(_Ways(situation, open_lesson).all())


class _Ways:
    """What can be done about one lesson."""

    def __init__(self, situation: Situation, open_lesson: OpenLesson) -> None:
        self._situation, self._open = situation, open_lesson
        self._lesson = open_lesson.lesson
        self._days = Days(situation)
        self._taught = situation.courses.get(self._lesson.course)

    def all(self) -> Iterator[Way]:
        """Each kind in turn."""
        if self._taught is None:
            return
        yield from self._joins(self._taught)
        yield from list(self._swaps(self._taught))[:MOST_SWAPS]
        own = self._of_the_form(self._taught)
        if own and self._lesson.key in (own[0].key, own[-1].key):
            yield Way(WayKind.CANCEL, (self._change(SubstitutionKind.CANCEL, hours=_UNPAID),))
        elif own:
            yield from self._last_up(own[-1])

    def _joins(self, taught: Taught) -> Iterator[Way]:
        """With the other half of the form, or with the same subject of another form of its level."""
        for other in self._lessons_at(self._lesson.place):
            course = self._situation.courses.get(other.course)
            if course is None or course.subject != taught.subject or not self._is_held_by_one(other):
                continue
            if set(course.forms) & set(taught.forms) or self._levels(course) == self._levels(taught):
                change = self._change(SubstitutionKind.JOIN, teacher=other.teachers[0], joined=other.course)
                yield Way(WayKind.JOIN, (change,), other)

    def _swaps(self, taught: Taught) -> Iterator[Way]:
        """With a later lesson of the same pupils, where both teachers can."""
        for day in sorted(self._situation.lessons):
            for other in self._situation.lessons[day]:
                if other.place > self._lesson.place and self._can_swap(taught, other):
                    there = self._change(SubstitutionKind.MOVE, to=other.place, hours=_UNPAID)
                    here = _moved(other, self._lesson.place)
                    yield Way(WayKind.SWAP, (there, here), other)

    def _can_swap(self, taught: Taught, other: ScheduledLesson) -> bool:
        course = self._situation.courses.get(other.course)
        if course is None or course.id == taught.id or course.forms != taught.forms:
            return False
        whole = taught.whole and course.whole and self._is_untouched(other)
        return (
            whole
            and all(self._days.is_free(one, self._lesson.place) for one in other.teachers)
            and self._days.is_free(self._open.absent, other.place)
        )

    def _last_up(self, last: ScheduledLesson) -> Iterator[Way]:
        """The class goes home earlier, and the lesson is not held."""
        course = self._situation.courses.get(last.course)
        is_whole = course is not None and course.whole and self._taught is not None and self._taught.whole
        free = all(self._days.is_free(one, self._lesson.place) for one in last.teachers)
        if is_whole and free and self._is_untouched(last):
            off = self._change(SubstitutionKind.CANCEL, hours=_UNPAID)
            yield Way(WayKind.LAST_LESSON_UP, (off, _moved(last, self._lesson.place)), last)

    # the day

    def _of_the_form(self, taught: Taught) -> list[ScheduledLesson]:
        """The lessons of the day in which the form's pupils sit, in their order."""
        found = [
            one
            for one in self._situation.lessons.get(self._lesson.place.date, ())
            if not one.cancelled and self._shares_form(one, taught)
        ]
        return sorted(found, key=lambda one: (one.place, one.key != self._lesson.key))

    def _shares_form(self, lesson: ScheduledLesson, taught: Taught) -> bool:
        course = self._situation.courses.get(lesson.course)
        return course is not None and bool(set(course.forms) & set(taught.forms))

    def _lessons_at(self, place: Place) -> Iterator[ScheduledLesson]:
        found = self._situation.lessons.get(place.date, ())
        return (one for one in found if one.place == place and one.key != self._lesson.key)

    def _is_held_by_one(self, lesson: ScheduledLesson) -> bool:
        """Whether one teacher who is there holds it alone."""
        away = (one for one in self._situation.absences if one.covers(lesson.place))
        there = set(lesson.teachers) - {one.teacher for one in away}
        return len(lesson.teachers) == 1 and bool(there) and not lesson.cancelled

    def _is_untouched(self, lesson: ScheduledLesson) -> bool:
        own = lesson.place == Place(lesson.date, lesson.slot)
        return own and not (lesson.substituted or lesson.cancelled or lesson.written or lesson.joined)

    def _levels(self, course: Taught) -> set[str]:
        titles = (self._situation.forms.get(form, "") for form in course.forms)
        return {found[0] for title in titles if (found := _LEVEL.match(title))}

    def _change(
        self,
        what: SubstitutionKind,
        *,
        teacher: str | None = None,
        to: Place | None = None,
        joined: str | None = None,
        hours: int = 1,
    ) -> Substitution:
        lesson = self._lesson
        return Substitution(
            *("", lesson.course, lesson.date, lesson.slot, what),
            teacher=teacher,
            to=to,
            with_course=joined,
            hours=hours,
        )


def _moved(lesson: ScheduledLesson, to: Place) -> Substitution:
    """The change that gives a lesson another place."""
    return Substitution(
        "",
        lesson.course,
        lesson.date,
        lesson.slot,
        SubstitutionKind.MOVE,
        to=to,
        hours=_UNPAID,
    )

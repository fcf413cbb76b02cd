"""A person's day: the lessons of a date and how far each of them has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from desktop.models.reading.lesson_counts import read_counts
from desktop.models.reading.lesson_head import LessonHead, LessonReader
from desktop.models.reading.library import Library
from school.course import Course
from school.finished import Gap, Unfinished, read_unfinished
from school.lesson import Lesson


class When(StrEnum):
    """Where a lesson lies on the clock."""

    AHEAD = "ahead"
    RUNNING = "running"
    JUST_ENDED = "just_ended"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class DayLesson:
    """A lesson of «Мой день»: its place, whose it is, what is filled in.

    ``instead_of`` names the course's own teachers where this person stands in for them.
    """

    head: LessonHead
    course: Course
    subject: str
    forms: str
    when: When
    marks: int = 0
    absent: int = 0
    gaps: tuple[Unfinished, ...] = ()
    instead_of: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        return not self.gaps

    def lacks(self, gap: Gap) -> bool:
        return any(one.gap is gap for one in self.gaps)


def read_day(library: Library, day: date, now: datetime) -> tuple[DayLesson, ...]:
    """The lessons that this person gives on a date, by the bell: own ones and taken ones."""
    courses = {course.id for course in library.own_courses(day)}
    courses |= library.facts.substituted_by(library.person, day)
    found = [lesson for id in courses for lesson in _lessons(library, id, day, now)]
    found.sort(key=lambda one: (one.head.place.slot, one.forms, one.head.course))
    return tuple(_with_just_ended(found, now))


def lesson_to_open(lessons: Sequence[DayLesson]) -> DayLesson | None:
    """What Enter opens: the running lesson; in a break the one just ended until it is finished."""
    held = [lesson for lesson in lessons if not lesson.head.is_cancelled]
    by_when = {when: [one for one in held if one.when is when] for when in When}
    ended = [one for one in by_when[When.JUST_ENDED] if not one.is_finished]
    order = (by_when[When.RUNNING], ended, by_when[When.AHEAD], by_when[When.JUST_ENDED], held[-1:])
    return next((listed[0] for listed in order if listed), None)


def read_gaps(library: Library, course: Course, head: LessonHead, today: date) -> tuple[Unfinished, ...]:
    """What a lesson lacks; one that nobody has opened lacks everything."""
    if head.is_cancelled:
        return ()
    stored = library.book(course.id).lesson(head.id)
    placed = head.place if (head.place.date, head.place.slot) != (head.date, head.slot) else None
    lesson = stored or Lesson(head.id, course.id, head.date, head.slot, placed)
    return read_unfinished(lesson, course, library.facts.codes, today)


def _lessons(library: Library, id: str, day: date, now: datetime) -> list[DayLesson]:
    book = library.book(id)
    facts, course = library.facts, book.course
    reader = LessonReader(library, book, now.date())
    found = []
    for head in reader.heads(day, day):
        if library.person not in head.teachers:
            continue
        counts = read_counts(library, head)
        found.append(
            DayLesson(
                head,
                course,
                facts.subject_title(course),
                ", ".join(form.title for form in facts.forms_of(course)),
                _when(head, now),
                counts.marks,
                counts.absent,
                read_gaps(library, course, head, now.date()),
                _instead_of(library, course, head),
            )
        )
    return found


def _instead_of(library: Library, course: Course, head: LessonHead) -> tuple[str, ...]:
    """The names of those whose lesson it is, where it is not this person's own."""
    if course.teaches(library.person, head.place.date):
        return ()
    return tuple(filter(None, map(library.facts.name_of, course.teachers_on(head.place.date))))


def _when(head: LessonHead, now: datetime) -> When:
    if not head.has_begun(now):
        return When.AHEAD
    return When.PAST if head.has_ended(now) else When.RUNNING


def _with_just_ended(lessons: list[DayLesson], now: datetime) -> list[DayLesson]:
    """In a break, and after the last lesson of today, the lesson that ended last is told."""
    if any(one.when is When.RUNNING for one in lessons):
        return lessons
    past = [one for one in lessons if one.when is When.PAST and one.head.place.date == now.date()]
    if not past:
        return lessons
    slot = past[-1].head.place.slot
    return [
        replace(one, when=When.JUST_ENDED) if one in past and one.head.place.slot == slot else one
        for one in lessons
    ]

"""What is owed: works of pupils, and what the teacher's own lessons still lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from desktop.models.reading import wire
from desktop.models.reading.day import read_gaps
from desktop.models.reading.lesson_head import LessonHead, LessonReader, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.school_records import read_records
from school.course import Course
from school.finished import Unfinished
from school.mark import Mark
from school.people import Pupil


@dataclass(frozen=True, slots=True)
class Debt:
    """A work that a pupil owes; ``days`` since the lesson, or since the day it was due."""

    course: Course
    subject: str
    forms: str
    pupil: Pupil
    column: WorkColumn
    mark: Mark
    days: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the head teacher on a course's journal, «Нет темы 18.11»."""

    id: str
    course: str
    text: str
    date: date | None
    by: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedLesson:
    """A past lesson that lacks something, with the way there."""

    course: Course
    subject: str
    forms: str
    head: LessonHead
    gaps: tuple[Unfinished, ...]


def read_debts(library: Library, today: date) -> tuple[Debt, ...]:
    """The dots of all own courses, the longest owed first."""
    found = [debt for course in library.own_courses() for debt in _debts(library, course, today)]
    found.sort(key=lambda one: (-one.days, one.forms, one.pupil.sort_key))
    return tuple(found)


def read_unfinished_lessons(library: Library, now: datetime) -> tuple[UnfinishedLesson, ...]:
    """Lessons of the running term that are over and lack something, the oldest first."""
    today = now.date()
    found = [
        UnfinishedLesson(
            course,
            library.facts.subject_title(course),
            ", ".join(form.title for form in library.facts.forms_of(course)),
            head,
            gaps,
        )
        for course in library.own_courses()
        for head in _past(library, course, now)
        if library.person in head.teachers and (gaps := read_gaps(library, course, head, today))
    ]
    found.sort(key=lambda one: (one.head.place, one.forms))
    return tuple(found)


def read_remarks(library: Library) -> tuple[Remark, ...]:
    """Remarks on own courses that the head teacher has not closed."""
    return tuple(
        Remark(
            id,
            course.id,
            wire.text(cells, "text"),
            wire.day(cells.get("date")),
            library.facts.name_of(wire.text(cells, "by")),
            wire.text(cells, "answer"),
        )
        for course in library.own_courses()
        for id, cells in read_records(library.copy, library.book(course.id).bucket)["inspection_note"].items()
        if cells.get("state") != "closed"
    )


def _debts(library: Library, course: Course, today: date) -> Iterator[Debt]:
    book, facts = library.book(course.id), library.facts
    names = library.pupils_of(course)
    reader = LessonReader(library, book, today)
    year = facts.calendar.year
    for lesson in book.lessons(year.first_day, min(year.last_day, today)):
        owed = [(pupil, work, mark) for (pupil, work), mark in lesson.marks.items() if mark.duty]
        if not owed:
            continue
        columns = {column.id: column for column in reader.columns(reader.stored(lesson))}
        for pupil, work, mark in owed:
            column = columns.get(work)
            if column is not None and pupil in names and course.learns(pupil, today):
                since = column.work.due or lesson.place.date
                forms = ", ".join(form.title for form in facts.forms_of(course))
                days = max((today - since).days, 0)
                yield Debt(course, facts.subject_title(course), forms, names[pupil], column, mark, days)


def _past(library: Library, course: Course, now: datetime) -> Iterator[LessonHead]:
    today = now.date()
    terms = [term for term in library.facts.terms_of(course) if term.first_day <= today]
    if terms:
        reader = LessonReader(library, library.book(course.id), today)
        last = min(today, terms[-1].last_day)
        yield from (head for head in reader.heads(terms[-1].first_day, last) if head.has_ended(now))

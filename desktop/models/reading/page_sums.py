"""The right edge of a page: averages, counts and advice, by the school's one calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from desktop.models.reading.course_book import TERM_MARK, CourseBook
from desktop.models.reading.fates import SETTLED
from desktop.models.reading.library import Library
from desktop.models.reading.page_values import PupilRow, PupilSums
from desktop.models.reading.wire import term_mark_cell
from school.attendance import LessonAttendance, code_for_counting, count_attendance
from school.grading import counted_marks, suggest_term_mark
from school.lesson import Lesson
from school.mark import Mark
from school.term import Term
from sync.identity import term_mark_id


class SumReader:
    """Sums of pupils in one course and term.

    Each lesson is cut into one small lesson per pupil and kept so: a mark changes the sums of
    one pupil, and only the cuts of its lesson are made again.
    """

    def __init__(self, library: Library, book: CourseBook, term: Term, before: Term | None) -> None:
        self._library = library
        self._book = book
        self._term = term
        self._before = before
        facts = library.facts
        self._scale = facts.scale_of(book.course)
        self._rule = facts.grading(self._scale)
        rosters = [library.roster(form) for form in book.course.forms]
        self._absences = [absence for roster in rosters for absence in roster.absences]
        self._cuts: dict[str, dict[str, Lesson]] = {}

    def forget(self, lesson: str) -> None:
        """A lesson was touched."""
        self._cuts.pop(lesson, None)

    def read(self, row: PupilRow, lessons: Iterable[str], today: date) -> PupilSums:
        """The sums of one pupil over lessons of the term, given by their ids as time goes."""
        cuts = [cut for id in lessons if (cut := self._cut(id, row.id)) is not None]
        course = self._book.course
        marks = counted_marks(course, row.id, cuts, self._scale, self._rule, self._book.carried)
        last_term = self._last_term(row.id)
        held = [cut for cut in cuts if cut.place.date <= today and not cut.is_cancelled]
        present = [
            self._seen(row.id, cut)
            for cut in held
            if row.learns(cut.place.date) and (cut.roll_call or cut.attendance)
        ]
        counts = count_attendance(present, self._library.facts.codes)
        owed = sum(mark.duty for cut in cuts for _, mark in cut.marks_of(row.id))
        record = term_mark_id(course.id, self._term.id)
        fates = self._book.fates(TERM_MARK, record)
        return PupilSums(
            suggest_term_mark(marks, self._scale, self._rule, last_term),
            self._rule.least_marks,
            counts.lessons,
            counts.missed,
            owed,
            self._book.term_mark(self._term.id, row.id),
            fates.get(term_mark_cell(row.id), SETTLED).fate,
        )

    def _last_term(self, pupil: str) -> str | None:
        mark = self._book.term_mark(self._before.id, pupil) if self._before else None
        return mark.values[0] if mark and mark.values else None

    def _seen(self, pupil: str, cut: Lesson) -> LessonAttendance:
        noted = cut.attendance.get(pupil)
        seen = LessonAttendance(cut.place.date, cut.place.slot, noted.code if noted else None)
        if noted is None or not self._absences:
            return seen
        counts = code_for_counting(pupil, seen, self._absences, self._library.facts.codes)
        return replace(seen, code=counts)

    def _cut(self, id: str, pupil: str) -> Lesson | None:
        """The lesson with nothing but this pupil's marks and code."""
        lesson = self._book.lesson(id)
        if lesson is None:
            return None
        cuts = self._cuts.get(id)
        if cuts is None:
            cuts = self._cuts[id] = _cut_up(lesson)
        return cuts.get(pupil) or cuts.setdefault(pupil, replace(lesson, marks={}, attendance={}))


def _cut_up(lesson: Lesson) -> dict[str, Lesson]:
    """One small lesson for each pupil who has something in it."""
    marks: dict[str, dict[tuple[str, str], Mark]] = {}
    for (pupil, work), mark in lesson.marks.items():
        marks.setdefault(pupil, {})[pupil, work] = mark
    noted = lesson.attendance
    return {
        pupil: replace(
            lesson,
            marks=marks.get(pupil, {}),
            attendance={pupil: noted[pupil]} if pupil in noted else {},
        )
        for pupil in {*marks, *noted}
    }

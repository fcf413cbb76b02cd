"""The right edge of a page: averages, counts and advice, by the school's one calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.models.reading.course_book import TERM_MARK, CourseBook
from desktop.models.reading.fates import SETTLED
from desktop.models.reading.library import Library
from desktop.models.reading.page_values import PupilRow, PupilSums
from desktop.models.reading.wire import term_mark_cell
from school.attendance import Attendance, LessonAttendance, code_for_counting, count_attendance
from school.grading import CountedMark, counted_marks, suggest_term_mark
from school.lesson import Lesson, Place
from school.term import Term
from sync.identity import term_mark_id


@dataclass(frozen=True, slots=True)
class _Share:
    """What one lesson puts into the sums of one pupil; `seen` is None where nobody called the roll."""

    marks: tuple[CountedMark, ...] = ()
    seen: LessonAttendance | None = None
    owed: int = 0


_NOTHING = _Share()


class SumReader:
    """Sums of pupils in one course and term.

    Each lesson's share in each pupil's sums is kept: a mark changes the sums of one pupil, and
    only the shares of its lesson are made again.
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
        self._shares: dict[str, dict[str, _Share]] = {}

    def forget(self, lesson: str) -> None:
        """A lesson was touched."""
        self._shares.pop(lesson, None)

    def read(self, row: PupilRow, lessons: Iterable[str], today: date) -> PupilSums:
        """The sums of one pupil over lessons of the term, given by their ids as time goes."""
        shares = [self._share(id, row) for id in lessons]
        marks = [mark for share in shares for mark in share.marks]
        marks += counted_marks(self._book.course, row.id, (), self._scale, self._rule, self._book.carried)
        seen = [share.seen for share in shares if share.seen is not None and share.seen.date <= today]
        counts = count_attendance(seen, self._library.facts.codes)
        record = term_mark_id(self._book.course.id, self._term.id)
        fates = self._book.fates(TERM_MARK, record)
        return PupilSums(
            suggest_term_mark(marks, self._scale, self._rule, self._last_term(row.id)),
            self._rule.least_marks,
            counts.lessons,
            counts.missed,
            sum(share.owed for share in shares),
            self._book.term_mark(self._term.id, row.id),
            fates.get(term_mark_cell(row.id), SETTLED).fate,
        )

    def _last_term(self, pupil: str) -> str | None:
        mark = self._book.term_mark(self._before.id, pupil) if self._before else None
        return mark.values[0] if mark and mark.values else None

    def _share(self, id: str, row: PupilRow) -> _Share:
        shares = self._shares.get(id)
        if shares is None:
            shares = self._shares[id] = {}
        share = shares.get(row.id)
        if share is None:
            lesson = self._book.lesson(id)
            share = shares[row.id] = _NOTHING if lesson is None else self._share_of(lesson, row)
        return share

    def _share_of(self, lesson: Lesson, row: PupilRow) -> _Share:
        noted = lesson.attendance.get(row.id)
        called = lesson.roll_call or noted is not None
        is_seen = called and not lesson.is_cancelled and row.learns(lesson.place.date)
        return _Share(
            counted_marks(self._book.course, row.id, (lesson,), self._scale, self._rule),
            self._seen(row.id, lesson.place, noted) if is_seen else None,
            sum(mark.duty for _, mark in lesson.marks_of(row.id)),
        )

    def _seen(self, pupil: str, place: Place, noted: Attendance | None) -> LessonAttendance:
        seen = LessonAttendance(place.date, place.slot, noted.code if noted else None)
        if noted is None or not self._absences:
            return seen
        counts = code_for_counting(pupil, seen, self._absences, self._library.facts.codes)
        return replace(seen, code=counts)

"""A page of the journal: a course in a term, as shown. Read, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from desktop.models.reading.cells import CellReader
from desktop.models.reading.course_book import LESSON, TERM_MARK
from desktop.models.reading.lesson_head import LessonHead, LessonReader, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.page_rows import read_rows
from desktop.models.reading.page_sums import SumReader
from desktop.models.reading.page_values import CellRead, PageChange, PupilRow, PupilSums
from desktop.models.reading.private import GUEST, NOTE
from desktop.models.reading.school_records import SCHOOL
from desktop.models.reading.wire import ATTENDANCE, MARK
from school.course import Course
from school.scale import Scale
from school.term import Term
from sync.local_copy import Touched
from sync.record import RecordKey

_PLACING = frozenset({"placed", "state", "date", "slot"})


class JournalPage:
    """Rows, columns, cells and sums of one course in one term.

    Cells and sums are read when they are first asked for and kept, so that a screen only looks
    up. `refresh` reads again what a write has touched and says which cells those are.
    """

    def __init__(self, library: Library, course: str, term: Term, now: datetime) -> None:
        self._library = library
        self._id = course
        self.term = term
        self.today = now.date()
        self._read()

    def _read(self) -> None:
        library, book = self._library, self._library.book(self._id)
        self._book = book
        self.course: Course = book.course
        self.terms = library.facts.terms_of(self.course)
        term = self.term = next((one for one in self.terms if one.id == self.term.id), self.term)
        self.scale: Scale = library.facts.scale_of(self.course)
        self.rows: tuple[PupilRow, ...] = read_rows(library, self.course, term)
        self._lessons = LessonReader(library, book, self.today)
        held = self._lessons.heads(term.first_day, term.last_day)
        self._heads = {head.id: head for head in held}
        self._columns_of = {id: self._lessons.columns(head) for id, head in self._heads.items()}
        before = [one for one in self.terms if one.last_day < term.first_day]
        self._sums = SumReader(library, book, term, before[-1] if before else None)
        self._index()

    def _index(self) -> None:
        self.columns: tuple[WorkColumn, ...] = tuple(
            column for columns in self._columns_of.values() for column in columns
        )
        self._column = {column.id: column for column in self.columns}
        self._row = {row.id: row for row in self.rows}
        self._reader = CellReader(self._library, self._book)
        self._cells: dict[tuple[str, str], CellRead] = {}
        self._totals: dict[str, PupilSums] = {}

    # look-ups

    @property
    def lessons(self) -> tuple[LessonHead, ...]:
        """The lessons of the term as time goes."""
        return tuple(self._heads.values())

    def lesson(self, id: str) -> LessonHead | None:
        return self._heads.get(id)

    def column(self, id: str) -> WorkColumn | None:
        return self._column.get(id)

    def columns_of(self, lesson: str) -> tuple[WorkColumn, ...]:
        return self._columns_of.get(lesson, ())

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses of the page: one, or those that are taught together."""
        return (self.course,)

    @property
    def works(self) -> tuple[WorkColumn, ...]:
        """Every work that marks of this page may be for."""
        return self.columns

    def work_of(self, row: str, column: str) -> WorkColumn | None:
        """The work behind a column for this pupil; see JointPage."""
        return self._column.get(column)

    def row(self, id: str) -> PupilRow | None:
        return self._row.get(id)

    def cell(self, row: str, column: str) -> CellRead:
        """What stands in a cell."""
        key = row, column
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._reader.read(self._row[row], self._column[column])
        return found

    def sums(self, row: str) -> PupilSums:
        """The right edge of a pupil."""
        found = self._totals.get(row)
        if found is None:
            found = self._totals[row] = self._sums.read(self._row[row], self._heads, self.today)
        return found

    def marks_outside(self, row: str) -> int:
        """How many of a pupil's marks of the term lie outside the pupil's dates: they count for nothing."""
        pupil = self._row[row]
        outside = (
            self._book.lesson(id) for id, head in self._heads.items() if not pupil.learns(head.place.date)
        )
        return sum(len(tuple(lesson.marks_of(row))) for lesson in outside if lesson is not None)

    def lesson_now(self, now: datetime) -> LessonHead | None:
        """The lesson that runs or was the last to begin; before all of them, the first."""
        begun = [head for head in self._heads.values() if head.has_begun(now)]
        return begun[-1] if begun else next(iter(self._heads.values()), None)

    # changes

    def refresh(self, told: Touched) -> PageChange:
        """Read again what was touched, and say what that has changed on this page.

        The library must have forgotten what was touched before, see `Library.forget`.
        """
        trace = _Trace()
        for bucket, key, touched in self._about_us(told):
            if key is None or not self._take(bucket, key, touched, trace):
                self._read()
                return PageChange(whole=True)
        for place in trace.cells:
            self._cells.pop(place, None)
        for row in trace.rows:
            self._totals.pop(row, None)
        return PageChange(frozenset(trace.cells), frozenset(trace.rows), frozenset(trace.lessons))

    def _about_us(self, told: Touched) -> Iterator[tuple[str, RecordKey | None, set[str]]]:
        """What was touched in the buckets that the page is made of; no key stands for the whole bucket."""
        whole = {SCHOOL, *(f"form:{form}" for form in self.course.forms)}
        ours = {*whole, self._book.bucket, self._library.private.bucket}
        for bucket in told.buckets & ours:
            yield bucket, None, set()
        for (bucket, key), cells in told.cells.items():
            if bucket in ours:
                yield bucket, None if bucket in whole else key, cells

    def _take(self, bucket: str, key: RecordKey, touched: set[str], trace: _Trace) -> bool:
        """Take in one record; False when rows or columns have to be read anew."""
        if bucket == self._library.private.bucket:
            return self._take_private(key, trace)
        if key.kind == LESSON:
            return self._take_lesson(key.id, touched, trace)
        if key.kind == TERM_MARK:
            trace.rows |= set(self._row)
        return key.kind not in ("course", "carried")

    def _take_lesson(self, id: str, touched: set[str], trace: _Trace) -> bool:
        lesson, head = self._book.lesson(id), self._heads.get(id)
        if head is None:
            return lesson is None or not self.term.covers(lesson.place.date)
        if lesson is not None and (lesson.place, lesson.is_cancelled) != (head.place, head.is_cancelled):
            return False
        self._sums.forget(id)
        if not self._take_head(self._lessons.refreshed(head), trace):
            return False
        names = touched or {"attendance/" + row for row in self._row} | {"roll_call"}
        for name in names:
            self._take_cell(id, name, trace)
        return True

    def _take_head(self, head: LessonHead, trace: _Trace) -> bool:
        """Put a lesson's head and its works in place; False when it has other works now."""
        before, columns = self._columns_of[head.id], self._lessons.columns(head)
        if [one.id for one in before] != [one.id for one in columns]:
            return False
        if before != columns:
            self._heads[head.id], self._columns_of[head.id] = head, columns
            self._column.update((column.id, column) for column in columns)
            self.columns = tuple(self._column.values())
            trace.lessons.add(head.id)
            if [(one.work, one.is_wiped) for one in before] != [(one.work, one.is_wiped) for one in columns]:
                trace.rows |= set(self._row)
                trace.cells |= {(row, column.id) for row in self._row for column in columns}
        return True

    def _take_cell(self, lesson: str, name: str, trace: _Trace) -> None:
        kind, _, rest = name.partition("/")
        pupil, _, work = rest.partition("/")
        if kind == MARK and work in self._column and pupil in self._row:
            trace.cells.add((pupil, work))
            trace.rows.add(pupil)
        elif kind == ATTENDANCE and pupil in self._row:
            trace.cells |= {(pupil, column.id) for column in self._columns_of[lesson]}
            trace.rows.add(pupil)
        elif name == "roll_call":
            trace.rows |= set(self._row)

    def _take_private(self, key: RecordKey, trace: _Trace) -> bool:
        private = self._library.private
        if key.kind == GUEST:
            guests = [(guest.id, guest.name) for guest in private.guests_of(self._id)]
            if guests != [(row.id, row.name) for row in self.rows if row.is_guest]:
                return False
            if key.id in self._row:
                trace.cells |= {(key.id, column) for column in self._column}
                trace.rows.add(key.id)
        elif key.kind == NOTE:
            trace.cells |= {place for place, cell in self._cells.items() if cell.has_note}
            about = private.about(key.id)
            if about is not None and about.id in self._heads:
                self._take_cell(about.id, about.cell, trace)
        return True


@dataclass(slots=True)
class _Trace:
    """What a refresh has met so far."""

    cells: set[tuple[str, str]] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    lessons: set[str] = field(default_factory=set)

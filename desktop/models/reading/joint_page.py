"""A page of courses that are taught together: one grid with a divider, «8А + 8Б»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import CellRead, PageChange, PupilRow, PupilSums, WhyClosed
from school.course import Course
from school.lesson import Place
from school.term import Term
from sync.local_copy import Touched


class JointPage(JournalPage):
    """Pages of several courses, laid over each other by the places of their lessons.

    A column bears the id of the first course that has it; `work_of` tells which work it is for
    a pupil. Each mark goes into the pupil's own course: what is joined is only the sight.
    """

    def __init__(self, library: Library, courses: Sequence[str], term: Term, now: datetime) -> None:
        self._library = library
        self.term = term
        self.today = now.date()
        self._parts = tuple(JournalPage(library, course, term, now) for course in courses)
        self._join()

    def _join(self) -> None:
        first = self._parts[0]
        self.course, self.scale = first.course, first.scale
        self.term, self.terms = first.term, first.terms
        self._part_of = {row.id: part for part in self._parts for row in part.rows}
        self.rows = tuple(self._joined_rows())
        self._row = {row.id: row for row in self.rows}
        self._join_columns()

    def _joined_rows(self) -> Iterable[PupilRow]:
        for part in self._parts:
            if part is not self._parts[0]:
                forms = ", ".join(form.title for form in self._library.facts.forms_of(part.course))
                yield PupilRow(part.course.id, forms, forms, is_divider=True)
            yield from part.rows

    def _join_columns(self) -> None:
        by_place: dict[Place, list[tuple[JournalPage, LessonHead]]] = {}
        for part in self._parts:
            for head in part.lessons:
                by_place.setdefault(head.place, []).append((part, head))
        self._heads: dict[str, LessonHead] = {}
        self._columns_of: dict[str, tuple[WorkColumn, ...]] = {}
        self._main: dict[str, str] = {}
        self._key: dict[str, str] = {}
        self._own: dict[tuple[str, str], WorkColumn] = {}
        for place in sorted(by_place):
            self._join_lesson(by_place[place])
        self.columns = tuple(column for columns in self._columns_of.values() for column in columns)
        self._column = {column.id: column for column in self.columns}

    def _join_lesson(self, held: Sequence[tuple[JournalPage, LessonHead]]) -> None:
        """One lesson of several courses: their works side by side, the first to the first."""
        main = held[0][1]
        self._heads[main.id] = main
        self._main.update((head.id, main.id) for _, head in held)
        listed = [(part, part.columns_of(head.id)) for part, head in held]
        columns: list[WorkColumn] = []
        for at in range(max(len(works) for _, works in listed)):
            present = [(part, works[at]) for part, works in listed if at < len(works)]
            shown = replace(present[0][1], lesson=main)
            columns.append(shown)
            for part, work in present:
                self._key[work.id] = shown.id
                self._own[part.course.id, shown.id] = work
        self._columns_of[main.id] = tuple(columns)

    # look-ups

    @property
    def courses(self) -> tuple[Course, ...]:
        return tuple(part.course for part in self._parts)

    @property
    def works(self) -> tuple[WorkColumn, ...]:
        """Every work of every course."""
        return tuple(column for part in self._parts for column in part.columns)

    def lesson(self, id: str) -> LessonHead | None:
        """A lesson by its own id, in whichever course; where several are joined, the first one's."""
        return self._heads.get(self._main.get(id, id))

    def columns_of(self, lesson: str) -> tuple[WorkColumn, ...]:
        return self._columns_of.get(self._main.get(lesson, lesson), ())

    def column(self, id: str) -> WorkColumn | None:
        return self._column.get(self._key.get(id, id))

    def work_of(self, row: str, column: str) -> WorkColumn | None:
        """The work of the pupil's own course behind a column; None where that course has no lesson."""
        part = self._part_of.get(row)
        return self._own.get((part.course.id, self._key.get(column, column))) if part else None

    def cell(self, row: str, column: str) -> CellRead:
        """What stands in a cell; closed where the pupil's course has no lesson."""
        part, own = self._part_of.get(row), self.work_of(row, column)
        if part is None or own is None:
            return CellRead(closed=WhyClosed.NO_LESSON)
        return part.cell(row, own.id)

    def marks_outside(self, row: str) -> int:
        return self._part_of[row].marks_outside(row)

    def sums(self, row: str) -> PupilSums:
        return self._part_of[row].sums(row)

    # changes

    def refresh(self, told: Touched) -> PageChange:
        """Each part reads again what is its own; together they say what has changed."""
        changes = [part.refresh(told) for part in self._parts]
        if any(change.whole for change in changes):
            self._join()
            return PageChange(whole=True)
        lessons = frozenset(self._main[id] for change in changes for id in change.lessons)
        if lessons:
            self._join_columns()
        return PageChange(
            frozenset((row, self._key[column]) for change in changes for row, column in change.cells),
            frozenset(row for change in changes for row in change.rows),
            lessons,
        )

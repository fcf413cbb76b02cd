"""One cell of a page, read from its lesson."""

from __future__ import annotations

from desktop.models.reading import wire
from desktop.models.reading.course_book import LESSON, CourseBook
from desktop.models.reading.fates import SETTLED, CellFate
from desktop.models.reading.lesson_head import Right, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.page_rows import closed_dates
from desktop.models.reading.page_values import CellRead, PupilRow, WhyClosed
from desktop.models.reading.private import About
from school.attendance import Attendance, LessonAttendance, code_for_counting


class CellReader:
    """Reads cells of one course; a cell joins a pupil's mark with the lesson's attendance."""

    def __init__(self, library: Library, book: CourseBook) -> None:
        self._library = library
        self._book = book
        rosters = [library.roster(form) for form in book.course.forms]
        self._absences = [absence for roster in rosters for absence in roster.absences]

    def read(self, row: PupilRow, column: WorkColumn) -> CellRead:
        """What stands in the cell of a pupil and a work."""
        if row.is_guest:
            return self._guest(row, column)
        lesson = column.lesson
        stored = self._book.lesson(lesson.id)
        mark = stored.mark_of(row.id, column.id) if stored else None
        attendance = stored.attendance.get(row.id) if stored else None
        name, noted = wire.mark_cell(row.id, column.id), wire.attendance_cell(row.id)
        fates = self._book.fates(LESSON, lesson.id)
        of_mark, of_code = fates.get(name, SETTLED), fates.get(noted, SETTLED)
        shown = max(of_mark, of_code, key=_fate)
        private = self._library.private
        return CellRead(
            mark,
            attendance,
            self._reason(row, column, attendance),
            self._is_absent(attendance),
            shown.fate,
            wire.read_mark(of_mark.beside),
            _code(of_code),
            of_mark.question or of_code.question,
            private.note(About(LESSON, lesson.id, name)) is not None,
            why_closed(row, column),
        )

    def _guest(self, row: PupilRow, column: WorkColumn) -> CellRead:
        guest = self._library.private.guest(row.id)
        if guest is None:
            return CellRead(closed=WhyClosed.ELSEWHERE)
        attendance = guest.attendance(column.lesson.id)
        mark = guest.mark(column.lesson.id, column.id)
        return CellRead(mark, attendance, absent=self._is_absent(attendance), closed=why_closed(row, column))

    def _reason(self, row: PupilRow, column: WorkColumn, attendance: Attendance | None) -> str | None:
        """The form teacher's code where it differs from the teacher's own."""
        if attendance is None or not self._absences:
            return None
        place = column.lesson.place
        seen = LessonAttendance(place.date, place.slot, attendance.code)
        counts = code_for_counting(row.id, seen, self._absences, self._library.facts.codes)
        return counts if counts != attendance.code else None

    def _is_absent(self, attendance: Attendance | None) -> bool:
        code = self._library.facts.codes.get(attendance.code) if attendance else None
        return code is not None and code.absent


def why_closed(row: PupilRow, column: WorkColumn) -> WhyClosed | None:
    """Why nothing may be typed here; a lesson that waits for the head teacher is not closed."""
    lesson = column.lesson
    if row.elsewhere:
        return WhyClosed.ELSEWHERE
    if not row.learns(lesson.place.date):
        return WhyClosed.NOT_YET_HERE if closed_dates(row, lesson.place.date) else WhyClosed.HAS_LEFT
    if lesson.is_cancelled:
        return WhyClosed.CANCELLED
    if lesson.is_future:
        return WhyClosed.FUTURE
    if lesson.right is Right.READS:
        return WhyClosed.NOT_YOURS
    return WhyClosed.WORK_REMOVED if column.is_wiped and not column.is_default else None


def _fate(one: CellFate) -> int:
    return one.fate


def _code(fate: CellFate) -> str | None:
    attendance = wire.read_attendance(fate.beside)
    return attendance.code if attendance else None

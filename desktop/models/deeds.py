"""From what a person does to what is written: wishes, one for each record.

Nothing is written here. A deed carries also what must travel with it without being part of
what the person did: a lesson's date and slot, and the cell of its default work, for a mark
whose work is empty is a mark of a removed work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from desktop.models.reading import wire
from desktop.models.reading.course_book import LESSON, bucket_of
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.private import GUEST, guest_entry
from desktop.models.undo import Written
from school.attendance import Attendance
from school.mark import Mark
from sync.local_copy import Wish
from sync.record import Cells, RecordKey, Value, same

TEST_WEIGHT = 2
"""A work that weighs less is no test: who was away owes nothing."""


class CellWrite(NamedTuple):
    """What a cell of a page shall hold: a mark's values and dot, an attendance code's key.

    ``comment`` None keeps the comment that stands, unless the mark is emptied.
    """

    row: str
    column: str
    values: tuple[str, ...] = ()
    duty: bool = False
    code: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A wish, and the cells that travel with it but are not taken back with it."""

    wish: Wish
    implied: frozenset[str] = field(default_factory=frozenset)

    def tidied(self) -> Deed:
        """The same with its texts as the wire wants them."""
        wish = self.wish
        cells = {cell: wire.tidy(value) for cell, value in wish.cells.items()}
        return replace(self, wish=replace(wish, cells=cells, reason=wire.tidy(wish.reason)))

    def written(self, before: Cells) -> Written:
        """What of it can be taken back: cells that it has changed and that were not implied."""
        wish = self.wish
        after = {
            cell: value
            for cell, value in wish.cells.items()
            if cell not in self.implied and (wish.resolves or not same(before.get(cell), value))
        }
        seen = {cell: before.get(cell) for cell in after}
        return Written(wish.bucket, RecordKey(wish.kind, wish.id), seen, after, wish.identity, wish.reason)


def lesson_deed(
    lesson: LessonHead,
    cells: Mapping[str, Value],
    implied: Mapping[str, Value] | None = None,
    reason: str | None = None,
) -> Deed:
    """A write on a lesson, stored or not."""
    along = dict(implied or {})
    wish = Wish(
        bucket_of(lesson.course),
        LESSON,
        lesson.id,
        {**along, **cells},
        identity={"date": lesson.date.isoformat(), "slot": lesson.slot},
        reason=reason,
    )
    return Deed(wish, frozenset(along) - set(cells))


class CellDeeds:
    """Makes the deeds of cells of one page: one for each lesson, one for each guest."""

    def __init__(self, library: Library, columns: Iterable[WorkColumn], guests: frozenset[str]) -> None:
        self._library = library
        self._columns = {column.id: column for column in columns}
        self._guests = guests

    def put(self, writes: Sequence[CellWrite], reason: str | None = None) -> list[Deed]:
        """The deeds that make these cells hold what is wanted."""
        by_lesson: dict[str, list[CellWrite]] = {}
        for write in writes:
            if write.row not in self._guests:
                by_lesson.setdefault(self._columns[write.column].lesson.id, []).append(write)
        deeds = [self._lesson(listed, reason) for listed in by_lesson.values()]
        for guest in dict.fromkeys(write.row for write in writes if write.row in self._guests):
            deeds.append(self._guest(guest, [write for write in writes if write.row == guest]))
        return [deed for deed in deeds if deed.wish.cells]

    def _lesson(self, writes: Sequence[CellWrite], reason: str | None) -> Deed:
        lesson = self._columns[writes[0].column].lesson
        book = self._library.book(lesson.course)
        stands = book.cells(LESSON, lesson.id)
        cells: dict[str, Value] = {}
        marked: set[str] = set()
        for write in writes:
            name = wire.mark_cell(write.row, write.column)
            before = wire.read_mark(stands.get(name))
            after = marked_as(write, before)
            if after != before:
                cells[name] = wire.write_mark(after, stands.get(name))
                marked.add(write.column)
            noted = wire.attendance_cell(write.row)
            known = wire.read_attendance(stands.get(noted))
            if (known.code if known else None) != write.code:
                cells[noted] = wire.write_attendance(_coded(write.code, known), stands.get(noted))
                owed = owed_tests(self._library, self._of(lesson), write.row, write.code, {**stands, **cells})
                cells.update(owed)
        return lesson_deed(lesson, cells, self._implied(marked, stands), reason)

    def _of(self, lesson: LessonHead) -> list[WorkColumn]:
        return [column for column in self._columns.values() if column.lesson.id == lesson.id]

    def _implied(self, marked: Iterable[str], stands: Cells) -> dict[str, Value]:
        """The cells of marked works that nobody has written yet."""
        columns = (self._columns[id] for id in marked)
        return {
            wire.work_cell(column.id): wire.write_work(column.work)
            for column in columns
            if column.is_default and stands.get(wire.work_cell(column.id)) is None
        }

    def _guest(self, id: str, writes: Sequence[CellWrite]) -> Deed:
        guest = self._library.private.guest(id)
        entries = dict(guest.entries) if guest else {}
        for write in writes:
            lesson = self._columns[write.column].lesson.id
            name = guest_entry(lesson, write.column)
            _put(entries, name, wire.write_mark(marked_as(write, wire.read_mark(entries.get(name)))))
            noted = guest_entry(lesson)
            known = wire.read_attendance(entries.get(noted))
            _put(entries, noted, wire.write_attendance(_coded(write.code, known)))
        wish = Wish(self._library.private.bucket, GUEST, id, {"entries": entries})
        return Deed(wish)


def marked_as(write: CellWrite, before: Mark | None) -> Mark | None:
    """The mark that a write leaves: its comment stays while there is something to comment on."""
    kept = before.comment if before and (write.values or write.duty) else ""
    mark = Mark(write.values, write.duty, kept if write.comment is None else write.comment)
    if before and write.comment is None and (write.values, write.duty) == (before.values, before.duty):
        return before
    return None if mark.is_empty else mark


def is_test(column: WorkColumn) -> bool:
    """Whether the work is one that everybody has to write: it is checked by a date, or weighs like it."""
    return (
        not column.is_wiped
        and not column.kind.is_answer
        and (column.work.due is not None or column.work.weight >= TEST_WEIGHT)
    )


def owed_tests(
    library: Library, columns: Iterable[WorkColumn], pupil: str, code: str | None, stands: Cells
) -> dict[str, Value]:
    """The dots of an absent pupil, who owes the lesson's tests where the school says so."""
    facts = library.facts
    known = facts.codes.get(code or "")
    if known is None or not known.absent or not facts.absent_owes_tests:
        return {}
    names = (wire.mark_cell(pupil, column.id) for column in columns if is_test(column))
    dot = wire.write_mark(Mark(duty=True))
    return {name: dot for name in names if stands.get(name) is None}


def _coded(code: str | None, before: Attendance | None) -> Attendance | None:
    if not code:
        return None
    return replace(before, code=code, minutes=0) if before else Attendance(code)


def _put(entries: dict[str, Value], name: str, value: Value) -> None:
    if value is None:
        entries.pop(name, None)
    else:
        entries[name] = value

"""Deeds on a lesson as a whole: its works, its roll call, its marks gone to another lesson."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.models.deeds import Deed, lesson_deed, owed_tests
from desktop.models.reading import wire
from desktop.models.reading.arriving import arriving_entries, cell_of_entry
from desktop.models.reading.course_book import LESSON
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.private import GUEST, Guest
from school.attendance import Attendance
from school.lesson import Work
from sync.identity import new_id
from sync.local_copy import Wish
from sync.record import Cells, Value


def put_work(library: Library, column: WorkColumn, work: Work, reason: str | None) -> Deed:
    """Write a work, the default one too; a column of a new id adds another.

    Who was marked absent before a test was added owes it as well.
    """
    lesson, name = column.lesson, wire.work_cell(column.id)
    stands = library.book(lesson.course).cells(LESSON, lesson.id)
    cells = {name: wire.write_work(work, stands.get(name))}
    if stands.get(name) is None:
        added = replace(column, work=work, kind=library.facts.work_type(work.type))
        for cell, value in stands.items():
            kind, _, pupil = cell.partition("/")
            noted = wire.read_attendance(value) if kind == wire.ATTENDANCE else None
            if noted is not None:
                cells.update(owed_tests(library, [added], pupil, noted.code, stands))
    return lesson_deed(lesson, cells, reason=reason)


def wipe_work(lesson: LessonHead, id: str, stands: Cells, reason: str | None) -> Deed:
    """Empty a work and every mark of it in one op, so that nobody is left with half of it."""
    marks = (cell for cell in stands if cell.startswith("mark/") and cell.endswith(f"/{id}"))
    return lesson_deed(lesson, dict.fromkeys((wire.work_cell(id), *marks)), reason=reason)


def put_roll_call(
    library: Library,
    columns: Sequence[WorkColumn],
    codes: Mapping[str, str | None],
    done: bool,
    reason: str | None,
) -> Deed:
    """Write the codes of a roll call; done is not the same as everybody being there."""
    lesson = columns[0].lesson
    stands = library.book(lesson.course).cells(LESSON, lesson.id)
    cells: dict[str, Value] = {"roll_call": True if done else None}
    for pupil, code in codes.items():
        name = wire.attendance_cell(pupil)
        known = wire.read_attendance(stands.get(name))
        if (known.code if known else None) != code:
            cells[name] = wire.write_attendance(Attendance(code) if code else None, stands.get(name))
            cells.update(owed_tests(library, columns, pupil, code, stands))
    return lesson_deed(lesson, cells, reason=reason)


class Transfer:
    """Marks, codes, comments and the roll call of one lesson on their way to another.

    They go by pupil. What the other lesson already holds is left alone, and stays where it was:
    ``left`` names those pupils.
    """

    def __init__(
        self, library: Library, source: LessonHead, target: LessonHead, pupils: Collection[str]
    ) -> None:
        self._source, self._target, self._pupils = source, target, pupils
        self._from = library.book(source.course).cells(LESSON, source.id)
        self._to = library.book(target.course).cells(LESSON, target.id)
        self._works = self._works_there()
        self.left: set[str] = set()
        self.moved: dict[str, str] = {}
        for cell in self._from:
            self._plan(cell)

    def deeds(self, reason: str | None = None) -> list[Deed]:
        """First the target is written, then the source emptied: cut between, nothing is lost."""
        if not self.moved:
            return []
        arriving = {there: self._from[here] for here, there in self.moved.items()}
        leaving: dict[str, Value] = dict.fromkeys(self.moved)
        if self._from.get("roll_call") is True:
            arriving["roll_call"] = True
            leaving["roll_call"] = None if not self.left else True
        return [
            lesson_deed(self._target, arriving, self._new_works(), reason),
            lesson_deed(self._source, leaving, reason=reason),
        ]

    def _works_there(self) -> dict[str, str]:
        """Work here → work there: the default one to the default one, others to their like or new."""
        there = {wire.work_cell(self._target.default_work)}
        found = {self._source.default_work: self._target.default_work}
        for cell, value in self._from.items():
            head, _, work = cell.partition("/")
            if head == wire.WORK and work not in found:
                like = (
                    name
                    for name, other in self._to.items()
                    if name.startswith(f"{wire.WORK}/") and name not in there and _is_like(value, other)
                )
                name = next(like, None)
                found[work] = name.partition("/")[2] if name else new_id()
                there.add(wire.work_cell(found[work]))
        return found

    def _plan(self, cell: str) -> None:
        kind, _, rest = cell.partition("/")
        pupil, _, work = rest.partition("/")
        if kind not in (wire.MARK, wire.ATTENDANCE):
            return
        there = cell if kind == wire.ATTENDANCE else wire.mark_cell(pupil, self._works.get(work, work))
        if pupil not in self._pupils or there in self._to:
            self.left.add(pupil)
        else:
            self.moved[cell] = there

    def _new_works(self) -> dict[str, Value]:
        """The cells of works that the target does not have yet and that marks arrive for."""
        cells: dict[str, Value] = {}
        for here, there in self._works.items():
            name = wire.work_cell(there)
            arrives = any(cell.endswith(f"/{there}") for cell in self.moved.values())
            told = self._from.get(wire.work_cell(here))
            if arrives and told is not None and name not in self._to:
                cells[name] = told
        return cells


def _is_like(one: Value, other: Value) -> bool:
    here, there = wire.read_work(one), wire.read_work(other)
    return here is not None and there is not None and (here.type, here.title) == (there.type, there.title)


def enrol_guest(library: Library, guest: Guest, pupil: str, today: date) -> list[Deed]:
    """The order has come: what a guest has becomes the pupil's, and the guest goes.

    Entries that the pupil's record cannot take (from before the order, or over what stands
    there) stay with the guest, who then stays too: nothing is dropped.
    """
    going = arriving_entries(library, guest, pupil, today)
    by_lesson: dict[str, dict[str, Value]] = {}
    for entry, head in going.items():
        by_lesson.setdefault(head.id, {})[cell_of_entry(entry, pupil)] = guest.entries[entry]
    heads = {head.id: head for head in going.values()}
    deeds = []
    for lesson, cells in by_lesson.items():
        stands = library.book(guest.course).cells(LESSON, lesson)
        deeds.append(lesson_deed(heads[lesson], cells, _works_of(library, heads[lesson], cells, stands)))
    kept = {entry: value for entry, value in guest.entries.items() if entry not in going}
    left: dict[str, Value] = {"entries": kept} if kept else {"removed": True}
    deeds.append(Deed(Wish(library.private.bucket, GUEST, guest.id, left)))
    return deeds


def _works_of(library: Library, lesson: LessonHead, cells: Cells, stands: Cells) -> dict[str, Value]:
    name, answer = wire.work_cell(lesson.default_work), library.facts.answer
    is_needed = any(cell.endswith(f"/{lesson.default_work}") for cell in cells)
    if not is_needed or name in stands:
        return {}
    return {name: wire.write_work(Work(answer.id, answer.weight, counts=answer.counts))}

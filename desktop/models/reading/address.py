"""Where a cell is, in the words of a school: 7Б, Алгебра, 18.11, Иванов Пётр, Контрольная №2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.models.reading import wire
from desktop.models.reading.course_book import LESSON, TERM_MARK
from desktop.models.reading.library import Library
from desktop.models.reading.school_facts import SchoolFacts
from school.lesson import Place
from sync.identity import default_work_id, is_uuid
from sync.kind import Family, family_of, owner_of
from sync.record import RecordKey, Value


@dataclass(frozen=True, slots=True)
class Address:
    """A cell of a record as people know it; what it does not have is empty.

    ``kind`` is the head of the cell's name: `mark`, `attendance`, `work`, `topic` and so on.
    """

    record: str
    kind: str
    cell: str
    course: str = ""
    forms: str = ""
    subject: str = ""
    place: Place | None = None
    pupil: str = ""
    work: str = ""
    term: str = ""


def read_address(library: Library, bucket: str, key: RecordKey, cell: str) -> Address:
    """Where a cell is; of a record of no course only its kind is told."""
    kind, _, rest = cell.partition("/")
    if family_of(bucket) is not Family.COURSE:
        return Address(key.kind, kind, cell)
    book = library.book(owner_of(bucket))
    facts, course = library.facts, book.course
    first, _, second = rest.partition("/")
    pupil = library.pupil(first) if kind in (wire.MARK, wire.ATTENDANCE) else None
    cells = book.cells(key.kind, key.id)
    work = second if kind == wire.MARK else first if kind == wire.WORK else ""
    term = next((one for one in facts.calendar.terms if one.id == cells.get("term")), None)
    return Address(
        key.kind,
        kind,
        cell,
        course.id,
        ", ".join(form.title for form in facts.forms_of(course)),
        facts.subject_title(course),
        wire.read_place(cells) if key.kind == LESSON else None,
        pupil.list_name if pupil else "",
        _work_title(facts, key.id, work, cells.get(wire.work_cell(work))) if work else "",
        term.title if term and key.kind == TERM_MARK else "",
    )


def _work_title(facts: SchoolFacts, lesson: str, id: str, value: Value) -> str:
    work = wire.read_work(value)
    if work is None:
        is_default = is_uuid(lesson) and id == default_work_id(lesson)
        return facts.answer.title if is_default else ""
    return work.title or facts.work_type(work.type).title


def value_text(facts: SchoolFacts, cell: str, value: Value) -> str:
    """A cell's value as a person reads it; empty for an empty cell."""
    kind = cell.partition("/")[0]
    if value is None:
        return ""
    if kind == wire.MARK:
        mark = wire.read_mark(value)
        return (mark.text or mark.comment) if mark else ""
    if kind == wire.ATTENDANCE:
        noted = wire.read_attendance(value)
        code = facts.codes.get(noted.code) if noted else None
        return code.shown if code else noted.code if noted else ""
    if kind == wire.WORK:
        work = wire.read_work(value)
        return (work.title or facts.work_type(work.type).title) if work else ""
    if isinstance(value, dict):
        placed = wire.day(value.get("date"))
        return _day(placed) if placed else ""
    return value if isinstance(value, str) else "✓" if value is True else ""


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"

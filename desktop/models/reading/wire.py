"""From cells to nouns: records that travel, read as the school's own words.

A damaged or unknown value is read as its absence: the feed is another program's word, and
a page with one cell missing serves a teacher better than no page. Nothing is changed here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from school.attendance import Attendance
from school.course import CarriedMark, CarriedMarks, Course, CoursePupil, CourseTeacher
from school.dates import Dates
from school.form import Subgroup
from school.lesson import Lesson, LessonState, Place, Weight, Work
from school.mark import MOST_VALUES, Mark
from school.people import Enrolment, Person, Pupil
from sync.record import Cells, Value

Word = TypeVar("Word", bound=StrEnum)

MARK, ATTENDANCE, WORK = "mark", "attendance", "work"


def mark_cell(pupil: str, work: str) -> str:
    """The cell of a lesson that holds a pupil's mark for a work."""
    return f"{MARK}/{pupil}/{work}"


def term_mark_cell(pupil: str) -> str:
    """The cell of a term mark record that holds a pupil's mark."""
    return f"{MARK}/{pupil}"


def attendance_cell(pupil: str) -> str:
    return f"{ATTENDANCE}/{pupil}"


def work_cell(work: str) -> str:
    return f"{WORK}/{work}"


def text(cells: Cells, key: str) -> str:
    value = cells.get(key)
    return value if isinstance(value, str) else ""


def number(cells: Cells, key: str, otherwise: int = 0) -> int:
    value = cells.get(key)
    return value if type(value) is int else otherwise


def flag(cells: Cells, key: str, otherwise: bool = False) -> bool:
    value = cells.get(key)
    return value if isinstance(value, bool) else otherwise


def ids(cells: Cells, key: str) -> tuple[str, ...]:
    value = cells.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def day(value: Value) -> date | None:
    """A day of the wire, `2026-11-21`."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def clock(value: Value) -> time | None:
    """A time of the school's day, `08:30`."""
    try:
        return time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment(value: Value) -> datetime | None:
    """A moment with its offset."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def word(kind: type[Word], value: Value, otherwise: Word) -> Word:
    """A word of a short list; an unknown one is the usual one."""
    try:
        return kind(value)
    except ValueError:
        return otherwise


def weight(value: Value, otherwise: Weight = 1) -> Weight:
    """An amount: an integer, or a fraction written as text, «0.5» or «1/2»; powers of ten are none."""
    if type(value) is int:
        return value
    try:
        return Fraction(value) if isinstance(value, str) and "e" not in value.lower() else otherwise
    except (ValueError, ZeroDivisionError):
        return otherwise


def write_weight(value: Weight) -> Value:
    """An amount as the wire writes it."""
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else str(exact)


def dates(value: Mapping[str, Value]) -> Dates | None:
    """The stretch of `from` and `to`; None without a first day."""
    first = day(value.get("from"))
    return None if first is None else Dates(first, day(value.get("to")))


def tidy(value: Value) -> Value:
    """A value whose texts are as the wire wants them, however they were typed or pasted.

    Letters in normal form C (a pasted «й» may be two characters), halves of characters dropped.
    """
    if isinstance(value, str):
        if value.isascii():
            return value
        return unicodedata.normalize("NFC", value.encode("utf-8", "ignore").decode("utf-8"))
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    return [tidy(item) for item in value] if isinstance(value, list) else value


def read_mark(value: Value) -> Mark | None:
    """A mark as it is told; None for an empty cell."""
    if not isinstance(value, dict):
        return None
    values = value.get("values")
    tokens = tuple(str(token) for token in values[:MOST_VALUES]) if isinstance(values, list) else ()
    mark = Mark(tokens, value.get("duty") is True, text(value, "comment"))
    return None if mark.is_empty else mark


def write_mark(mark: Mark | None, over: Value = None) -> Value:
    """A mark as it travels; keys of the value it replaces that this program does not know stay."""
    if mark is None or mark.is_empty:
        return None
    known = {"values": list(mark.values), "duty": mark.duty, "comment": mark.comment}
    return {**over, **known} if isinstance(over, dict) else known


def read_attendance(value: Value) -> Attendance | None:
    if not isinstance(value, dict) or not text(value, "code"):
        return None
    return Attendance(text(value, "code"), number(value, "minutes"), text(value, "comment"))


def write_attendance(attendance: Attendance | None, over: Value = None) -> Value:
    """A code as it travels; see write_mark."""
    if attendance is None or not attendance.code:
        return None
    known = {
        "code": attendance.code,
        "minutes": attendance.minutes,
        "comment": attendance.comment,
    }
    return {**over, **known} if isinstance(over, dict) else known


def read_work(value: Value) -> Work | None:
    if not isinstance(value, dict):
        return None
    counts = value.get("counts") is not False
    return Work(
        text(value, "type"), weight(value.get("weight")), text(value, "title"), counts, day(value.get("due"))
    )


def write_work(work: Work | None, over: Value = None) -> Value:
    """A work as it travels; see write_mark."""
    if work is None:
        return None
    known = {
        "type": work.type,
        "weight": write_weight(work.weight),
        "title": work.title,
        "counts": work.counts,
        "due": work.due.isoformat() if work.due else None,
    }
    return {**over, **known} if isinstance(over, dict) else known


def read_place(cells: Cells) -> Place | None:
    """Where a lesson is held: `placed`, or its own day and slot; None when they are damaged."""
    placed = cells.get("placed")
    told = placed if isinstance(placed, dict) else cells
    held = day(told.get("date"))
    return None if held is None else Place(held, number(told, "slot"))


def read_lesson(id: str, course: str, cells: Cells) -> Lesson | None:
    """A stored lesson; None when its day is damaged."""
    own_day = day(cells.get("date"))
    if own_day is None:
        return None
    works: dict[str, Work] = {}
    marks: dict[tuple[str, str], Mark] = {}
    attendance: dict[str, Attendance] = {}
    for cell, value in cells.items():
        head, _, rest = cell.partition("/")
        if head == MARK and (mark := read_mark(value)):
            pupil, _, work_id = rest.partition("/")
            marks[pupil, work_id] = mark
        elif head == ATTENDANCE and (code := read_attendance(value)):
            attendance[rest] = code
        elif head == WORK and (work := read_work(value)):
            works[rest] = work
    return Lesson(
        id,
        course,
        own_day,
        number(cells, "slot"),
        read_place(cells) if cells.get("placed") else None,
        word(LessonState, cells.get("state"), LessonState.HELD) if cells.get("state") else None,
        text(cells, "topic"),
        text(cells, "homework"),
        ids(cells, "plan_items"),
        flag(cells, "roll_call"),
        works,
        marks,
        attendance,
    )


def read_course(id: str, cells: Cells) -> Course:
    subgroup = text(cells, "subgroup")
    return Course(
        id,
        text(cells, "title"),
        text(cells, "subject"),
        ids(cells, "forms"),
        Subgroup(subgroup) if subgroup else None,
        tuple(CourseTeacher(person, when) for person, when in dated(cells.get("teachers"), "person")),
        tuple(CoursePupil(pupil, when) for pupil, when in dated(cells.get("pupils"), "pupil")),
        text(cells, "scale"),
        flag(cells, "weighted", otherwise=True),
    )


def dated(value: Value, key: str) -> Iterator[tuple[str, Dates]]:
    """The entries of a dated list, `[{"person", "from", "to"}]`."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get(key), str) and (when := dates(one)):
            yield one[key], when


def read_person(id: str, cells: Cells) -> Person:
    return Person(id, text(cells, "family_name"), text(cells, "given_name"), text(cells, "patronymic"))


def read_enrolment(id: str, form: str, cells: Cells) -> Enrolment | None:
    when, who = dates(cells), text(cells, "pupil")
    if when is None or not who:
        return None
    names = (text(cells, key) for key in ("family_name", "given_name", "patronymic"))
    return Enrolment(id, Pupil(who, *names), form, when, text(cells, "order"))


def read_carried(id: str, cells: Cells) -> CarriedMarks:
    """Marks that a pupil brought from another course."""
    told = cells.get("values")
    listed = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    marks = tuple(
        CarriedMark(when, mark.values, weight(one.get("weight")))
        for one in listed
        if (when := day(one.get("date"))) and (mark := read_mark(one))
    )
    return CarriedMarks(id, text(cells, "pupil"), text(cells, "from_course") or None, marks)

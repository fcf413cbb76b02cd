"""How much stands in a lesson."""

from __future__ import annotations

from typing import NamedTuple

from desktop.models.reading.lesson_head import LessonHead
from desktop.models.reading.library import Library


class LessonCounts(NamedTuple):
    """Pupils' marks, pupils away, works owed."""

    marks: int = 0
    absent: int = 0
    debts: int = 0


def read_counts(library: Library, head: LessonHead) -> LessonCounts:
    """The counts of a lesson; nothing stands in one that nobody has written."""
    lesson = library.book(head.course).lesson(head.id)
    if lesson is None:
        return LessonCounts()
    codes = (library.facts.codes.get(noted.code) for noted in lesson.attendance.values())
    marks = lesson.marks.values()
    return LessonCounts(
        sum(bool(mark.values) for mark in marks),
        sum(code is not None and code.absent for code in codes),
        sum(mark.duty for mark in marks),
    )

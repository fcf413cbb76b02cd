"""Lessons: what was taught, what was marked, who was there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from school.attendance import Attendance
from school.mark import Mark

SLOTS = range(16)
"""The places of a school's day, one numbering for all shifts."""

ANSWER = "О"
"""The short title of the work type that a lesson has without anybody adding it: «Ответ»."""

NO_HOMEWORK = "Без задания"
"""Homework deliberately not set; it is written, read by families and counts as done."""

Weight = int | Fraction
"""How much a work counts; on the wire an integer, or a fraction as a string."""


class LessonState(StrEnum):
    """What became of a lesson."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A day and a slot in it; places sort as time goes."""

    date: date
    slot: int


@dataclass(frozen=True, slots=True)
class WorkType:
    """A kind of work of the school: answer, test, dictation, and what it usually weighs."""

    id: str
    title: str
    short: str
    weight: Weight = 1
    counts: bool = True

    @property
    def is_answer(self) -> bool:
        """Whether it is given for being there: absent and answering do not go together."""
        return self.short == ANSWER


@dataclass(frozen=True, slots=True)
class Work:
    """Something in a lesson that is marked. ``due``: until when the teacher checks it."""

    type: str
    weight: Weight = 1
    title: str = ""
    counts: bool = True
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of a course.

    ``date`` and ``slot`` are its identity and never change; ``placed`` is where it was
    really held. Marks are found by pupil and work, attendance by pupil.
    """

    id: str
    course: str
    date: date
    slot: int
    placed: Place | None = None
    state: LessonState | None = None
    topic: str = ""
    homework: str = ""
    plan_items: tuple[str, ...] = ()
    roll_call: bool = False
    works: Mapping[str, Work] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where it was really held: term, lock, rights and order look at this place."""
        return self.placed or Place(self.date, self.slot)

    @property
    def is_cancelled(self) -> bool:
        return self.state is LessonState.CANCELLED

    def marks_of(self, pupil: str) -> Iterator[tuple[str, Mark]]:
        """The pupil's marks with their works' ids, in the order of the lesson."""
        return ((work, mark) for (owner, work), mark in self.marks.items() if owner == pupil)

    def mark_of(self, pupil: str, work: str) -> Mark | None:
        return self.marks.get((pupil, work))

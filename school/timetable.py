"""The published timetable as journals know it: loads, cards and substitutions.

How a timetable is made is another room's matter; here it is only read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.calendar import Weeks
from school.dates import Dates
from school.form import Subgroup
from school.lesson import Place, Weight


class TimetableState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Timetable:
    """A version of the week; its cards count from its first day, once published by its ``author``.

    ``base`` is the saved version that was published so.
    """

    id: str
    title: str
    dates: Dates
    state: TimetableState = TimetableState.DRAFT
    author: str = ""
    base: str | None = None

    @property
    def is_published(self) -> bool:
        return self.state is TimetableState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Card:
    """A placed lesson of the week: ``version`` is the timetable, weekday 1 is Monday."""

    id: str
    version: str
    course: str
    weekday: int
    slot: int
    weeks: Weeks = Weeks.EVERY
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A course as the timetable sees it; its id is the course's.

    ``hours`` a week. Loads with the same ``joint`` are taught together, in one room by
    one teacher. ``outside_norm`` hours do not count against the legal maximum.
    """

    id: str
    title: str
    subject: str
    forms: tuple[str, ...]
    teachers: tuple[str, ...] = ()
    subgroup: Subgroup | None = None
    hours: Weight = 0
    joint: str | None = None
    outside_norm: bool = False


class SubstitutionKind(StrEnum):
    """What is done about a lesson whose teacher is away, or which has to go elsewhere."""

    TEACHER = "teacher"
    MOVE = "move"
    JOIN = "join"
    CANCEL = "cancel"
    OTHER_COURSE = "other_course"


@dataclass(frozen=True, slots=True)
class Substitution:
    """A change of one lesson, known by the course, date and slot it had.

    ``teacher`` takes the lesson; ``to`` is where it is moved; ``with_course`` is the
    course it is joined with, or that is held instead of it.
    """

    id: str
    course: str
    date: date
    slot: int
    what: SubstitutionKind
    teacher: str | None = None
    to: Place | None = None
    with_course: str | None = None
    room: str | None = None
    reason: str = ""
    hours: Weight = 1

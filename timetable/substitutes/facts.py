"""What is asked when somebody is away, and what is answered. Dates and slots are those of journals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from school.lesson import Place
from school.timetable import Substitution
from school.timetable_reading import ScheduledLesson


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who may be asked. ``given`` are the hours already taken for others in this term.

    ``form_teacher_of`` are ids of forms; ``closed`` the weekdays (1 is Monday) and slots in which
    the availability forbids lessons; ``max_per_day`` is None where nobody has said.
    """

    id: str
    name: str
    form_teacher_of: frozenset[str] = frozenset()
    closed: frozenset[tuple[int, int]] = frozenset()
    max_per_day: int | None = None
    given: int = 0


@dataclass(frozen=True, slots=True)
class Taught:
    """A course as far as a substitute cares. ``whole`` says that all pupils of its forms are in it."""

    id: str
    title: str
    subject: str
    forms: tuple[str, ...]
    teachers: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Absence:
    """A teacher who is not there on these days, both counted; in these slots only where any are named."""

    teacher: str
    first_day: date
    last_day: date
    slots: frozenset[int] = frozenset()
    reason: str = ""

    def covers(self, place: Place) -> bool:
        """Whether the teacher is away then."""
        is_day = self.first_day <= place.date <= self.last_day
        return is_day and (not self.slots or place.slot in self.slots)


@dataclass(frozen=True)
class Situation:
    """The days as they stand: people, courses, absences, and each date's lessons with what is changed
    already.

    ``lessons`` should reach a week past the absences, so that a swap with a later day can be found.
    """

    staff: Mapping[str, StaffMember]
    courses: Mapping[str, Taught]
    lessons: Mapping[date, tuple[ScheduledLesson, ...]]
    absences: tuple[Absence, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    """Titles of forms, «6Б», by their ids."""


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson whose teacher is away and about which nothing is decided."""

    lesson: ScheduledLesson
    absent: str
    reason: str = ""

    @property
    def place(self) -> Place:
        return self.lesson.place


class Ground(StrEnum):
    """Why somebody would do, or would rather not; the words are the screen's."""

    IN_SCHOOL = "in_school"
    COMES_FOR_IT = "comes_for_it"
    SAME_SUBJECT = "same_subject"
    TEACHES_FORM = "teaches_form"
    FORM_TEACHER = "form_teacher"
    WINDOW = "window"
    OVER_MAX = "over_max"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is free then, and why he stands where he stands; the list's first is the best."""

    teacher: str
    grounds: frozenset[Ground]
    lessons_that_day: int
    given: int


class WayKind(StrEnum):
    """What else can be done than to ask somebody in."""

    JOIN = "join"
    SWAP = "swap"
    LAST_LESSON_UP = "last_lesson_up"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Way:
    """Another way out, as changes that are written together; their ids are the caller's to give.

    ``other`` is the lesson that is swapped, moved up or joined with.
    """

    kind: WayKind
    changes: tuple[Substitution, ...]
    other: ScheduledLesson | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the review table: an open lesson, all who could take it, and the one proposed."""

    open: OpenLesson
    candidates: tuple[Candidate, ...]
    proposed: Candidate | None


@dataclass(frozen=True, slots=True)
class ForPeriod:
    """One substitute for a course over an absence: the lessons he can take, and those he cannot."""

    teacher: str
    takes: tuple[OpenLesson, ...]
    misses: tuple[OpenLesson, ...]
    grounds: frozenset[Ground]
    given: int

"""Courses: one subject, taught by somebody to somebody for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from school.dates import Dates
from school.form import Subgroup


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the school: algebra, literature, physical education."""

    id: str
    title: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class CourseTeacher:
    """A person who teaches a course in these dates."""

    person: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class CoursePupil:
    """A pupil who learns in a course in these dates; marks outside them do not count."""

    pupil: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class Course:
    """A subject, its teachers, and the form or subgroup that learns it in one year.

    A course owns a journal page, a form does not. ``weighted`` says whether the average
    looks at the weights of works.
    """

    id: str
    title: str
    subject: str
    forms: tuple[str, ...] = ()
    subgroup: Subgroup | None = None
    teachers: tuple[CourseTeacher, ...] = ()
    pupils: tuple[CoursePupil, ...] = ()
    scale: str = ""
    weighted: bool = True

    def teaches(self, person: str, day: date) -> bool:
        """Whether the course is this person's own on the date."""
        return any(one.person == person and one.dates.covers(day) for one in self.teachers)

    def teachers_on(self, day: date) -> tuple[str, ...]:
        return tuple(one.person for one in self.teachers if one.dates.covers(day))

    def learns(self, pupil: str, day: date) -> bool:
        """Whether a mark of this pupil for a lesson of this date is valid."""
        return any(one.pupil == pupil and one.dates.covers(day) for one in self.pupils)

    def pupils_on(self, day: date) -> tuple[str, ...]:
        return tuple(one.pupil for one in self.pupils if one.dates.covers(day))


@dataclass(frozen=True, slots=True)
class CarriedMark:
    """A mark that a pupil earned elsewhere in this term."""

    date: date
    values: tuple[str, ...]
    weight: int | Fraction = 1


@dataclass(frozen=True, slots=True)
class CarriedMarks:
    """Marks of the running term that a pupil brought from another course or school.

    They count towards the term mark and stand in no lesson.
    """

    id: str
    pupil: str
    from_course: str | None
    marks: tuple[CarriedMark, ...]

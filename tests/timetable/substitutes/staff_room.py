"""A school of three days and five teachers, one of whom falls ill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from school.lesson import Place
from school.timetable_reading import ScheduledLesson
from timetable.substitutes.facts import Absence, OpenLesson, Situation, StaffMember, Taught

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
STAFF = {
    one.id: one
    for one in (
        StaffMember("anna", "Анна"),
        StaffMember("boris", "Борис"),
        StaffMember("gleb", "Глеб"),
        StaffMember("vera", "Вера"),
        StaffMember("yana", "Яна"),
    )
}
COURSES = {
    one.id: one
    for one in (
        Taught("math6", "Математика 6Б", "math", ("6b",), ("anna",)),
        Taught("rus6", "Русский язык 6Б", "rus", ("6b",), ("boris",)),
        Taught("eng6-1", "Английский 6Б/1", "eng", ("6b",), ("vera",), whole=False),
        Taught("eng6-2", "Английский 6Б/2", "eng", ("6b",), ("gleb",), whole=False),
        Taught("math7", "Математика 7А", "math", ("7a",), ("yana",)),
        Taught("rus7", "Русский язык 7А", "rus", ("7a",), ("boris",)),
    )
}
FORMS = {"6b": "6Б", "7a": "7А"}


def lesson(course: str, day: date, slot: int, **changes: object) -> ScheduledLesson:
    """A lesson as the timetable has it."""
    found = ScheduledLesson(course, day, slot, Place(day, slot), COURSES[course].teachers)
    return replace(found, **changes)  # type: ignore[arg-type]  # the caller names the fields


def situation(*lessons: ScheduledLesson, ill: str = "anna", **staff: StaffMember) -> Situation:
    """These lessons, with one teacher away from Monday to Tuesday, and some people described otherwise."""
    days = {one.place.date for one in lessons}
    by_day = {day: tuple(one for one in lessons if one.place.date == day) for day in sorted(days)}
    absence = Absence(ill, MONDAY, TUESDAY, reason="болезнь")
    return Situation({**STAFF, **staff}, COURSES, by_day, (absence,), FORMS)


def opened(given: ScheduledLesson) -> OpenLesson:
    """The lesson, as one that its teacher leaves open."""
    return OpenLesson(given, given.teachers[0], "болезнь")

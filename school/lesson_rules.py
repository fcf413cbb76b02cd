"""What does not go together in one lesson, told as facts; nothing here forbids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.attendance import AttendanceCode
from school.course import Course
from school.lesson import Lesson, WorkType


class LessonRule(StrEnum):
    """A rule that a lesson may break; the values travel on the wire."""

    ABSENT_WITH_ANSWER = "absent_with_answer"
    MARK_WITHOUT_WORK = "mark_without_work"
    PUPIL_OUTSIDE_DATES = "pupil_outside_dates"


@dataclass(frozen=True, slots=True)
class Attention:
    """One broken rule and whom it is about."""

    rule: LessonRule
    pupil: str
    work: str


def attention(
    lesson: Lesson,
    codes: Mapping[str, AttendanceCode],
    types: Mapping[str, WorkType],
    course: Course | None = None,
    today: date | None = None,
) -> tuple[Attention, ...]:
    """The rules that a lesson breaks, by pupil and work, in the order of its marks.

    A pupil marked absent has no answer in class; one who comes later hands work in, so
    with ``today`` given the rule holds on the lesson's own day only. A mark whose work is
    empty stands in «Работа удалена». With ``course`` given, a mark outside the pupil's
    dates is told too.
    """
    return tuple(
        Attention(rule, pupil, work)
        for (pupil, work), mark in lesson.marks.items()
        if mark.values or mark.duty
        for rule in _broken(lesson, pupil, work, _Rules(codes, types, course, today))
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    codes: Mapping[str, AttendanceCode]
    types: Mapping[str, WorkType]
    course: Course | None
    today: date | None


def _broken(lesson: Lesson, pupil: str, work: str, rules: _Rules) -> Iterator[LessonRule]:
    if work not in lesson.works:
        yield LessonRule.MARK_WITHOUT_WORK
    elif _is_answer_of_absent(lesson, pupil, work, rules):
        yield LessonRule.ABSENT_WITH_ANSWER
    if rules.course is not None and not rules.course.learns(pupil, lesson.place.date):
        yield LessonRule.PUPIL_OUTSIDE_DATES


def _is_answer_of_absent(lesson: Lesson, pupil: str, work: str, rules: _Rules) -> bool:
    if rules.today not in (None, lesson.place.date) or not lesson.marks[pupil, work].values:
        return False
    noted = lesson.attendance.get(pupil)
    code = rules.codes.get(noted.code) if noted else None
    kind = rules.types.get(lesson.works[work].type)
    return bool(code and code.absent and kind and kind.is_answer)

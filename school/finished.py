"""What is still missing from a lesson that is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from school.attendance import AttendanceCode
from school.course import Course
from school.lesson import Lesson


class Gap(StrEnum):
    """One thing that a past lesson still wants."""

    ROLL_CALL = "roll_call"
    TOPIC = "topic"
    HOMEWORK = "homework"
    UNCHECKED_WORK = "unchecked_work"


ALL_GAPS = frozenset(Gap)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A gap; for an unchecked work also which one and who has nothing for it."""

    gap: Gap
    work: str | None = None
    pupils: tuple[str, ...] = ()


def read_unfinished(
    lesson: Lesson,
    course: Course,
    codes: Mapping[str, AttendanceCode],
    today: date,
    wanted: frozenset[Gap] = ALL_GAPS,
) -> tuple[Unfinished, ...]:
    """What is missing; nothing before the lesson's day, nothing of a cancelled lesson.

    A lesson that was never opened is judged as an empty one. «Без задания» is homework.
    A work with a due date is unchecked when that date is over and a pupil who was there
    has neither a value nor a duty; one without a due date is never missed.
    """
    if lesson.is_cancelled or today < lesson.place.date:
        return ()
    missing = (
        (Gap.ROLL_CALL, not lesson.roll_call),
        (Gap.TOPIC, not lesson.topic.strip()),
        (Gap.HOMEWORK, not lesson.homework.strip()),
    )
    found = [Unfinished(gap) for gap, is_missing in missing if is_missing]
    found += _unchecked(lesson, course, codes, today)
    return tuple(one for one in found if one.gap in wanted)


def _unchecked(
    lesson: Lesson, course: Course, codes: Mapping[str, AttendanceCode], today: date
) -> Iterator[Unfinished]:
    learners = course.pupils_on(lesson.place.date)
    for work_id, work in lesson.works.items():
        if work.due is None or today <= work.due:
            continue
        left = tuple(
            pupil
            for pupil in learners
            if not _has_result(lesson, pupil, work_id) and _was_there(lesson, pupil, codes)
        )
        if left:
            yield Unfinished(Gap.UNCHECKED_WORK, work_id, left)


def _has_result(lesson: Lesson, pupil: str, work: str) -> bool:
    mark = lesson.mark_of(pupil, work)
    return mark is not None and bool(mark.values or mark.duty)


def _was_there(lesson: Lesson, pupil: str, codes: Mapping[str, AttendanceCode]) -> bool:
    noted = lesson.attendance.get(pupil)
    code = codes.get(noted.code) if noted else None
    return code is None or not (code.absent or code.excused)

"""Attendance: codes as the region's data, and what is counted from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from school.dates import Dates

ILL = "ill"
"""The key of the code that reports count apart: lessons missed by illness."""


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """A code such as Н or УП: ``key`` is stored and sent, ``shown`` is the school's word.

    ``absent``: the lesson counts as missed. ``excused``: with a good reason.
    """

    key: str
    shown: str
    absent: bool
    excused: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One pupil's code in one lesson; ``minutes`` of being late, 0 when not known."""

    code: str
    minutes: int = 0
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """A reason for a period, from the form teacher; empty ``slots`` are all of the day.

    It is shown over the teachers' «Н» and counted instead of it, never merged into it,
    and makes nobody absent whom no teacher has marked so.
    """

    id: str
    pupil: str
    dates: Dates
    code: str
    slots: frozenset[int] = frozenset()

    def covers(self, pupil: str, day: date, slot: int) -> bool:
        return pupil == self.pupil and self.dates.covers(day) and (not self.slots or slot in self.slots)


DEFAULT_CODES = MappingProxyType(
    {
        code.key: code
        for code in (
            AttendanceCode("absent", "Н", absent=True, title="Отсутствует"),
            AttendanceCode("excused", "УП", absent=True, excused=True, title="Уважительная"),
            AttendanceCode("unexcused", "НП", absent=True, title="Неуважительная"),
            AttendanceCode(ILL, "Б", absent=True, excused=True, title="Болен"),
            AttendanceCode("late", "ОП", absent=False, title="Опоздал"),
            AttendanceCode("exempt", "ОСВ", absent=False, excused=True, title="Освобождён"),
            AttendanceCode("away", "ОТ", absent=True, title="Отсутствовал"),
        )
    }
)
"""The codes that a new region begins with, by key."""


@dataclass(frozen=True, slots=True)
class LessonAttendance:
    """What stands for one pupil in one lesson; ``code`` is None for one who was there."""

    date: date
    slot: int
    code: str | None


@dataclass(frozen=True, slots=True)
class AttendanceCount:
    """A pupil's lessons and days in a stretch of time."""

    lessons: int = 0
    missed: int = 0
    excused: int = 0
    ill: int = 0
    late: int = 0
    days_missed: int = 0
    days_ill: int = 0
    by_code: Mapping[str, int] = field(default_factory=dict)

    @property
    def unexcused(self) -> int:
        return self.missed - self.excused


def code_for_counting(
    pupil: str, seen: LessonAttendance, absences: Iterable[Absence], codes: Mapping[str, AttendanceCode]
) -> str | None:
    """The code that counts: the form teacher's reason wherever an absence stands."""
    if not _is_absent(seen.code, codes):
        return seen.code
    known = (one for one in absences if one.covers(pupil, seen.date, seen.slot))
    reason = next(known, None)
    return seen.code if reason is None else reason.code


def count_attendance(
    lessons: Iterable[LessonAttendance], codes: Mapping[str, AttendanceCode]
) -> AttendanceCount:
    """Count one pupil's lessons: missed, by reason, late, and whole days.

    A day is missed only if all of the pupil's lessons of that day are; it is a day of
    illness only if all of them were missed by illness. A code that the region does not
    know counts as being there: nobody is made a truant by a damaged word.
    """
    seen = list(lessons)
    by_code = Counter(one.code for one in seen if one.code is not None)
    absent = {key for key in by_code if _is_absent(key, codes)}
    return AttendanceCount(
        lessons=len(seen),
        missed=sum(by_code[key] for key in absent),
        excused=sum(by_code[key] for key in absent if codes[key].excused),
        ill=by_code[ILL],
        late=sum(count for key, count in by_code.items() if _is_late(key, codes)),
        days_missed=_whole_days(seen, absent),
        days_ill=_whole_days(seen, {ILL} & absent),
        by_code=dict(by_code),
    )


def _whole_days(seen: list[LessonAttendance], wanted: set[str]) -> int:
    days: dict[date, bool] = {}
    for one in seen:
        days[one.date] = days.get(one.date, True) and one.code in wanted
    return sum(days.values())


def _is_absent(key: str | None, codes: Mapping[str, AttendanceCode]) -> bool:
    code = codes.get(key) if key is not None else None
    return code is not None and code.absent


def _is_late(key: str, codes: Mapping[str, AttendanceCode]) -> bool:
    code = codes.get(key)
    return code is not None and not code.absent and not code.excused

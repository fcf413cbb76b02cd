"""A teacher's year: six classes of 35, a lesson a day with each, 17,500 marks; the server's own words for it.

It goes into a store by the feed's own door, as snapshots with their digests. Everything is counted
from the Monday of `today`'s week: the second half-year's page has 60 lessons and ends on its Saturday.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.known import SCHOOL, TEACHER, named
from sync.identity import default_work_id, enrolment_id, lesson_id
from sync.messages import BucketShown, CellSent, Hello, Limits, RecordSent, Snapshot, Span
from sync.record import digest, fingerprint
from sync.replica import Replica

COURSES: Final = 6
PUPILS: Final = 35
WEEKS: Final = 10
SCHOOL_DAYS: Final = 6
LESSONS: Final = WEEKS * SCHOOL_DAYS
MARKS: Final = 17_500
_EPOCH: Final = "benchmark"
ANSWER: Final = named(401)


@dataclass
class _Told:
    """What the server says of each bucket, each record under a number of its own."""

    records: dict[str, list[RecordSent]] = field(default_factory=dict)
    rev: int = 0

    def add(self, bucket: str, kind: str, id: str, cells: dict[str, Any]) -> None:
        self.rev += 1
        sent = {cell: CellSent(value, self.rev) for cell, value in cells.items()}
        self.records.setdefault(bucket, []).append(RecordSent(kind, id, sent))


@dataclass(frozen=True, slots=True)
class TeachersYear:
    """The year around `today`; the last `blank` lessons of each course are not marked yet."""

    today: date
    blank: int = 0

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    @property
    def halves(self) -> tuple[tuple[date, date], tuple[date, date]]:
        """First and last day of both half-years, ten weeks each, a week of holidays between."""
        last = self.monday + timedelta(days=SCHOOL_DAYS - 1)
        second = self.monday - timedelta(weeks=WEEKS - 1)
        first = second - timedelta(weeks=WEEKS + 1)
        return (first, first + timedelta(weeks=WEEKS, days=-2)), (second, last)

    @property
    def courses(self) -> list[str]:
        return [named(100 + at) for at in range(COURSES)]

    def pupils(self, course: int) -> list[str]:
        """The class of a course, by the alphabet."""
        return [named(10_000 + course * 100 + at) for at in range(PUPILS)]

    def days(self) -> list[date]:
        """The days of the lessons that have been held and marked."""
        first, second = self.halves
        spans = [day for begin, end in (first, second) for day in _school_days(begin, end)]
        held = [day for day in spans if day < self.today]
        return held[: len(held) - self.blank]

    def pour(self, replica: Replica) -> int:
        """Put the year into an empty copy as a server would; how many marks it has."""
        told = _Told()
        self._tell_school(told)
        for course in range(COURSES):
            self._tell_form(told, course)
        marks = self._tell_lessons(told)
        told.add(f"person:{TEACHER}", "note", named(9), {"removed": True})
        shown = [BucketShown(bucket, told.rev) for bucket in told.records]
        replica.take_hello(Hello(Span(1, 1), "", _EPOCH, told.rev, Limits(), "", shown, 1))
        for bucket, records in told.records.items():
            replica.take_snapshot(_EPOCH, Snapshot(bucket, told.rev, _digest(records), records))
        return marks

    def _tell_school(self, told: _Told) -> None:
        def tell(kind: str, id: str, cells: dict[str, Any]) -> None:
            told.add("school", kind, id, cells)

        (begin, _), (_, end) = self.halves
        span = {"from": begin.isoformat(), "to": end.isoformat()}
        tell("school", SCHOOL, {"title": "Школа № 1", "zone": "Europe/Moscow"})
        tell("year", named(910), {"title": "Учебный год", **span})
        for number, (first, last) in enumerate(self.halves, start=1):
            days = {"from": first.isoformat(), "to": last.isoformat()}
            tell("term", named(910 + number), {"title": f"{number} полугодие", "kind": "half_year", **days})
        tell("person", TEACHER, {"family_name": "Петрова", "given_name": "Анна", "patronymic": "Ивановна"})
        answer = {"title": "Ответ на уроке", "short": "О", "weight": 1, "counts": True}
        tell("work_type", ANSWER, answer)
        tell(
            "timetable",
            named(800),
            {"title": "Осень", "from": span["from"], "to": None, "state": "published"},
        )
        for at in range(COURSES):
            self._tell_place(told, at)

    def _tell_place(self, told: _Told, course: int) -> None:
        """The course's hour: every day, in the slot of its number."""
        slot, id = course + 1, self.courses[course]
        times = {"starts": f"{8 + course:02d}:00", "ends": f"{8 + course:02d}:45"}
        bell = {"set": "ordinary", "slot": slot, "shift": 1, "number": slot, **times}
        told.add("school", "bell", named(700 + slot), bell)
        told.add("school", "subject", named(600 + slot), {"title": "Алгебра"})
        form = {"title": f"{5 + course}А", "level": 5 + course, "letter": "А", "shift": 1}
        told.add("school", "form", named(70 + course), {**form, "term_kind": "half_year"})
        load = {"title": "", "subject": named(600 + slot), "forms": [named(70 + course)]}
        told.add("school", "load", id, {**load, "teachers": [TEACHER], "hours": SCHOOL_DAYS})
        for weekday in range(1, SCHOOL_DAYS + 1):
            card = {"version": named(800), "course": id, "weekday": weekday, "slot": slot, "weeks": "every"}
            told.add("school", "card", named(1_000 + slot * 10 + weekday), card)

    def _tell_form(self, told: _Told, course: int) -> None:
        begin = self.halves[0][0].isoformat()
        form, id, pupils = named(70 + course), self.courses[course], self.pupils(course)
        for at, pupil in enumerate(pupils):
            name = {"family_name": f"Ученикова-{at + 1:02d}", "given_name": "Анна", "patronymic": ""}
            cells = {"pupil": pupil, **name, "from": begin}
            told.add(f"form:{form}", "enrolment", enrolment_id(form, pupil, begin), cells)
        taught = {
            "title": f"Алгебра {5 + course}А",
            "subject": named(601 + course),
            "forms": [form],
            "scale": "2-5",
            "weighted": True,
            "teachers": [{"person": TEACHER, "from": begin, "to": None}],
            "pupils": [{"pupil": pupil, "from": begin, "to": None} for pupil in pupils],
        }
        told.add(f"course:{id}", "course", id, taught)

    def _tell_lessons(self, told: _Told) -> int:
        """Every held lesson of every course; the marks are spread evenly over them."""
        chance = random.Random(17_500)
        held = [(day, course) for day in self.days() for course in range(COURSES)]
        told_so_far = 0
        for at, (day, course) in enumerate(held, start=1):
            count = min(PUPILS, MARKS * at // len(held) - told_so_far)
            told_so_far += count
            self._tell_lesson(told, day, course, chance.sample(self.pupils(course), count), chance)
        return told_so_far

    def _tell_lesson(
        self, told: _Told, day: date, course: int, pupils: list[str], chance: random.Random
    ) -> None:
        id, slot = self.courses[course], course + 1
        lesson = lesson_id(id, day, slot)
        work = default_work_id(lesson)
        cells: dict[str, Any] = {
            "date": day.isoformat(),
            "slot": slot,
            "roll_call": True,
            "topic": "Степень с натуральным показателем",
            "homework": "№ 412, 415",
            f"work/{work}": {"type": ANSWER, "weight": 1, "title": "", "counts": True, "due": None},
        }
        for pupil in pupils:
            value = chance.choices(("5", "4", "3", "2"), (30, 38, 27, 5))[0]
            cells[f"mark/{pupil}/{work}"] = {"values": [value], "duty": False, "comment": ""}
        told.add(f"course:{id}", "lesson", lesson, cells)


def _school_days(first: date, last: date) -> Iterator[date]:
    days = (date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1))
    return (day for day in days if day.isoweekday() <= SCHOOL_DAYS)


def _digest(records: list[RecordSent]) -> str:
    plain = ((one.kind, one.id, {cell: sent.v for cell, sent in one.cells.items()}) for one in records)
    return digest(fingerprint(*one) for one in plain)

"""What every teacher of a storm will type: decided beforehand, so that it can be counted afterwards.

Six lessons of 25 marks, typed cell by cell: 150 ops. Ids and values follow from the teacher's number,
so the process that types and the one that counts need not tell each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

from sync.identity import default_work_id, lesson_id
from sync.messages import Change, Op

LESSONS = 6
PUPILS = 25
FIRST_SLOT = 15
"""Slots from here down: no timetable has lessons there."""


class Lesson(msgspec.Struct, frozen=True):
    """A lesson that a teacher has held today, and who sat in it."""

    course: str
    date: str
    slot: int
    pupils: list[str]

    @property
    def bucket(self) -> str:
        return f"course:{self.course}"

    @property
    def id(self) -> str:
        return lesson_id(self.course, self.date, self.slot)


class Teacher(msgspec.Struct, frozen=True):
    """Who comes in with which refresh token, and what was typed; `school` is the school's number."""

    number: int
    school: int
    refresh: str
    work_type: str
    lessons: list[Lesson]

    def ops(self) -> Iterator[Op]:
        """The ops in the order of typing, the same at each call."""
        chance = random.Random(self.number)
        for lesson in self.lessons:
            id, work = lesson.id, default_work_id(lesson.id)
            cells = {f"work/{work}": _work(self.work_type)}
            for pupil in lesson.pupils:
                cells[f"mark/{pupil}/{work}"] = _mark(chance.choice("2345"))
                changes = {name: Change(None, value) for name, value in cells.items()}
                identity = {"date": Change(None, lesson.date), "slot": Change(None, lesson.slot)}
                op = f"{chance.getrandbits(128):032x}"
                made_at = f"{lesson.date}T12:00:00+03:00"
                yield Op(op, "lesson", id, lesson.bucket, made_at, {**identity, **changes})
                cells = {}


class Plan(msgspec.Struct, frozen=True):
    """A whole storm.

    `heads`: what the laptops of each school had in the morning, bucket by bucket; `watcher`: a token
    for whoever asks hello all the time.
    """

    heads: dict[int, dict[str, int]]
    teachers: list[Teacher]
    watcher: str = ""


def _mark(value: str) -> dict[str, object]:
    return {"values": [value], "duty": False, "comment": ""}


def _work(work_type: str) -> dict[str, object]:
    return {"type": work_type, "weight": 1, "title": "", "counts": True, "due": None}

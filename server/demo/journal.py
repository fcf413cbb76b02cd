"""The stream of one course: itself, its plan, its lessons, its term marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from school.people import Pupil
from server.demo.marking import ABSENT_DUTIES, DUTIES, Marker, WorkPlan, entry_delay, plan_test, plan_works
from server.demo.record import Cells, DemoRecord
from server.demo.roster import Stay
from server.demo.scene import Scene
from server.demo.staffing import Group, subject_of
from server.demo.term_marks import TermTally
from server.demo.topics import Topic, homework, test_topic, year_topics
from server.demo.words import words
from server.demo.year import SECOND_SHIFT
from sync.identity import default_work_id, lesson_id

WEEKS = 34
"""Weeks of lessons in a year; a plan has that many times the hours of a week."""

CHECKED_WITHIN = timedelta(days=7)
"""Until when a test is being checked."""

FORGOTTEN = 0.04
"""The share of recent lessons in which something was left undone."""

RECENT = timedelta(days=14)
LATE = 0.004
LAST_LESSON, FRIDAY = -0.12, -0.06
"""What a sixth lesson and a Friday take off everybody's marks."""

_TITLES = {kind["key"]: kind["title"] for kind in words("curriculum")["work_types"]}


@dataclass(slots=True)
class CourseJournal:
    """Makes the lessons of one course, one after the other, up to this morning."""

    scene: Scene
    group: Group
    planned: bool
    tally: TermTally = field(init=False)
    _marker: Marker = field(init=False)
    _topics: list[Topic] = field(init=False)
    _stays: list[Stay] = field(init=False)

    def __post_init__(self) -> None:
        form = self.group.form
        self.tally = TermTally(self.scene, self.group)
        self._marker = Marker(self.scene.chance, self.group.subject, form.id, form.level, self.scene.today)
        hours = subject_of(self.group.subject)["hours"][str(form.level)]
        self._topics = year_topics(self.group.subject, form.level, hours * WEEKS)
        self._stays = self.scene.roster.of_group(self.group)

    @property
    def bucket(self) -> str:
        return f"course:{self.group.id}"

    def plan(self) -> Iterator[DemoRecord]:
        """The plan of the year's topics, of courses that have one."""
        if not self.planned:
            return
        plan = self._plan_id()
        bucket = f"plan:{plan}"
        cells: Cells = {"title": self.group.title, "course": self.group.id}
        yield DemoRecord(bucket, "plan", plan, cells)
        for index, topic in enumerate(self._topics):
            row: Cells = {"number": index + 1, "section": topic.section, "topic": self._title(index)}
            row["hours"] = 1
            test = self._test(index)
            if test is not None:
                row["work_type"] = self.scene.chance.id("work_type", test.type)
            yield DemoRecord(bucket, "plan_item", self._item_id(index), row)

    def lessons(self) -> Iterator[DemoRecord]:
        """Every lesson before today, whole; of today's only what was done before school."""
        slots = self.scene.by_course[self.group.id]
        days = self.scene.school_days[self.group.form.id]
        index = 0
        for day, weekday in days.items():
            for slot in slots.get(weekday, ()):
                lesson = self._lesson(index, day, slot)
                if lesson is not None:
                    yield lesson
                index += 1

    def _lesson(self, index: int, day: date, slot: int) -> DemoRecord | None:
        random = self.scene.chance.of("lesson", self.group.id, index).random()
        key = lesson_id(self.group.id, day, slot)
        cells: Cells = {"date": day.isoformat(), "slot": slot}
        change = self.scene.changes.made.get((self.group.id, day, slot))
        if change is not None and change.what == "cancel":
            cells["state"] = "cancelled"
            return DemoRecord(self.bucket, "lesson", key, cells)
        works = plan_works(random, self.group.subject, self.group.form.level, index)
        written = self._writing(index, random)
        if day == self.scene.today:
            return self._begun(key, {**cells, **written}, _Lesson(day, slot, random))
        cells |= {"state": "held", **written, "roll_call": True}
        if self.scene.today - day <= RECENT and random.random() < FORGOTTEN:
            cells.pop(random.choice(("topic", "homework", "roll_call")), None)
        self._fill(cells, key, works, _Lesson(day, slot, random))
        return DemoRecord(self.bucket, "lesson", key, cells)

    def _writing(self, index: int, random: Random) -> Cells:
        """Topic, homework and the row of the plan."""
        cells: Cells = {"topic": self._title(index), "homework": homework(random, self.group.subject)}
        if self.planned and index < len(self._topics):
            cells["plan_items"] = [self._item_id(index)]
        return cells

    def _test(self, index: int) -> WorkPlan | None:
        return plan_test(self.group.subject, self.group.form.level, index)

    def _title(self, index: int) -> str:
        """The topic of a lesson; of a test it says so."""
        topic = self._topics[min(index, len(self._topics) - 1)]
        test = self._test(index)
        return test_topic(_TITLES[test.type], topic.section) if test else topic.title

    def _begun(self, key: str, cells: Cells, lesson: _Lesson) -> DemoRecord | None:
        """Today's first lessons are half written here and there, all the others are empty."""
        if lesson.number > 2 or lesson.random.random() < 0.6:
            return None
        del cells["homework"]
        self._call_roll(cells, lesson)
        return DemoRecord(self.bucket, "lesson", key, {**cells, "roll_call": True})

    def _fill(self, cells: Cells, key: str, works: list[WorkPlan], lesson: _Lesson) -> None:
        present, absent = self._call_roll(cells, lesson)
        for number, work in enumerate(works, start=1):
            is_typed = lesson.day + entry_delay(lesson.random, test=work.is_test) < self.scene.today
            work_id = default_work_id(key) if work.type == "answer" else self._work_id(key, number)
            marks = self._marks(work, lesson, present, absent) if is_typed else []
            if not marks and not work.is_test:
                continue
            cells[f"work/{work_id}"] = self._work(work, lesson.day)
            for pupil, mark in marks:
                cells[f"mark/{pupil.id}/{work_id}"] = mark
                self.tally.add(pupil.id, lesson.day, mark["values"], work.weight)

    def _call_roll(self, cells: Cells, lesson: _Lesson) -> tuple[list[Pupil], list[Pupil]]:
        """Who is there and who is not; codes go into the lesson's cells."""
        present: list[Pupil] = []
        absent: list[Pupil] = []
        may_be_exempt = bool(subject_of(self.group.subject).get("exempt"))
        for stay in self._stays:
            if not stay.dates.covers(lesson.day):
                continue
            pupil = stay.pupil
            code = self.scene.missing.code(pupil.id, lesson.day, lesson.number)
            if code is None and may_be_exempt and pupil.id in self.scene.missing.exempt:
                code = "exempt"
            elif code is None and lesson.random.random() < LATE:
                code = "late"
            if code is not None:
                minutes = lesson.random.choice((0, 5, 10, 15)) if code == "late" else 0
                cells[f"attendance/{pupil.id}"] = {"code": code, "minutes": minutes, "comment": ""}
            (present if code in (None, "late") else absent).append(pupil)
        return present, [one for one in absent if one.id not in self.scene.missing.exempt]

    def _marks(
        self, work: WorkPlan, lesson: _Lesson, present: list[Pupil], absent: list[Pupil]
    ) -> list[tuple[Pupil, dict[str, Any]]]:
        random, term = lesson.random, self.tally.term_number(lesson.day)
        asked = present
        if work.share < 0.8:
            count = min(len(present), round(len(present) * work.share + random.random() * 0.9))
            asked = random.sample(present, count)
        marks = []
        for pupil in asked:
            base = self._marker.base(pupil.id, term) + lesson.mood
            is_owed = work.share >= 0.8 and random.random() < DUTIES
            make = self._marker.owed(random, base, work, lesson.day) if is_owed else None
            marks.append((pupil, make or self._marker.mark(random, base, work)))
        for pupil in absent if work.is_test else ():
            if random.random() < ABSENT_DUTIES:
                base = self._marker.base(pupil.id, term)
                marks.append((pupil, self._marker.owed(random, base, work, lesson.day)))
        return marks

    def _work(self, work: WorkPlan, day: date) -> dict[str, Any]:
        return {
            "type": self.scene.chance.id("work_type", work.type),
            "weight": work.weight,
            "title": work.title,
            "counts": True,
            "due": (day + CHECKED_WITHIN).isoformat() if work.is_test else None,
        }

    def _work_id(self, lesson: str, number: int) -> str:
        return self.scene.chance.id("work", lesson, number)

    def _plan_id(self) -> str:
        return self.scene.chance.id("plan", self.group.id)

    def _item_id(self, index: int) -> str:
        return self.scene.chance.id("plan_item", self.group.id, index)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """When a lesson is held, and its luck."""

    day: date
    slot: int
    random: Random

    @property
    def number(self) -> int:
        """The lesson's number in its shift."""
        return self.slot - SECOND_SHIFT[0] + 1 if self.slot in SECOND_SHIFT else self.slot

    @property
    def mood(self) -> float:
        tired = LAST_LESSON if self.number >= 6 else 0.0
        return tired + (FRIDAY if self.day.isoweekday() == 5 else 0.0)

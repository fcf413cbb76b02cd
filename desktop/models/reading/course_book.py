"""One course's bucket, read as it is needed and kept until something touches it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from desktop.models.reading import wire
from desktop.models.reading.fates import CellFate, Question, read_fates, read_question
from school.course import CarriedMarks
from school.lesson import Lesson, Place
from school.mark import Mark
from sync.identity import term_mark_id
from sync.local_copy import LocalCopy
from sync.record import Cells, RecordKey

LESSON, TERM_MARK, CONFLICT = "lesson", "term_mark", "conflict"


def bucket_of(course: str) -> str:
    """The bucket of a course's journal."""
    return f"course:{course}"


class CourseBook:
    """The course, its stored lessons by place, its term marks, its open questions.

    A lesson is made a noun when it is first asked for: a page of one term does not pay for the
    marks of the year.
    """

    def __init__(self, copy: LocalCopy, id: str) -> None:
        self.id = id
        self.bucket = bucket_of(id)
        self._copy = copy
        self._cells: dict[RecordKey, Cells] = {}
        self._places: dict[str, tuple[Place, date]] = {}
        self._lessons: dict[str, Lesson | None] = {}
        self._fates: dict[RecordKey, Mapping[str, CellFate]] = {}
        self._questions: dict[str, Question] = {}
        self._carried: dict[str, CarriedMarks] = {}
        self.course = wire.read_course(id, {})
        for key in copy.keys(self.bucket):
            self._read(key)

    @property
    def is_known(self) -> bool:
        """Whether the course itself has been told."""
        return bool(self.cells("course", self.id))

    def forget(self, key: RecordKey) -> tuple[Question, ...]:
        """A record was touched: read it anew. Gives the questions that it has asked, or asks now."""
        self._cells.pop(key, None)
        self._lessons.pop(key.id, None)
        self._fates.pop(key, None)
        self._places.pop(key.id, None)
        before = self._questions.pop(key.id, None)
        self._read(key)
        asked = tuple(one for one in (before, self._questions.get(key.id)) if one is not None)
        for question in asked:
            self._fates.pop(question.record, None)
        return asked

    def _read(self, key: RecordKey) -> None:
        cells = self.cells(*key)
        if key.kind == LESSON:
            place, own_day = wire.read_place(cells), wire.day(cells.get("date"))
            if place is not None and own_day is not None:
                self._places[key.id] = place, own_day
        elif key.kind == CONFLICT:
            question = read_question(key.id, self.bucket, cells)
            if question is not None:
                self._questions[key.id] = question
        elif key.kind == "carried":
            self._carried[key.id] = wire.read_carried(key.id, cells)
        elif key.kind == "course" and key.id == self.id:
            self.course = wire.read_course(key.id, cells)

    # lessons

    def lesson(self, id: str) -> Lesson | None:
        """A stored lesson; None for one that nobody has written yet."""
        if id not in self._lessons:
            cells = self.cells(LESSON, id)
            self._lessons[id] = wire.read_lesson(id, self.id, cells) if cells else None
        return self._lessons[id]

    def lessons(self, first: date, last: date) -> Iterator[Lesson]:
        """Stored lessons of these days, both included, as time goes.

        A lesson that was placed elsewhere comes too: it hides the timetable's on its own day.
        """
        for place, own_day, id in sorted(
            (place, own_day, id) for id, (place, own_day) in self._places.items()
        ):
            if first <= place.date <= last or first <= own_day <= last:
                lesson = self.lesson(id)
                if lesson is not None:
                    yield lesson

    def cells(self, kind: str, id: str) -> Cells:
        """A record's cells as its owner sees them."""
        key = RecordKey(kind, id)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._copy.view(self.bucket, key)
        return found

    # what lies beside

    def fates(self, kind: str, id: str) -> Mapping[str, CellFate]:
        """The cells of a record that are not settled."""
        key = RecordKey(kind, id)
        if key not in self._fates:
            asked = (one for one in self._questions.values() if one.record == key)
            self._fates[key] = read_fates(self._copy.own_of(key), asked)
        return self._fates[key]

    def questions(self) -> tuple[Question, ...]:
        """Open questions, oldest first."""
        return tuple(sorted(self._questions.values(), key=lambda one: (one.made_at, one.id)))

    def question(self, id: str) -> Question | None:
        return self._questions.get(id)

    # terms

    @property
    def carried(self) -> tuple[CarriedMarks, ...]:
        """Marks that pupils brought from elsewhere."""
        return tuple(self._carried.values())

    def term_mark(self, term: str, pupil: str) -> Mark | None:
        cells = self.cells(TERM_MARK, term_mark_id(self.id, term))
        return wire.read_mark(cells.get(wire.term_mark_cell(pupil)))

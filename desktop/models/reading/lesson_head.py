"""A lesson as a screen shows it: the timetable's place with what has been written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.models.reading.course_book import CourseBook
from desktop.models.reading.library import Library
from school.bells import BellSlot
from school.course import Course
from school.editing import Closed, read_closed
from school.lesson import Lesson, Place, Work, WorkType
from school.people import Role
from school.timetable_reading import ScheduledLesson
from sync.identity import default_work_id, lesson_id


class Right(StrEnum):
    """How far somebody may write a lesson."""

    WRITES = "writes"
    WITH_REASON = "with_reason"
    """A head teacher over a teacher's own marks says why."""
    READS = "reads"


@dataclass(frozen=True, slots=True)
class LessonHead:
    """A lesson without its marks; ``id`` exists whether anybody has written it or not.

    ``number`` is what the bell is called, ``place`` where the lesson is held. ``closed``: a
    change would wait for the head teacher, and why. ``joined`` are courses in the same room.
    """

    id: str
    course: str
    date: date
    slot: int
    place: Place
    number: int
    starts: time | None
    ends: time | None
    right: Right
    room: str = ""
    topic: str = ""
    homework: str = ""
    plan_items: tuple[str, ...] = ()
    roll_call: bool = False
    is_stored: bool = False
    is_cancelled: bool = False
    is_substituted: bool = False
    is_future: bool = False
    closed: Closed | None = None
    teachers: tuple[str, ...] = ()
    joined: frozenset[str] = frozenset()

    @property
    def default_work(self) -> str:
        """The id of the work that the lesson has before anybody adds another."""
        return default_work_id(self.id)

    @property
    def takes_marks(self) -> bool:
        """Whether marks may be put at all, for a decision or at once."""
        return self.right is not Right.READS and not self.is_future and not self.is_cancelled

    def has_begun(self, now: datetime) -> bool:
        """Whether the lesson has begun by now; one without a bell begins with its day."""
        begins = datetime.combine(self.place.date, self.starts or time.min, now.tzinfo)
        return begins <= now

    def has_ended(self, now: datetime) -> bool:
        ends = datetime.combine(self.place.date, self.ends or time.max, now.tzinfo)
        return ends < now


@dataclass(frozen=True, slots=True)
class WorkColumn:
    """A work of a lesson: a column of the page.

    ``is_default``: the lesson has it without anybody adding it. ``is_wiped``: marks stand here
    and the work does not, «Работа удалена».
    """

    id: str
    lesson: LessonHead
    work: Work
    kind: WorkType
    is_default: bool = False
    is_wiped: bool = False

    def is_checked_on(self, today: date) -> bool:
        """Whether the teacher still has time to mark it: shown as «проверяется до»."""
        return self.work.due is not None and self.lesson.place.date <= today <= self.work.due


class LessonReader:
    """Makes heads of a course's lessons, with the bells of each day looked up once."""

    def __init__(self, library: Library, book: CourseBook, today: date) -> None:
        self._library = library
        self._book = book
        self._today = today
        self._bells: dict[date, dict[int, BellSlot]] = {}
        facts = library.facts
        self._forms = facts.forms_of(book.course)
        self._terms = facts.terms_of(book.course)
        self._timetable = library.reader(frozenset({book.id}))

    def heads(self, first: date, last: date) -> Iterator[LessonHead]:
        """The course's lessons held between two days, both included, stored or not."""
        by_day: dict[date, list[Lesson]] = {}
        for lesson in self._book.lessons(first, last):
            for day in {lesson.date, lesson.place.date}:
                by_day.setdefault(day, []).append(lesson)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            yield from (
                self.head(scheduled)
                for scheduled in self._timetable.lessons_of_course(self._book.id, day, by_day.get(day, ()))
            )

    def head(self, scheduled: ScheduledLesson) -> LessonHead:
        """One lesson of the timetable with what is written of it."""
        id = lesson_id(scheduled.course, scheduled.date, scheduled.slot)
        place = scheduled.place
        bell = self._bell(place)
        room = scheduled.room or ""
        head = LessonHead(
            id,
            scheduled.course,
            scheduled.date,
            scheduled.slot,
            place,
            bell.number if bell else place.slot,
            bell.starts if bell else None,
            bell.ends if bell else None,
            right_to_write(self._library, self._book.course, place.date, scheduled.teachers),
            room=self._library.facts.rooms.get(room, ""),
            is_cancelled=scheduled.cancelled,
            is_substituted=scheduled.substituted,
            is_future=place.date > self._today,
            closed=read_closed(place.date, self._today, self._library.facts.editing, self._terms),
            teachers=scheduled.teachers,
            joined=scheduled.joined,
        )
        return self.refreshed(head)

    def refreshed(self, head: LessonHead) -> LessonHead:
        """The same lesson with what is written of it now."""
        lesson = self._book.lesson(head.id)
        if lesson is None:
            return replace(head, topic="", homework="", plan_items=(), roll_call=False, is_stored=False)
        return replace(
            head,
            topic=lesson.topic,
            homework=lesson.homework,
            plan_items=lesson.plan_items,
            roll_call=lesson.roll_call,
            is_stored=True,
        )

    def stored(self, lesson: Lesson) -> LessonHead:
        """The head of a written lesson, without asking the timetable."""
        teachers = self._book.course.teachers_on(lesson.place.date)
        cancelled = lesson.is_cancelled
        return self.head(
            ScheduledLesson(
                lesson.course, lesson.date, lesson.slot, lesson.place, teachers, cancelled=cancelled
            )
        )

    def at(self, place: Place) -> LessonHead | None:
        """The lesson held at a place."""
        held = (head for head in self.heads(place.date, place.date) if head.place == place)
        return next(held, None)

    def nearest(self, day: date, within: int = 7) -> LessonHead | None:
        """The lesson of a day, else the next one in so many days, else the last before it."""
        span = timedelta(days=within)
        heads = [one for one in self.heads(day - span, day + span) if not one.is_cancelled]
        ahead = [one for one in heads if one.place.date >= day]
        return ahead[0] if ahead else heads[-1] if heads else None

    def outside_timetable(self, day: date, slot: int) -> LessonHead:
        """A lesson of any day and slot: the timetable need not know it."""
        place = Place(day, slot)
        teachers = self._book.course.teachers_on(day)
        return self.head(ScheduledLesson(self._book.id, day, slot, place, teachers))

    def columns(self, head: LessonHead) -> tuple[WorkColumn, ...]:
        """The works of a lesson: its default one first, then those added, then wiped ones with marks."""
        lesson, facts = self._book.lesson(head.id), self._library.facts
        works = dict(lesson.works) if lesson else {}
        marked = {work for _, work in lesson.marks} if lesson else set()
        default = head.default_work
        answer = facts.answer
        own = works.pop(default, None)
        plain = own or Work(answer.id, answer.weight, counts=answer.counts)
        columns = [
            WorkColumn(
                default,
                head,
                plain,
                facts.work_type(plain.type) if own else answer,
                is_default=True,
                is_wiped=own is None and default in marked,
            )
        ]
        columns += [
            WorkColumn(id, head, work, facts.work_type(work.type)) for id, work in sorted(works.items())
        ]
        gone = sorted(marked - set(works) - {default})
        columns += [WorkColumn(id, head, Work(""), WorkType("", "", ""), is_wiped=True) for id in gone]
        return tuple(columns)

    def _bell(self, place: Place) -> BellSlot | None:
        if place.date not in self._bells:
            self._bells[place.date] = self._read_bells(place.date)
        return self._bells[place.date].get(place.slot)

    def _read_bells(self, day: date) -> dict[int, BellSlot]:
        calendar = self._library.facts.calendar
        form = self._forms[0] if self._forms else None
        everybody = {bell.slot: bell for bell in calendar.bells_on(day)}
        return everybody | {bell.slot: bell for bell in calendar.bells_on(day, form)}


def right_to_write(library: Library, course: Course, day: date, teachers: tuple[str, ...] = ()) -> Right:
    """Whether this person may write a lesson of the day; ``teachers`` are those of the lesson."""
    if course.teaches(library.person, day) or library.person in teachers:
        return Right.WRITES
    facts = library.facts
    tutors = (one for form in course.forms for one in facts.tutors.get(form, ()))
    is_tutor = any(one.person == library.person and one.dates.covers(day) for one in tutors)
    if is_tutor and facts.rules.get("form_teacher_writes_marks") is True:
        return Right.WRITES
    return Right.WITH_REASON if Role.HEAD_TEACHER in library.roles else Right.READS

"""The reading half of the journal: every question that a screen asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from desktop.models.reading import day as days
from desktop.models.reading import duties, history, versions
from desktop.models.reading.arriving import Arrived, read_arrived
from desktop.models.reading.course_book import LESSON, bucket_of
from desktop.models.reading.joint_page import JointPage
from desktop.models.reading.lesson_counts import LessonCounts, read_counts
from desktop.models.reading.lesson_head import LessonHead, LessonReader, WorkColumn
from desktop.models.reading.library import Library
from desktop.models.reading.page import JournalPage
from desktop.models.reading.private import About, Guest
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.reading.wire import mark_cell
from school.attendance import Absence
from school.course import Course
from school.finished import Unfinished
from school.form import Form
from school.lesson import Place
from school.people import Pupil, Role
from school.plan import LessonPlan, PlanItem
from school.term import Term
from sync.local_copy import LocalCopy
from sync.record import RecordKey
from sync.replica import Counts, Replica
from sync.shelf import OpState


class Readings:
    """What one person's copy of a journal tells; `clock` gives local time with its offset."""

    def __init__(
        self,
        replica: Replica,
        person: str,
        clock: Callable[[], datetime],
        roles: frozenset[Role] = frozenset(),
    ) -> None:
        self._replica = replica
        self._library = Library(replica.copy, person, roles)
        self.person = person
        self.now = clock

    @property
    def today(self) -> date:
        return self.now().date()

    @property
    def copy(self) -> LocalCopy:
        """The records themselves, for faces of the models that read other buckets."""
        return self._library.copy

    # the school

    @property
    def facts(self) -> SchoolFacts:
        """Terms, bells, days, subjects, work types, codes, scales, rules, staff, the timetable."""
        return self._library.facts

    def course(self, id: str) -> Course:
        """A course as its bucket tells it, or as the timetable knows it."""
        return self._library.book(id).course

    def my_courses(self, day: date | None = None) -> tuple[Course, ...]:
        """Courses that this person teaches on the day (or ever), by form and subject."""
        return self._sorted(self._library.own_courses(day))

    def held_courses(self) -> tuple[Course, ...]:
        """All courses that this copy keeps: also those of a form teacher's pupils."""
        return self._sorted(self.course(id) for id in self._library.held_courses())

    def my_forms(self) -> tuple[Form, ...]:
        """Forms whose form teacher this person is today."""
        facts, today = self.facts, self.today
        mine = {
            id
            for id, tutors in facts.tutors.items()
            if any(one.person == self.person and one.dates.covers(today) for one in tutors)
        }
        return tuple(sorted((facts.forms[id] for id in mine), key=lambda form: form.sort_key))

    def terms_of(self, course: str) -> tuple[Term, ...]:
        return self.facts.terms_of(self.course(course))

    def term_on(self, course: str, day: date) -> Term | None:
        """The term of a day; in the vacations the one before, before all of them the first."""
        terms = self.terms_of(course)
        begun = [term for term in terms if term.first_day <= day]
        return begun[-1] if begun else next(iter(terms), None)

    def forms_title(self, course: Course) -> str:
        """«7Б», «10А, 10Б», with the subgroup where there is one."""
        titles = ", ".join(form.title for form in self.facts.forms_of(course))
        return f"{titles} {course.subgroup.title}" if course.subgroup else titles

    def pupil(self, id: str) -> Pupil | None:
        return self._library.pupil(id)

    # pages and lessons

    def read_day(self, day: date) -> tuple[days.DayLesson, ...]:
        """The lessons that this person gives on a date, by the bell."""
        return days.read_day(self._library, day, self.now())

    def read_page(self, course: str, term: Term) -> JournalPage:
        """A live page: looks up, and refreshes exactly what a write has touched.

        Courses that this person teaches together, «8А + 8Б», are one page.
        """
        together = self._together(course)
        if len(together) > 1:
            return JointPage(self._library, together, term, self.now())
        return JournalPage(self._library, course, term, self.now())

    def read_lesson(self, course: str, day: date, slot: int) -> LessonHead:
        """The lesson of a course that is held on a day and slot, in the timetable or not."""
        reader = self._lessons(course)
        return reader.at(Place(day, slot)) or reader.outside_timetable(day, slot)

    def read_lessons(self, course: str, first: date, last: date) -> tuple[LessonHead, ...]:
        """The lessons of a course held between two days, both included, as time goes."""
        return tuple(self._lessons(course).heads(first, last))

    def read_joined(self, lesson: LessonHead) -> tuple[LessonHead, ...]:
        """Lessons of other courses that sit in the same room with the same teacher."""
        others = [course for course in self._together(lesson.course) if course != lesson.course]
        found = (self._lessons(course).at(lesson.place) for course in others)
        return tuple(head for head in found if head is not None and not head.is_cancelled)

    def _together(self, course: str) -> tuple[str, ...]:
        """The course with those that are always taught together with it, by the list of forms."""
        load = self.facts.loads.get(course)
        if load is None or load.joint is None:
            return (course,)
        mine = [one for one in self.my_courses() if one.id in self.facts.loads]
        joint = tuple(one.id for one in mine if self.facts.loads[one.id].joint == load.joint)
        return joint if course in joint else (course,)

    def read_lesson_again(self, lesson: LessonHead) -> LessonHead:
        """A head with what is written of it now."""
        return self._lessons(lesson.course).refreshed(lesson)

    def read_columns(self, lesson: LessonHead) -> tuple[WorkColumn, ...]:
        """The works of a lesson."""
        return self._lessons(lesson.course).columns(lesson)

    def read_codes(self, lesson: LessonHead) -> dict[str, str]:
        """Who has an attendance code in a lesson, and its key."""
        stored = self._library.book(lesson.course).lesson(lesson.id)
        return {pupil: noted.code for pupil, noted in stored.attendance.items()} if stored else {}

    def read_absences(self, lesson: LessonHead) -> dict[str, Absence]:
        """Reasons for this day and slot that form teachers have written, by pupil."""
        course, place = self.course(lesson.course), lesson.place
        rosters = [self._library.roster(form) for form in course.forms]
        found = (
            (pupil, roster.absence(pupil, place.date, place.slot))
            for roster in rosters
            for pupil in course.pupils_on(place.date)
        )
        return {pupil: absence for pupil, absence in found if absence is not None}

    def read_counts(self, lesson: LessonHead) -> LessonCounts:
        """How much stands in a lesson."""
        return read_counts(self._library, lesson)

    def read_parallel(self, lesson: LessonHead) -> tuple[LessonHead, ...]:
        """Lessons of the same subject in the teacher's other courses: of this day, or the nearest."""
        subject, together = self.course(lesson.course).subject, self._together(lesson.course)
        others = [one for one in self.my_courses() if one.subject == subject and one.id not in together]
        found = (self._lessons(one.id).nearest(lesson.place.date) for one in others)
        return tuple(head for head in found if head is not None)

    def due_day(self, lesson: LessonHead) -> date:
        """Until when a test of this lesson is being checked."""
        return lesson.place.date + timedelta(days=self.facts.due_days)

    def read_previous(self, lesson: LessonHead) -> LessonHead | None:
        """The course's lesson before this one, for «как на прошлом уроке»."""
        term = self.term_on(lesson.course, lesson.place.date)
        first = term.first_day if term else lesson.place.date
        before = [
            head
            for head in self._lessons(lesson.course).heads(first, lesson.place.date)
            if head.place < lesson.place and not head.is_cancelled
        ]
        return before[-1] if before else None

    def read_gaps(self, lesson: LessonHead) -> tuple[Unfinished, ...]:
        """What a lesson lacks."""
        return days.read_gaps(self._library, self.course(lesson.course), lesson, self.today)

    # the plan

    def read_plan(self, course: str) -> LessonPlan | None:
        """The plan of a course that this copy keeps; of several the one with most rows."""
        return self._library.plan_of(course)

    def next_plan_item(self, lesson: LessonHead) -> PlanItem | None:
        """The next row of the plan that no lesson before this one has given."""
        plan = self.read_plan(lesson.course)
        if plan is None:
            return None
        year = self.facts.calendar.year
        lessons = self._library.book(lesson.course).lessons(year.first_day, lesson.place.date)
        return plan.next_item(
            one.plan_items for one in lessons if one.place < lesson.place and not one.is_cancelled
        )

    # what needs somebody

    def read_unfinished(self) -> tuple[duties.UnfinishedLesson, ...]:
        """Past lessons of the term that lack something, the oldest first."""
        return duties.read_unfinished_lessons(self._library, self.now())

    def read_remarks(self) -> tuple[duties.Remark, ...]:
        """Remarks of the head teacher that are not closed."""
        return duties.read_remarks(self._library)

    def read_debts(self) -> tuple[duties.Debt, ...]:
        """Works that pupils owe, the longest owed first."""
        return duties.read_debts(self._library, self.today)

    def read_conflicts(self) -> tuple[versions.TwoVersions, ...]:
        """Cells with two versions, oldest first."""
        return versions.read_conflicts(self._library)

    def read_unsent(self) -> tuple[versions.Refused, ...]:
        """Own ops that the server has not answered yet, in queue order."""
        again = versions.read_refused(self._library, OpState.AGAIN)
        return again + versions.read_refused(self._library, OpState.QUEUED)

    def read_answered(self, day: date) -> tuple[versions.Answered, ...]:
        """Own ops with the server's word on them, answered on a day."""
        return versions.read_answered(self._library, day, self.now().tzinfo)

    def read_rejected(self) -> tuple[versions.Refused, ...]:
        """What the server did not accept and its owner has not dismissed."""
        return versions.read_refused(self._library)

    def read_in_review(self) -> tuple[versions.Refused, ...]:
        """What waits for the head teacher."""
        return versions.read_refused(self._library, OpState.REVIEW)

    def read_history(self, course: str, lesson: str, cell: str) -> tuple[history.HistoryLine, ...]:
        """What this computer knows of a lesson's cell, the newest first."""
        return history.read_history(self._library, bucket_of(course), RecordKey(LESSON, lesson), cell)

    def read_mark_history(self, row: str, column: WorkColumn) -> tuple[history.HistoryLine, ...]:
        """What this computer knows of a pupil's mark for a work."""
        return self.read_history(column.lesson.course, column.lesson.id, mark_cell(row, column.id))

    def counts(self) -> Counts:
        """How many own ops wait, are in review, were refused."""
        return self._replica.counts()

    # what only this person sees

    def read_mark_note(self, row: str, column: WorkColumn) -> str:
        """The note «только я» on a pupil's mark for a work."""
        return self.read_note(LESSON, column.lesson.id, mark_cell(row, column.id))

    def read_note(self, kind: str, id: str, cell: str = "") -> str:
        """The note «только я» about a record or one cell of it."""
        note = self._library.private.note(About(kind, id, cell))
        return note.text if note else ""

    def read_guests(self, course: str) -> tuple[Guest, ...]:
        return self._library.private.guests_of(course)

    def read_arrived(self, course: str) -> tuple[Arrived, ...]:
        """Guests whose order has come: a pupil of that name learns in the course now."""
        return read_arrived(self._library, course, self.today)

    def _lessons(self, course: str) -> LessonReader:
        return LessonReader(self._library, self._library.book(course), self.today)

    def _sorted(self, courses: Iterable[Course]) -> tuple[Course, ...]:
        facts = self.facts

        def place_in_list(course: Course) -> tuple[list[tuple[int, str, str]], str, str, str]:
            forms = [form.sort_key for form in facts.forms_of(course)]
            group = course.subgroup.title if course.subgroup else ""
            return forms, facts.subject_title(course), group, course.id

        return tuple(sorted(courses, key=place_in_list))

"""Everything read so far, kept until a write, one's own or a foreign one, touches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop.models.reading.course_book import CONFLICT, CourseBook
from desktop.models.reading.fates import Question, read_question
from desktop.models.reading.plans import read_plan
from desktop.models.reading.private import PrivateBook
from desktop.models.reading.roster import Roster, read_roster
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.reading.school_records import SCHOOL, read_school
from school.course import Course
from school.people import Pupil, Role
from school.plan import LessonPlan
from school.timetable_reading import TimetableReader
from sync.kind import Family, family_of, owner_of
from sync.local_copy import LocalCopy, Touched
from sync.record import Cells, RecordKey


class Library:
    """The books of one person's copy: the school, forms, courses, and what only this person sees."""

    def __init__(self, copy: LocalCopy, person: str, roles: frozenset[Role] = frozenset()) -> None:
        self.person = person
        self.roles = roles
        self.copy = copy
        self._facts: SchoolFacts | None = None
        self._rosters: dict[str, Roster] = {}
        self._books: dict[str, CourseBook] = {}
        self._private: PrivateBook | None = None
        self._plans: dict[str, LessonPlan | None] = {}
        self._readers: dict[frozenset[str], TimetableReader] = {}

    @property
    def facts(self) -> SchoolFacts:
        """The school as everybody knows it."""
        if self._facts is None:
            self._facts = read_school(self.copy)
        return self._facts

    @property
    def private(self) -> PrivateBook:
        """Notes and guests: what only this person sees."""
        if self._private is None:
            self._private = PrivateBook(self.copy, self.person)
        return self._private

    def book(self, course: str) -> CourseBook:
        if course not in self._books:
            book = self._books[course] = CourseBook(self.copy, course)
            load = self.facts.loads.get(course)
            if load is not None and not book.is_known:
                book.course = Course(course, load.title, load.subject, load.forms, load.subgroup)
        return self._books[course]

    def cells(self, bucket: str, key: RecordKey) -> Cells:
        """A record's cells as its owner sees them."""
        book = self._books.get(owner_of(bucket))
        if book is not None and book.bucket == bucket:
            return book.cells(*key)
        return self.copy.view(bucket, key)

    def questions(self) -> tuple[Question, ...]:
        """Open questions of every bucket kept here, oldest first."""
        found = [one for course in self.held_courses() for one in self.book(course).questions()]
        for bucket in self.copy.buckets:
            if family_of(bucket) is not Family.COURSE:
                asked = (key for key in self.copy.keys(bucket) if key.kind == CONFLICT)
                read = (read_question(key.id, bucket, self.copy.view(bucket, key)) for key in asked)
                found += [question for question in read if question is not None]
        return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))

    def question(self, bucket: str, id: str) -> Question | None:
        """An open question by its id."""
        return read_question(id, bucket, self.cells(bucket, RecordKey(CONFLICT, id)))

    def roster(self, form: str) -> Roster:
        if form not in self._rosters:
            self._rosters[form] = read_roster(self.copy, form)
        return self._rosters[form]

    def held_courses(self) -> tuple[str, ...]:
        """Courses whose bucket this copy keeps."""
        return self._owners("course")

    def held_forms(self) -> tuple[str, ...]:
        return self._owners("form")

    def own_courses(self, day: date | None = None) -> Iterator[Course]:
        """Courses that this person teaches, on the day or at any time."""
        for id in self.held_courses():
            course = self.book(id).course
            mine = (one for one in course.teachers if one.person == self.person)
            if any(day is None or one.dates.covers(day) for one in mine):
                yield course

    def pupils_of(self, course: Course) -> dict[str, Pupil]:
        """Names of everybody in the course's forms, and of pupils from elsewhere that are known here."""
        named: dict[str, Pupil] = {}
        for form in course.forms:
            named.update(self.roster(form).pupils())
        missing = {one.pupil for one in course.pupils} - set(named)
        if missing:
            for form in self.held_forms():
                known = self.roster(form).pupils()
                named.update({id: known[id] for id in missing & set(known)})
        return named

    def pupil(self, id: str) -> Pupil | None:
        """A pupil of any form that this copy keeps."""
        known = (self.roster(form).pupils().get(id) for form in self.held_forms())
        return next((one for one in known if one is not None), None)

    def plan_of(self, course: str) -> LessonPlan | None:
        """The plan of a course among those kept here; of several the one with most rows."""
        for id in self._owners("plan"):
            if id not in self._plans:
                self._plans[id] = read_plan(self.copy, id)
        plans = self._plans.values()
        fitting = [plan for plan in plans if plan is not None and plan.course == course]
        return max(fitting, key=lambda plan: (len(plan.items), plan.id), default=None)

    def reader(self, courses: frozenset[str]) -> TimetableReader:
        """The timetable of some courses, kept while the school stays as it is."""
        if courses not in self._readers:
            held = {id: self.book(id).course for id in courses if id in self.held_courses()}
            self._readers[courses] = self.facts.reader_for(courses, held)
        return self._readers[courses]

    def forget(self, touched: Touched) -> Touched:
        """Drop what was touched; give it back together with the records that it is about."""
        told = Touched()
        told.join(touched)
        for bucket in touched.buckets:
            self._forget_bucket(bucket)
        for bucket, key in touched.cells:
            book = self._books.get(owner_of(bucket))
            if book is None or book.bucket != bucket:
                self._forget_bucket(bucket)
                continue
            for question in book.forget(key):
                told.add(bucket, question.record, (version.cell for version in question.versions))
            if key.kind == "course":
                self._readers.clear()
        return told

    def _forget_bucket(self, bucket: str) -> None:
        family, owner = family_of(bucket), owner_of(bucket)
        if bucket == SCHOOL:
            self._facts = None
            self._readers.clear()
        elif family is Family.FORM:
            self._rosters.pop(owner, None)
        elif family is Family.COURSE:
            self._books.pop(owner, None)
            self._readers.clear()
        elif family is Family.PLAN:
            self._plans.pop(owner, None)
        elif family is Family.PERSON:
            self._private = None

    def _owners(self, family: str) -> tuple[str, ...]:
        head = f"{family}:"
        return tuple(sorted(id.removeprefix(head) for id in self.copy.buckets if id.startswith(head)))

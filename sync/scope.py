"""Who reads what: the buckets that stand on a person's computers, and those that may be visited.

A right to read covers more than what stands: a head teacher may look into the whole school, and
keeps no more of it on a laptop than her own courses. By today's facts, whenever an op was made.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from school.course import Course
from school.people import Role
from sync.facts import Facts
from sync.kind import Family, family_of, owner_of
from sync.ruling import Author

_OFFICE_ROLES = frozenset({Role.HEAD_TEACHER, Role.PRINCIPAL, Role.ADMINISTRATOR})
_SEES_SCHOOL = _OFFICE_ROLES
_SEES_PLANS = frozenset({Role.HEAD_TEACHER, Role.PRINCIPAL})


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and what it is called on a screen; empty where its name says all."""

    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one school lets people read on one day."""

    facts: Facts
    today: date

    def standing_buckets(self, author: Author) -> list[Bucket]:
        """What a person's laptop keeps: own courses, their forms, own plans, school, person.

        With a form teacher's: the form, its tutor's bucket and its pupils' courses; with a head
        teacher's, a principal's and an administrator's, the office.
        """
        if not author.roles:
            return []
        courses = self._standing_courses(author.person)
        forms = {form for course in courses for form in self.facts.forms_of[course]}
        tutored = self._tutored(author.person)
        plans = {plan for plan in self.facts.plans if self._keeps_plan(author.person, plan, courses)}
        found = [Bucket(Family.SCHOOL)]
        if author.roles & _OFFICE_ROLES:
            found.append(Bucket(Family.OFFICE))
        found.append(Bucket(f"{Family.PERSON}:{author.person}"))
        found += self._named(Family.FORM, forms | tutored)
        found += self._named(Family.TUTOR, tutored)
        found += self._named(Family.COURSE, courses | self._courses_of(tutored))
        found += self._named(Family.PLAN, plans)
        return found

    def may_read(self, author: Author, bucket: str) -> bool:
        """Whether a right covers the bucket, standing or visited; never for one that does not exist."""
        family, owner = family_of(bucket), owner_of(bucket)
        if family is None or not author.roles:
            return False
        return self._reads(author, family, owner)

    def has_bucket(self, family: Family, owner: str) -> bool:
        """Whether there is such a bucket at all: people's are there for everybody."""
        tables: dict[Family, Container[str]] = {
            Family.FORM: self.facts.forms,
            Family.TUTOR: self.facts.forms,
            Family.COURSE: self.facts.courses,
            Family.PLAN: self.facts.plans,
        }
        known = tables.get(family)
        return known is None or owner in known

    def is_teaching(self, person: str, course: str) -> bool:
        """Whether a course is this person's today: taught, or to be substituted."""
        return course in self.facts.courses and self._stands(person, self.facts.courses[course])

    def is_tutor(self, person: str) -> bool:
        """Whether this is a form teacher today."""
        return bool(self._tutored(person))

    def is_tutor_of_course(self, person: str, course: str, day: date) -> bool:
        """Whether pupils of the course are in a form whose form teacher this is on the day."""
        forms = self.facts.forms_of.get(course, frozenset())
        return any(person in self.facts.tutors_on(form, day) for form in forms)

    def _reads(self, author: Author, family: Family, owner: str) -> bool:
        person, roles = author.person, author.roles
        if family is Family.SCHOOL:
            return True
        if family is Family.OFFICE:
            return bool(roles & _OFFICE_ROLES)
        if family is Family.PERSON:
            return owner == person
        if not self.has_bucket(family, owner):
            return False
        if family is Family.TUTOR:
            return Role.HEAD_TEACHER in roles or owner in self._tutored(person)
        if family is Family.FORM:
            return (
                bool(roles & _SEES_SCHOOL) or owner in self._tutored(person) or self._teaches(person, owner)
            )
        if family is Family.COURSE:
            return bool(roles & _SEES_SCHOOL) or self._opens_course(person, owner)
        return bool(roles & _SEES_PLANS) or self._opens_plan(person, owner)

    def _opens_course(self, person: str, course: str) -> bool:
        return self.is_teaching(person, course) or self.is_tutor_of_course(person, course, self.today)

    def _opens_plan(self, person: str, plan: str) -> bool:
        known = self.facts.plans[plan]
        return person in known.authors or (
            known.course is not None and self.is_teaching(person, known.course)
        )

    def _keeps_plan(self, person: str, plan: str, courses: set[str]) -> bool:
        known = self.facts.plans[plan]
        return person in known.authors or known.course in courses

    def _teaches(self, person: str, form: str) -> bool:
        return any(form in self.facts.forms_of[course] for course in self._standing_courses(person))

    def _tutored(self, person: str) -> set[str]:
        return {form for form in self.facts.forms if person in self.facts.tutors_on(form, self.today)}

    def _courses_of(self, forms: set[str]) -> set[str]:
        return {course for course, its in self.facts.forms_of.items() if its & forms} if forms else set()

    def _standing_courses(self, person: str) -> set[str]:
        courses = self.facts.courses.values()
        return {course.id for course in courses if self._stands(person, course)}

    def _stands(self, person: str, course: Course) -> bool:
        """From the day that an order is known, until the window of its last day closes.

        A teacher who begins on Monday has the page on Friday: on Monday morning there may be
        no network.
        """
        if any(one.person == person and self._is_open(one.dates.last_day) for one in course.teachers):
            return True
        stands = self.facts.stands.get(course.id, ())
        return any(one.person == person and self._is_open(max(one.dates)) for one in stands)

    def _is_open(self, last_day: date | None) -> bool:
        if last_day is None or last_day >= self.today:
            return True
        return self.facts.editing.is_open(last_day, self.today)

    def _named(self, family: Family, owners: set[str]) -> list[Bucket]:
        return [Bucket(f"{family}:{owner}", self._title(family, owner)) for owner in sorted(owners)]

    def _title(self, family: Family, owner: str) -> str:
        if family is Family.COURSE:
            return self.facts.courses[owner].title
        if family is Family.PLAN:
            return self.facts.plans[owner].title
        form = self.facts.forms.get(owner)
        return form.title if form else ""

"""Who teaches what: forms, teachers, courses, and what stands at one time for a form."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from school.course import CourseTeacher
from school.dates import Dates
from school.form import Form
from school.people import Person
from school.term import TermKind
from server.demo.chance import Chance, spread
from server.demo.names import compose_name
from server.demo.size import LETTERS, Shape
from server.demo.words import words

FULL_LOAD = 23
"""Hours a week from which a post wants one more teacher."""

SPLIT_FROM = 20
"""From this many pupils on a form learns languages and the like in two groups."""

DEMO_TEACHER = ("Соколова", "Анна", "Сергеевна")
DEMO_HOURS = (5, 5, 5, 4, 4)
"""The demo teacher's lessons on Monday to Friday: whatever the day, it is a good one."""

HANDOVER = timedelta(days=61)
"""When one course of the school passes from one teacher to another."""


@dataclass(slots=True)
class Teacher:
    """A teacher while the school is being staffed; ``hours`` are those given so far."""

    person: Person
    post: str
    hours: int = 0


@dataclass(slots=True)
class Group:
    """A course of a form or of half of it: ``part`` is 0 for all, 1 or 2 for a half."""

    id: str
    subject: str
    form: Form
    part: int
    teachers: list[CourseTeacher]

    def people(self) -> tuple[str, ...]:
        return tuple(one.person for one in self.teachers)

    @property
    def title(self) -> str:
        half = f" (группа {self.part})" if self.part else ""
        return f"{subject_of(self.subject)['title']} {self.form.title}{half}"


@dataclass(slots=True)
class Bundle:
    """The courses of a form that stand at one time: one, or the two halves' of a subject."""

    form: Form
    subject: str
    hours: int
    groups: list[Group]

    def people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for group in self.groups for person in group.people()))


@dataclass(slots=True)
class Staffing:
    """A staffed school. The demo teacher is the first of the list."""

    forms: list[Form]
    sizes: dict[str, int]
    teachers: list[Teacher]
    bundles: list[Bundle]
    tutors: dict[str, str]
    office: list[Person]
    demo: Teacher
    colleague: Teacher
    successor: Teacher

    def groups(self) -> Iterator[Group]:
        return (group for bundle in self.bundles for group in bundle.groups)


def subject_of(key: str) -> dict[str, Any]:
    """A subject of the curriculum by its key."""
    found: dict[str, Any] = next(one for one in words("curriculum")["subjects"] if one["key"] == key)
    return found


def hours_of(key: str, level: int) -> int:
    """Hours a week of a subject on a level."""
    hours: int = subject_of(key)["hours"].get(str(level), 0)
    return hours


def build_staffing(chance: Chance, shape: Shape, first_day: date) -> Staffing:
    """Staff a school: each post gets as many teachers as its hours want."""
    forms = list(_forms(chance, shape))
    sizes = dict(zip((form.id for form in forms), spread(shape.pupils, len(forms)), strict=True))
    hiring = _Hiring(chance, shape, forms, sizes, first_day)
    for post in words("curriculum")["posts"][shape.posts]:
        hiring.fill(post)
    maths = [one for one in hiring.teachers if one.post == "math"]
    demo, colleague = maths[0], maths[1]
    home = _demo_home(forms, hiring.bundles, demo)
    _share(hiring.bundles, home, colleague, first_day)
    successor = _hand_over(hiring, first_day)
    office = [_person(chance.of("office", number), number == 0) for number in range(_office_size(shape))]
    tutors = _tutors(forms, hiring.bundles, hiring.teachers, (home, demo))
    return Staffing(forms, sizes, hiring.teachers, hiring.bundles, tutors, office, demo, colleague, successor)


def _office_size(shape: Shape) -> int:
    """A village has a principal and no more; elsewhere also a head teacher and an engineer."""
    return 1 if shape.posts == "village" else 3


def _forms(chance: Chance, shape: Shape) -> Iterator[Form]:
    late = dict(shape.second_shift)
    for level, count in enumerate(shape.parallels, start=1):
        for index in range(count):
            letter = LETTERS[index] if count > 1 or shape.forms > 11 else ""
            shift = 2 if index >= count - late.get(level, 0) else 1
            kind = TermKind.HALF_YEAR if level >= 10 else TermKind.QUARTER
            yield Form(chance.id("form", level, index), level, letter, shift, kind)


def _person(chance: Chance, female: bool) -> Person:
    return Person(chance.id("person"), *compose_name(chance.random(), female=female))


class _Hiring:
    """Fills posts one after the other and hands the forms' subjects to the teachers."""

    def __init__(
        self, chance: Chance, shape: Shape, forms: list[Form], sizes: dict[str, int], first_day: date
    ) -> None:
        self.teachers: list[Teacher] = []
        self.bundles: list[Bundle] = []
        self._chance, self._shape, self._forms = chance, shape, forms
        self._sizes, self._dates = sizes, Dates(first_day)

    def fill(self, post: dict[str, Any]) -> None:
        """Hire the teachers of a post and give each form's subjects to one of them."""
        levels = post.get("levels", range(1, 12))
        taught = [
            (form, [key for key in post["subjects"] if hours_of(key, form.level)])
            for form in self._forms
            if form.level in levels
        ]
        total = sum(self._package_hours(form, keys) for form, keys in taught)
        count = len(taught) if "package" in post else post.get("teachers", math.ceil(total / FULL_LOAD))
        hired = [self._hire(post["key"], number) for number in range(count)]
        self.teachers += hired
        if post["key"] == "math":
            taught = self._give_demo(hired[0], taught)
            hired = hired[1:]
        for form, keys in taught:
            self._give(form, keys, hired)

    def _hire(self, post: str, number: int) -> Teacher:
        place = self._chance.of("teacher", post, number)
        if post == "math" and number == 0:
            return Teacher(Person(place.id("person"), *DEMO_TEACHER), post)
        return Teacher(_person(place, place.random().random() < 0.82), post)

    def _is_split(self, key: str, form: Form) -> bool:
        subject = subject_of(key)
        split = subject.get("split", False) or form.level >= subject.get("split_from", 99)
        return split and self._sizes[form.id] >= SPLIT_FROM

    def _package_hours(self, form: Form, keys: list[str]) -> int:
        return sum(hours_of(key, form.level) * (1 + self._is_split(key, form)) for key in keys)

    def _give_demo(self, demo: Teacher, taught: list[tuple[Form, list[str]]]) -> list[tuple[Form, list[str]]]:
        """Three forms from the seventh level on and one of the fifth: 23 hours."""
        older = [each for each in taught if each[0].level >= 7][:3]
        own = [*older, next(each for each in taught if each[0].level == 5)]
        for form, keys in own:
            self._give(form, keys, [demo])
        return [each for each in taught if each not in own]

    def _give(self, form: Form, keys: list[str], hired: list[Teacher]) -> None:
        """A form's subjects of one post go to one teacher, halves to the two least busy."""
        owner, *others = sorted(hired, key=lambda one: (one.hours, one.person.id))
        for key in keys:
            hours = hours_of(key, form.level)
            pair = [owner, others[0]] if others and self._is_split(key, form) else [owner]
            for teacher in pair:
                teacher.hours += hours
            parts = (1, 2) if len(pair) == 2 else (0,)
            groups = [
                self._group(key, form, part, teacher) for part, teacher in zip(parts, pair, strict=True)
            ]
            self.bundles.append(Bundle(form, key, hours, groups))

    def _group(self, key: str, form: Form, part: int, teacher: Teacher) -> Group:
        course = self._chance.id("course", form.id, key, part)
        return Group(course, key, form, part, [CourseTeacher(teacher.person.id, self._dates)])


def _demo_home(forms: list[Form], bundles: list[Bundle], demo: Teacher) -> Form:
    """The demo teacher's own form: 7Б where there is one."""
    own = {bundle.form.id for bundle in bundles if demo.person.id in bundle.people()}
    sevenths = [form for form in forms if form.level == 7 and form.id in own]
    return sevenths[min(1, len(sevenths) - 1)]


def _share(bundles: list[Bundle], form: Form, colleague: Teacher, first_day: date) -> None:
    """Two teachers mark one course: the demo teacher's algebra has a second one all year."""
    shared = next(one for one in bundles if one.form is form and one.subject == "algebra")
    shared.groups[0].teachers.append(CourseTeacher(colleague.person.id, Dates(first_day)))
    colleague.hours += shared.hours


def _hand_over(hiring: _Hiring, first_day: date) -> Teacher:
    """One sixth form's geography passes to another teacher in the middle of the year."""
    bundle = next(one for one in hiring.bundles if one.subject == "geo" and one.form.level == 6)
    course = bundle.groups[0]
    former = course.teachers[0].person
    others = [one for one in hiring.teachers if one.person.id != former and one.post != "math"]
    successor = min(others, key=lambda one: (one.hours, one.person.id))
    changed = first_day + HANDOVER
    course.teachers[:] = [
        CourseTeacher(former, Dates(first_day, changed - timedelta(days=1))),
        CourseTeacher(successor.person.id, Dates(changed)),
    ]
    successor.hours += bundle.hours
    return successor


def _tutors(
    forms: list[Form], bundles: list[Bundle], teachers: list[Teacher], own: tuple[Form, Teacher]
) -> dict[str, str]:
    """Each form's tutor: somebody who teaches it and, if possible, tutors no other."""
    home, demo = own
    tutors = {home.id: demo.person.id}
    load = {one.person.id: 0 for one in teachers}
    load[demo.person.id] = 9
    for form in forms:
        if form is home:
            continue
        taught: dict[str, int] = {}
        for bundle in bundles:
            if bundle.form is form:
                for person in bundle.people():
                    taught[person] = taught.get(person, 0) + bundle.hours
        chosen = min(taught, key=lambda person: (load[person], -taught[person], person))
        tutors[form.id] = chosen
        load[chosen] += 1
    return tutors

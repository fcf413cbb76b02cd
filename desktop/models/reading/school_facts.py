"""What everybody at a school knows: calendar, words, rules, staff, loads and the timetable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from desktop.models.reading import wire
from school.attendance import AttendanceCode
from school.calendar import SchoolCalendar
from school.course import Course, CourseTeacher, Subject
from school.editing import EditingRule
from school.form import Form
from school.grading import GradingRule, PairRule, rule_for
from school.lesson import ANSWER, WorkType
from school.people import Person
from school.scale import SCALES, Scale
from school.term import Term, TermKind
from school.timetable import Card, Load, Substitution, Timetable
from school.timetable_reading import TimetableReader
from sync.record import Value

ORDINARY_SCALE = "2-5"
DEFAULT_DUE_DAYS = 7


@dataclass(frozen=True)
class SchoolFacts:
    """The school as its own bucket tells it, in the school's nouns; made anew when it changes."""

    title: str
    calendar: SchoolCalendar
    forms: Mapping[str, Form] = field(default_factory=dict)
    tutors: Mapping[str, tuple[CourseTeacher, ...]] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    work_types: Mapping[str, WorkType] = field(default_factory=dict)
    codes: Mapping[str, AttendanceCode] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)
    loads: Mapping[str, Load] = field(default_factory=dict)
    timetables: tuple[Timetable, ...] = ()
    cards: tuple[Card, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    rules: Mapping[str, Value] = field(default_factory=dict)

    @property
    def editing(self) -> EditingRule:
        days = self.rules.get("editing_window_days")
        return EditingRule(days if type(days) is int else None)

    @property
    def absent_owes_tests(self) -> bool:
        """Whether a pupil who is absent from a test owes it without anybody writing so."""
        return self.rules.get("absent_duty") is not False

    @property
    def due_days(self) -> int:
        """How many days a test is being checked."""
        days = self.rules.get("due_days")
        return days if type(days) is int else DEFAULT_DUE_DAYS

    @property
    def answer(self) -> WorkType:
        """The type that a lesson's default work has: «Ответ»."""
        answers = (kind for kind in self.work_types.values() if kind.is_answer)
        others = iter(self.work_types.values())
        return next(answers, None) or next(others, None) or WorkType("", "Ответ на уроке", ANSWER)

    def work_type(self, id: str) -> WorkType:
        """A type by its id; an unknown one is nameless and counts as it says."""
        return self.work_types.get(id) or WorkType(id, "", "")

    def scale_of(self, course: Course) -> Scale:
        """The scale of a course's marks, by record, by title, or one of those every school has."""
        known = self.scales.get(course.scale) or SCALES.get(course.scale)
        titled = (scale for scale in self.scales.values() if scale.title == course.scale)
        return known or next(titled, SCALES[ORDINARY_SCALE])

    def grading(self, scale: Scale) -> GradingRule:
        """How term marks are made on a scale, by the school's rules."""
        if not scale.numbers:
            return GradingRule(())
        told = self.rules.get("thresholds")
        least = [Fraction(wire.weight(one)) for one in told] if isinstance(told, list) else []
        rule = rule_for(scale, least if len(least) == len(scale.numbers) - 1 else ())
        return replace(
            rule,
            least_marks=wire.number(self.rules, "minimum_marks", rule.least_marks),
            pairs=wire.word(PairRule, self.rules.get("double_mark"), rule.pairs),
            near=Fraction(wire.weight(self.rules.get("disputed_within"), rule.near)),
        )

    def forms_of(self, course: Course) -> tuple[Form, ...]:
        """The forms of a course in the order of a school's list."""
        known = (self.forms[form] for form in course.forms if form in self.forms)
        return tuple(sorted(known, key=lambda form: form.sort_key))

    def terms_of(self, course: Course) -> tuple[Term, ...]:
        """The terms into which the course's year is cut; by quarters where no form tells."""
        forms = self.forms_of(course)
        kinds = [forms[0].term_kind] if forms else list(TermKind)
        cut = (self.calendar.terms_of(kind) for kind in kinds)
        return next((terms for terms in cut if terms), ())

    def subject_title(self, course: Course) -> str:
        subject = self.subjects.get(course.subject)
        return subject.title if subject else course.title

    def name_of(self, person: str) -> str:
        """«Петрова А. И.», or nothing for somebody unknown."""
        known = self.people.get(person)
        return known.short_name if known else ""

    def reader_for(self, courses: Iterable[str], held: Mapping[str, Course]) -> TimetableReader:
        """The timetable of these courses and of those that share a room or a lesson with them.

        A whole school's week has hundreds of cards; a page looks through its own.
        """
        wanted = self._with_companions(set(courses))
        forms = {form for id in wanted if id in self.loads for form in self.loads[id].forms}
        return TimetableReader(
            self.calendar,
            {id: form for id, form in self.forms.items() if id in forms},
            {id: load for id, load in self.loads.items() if id in wanted},
            self.timetables,
            tuple(card for card in self.cards if card.course in wanted),
            tuple(one for one in self.substitutions if one.course in wanted),
            {id: course for id, course in held.items() if id in wanted},
        )

    def _with_companions(self, courses: set[str]) -> set[str]:
        joints = {load.joint for id in courses if (load := self.loads.get(id)) and load.joint}
        together = {load.id for load in self.loads.values() if load.joint in joints} if joints else set()
        near = {
            one
            for change in self.substitutions
            if change.with_course and {change.course, change.with_course} & courses
            for one in (change.course, change.with_course)
        }
        return courses | together | near

    def substituted_by(self, person: str, day: date) -> set[str]:
        """Courses of which this person takes a lesson on the day."""
        return {
            id
            for change in self.substitutions
            if change.teacher == person
            and (change.date == day or (change.to is not None and change.to.date == day))
            for id in (change.course, change.with_course)
            if id
        }

"""What rights rest on: who teaches whom and when, terms, the school's rules, substitutions.

Built from the school's own records, in the nouns of the school; knows nothing of ops. A server
keeps the facts of a school in memory for as long as none of these records changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from school.attendance import AttendanceCode
from school.course import Course, CoursePupil, CourseTeacher
from school.dates import Dates
from school.editing import EditingRule
from school.form import Form
from school.lesson import WorkType
from school.term import Term, TermKind
from sync.kinds_school import EDITING_WINDOW, FORM_TEACHER_WRITES, RULES
from sync.record import Cells

DEFAULT_ZONE = "Europe/Moscow"


class FactRecord(NamedTuple):
    """A stored record of one of FACT_KINDS; `authors` wrote cells of it (asked of plans only)."""

    kind: str
    id: str
    bucket: str
    cells: Cells
    authors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tutor:
    """The form teacher of a form in these dates."""

    person: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class Stand:
    """A substitution as rights see it: who may write which course's lessons of which dates."""

    person: str
    course: str
    dates: frozenset[date]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A lesson plan: its course, and who has written it."""

    title: str
    course: str | None
    authors: frozenset[str]


@dataclass
class Facts:
    """One school's facts; the dictionaries are by id and never change once built."""

    zone: tzinfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))
    editing: EditingRule = field(default_factory=EditingRule)
    form_teacher_writes: bool = False
    years: dict[str, Dates] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    tutors: dict[str, tuple[Tutor, ...]] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    plans: dict[str, PlanFacts] = field(default_factory=dict)
    removed_plans: dict[str, frozenset[str]] = field(default_factory=dict)
    """Who has written a plan that was removed: only they bring it back."""
    stands: dict[str, list[Stand]] = field(default_factory=lambda: defaultdict(list))
    """By the course that the substitute writes."""
    enrolled: dict[str, list[tuple[str, Dates]]] = field(default_factory=lambda: defaultdict(list))
    """By pupil: the forms, and when."""
    work_types: dict[str, WorkType] = field(default_factory=dict)
    codes: dict[str, AttendanceCode] = field(default_factory=dict)
    forms_of: dict[str, frozenset[str]] = field(default_factory=dict)
    """By course: the forms it names and those its pupils were in while they were in the course."""

    def terms_of(self, course: str) -> list[Term]:
        """The terms into which the year of a course is cut: its forms' kinds, or all."""
        listed = self.courses[course].forms if course in self.courses else ()
        kinds = {self.forms[form].term_kind for form in listed if form in self.forms}
        return [term for term in self.terms.values() if not kinds or term.kind in kinds]

    def dates_of_marks(self, cells: Cells) -> Dates | None:
        """The dates of the term or year that a term mark's cells name; None when it is not known."""
        term = self.terms.get(str(cells.get("term")))
        if term is not None:
            return Dates(term.first_day, term.last_day)
        return self.years.get(str(cells.get("year")))

    def tutors_on(self, form: str, day: date) -> frozenset[str]:
        """The form teachers of a form on a day."""
        return frozenset(one.person for one in self.tutors.get(form, ()) if one.dates.covers(day))

    def forms_on(self, pupil: str, day: date) -> frozenset[str]:
        """The forms in which a pupil is on a day; more than one only by mistake."""
        return frozenset(form for form, dates in self.enrolled.get(pupil, ()) if dates.covers(day))


def build_facts(records: Iterable[FactRecord]) -> Facts:
    """Read facts out of records: of removed ones only the authors of plans; a damaged cell is passed over."""
    facts = Facts()
    for record in sorted(records, key=lambda one: (one.kind, one.id)):
        if record.cells.get("removed") is not True:
            if (reader := _READERS.get(record.kind)) is not None:
                reader(facts, record)
        elif record.kind == "plan":
            facts.removed_plans[record.id] = record.authors
    facts.forms_of = {course.id: _forms_of(facts, course) for course in facts.courses.values()}
    return facts


def parse_day(value: object) -> date | None:
    """A day of the wire; None for anything else."""
    return _parse_day(value) if isinstance(value, str) and len(value) == 10 else None


@lru_cache(maxsize=4_096)
def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _dates(value: Mapping[str, Any]) -> Dates | None:
    first = parse_day(value.get("from"))
    return None if first is None else Dates(first, parse_day(value.get("to")))


def _people(value: object, key: str) -> list[tuple[str, Dates]]:
    """The entries of a dated list, `[{"person", "from", "to"}]`."""
    listed = value if isinstance(value, list) else []
    found = ((one.get(key), _dates(one)) for one in listed if isinstance(one, dict))
    return [(str(person), dates) for person, dates in found if person and dates]


def _text(cells: Cells, key: str) -> str:
    value = cells.get(key)
    return value if isinstance(value, str) else ""


def _ids(cells: Cells, key: str) -> tuple[str, ...]:
    value = cells.get(key)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _read_school(facts: Facts, record: FactRecord) -> None:
    name = _text(record.cells, "zone")
    if name:
        facts.zone = ZoneInfo(name)


def _read_rule(facts: Facts, record: FactRecord) -> None:
    key, value = _text(record.cells, "key"), record.cells.get("value")
    if key not in RULES or RULES[key].fault(value) is not None:
        return
    if key == EDITING_WINDOW:
        facts.editing = EditingRule(value if type(value) is int else None)
    elif key == FORM_TEACHER_WRITES:
        facts.form_teacher_writes = value is True


def _read_year(facts: Facts, record: FactRecord) -> None:
    dates = _dates(record.cells)
    if dates is not None:
        facts.years[record.id] = dates


def _read_term(facts: Facts, record: FactRecord) -> None:
    cells, dates = record.cells, _dates(record.cells)
    if dates is None or dates.last_day is None:
        return
    kind = TermKind(_text(cells, "kind") or TermKind.OTHER)
    locked = cells.get("locked_at")
    locked_at = datetime.fromisoformat(locked) if isinstance(locked, str) else None
    facts.terms[record.id] = Term(
        record.id, _text(cells, "title"), kind, dates.first_day, dates.last_day, locked_at
    )


def _read_form(facts: Facts, record: FactRecord) -> None:
    cells = record.cells
    level = cells.get("level")
    facts.forms[record.id] = Form(
        record.id,
        level if type(level) is int else 0,
        _text(cells, "letter"),
        term_kind=TermKind(_text(cells, "term_kind") or TermKind.QUARTER),
        own_title=_text(cells, "title"),
    )
    facts.tutors[record.id] = tuple(
        Tutor(person, dates) for person, dates in _people(cells.get("tutors"), "person")
    )


def _read_course(facts: Facts, record: FactRecord) -> None:
    cells = record.cells
    facts.courses[record.id] = Course(
        record.id,
        _text(cells, "title"),
        _text(cells, "subject"),
        forms=_ids(cells, "forms"),
        teachers=tuple(
            CourseTeacher(person, dates) for person, dates in _people(cells.get("teachers"), "person")
        ),
        pupils=tuple(CoursePupil(pupil, dates) for pupil, dates in _people(cells.get("pupils"), "pupil")),
        scale=_text(cells, "scale"),
    )


def _read_enrolment(facts: Facts, record: FactRecord) -> None:
    dates = _dates(record.cells)
    if dates is not None:
        form = record.bucket.partition(":")[2]
        facts.enrolled[_text(record.cells, "pupil")].append((form, dates))


def _read_substitution(facts: Facts, record: FactRecord) -> None:
    cells = record.cells
    person = _text(cells, "teacher")
    days = frozenset(day for key in ("date", "to_date") if (day := parse_day(cells.get(key))))
    if not person or not days or cells.get("what") == "cancel":
        return
    for key in ("course", "with"):
        course = _text(cells, key)
        if course:
            facts.stands[course].append(Stand(person, course, days))


def _read_plan(facts: Facts, record: FactRecord) -> None:
    course = _text(record.cells, "course") or None
    facts.plans[record.id] = PlanFacts(_text(record.cells, "title"), course, record.authors)


def _read_work_type(facts: Facts, record: FactRecord) -> None:
    cells = record.cells
    counts = cells.get("counts") is not False
    facts.work_types[record.id] = WorkType(
        record.id, _text(cells, "title"), _text(cells, "short"), counts=counts
    )


def _read_code(facts: Facts, record: FactRecord) -> None:
    cells = record.cells
    key = _text(cells, "key")
    facts.codes[key] = AttendanceCode(
        key, _text(cells, "shown"), cells.get("absent") is True, cells.get("excused") is True
    )


_READERS = {
    "school": _read_school,
    "rule": _read_rule,
    "year": _read_year,
    "term": _read_term,
    "form": _read_form,
    "course": _read_course,
    "enrolment": _read_enrolment,
    "substitution": _read_substitution,
    "plan": _read_plan,
    "work_type": _read_work_type,
    "attendance_code": _read_code,
}
FACT_KINDS = frozenset(_READERS)
"""The kinds of which facts are made: when one is written, facts have to be built anew."""


def _forms_of(facts: Facts, course: Course) -> frozenset[str]:
    met = {
        form
        for pupil in course.pupils
        for form, dates in facts.enrolled.get(pupil.pupil, ())
        if dates.overlaps(pupil.dates)
    }
    return frozenset(course.forms) | met

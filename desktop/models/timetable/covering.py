"""Who is away, and what becomes of their lessons: absences in the office, substitutions for everybody.

A substitution is known by the lesson that it changes, so a new one takes the place of an earlier one,
and two head teachers who cover the same lesson meet in one record. The server lets the substitute
write that page on that date from the moment that it knows of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from desktop.models.journal import Journal
from desktop.models.reading import wire
from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.reading.school_records import SCHOOL
from desktop.models.timetable.office import OFFICE, Office, StaffAbsence, WhoseTime
from desktop.models.undo import Step, StepKind, Undone
from school.lesson import Weight
from school.timetable import Load, Substitution, SubstitutionKind
from school.timetable_reading import TimetableReader
from sync.identity import new_id, substitution_id
from sync.local_copy import Touched, Wish
from sync.record import Value
from timetable.grid import Level
from timetable.substitutes.facts import Absence, Situation, StaffMember, Taught

_BEYOND = timedelta(days=7)
"""So far a lesson may be swapped with a later one."""

_GIVEN = (SubstitutionKind.TEACHER, SubstitutionKind.JOIN, SubstitutionKind.OTHER_COURSE)
"""What counts as an hour given for somebody else."""


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    """An absence that is written down, by the id of its record."""

    id: str
    absence: Absence


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the journal of substitutions: which lesson of whom, what became of it, whose hours.

    ``absent`` are the teachers of the load, ``reason`` why; ``teacher`` took the lesson, if anybody.
    """

    change: Substitution
    forms: str
    subject: str
    absent: tuple[str, ...]
    teacher: str | None
    reason: str
    hours: Weight


class Cover:
    """Deeds are one step of the journal's undo each, and on the disk when they return."""

    def __init__(self, journal: Journal, read_office: Callable[[], Office]) -> None:
        self._journal, self._read_office = journal, read_office

    @property
    def today(self) -> date:
        return self._journal.today

    # what there is

    def read_absences(self) -> tuple[KnownAbsence, ...]:
        """Whoever is or was away, in time's order."""
        known = sorted(
            self._read_office().absences, key=lambda one: (one.dates.first_day, one.teacher, one.id)
        )
        return tuple(KnownAbsence(one.id, self._absence(one)) for one in known)

    def read_situation(self, first_day: date, last_day: date) -> Situation:
        """The days from the first to the last, both counted, and a week beyond them."""
        facts = self._journal.facts
        reader = self._reader()
        days = (last_day + _BEYOND - first_day).days + 1
        dates = [first_day + timedelta(days=count) for count in range(days)]
        return Situation(
            staff={member.id: member for member in self._staff(first_day)},
            courses={load.id: _taught(facts, load) for load in facts.loads.values()},
            lessons={day: reader.lessons_on(day) for day in dates},
            absences=tuple(known.absence for known in self.read_absences()),
            forms={id: form.title for id, form in facts.forms.items()},
        )

    def read_changes(self, first_day: date, last_day: date) -> tuple[Substitution, ...]:
        """What was changed of the lessons of these days, in time's order."""
        made = (one for one in self._journal.facts.substitutions if first_day <= one.date <= last_day)
        return tuple(sorted(made, key=lambda one: (one.date, one.slot, one.course)))

    def read_log(self, first_day: date, last_day: date) -> tuple[LogLine, ...]:
        """The journal of substitutions of a period."""
        facts = self._journal.facts
        return tuple(_line(facts, change) for change in self.read_changes(first_day, last_day))

    def hours_given(self, first_day: date, last_day: date) -> dict[str, Fraction]:
        """By teacher the hours taken for others in a period."""
        given: dict[str, Fraction] = {}
        for change in self.read_changes(first_day, last_day):
            if change.teacher is not None and change.what in _GIVEN:
                given[change.teacher] = given.get(change.teacher, Fraction()) + Fraction(change.hours)
        return given

    def slot_title(self, day: date, slot: int) -> str:
        """The number that a slot is called by on a day."""
        bells = self._journal.facts.calendar.bells_on(day)
        return next((str(bell.number) for bell in bells if bell.slot == slot), str(slot))

    # what is done

    def put_absence(self, absence: Absence, id: str | None = None) -> Step | None:
        """Write an absence, a new one without an id."""
        cells: dict[str, Value] = {
            "teacher": absence.teacher,
            "from": absence.first_day.isoformat(),
            "to": absence.last_day.isoformat(),
            "slots": sorted(absence.slots) or None,
            "reason": absence.reason or None,
        }
        return self._journal.do(StepKind.ABSENCE, [Wish(OFFICE, "away", id or new_id(), cells)])

    def remove_absence(self, id: str) -> Step | None:
        """An absence that was none; what was changed for it stays."""
        return self._journal.do(StepKind.ABSENCE, [Wish(OFFICE, "away", id, {"removed": True})])

    def put_changes(self, changes: Sequence[Substitution]) -> Step | None:
        """Write changes together; an earlier change of the same lesson gives way."""
        wishes = [_wish(change, {**_cells(change), "removed": None}) for change in changes]
        return self._journal.do(StepKind.SUBSTITUTION, wishes)

    def remove_changes(self, changes: Sequence[Substitution]) -> Step | None:
        """The lessons are held as the timetable says."""
        wishes = [_wish(change, {"removed": True}) for change in changes]
        return self._journal.do(StepKind.SUBSTITUTION, wishes)

    def undo(self) -> Undone | None:
        return self._journal.undo()

    def redo(self) -> Undone | None:
        return self._journal.redo()

    def observe(self, observer: Callable[[], object]) -> Callable[[], None]:
        """Call the observer when absences, substitutions or the timetable have changed; call to stop."""

        def hear(touched: Touched) -> None:
            if (touched.buckets | {bucket for bucket, _ in touched.cells}) & {SCHOOL, OFFICE}:
                observer()

        return self._journal.observe(hear)

    # who and what

    def _reader(self) -> TimetableReader:
        return self._journal.facts.reader_for(self._journal.facts.loads, {})

    def _absence(self, known: StaffAbsence) -> Absence:
        last = known.dates.last_day or max(self._journal.facts.calendar.year.last_day, known.dates.first_day)
        return Absence(known.teacher, known.dates.first_day, last, known.slots, known.reason)

    def _staff(self, day: date) -> Iterator[StaffMember]:
        """Everybody who teaches anything, with the hours given in the term of the day."""
        facts, office = self._journal.facts, self._read_office()
        given = self.hours_given(*self._term_of(day))
        tutored: dict[str, set[str]] = defaultdict(set)
        for form, tutors in facts.tutors.items():
            for one in tutors:
                if one.dates.covers(day):
                    tutored[one.person].add(form)
        for id in dict.fromkeys(one for load in facts.loads.values() for one in load.teachers):
            away = office.away_of(WhoseTime.TEACHER, id)
            yield StaffMember(
                id,
                facts.name_of(id) or "?",
                frozenset(tutored[id]),
                frozenset(place for place, level in away.items() if level is Level.FORBIDDEN),
                given=int(given.get(id, 0)),
            )

    def _term_of(self, day: date) -> tuple[date, date]:
        """The shortest term that covers the day; in the vacations the year so far."""
        terms = [term for term in self._journal.facts.calendar.terms if term.covers(day)]
        if not terms:
            return self._journal.facts.calendar.year.first_day, day
        term = min(terms, key=lambda one: one.last_day - one.first_day)
        return term.first_day, term.last_day


def _taught(facts: SchoolFacts, load: Load) -> Taught:
    subject = facts.subjects.get(load.subject)
    title = subject.title if subject else load.title
    return Taught(load.id, title, load.subject, load.forms, load.teachers, load.subgroup is None)


def _line(facts: SchoolFacts, change: Substitution) -> LogLine:
    load = facts.loads.get(change.course)
    forms = [facts.forms[form].title for form in (load.forms if load else ()) if form in facts.forms]
    subject = facts.subjects.get(load.subject) if load else None
    return LogLine(
        change,
        ", ".join(forms),
        subject.title if subject else load.title if load else "",
        load.teachers if load else (),
        change.teacher if change.what in _GIVEN else None,
        change.reason,
        change.hours if change.what in _GIVEN else 0,
    )


def _wish(change: Substitution, cells: dict[str, Value]) -> Wish:
    day = change.date.isoformat()
    identity = {"course": change.course, "date": day, "slot": change.slot}
    return Wish(SCHOOL, "substitution", substitution_id(change.course, day, change.slot), cells, identity)


def _cells(change: Substitution) -> dict[str, Value]:
    return {
        "what": str(change.what),
        "teacher": change.teacher,
        "to_date": change.to.date.isoformat() if change.to else None,
        "to_slot": change.to.slot if change.to else None,
        "with": change.with_course,
        "room": change.room,
        "reason": change.reason or None,
        "hours": wire.write_weight(change.hours),
    }

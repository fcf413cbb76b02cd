"""Who writes what, and what must wait for the head teacher: the school's answers to the judge.

A lesson is judged by its effective date (`placed`, or its own), whenever the op arrives; a term
mark by the term's dates; everything else by today's right. An op may open a bucket that later
ops of the same batch write into: one object of SchoolRules therefore serves one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from datetime import date, datetime
from typing import Any

from school.course import Course
from school.dates import Dates
from school.editing import read_closed
from school.people import Role
from sync import values
from sync.attention import broken_rules
from sync.catalog import KINDS
from sync.facts import Facts, parse_day
from sync.kind import Family, Kind, Writer, family_of, owner_of
from sync.messages import Op
from sync.record import Cells, Value, same
from sync.ruling import Author, Fault
from sync.scope import Scope

_NO_ACCESS = Fault("no_access", "this is not the author's to write")
_UNKNOWN = Fault("unknown_record", "there is no such record")
MAY_WAIT = ("lesson", "term_mark")
"""The kinds that a locked term or the editing window holds back."""
_PUPIL_CELLS = ("mark", "attendance")
_BY_COST = (
    Writer.HEAD_TEACHER,
    Writer.ADMINISTRATOR,
    Writer.OWNER,
    Writer.TEACHER,
    Writer.FORM_TEACHER,
)
"""The capacities in which anybody comes at all, the one that is looked up longest last."""
_OF_THE_COURSE = (Writer.TEACHER, Writer.FORM_TEACHER)
_ROLES = {Writer.HEAD_TEACHER: Role.HEAD_TEACHER, Writer.ADMINISTRATOR: Role.ADMINISTRATOR}


class SchoolRules:
    """The rules of one school at one moment, for one batch; see `sync.ruling.Rules`."""

    def __init__(self, facts: Facts, now: datetime) -> None:
        self.today = now.astimezone(facts.zone).date()
        self.scope = Scope(facts, self.today)
        self._facts = facts
        self._opened: set[tuple[Family, str]] = set()
        self._plan_makers: dict[str, str] = {}
        self._teaching: dict[tuple[str, str, date], bool] = {}
        self._closed: dict[tuple[str, date], str | None] = {}
        self._learning: dict[str, dict[str, list[Dates]]] = {}

    def right(self, author: Author, op: Op, standing: Cells) -> Fault | None:
        """Why this author may not write this; see Rules."""
        kind, family = KINDS.get(op.kind), family_of(op.bucket)
        if kind is None or family is None or family not in kind.families:
            return None if self._may_see(author, op) else _UNKNOWN

        def holds(writers: Container[Writer]) -> bool:
            return any(
                writer in writers and self._is(writer, author, kind, family, op, standing)
                for writer in _BY_COST
            )

        needed = {kind.writers_of(name) for name in op.cells} or {kind.all_writers}
        if not all(map(holds, needed)):
            return _NO_ACCESS if self._may_see(author, op) else _UNKNOWN
        if self._lacks_reason(op, standing) and not holds(_OF_THE_COURSE):
            return Fault("reason_needed", "a change over a teacher's own mark carries a reason")
        if family is Family.PLAN:
            self._plan_makers.setdefault(op.id, author.person)
        return None

    def fault(self, op: Op, standing: Cells) -> Fault | None:
        """What is wrong with the op itself; see Rules."""
        found = values.fault(op, standing) or self._day_fault(op, standing)
        found = found or self._pupils_fault(op, standing)
        if found is None:
            self._note_opened(op)
        return found

    def lock(self, author: Author, op: Op, standing: Cells) -> str | None:
        """`term_lock` or `editing_window`; see Rules. A head teacher who gives a reason need not wait."""
        if op.kind not in MAY_WAIT:
            return None
        if Role.HEAD_TEACHER in author.roles and _has_reason(op):
            return None
        if op.kind == "term_mark":
            term = self._facts.terms.get(str(_after(op, standing, "term")))
            return "term_lock" if term is not None and term.is_locked else None
        course = owner_of(op.bucket)
        closed = (self._closed_by(course, day) for day in _lesson_days(op, standing))
        return next((by for by in closed if by is not None), None)

    def _closed_by(self, course: str, day: date) -> str | None:
        asked = course, day
        if asked not in self._closed:
            found = read_closed(day, self.today, self._facts.editing, self._facts.terms_of(course))
            self._closed[asked] = None if found is None else str(found.by)
        return self._closed[asked]

    def attention(self, kind: str, cells: Cells) -> list[Any]:
        """The lesson rules that the cells break, as `{"rule", "pupil", "work"}`."""
        return broken_rules(self._facts, cells) if kind == "lesson" else []

    def _may_see(self, author: Author, op: Op) -> bool:
        if self.scope.may_read(author, op.bucket):
            return True
        opened = (family_of(op.bucket), owner_of(op.bucket)) in self._opened
        return opened and (bool(author.roles & set(_ROLES.values())) or self._made_plan(author, op))

    def _made_plan(self, author: Author, op: Op) -> bool:
        return self._plan_makers.get(owner_of(op.bucket)) == author.person

    def _is(
        self, writer: Writer, author: Author, kind: Kind, family: Family, op: Op, standing: Cells
    ) -> bool:
        """Whether the author comes to this record in a capacity of the catalogue."""
        owner = owner_of(op.bucket)
        if writer in _ROLES:
            return _ROLES[writer] in author.roles and (
                kind.opens_bucket or self.scope.has_bucket(family, owner) or (family, owner) in self._opened
            )
        if writer is Writer.OWNER:
            return family is Family.PERSON and owner == author.person
        if not author.roles:
            return False
        if writer is Writer.TEACHER:
            return self._is_teacher(author.person, kind, family, op, standing)
        return writer is Writer.FORM_TEACHER and self._is_form_teacher(author.person, kind, op, standing)

    def _is_teacher(self, person: str, kind: Kind, family: Family, op: Op, standing: Cells) -> bool:
        owner = owner_of(op.bucket)
        if family is Family.PLAN:
            return self._writes_plan(person, owner, op, standing)
        course = self._facts.courses.get(owner)
        if course is None:
            return False
        if kind.name == "lesson":
            days = _lesson_days(op, standing)
            if days:
                return all(self._teaches_on(person, course, day) for day in days)
        elif kind.name == "term_mark":
            dates = self._facts.dates_of_marks(_marks_about(op, standing))
            if dates is not None:
                return any(one.person == person and one.dates.overlaps(dates) for one in course.teachers)
        return self.scope.is_teaching(person, owner)

    def _teaches_on(self, person: str, course: Course, day: date) -> bool:
        asked = person, course.id, day
        if asked not in self._teaching:
            stands = (one for one in self._facts.stands.get(course.id, ()) if one.person == person)
            self._teaching[asked] = course.teaches(person, day) or any(day in one.dates for one in stands)
        return self._teaching[asked]

    def _writes_plan(self, person: str, plan: str, op: Op, standing: Cells) -> bool:
        known = self._facts.plans.get(plan)
        if known is None and (Family.PLAN, plan) in self._opened:
            return self._plan_makers.get(plan) == person
        if known is None and (op.kind != "plan" or not self._may_begin(person, plan, standing)):
            return False
        course = known.course if known is not None else None
        named = op.cells["course"].new if "course" in op.cells else course
        if named is not None and named != course and not self.scope.is_teaching(person, str(named)):
            return False
        if known is None:
            return True
        return person in known.authors or (course is not None and self.scope.is_teaching(person, course))

    def _may_begin(self, person: str, plan: str, standing: Cells) -> bool:
        """A plan that nobody wrote is anybody's; one that was removed is brought back by its authors."""
        return not standing or person in self._facts.removed_plans.get(plan, ())

    def _is_form_teacher(self, person: str, kind: Kind, op: Op, standing: Cells) -> bool:
        owner = owner_of(op.bucket)
        if kind.name == "absence":
            return person in self._facts.tutors_on(owner, self.today)
        if not self._facts.form_teacher_writes:
            return False
        if kind.name == "term_mark":
            days = [self.today]
        else:
            days = _lesson_days(op, standing) or [self.today]
        return all(self._is_tutor_of_all(person, owner, op, day) for day in days)

    def _is_tutor_of_all(self, person: str, course: str, op: Op, day: date) -> bool:
        """A form teacher of pupils of the course, and of every pupil whom the op names."""
        if not self.scope.is_tutor_of_course(person, course, day):
            return False
        tutored = {form for form in self._facts.forms if person in self._facts.tutors_on(form, day)}
        return all(self._facts.forms_on(pupil, day) & tutored for pupil, _ in _pupils_of(op))

    def _lacks_reason(self, op: Op, standing: Cells) -> bool:
        """Whether the op changes a mark that stands and says no word on why."""
        if op.kind not in MAY_WAIT or _has_reason(op):
            return False
        return any(
            standing.get(name) is not None and not same(standing[name], change.new)
            for name, change in op.cells.items()
            if name.startswith("mark/")
        )

    def _day_fault(self, op: Op, standing: Cells) -> Fault | None:
        """A lesson is begun, and moved to, on days of the school years; a school may have told none yet."""
        years = self._facts.years.values()
        if op.kind != "lesson" or not years:
            return None
        placed = op.cells["placed"].new if "placed" in op.cells else None
        days = [parse_day(placed["date"])] if placed else []
        if standing.get("date") is None:
            days.append(parse_day(_after(op, standing, "date")))
        if all(day is None or any(year.covers(day) for year in years) for day in days):
            return None
        return Fault("bad_value", "the day is of no school year")

    def _pupils_fault(self, op: Op, standing: Cells) -> Fault | None:
        """A pupil's mark is valid inside the pupil's dates in the course; wiping one always is."""
        if op.kind not in MAY_WAIT:
            return None
        dates = self._dates_about(op, standing)
        course = self._facts.courses.get(owner_of(op.bucket))
        if course is None or dates is None:
            return Fault("bad_value", "the course or the term is not known")
        for pupil, new in _pupils_of(op):
            stays = self._stays_in(course).get(pupil, ())
            if new is not None and not any(one.overlaps(dates) for one in stays):
                return Fault("bad_value", f"the pupil {pupil} is not in the course at that time")
        return None

    def _stays_in(self, course: Course) -> dict[str, list[Dates]]:
        """By pupil: the stretches in which the pupil learns in the course."""
        if course.id not in self._learning:
            stays = self._learning[course.id] = defaultdict(list)
            for one in course.pupils:
                stays[one.pupil].append(one.dates)
        return self._learning[course.id]

    def _dates_about(self, op: Op, standing: Cells) -> Dates | None:
        if op.kind == "term_mark":
            return self._facts.dates_of_marks(_marks_about(op, standing))
        day = _effective_day(_after(op, standing, "placed"), _after(op, standing, "date"))
        return None if day is None else Dates(day, day)

    def _note_opened(self, op: Op) -> None:
        kind = KINDS[op.kind]
        if kind.opens_bucket:
            self._opened.add((kind.families[0], op.id))
        elif op.kind == "form":
            self._opened |= {(Family.FORM, op.id), (Family.TUTOR, op.id)}


def _has_reason(op: Op) -> bool:
    return bool(op.reason and op.reason.strip())


def _lesson_days(op: Op, standing: Cells) -> list[date]:
    """The effective days of a lesson before and after the op; one of them where it stays."""
    before = _effective_day(standing.get("placed"), standing.get("date"))
    if before is not None and "placed" not in op.cells:
        return [before]
    after = _effective_day(_after(op, standing, "placed"), _after(op, standing, "date"))
    return [day for day in dict.fromkeys((before, after)) if day is not None]


def _effective_day(placed: Value, day: Value) -> date | None:
    return parse_day(placed.get("date") if isinstance(placed, dict) else day)


def _after(op: Op, standing: Cells, name: str) -> Value:
    """What a cell will hold; the date and slot of a stored record never change."""
    stands = standing.get(name)
    change = op.cells.get(name)
    if change is None or (name != "placed" and stands is not None):
        return stands
    return change.new


def _marks_about(op: Op, standing: Cells) -> Cells:
    return {name: _after(op, standing, name) for name in ("term", "year")}


def _pupils_of(op: Op) -> Iterator[tuple[str, Value]]:
    """The pupils whom an op's cells name, with the new values."""
    for name, change in op.cells.items():
        head, _, rest = name.partition("/")
        if head in _PUPIL_CELLS and rest:
            yield rest.partition("/")[0], change.new

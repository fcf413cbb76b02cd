"""An administrator's acts, one by one: somebody comes, moves, leaves; a teacher takes over; a form, a course.

Each is a plan like that of a file: it is looked at or carried out, in one transaction, with dates.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from school.dates import Dates
from server.roster.carrying import carry_marks
from server.roster.courses_part import put_loads, put_subject, scale_for
from server.roster.dated import bound_by_forms, write_dated
from server.roster.draft import Draft
from server.roster.findings import Findings
from server.roster.held import ROSTER_KINDS, AccountChanges, RosterLedger, RosterRefused
from server.roster.intake import SCHOOL, Stay
from server.roster.lookup import find_course, find_form, find_person, find_pupil
from server.roster.naming import Naming, console_of
from server.roster.plan import Plan, finish_plan
from server.roster.spans import DAY, close_before, close_on, is_open, read_dated
from server.roster.titles import parse_form
from sync.identity import enrolment_id


@dataclass(frozen=True, slots=True)
class NewPupil:
    """Somebody who comes. `sourced_id`: what the school's own files call the pupil, if they do."""

    family_name: str
    given_name: str
    patronymic: str = ""
    sourced_id: str = ""


class Office:
    """One act at one school; `finish` gives its plan. `author` is a person's id.

    Every act raises RosterRefused when it cannot be: then there is nothing to carry out.
    """

    def __init__(self, ledger: RosterLedger, findings: Findings, today: date, author: str = "") -> None:
        self._ledger = ledger
        self._today = today
        self._author = author or console_of(ledger.school)
        held = ledger.read(ROSTER_KINDS)
        self._naming = Naming(ledger.school, held)
        self._draft = Draft(held, self._author, findings, is_import=False)

    def finish(self) -> Plan:
        """What would be written."""
        return finish_plan(self._ledger.school, self._author, self._draft, AccountChanges())

    def add_pupil(
        self, who: NewPupil, form: str, first: date, order: str = "", courses: Sequence[str] = ()
    ) -> str:
        """Somebody comes into a form, its whole-form courses and the named groups; the pupil's id."""
        fresh = self._naming.id("pupil", who.sourced_id) if who.sourced_id else str(uuid.uuid4())
        if who.sourced_id and self._naming.knows("pupil", who.sourced_id):
            raise RosterRefused(f"a pupil with sourcedId {who.sourced_id!r} is at the school already")
        names = {"family_name": who.family_name, "given_name": who.given_name, "patronymic": who.patronymic}
        target = find_form(self._draft, form)
        self._enrol(fresh, names, target, first, order)
        self._join(fresh, target, first, courses)
        return fresh

    def move_pupil(
        self, pupil: str, form: str, first: date, order: str = "", courses: Sequence[str] = ()
    ) -> None:
        """Somebody changes to another form: the marks of the running term come along."""
        id, stays = find_pupil(self._draft, pupil)
        stay = _open_stay(stays, first)
        target = find_form(self._draft, form)
        if target == stay.form:
            raise RosterRefused("the pupil is in that form already")
        if first <= stay.dates.first_day:
            raise RosterRefused(f"the pupil came on {stay.dates.first_day}; the move must be later")
        cells = self._draft.cells("enrolment", stay.id)
        names = {name: cells.get(name) or "" for name in ("family_name", "given_name", "patronymic")}
        self._end(stay, first - DAY, order)
        self._enrol(id, names, target, first, order)
        self._join(id, target, first, courses)
        carry_marks(self._draft, self._ledger)

    def dismiss_pupil(self, pupil: str, last: date, order: str = "") -> None:
        """Somebody leaves the school; the last day is one in it."""
        _, stays = find_pupil(self._draft, pupil)
        stay = _open_stay(stays, last)
        self._end(stay, last, order)
        bound_by_forms(self._draft)

    def replace_teacher(self, old: str, new: str, first: date, courses: Sequence[str] = ()) -> list[str]:
        """From a day on one teaches instead of another: the named courses, or all; the courses' ids."""
        accounts = self._ledger.read_accounts()
        leaver, comer = (find_person(self._draft, accounts, word) for word in (old, new))
        if leaver == comer:
            raise RosterRefused("that is one and the same person")
        wanted = [find_course(self._draft, word) for word in courses]
        taken = [id for id in wanted or self._taught_by(leaver) if self._hand_over(id, leaver, comer, first)]
        if not taken or (wanted and len(taken) < len(wanted)):
            raise RosterRefused("the teacher has no such course on that day")
        put_loads(self._draft, taken, max(self._today, first))
        return taken

    def add_form(self, title: str, shift: int = 1, tutor: str = "", first: date | None = None) -> str:
        """A form, «7Б»; its id."""
        name = parse_form(title)
        if name is None:
            raise RosterRefused(f"{title!r} names no level; write it like 7Б")
        if any(cells.get("title") == name.title for _, cells in self._draft.all("form")):
            raise RosterRefused(f"there is a form {name.title} already")
        id = str(uuid.uuid4())
        kinds = {cells.get("kind") for _, cells in self._draft.all("term")}
        usual = "half_year" if name.level >= 10 and "half_year" in kinds else "quarter"
        cells: dict[str, Any] = {"title": name.title, "level": name.level, "letter": name.letter}
        cells |= {
            "shift": shift,
            "term_kind": usual if usual in kinds or not kinds else min(map(str, kinds)),
        }
        if tutor:
            person = find_person(self._draft, self._ledger.read_accounts(), tutor)
            cells["tutors"] = [{"person": person, "from": (first or self._today).isoformat(), "to": None}]
        self._draft.write(SCHOOL, "form", id, cells)
        return id

    def add_course(
        self, subject: str, forms: Sequence[str], teacher: str, first: date, group: str = ""
    ) -> str:
        """A course of a subject for forms, all their pupils in it; with a group's name nobody yet. Its id."""
        targets = sorted(find_form(self._draft, word) for word in forms)
        person = find_person(self._draft, self._ledger.read_accounts(), teacher)
        subject_id = put_subject(self._draft, subject, self._naming.id("subject", subject.casefold()))
        shown = [self._draft.cells("form", id).get("title", "") for id in targets]
        levels = {self._draft.cells("form", id).get("level") or 0 for id in targets}
        title = " ".join(("/".join(shown), self._draft.cells("subject", subject_id)["title"]))
        id = str(uuid.uuid4())
        cells: dict[str, Any] = {"title": f"{title} ({group})" if group else title, "subject": subject_id}
        cells |= {"forms": targets, "subgroup": group or None, "weighted": True}
        cells |= {"scale": scale_for(self._draft, levels)}
        cells["teachers"] = [{"person": person, "from": first.isoformat(), "to": None}]
        self._draft.write(f"course:{id}", "course", id, cells)
        if not group:
            self._fill(id, set(targets), first)
        put_loads(self._draft, [id], max(self._today, first))
        return id

    def _enrol(self, pupil: str, names: dict[str, str], form: str, first: date, order: str) -> None:
        id = enrolment_id(form, pupil, first)
        if self._draft.has("enrolment", id):
            raise RosterRefused(f"the pupil came into that form on {first} already")
        cells = {"pupil": pupil, "from": first.isoformat(), **names, **({"order": order} if order else {})}
        self._draft.write(f"form:{form}", "enrolment", id, cells)

    def _end(self, stay: Stay, last: date, order: str) -> None:
        cells = {"to": last.isoformat()}
        known = self._draft.cells("enrolment", stay.id).get("order")
        if order:
            cells["order"] = f"{known}; {order}" if known else order
        self._draft.write(f"form:{stay.form}", "enrolment", stay.id, cells)

    def _join(self, pupil: str, form: str, first: date, groups: Sequence[str]) -> None:
        """Out of the courses of forms left, into those of the whole form and the groups chosen."""
        bound_by_forms(self._draft)
        chosen = {find_course(self._draft, word) for word in groups}
        subjects = {self._draft.cells("course", id).get("subject") for id in chosen}
        for id, cells in list(self._draft.all("course")):
            if form not in (cells.get("forms") or ()):
                continue
            if id in chosen or not cells.get("subgroup"):
                self._put_in(id, pupil, first)
            elif cells.get("subject") not in subjects:
                text = f"{cells.get('title')!r} is taught in groups; choose one with --course"
                self._draft.findings.note("choose_group", text)

    def _put_in(self, course: str, pupil: str, first: date) -> None:
        spans = read_dated(self._draft.cells("course", course).get("pupils"), "pupil")
        if not is_open(spans.get(pupil, [])):
            spans.setdefault(pupil, []).append(Dates(first))
            write_dated(self._draft, course, "pupils", spans)

    def _fill(self, course: str, forms: set[str], first: date) -> None:
        for id, cells in self._draft.all("enrolment"):
            form = self._draft.bucket("enrolment", id).partition(":")[2]
            if form in forms and not cells.get("to"):
                self._put_in(course, cells["pupil"], max(first, date.fromisoformat(cells["from"])))

    def _taught_by(self, person: str) -> list[str]:
        return [
            id
            for id, cells in self._draft.all("course")
            if is_open(read_dated(cells.get("teachers"), "person").get(person, []))
        ]

    def _hand_over(self, course: str, old: str, new: str, first: date) -> bool:
        spans = read_dated(self._draft.cells("course", course).get("teachers"), "person")
        open_before = [one for one in spans.get(old, []) if one.last_day is None and one.first_day < first]
        if not open_before:
            return False
        spans[old] = close_before(spans[old], first)
        if not is_open(spans.get(new, [])):
            spans.setdefault(new, []).append(Dates(first))
        write_dated(self._draft, course, "teachers", spans)
        return True


def _open_stay(stays: list[Stay], day: date) -> Stay:
    """The stay that goes on, begun before the day. Raises RosterRefused."""
    found = [stay for stay in stays if stay.dates.last_day is None]
    if not found:
        raise RosterRefused("the pupil has left the school already")
    if close_on([found[-1].dates], day)[0].last_day != day:
        raise RosterRefused(f"the pupil came on {found[-1].dates.first_day}, after that day")
    return found[-1]

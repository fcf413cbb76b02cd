"""Homeroom classes become forms; pupils' rows in them become dated enrolments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from school.dates import Dates
from school.term import TermKind
from server.roster.findings import Code
from server.roster.held import Cells
from server.roster.intake import SCHOOL, Intake, Stay, read_stays
from server.roster.naming import SOURCED_ID
from server.roster.rows import ClassRow, EnrollmentRow, User
from server.roster.spans import DAY, Terms, Wanted, close_on, is_open, settle_spans
from server.roster.titles import FormName, parse_form
from sync.identity import enrolment_id

OLDER_FROM = 10
"""Levels that are marked by half-years where a school has both quarters and half-years."""


def plan_forms(intake: Intake) -> None:
    """The forms themselves."""
    kinds = {cells.get("kind") for _, cells in intake.draft.all("term")}
    for row in intake.part.classes.values():
        if row.is_homeroom and not row.at.is_gone:
            _put_form(intake, row, kinds)


def _put_form(intake: Intake, row: ClassRow, kinds: set[str | None]) -> None:
    name = parse_form(row.title, row.level)
    if name is None:
        intake.findings.note(
            "no_level", f"{row.at.file}:{row.at.line}: {row.title!r} tells no level of the form"
        )
        name = FormName(0, row.title[:15])
    if not intake.naming.knows("form", row.sid):
        _adopt_form(intake, row.sid, name)
    id = intake.naming.id("form", row.sid)
    title = name.title if name.level else row.title
    kind = _term_kind(intake, row, kinds, name.level)
    cells = {"title": title, "level": name.level, "letter": name.letter, "term_kind": str(kind)}
    if intake.draft.cells("form", id).get("shift") is None:
        cells["shift"] = 1
    intake.draft.put(SCHOOL, "form", id, cells)


def _adopt_form(intake: Intake, sid: str, name: FormName) -> None:
    """A form of this name that was made by hand is the one that is meant."""
    for id, cells in intake.draft.all("form"):
        held = FormName(cells.get("level") or 0, cells.get("letter") or "")
        if held.looks == name.looks and not intake.draft.is_ours("form", id, "title"):
            intake.naming.adopt("form", sid, id)
            intake.draft.write(SCHOOL, "form", id, {SOURCED_ID: sid})
            return


def _term_kind(intake: Intake, row: ClassRow, kinds: set[str | None], level: int) -> TermKind:
    """The kind of the class's own terms where that is one, else the school's habit."""
    named = [intake.naming.id("term", sid) for sid in row.terms]
    own = {intake.draft.cells("term", id).get("kind") for id in named} - {None}
    if len(own) == 1:
        return TermKind(str(own.pop()))
    both = {TermKind.QUARTER, TermKind.HALF_YEAR} <= kinds
    if both:
        return TermKind.HALF_YEAR if level >= OLDER_FROM else TermKind.QUARTER
    usual = (kind for kind in (TermKind.QUARTER, TermKind.TRIMESTER, TermKind.HALF_YEAR) if kind in kinds)
    return next(usual, TermKind.QUARTER)


def plan_stays(intake: Intake) -> None:
    """Pupils of the file: who comes, who moves to another form, who has a last day, who is renamed."""
    rows: dict[str, list[EnrollmentRow]] = {}
    for row in intake.part.enrollments:
        if row.role == "student" and is_form(intake, row.class_):
            rows.setdefault(row.user, []).append(row)
    held = read_stays(intake.draft)
    mover = _Mover(intake, held)
    for sid in dict.fromkeys([*rows, *intake.part.users]):
        user = intake.part.users.get(sid)
        if user is None and not intake.naming.knows("pupil", sid):
            for row in rows[sid]:
                intake.skip(row.at, Code.DANGLING, "nothing is known of this user")
        elif sid in rows or intake.naming.knows("pupil", sid):
            mover.move(sid, user, rows.get(sid, []))


def is_form(intake: Intake, class_sid: str) -> bool:
    """Whether a class is a form: a homeroom of this file, or a form that stands."""
    row = intake.part.classes.get(class_sid)
    if row is not None:
        return row.is_homeroom and intake.draft.has("form", intake.naming.id("form", class_sid))
    return intake.naming.knows("form", class_sid)


class _Mover:
    """Settles the stays of one pupil after another."""

    def __init__(self, intake: Intake, held: dict[str, list[Stay]]) -> None:
        self._intake = intake
        self._held = held
        self._named = {
            (stay.form, _names(intake.draft.cells("enrolment", stay.id))): pupil
            for pupil, stays in held.items()
            for stay in stays
            if not intake.draft.is_ours("enrolment", stay.id, "pupil")
        }

    def move(self, sid: str, user: User | None, rows: list[EnrollmentRow]) -> None:
        """All rows of one pupil in forms."""
        intake = self._intake
        self._adopt(sid, user, rows)
        pupil = intake.naming.id("pupil", sid)
        stays = self._held.get(pupil, [])
        spans: dict[str, list[Dates]] = {}
        for stay in stays:
            spans.setdefault(stay.form, []).append(stay.dates)
        listed = {self._form(row) for row in rows if not row.at.is_gone}
        moves = any(stay.dates.last_day is None and stay.form not in listed for stay in stays)
        for row in sorted(rows, key=lambda one: (one.begin or date.min, one.sid)):
            self._hear(row, spans, stays, moves=moves)
        if user is not None and user.at.is_gone:
            left = user.at.changed or intake.choices.today
            spans = {form: close_on(each, left) for form, each in spans.items()}
        self._write(pupil, user, close_followed(spans), stays)
        self._tell_two_forms(rows, spans)

    def _form(self, row: EnrollmentRow) -> str:
        return self._intake.naming.id("form", row.class_)

    def _adopt(self, sid: str, user: User | None, rows: list[EnrollmentRow]) -> None:
        """A pupil of the same name was added to the form by hand before the file knew of it."""
        if user is None or self._intake.naming.knows("pupil", sid):
            return
        for row in rows:
            known = self._named.pop((self._form(row), _names(user.names)), None)
            if known is not None:
                self._intake.naming.adopt("pupil", sid, known)
                for stay in self._held[known]:
                    bucket = f"form:{stay.form}"
                    self._intake.draft.write(bucket, "enrolment", stay.id, {SOURCED_ID: sid})
                return

    def _hear(
        self, row: EnrollmentRow, spans: dict[str, list[Dates]], stays: list[Stay], *, moves: bool
    ) -> None:
        intake, form = self._intake, self._form(row)
        known = spans.get(form, [])
        start = intake.choices.today if moves else intake.class_start(row.class_)
        if not known and row.begin is None and start is None:
            intake.skip(row.at, Code.NO_START, "neither the row nor a school year says since when")
            return
        ids = [stay.id for stay in stays if stay.form == form]
        ours = all(intake.draft.is_ours("enrolment", id, "to") for id in ids)
        terms = Terms(start or intake.choices.today, intake.choices.today, ours)
        spans[form] = settle_spans(known, wanted(row), terms)
        if known and row.end is None and not row.at.is_gone and not is_open(spans[form]):
            text = f"{row.at.file}:{row.at.line}: the pupil left the form by a person's word and stays so"
            intake.findings.note("left_by_hand", text)

    def _write(self, pupil: str, user: User | None, spans: dict[str, list[Dates]], stays: list[Stay]) -> None:
        draft = self._intake.draft
        for form, each in spans.items():
            ids = iter([stay.id for stay in stays if stay.form == form])
            for dates in each:
                first = dates.first_day.isoformat()
                id = next(ids, None) or enrolment_id(form, pupil, first)
                last = dates.last_day.isoformat() if dates.last_day else None
                known = draft.cells("enrolment", id).get("to")
                cells = {"pupil": pupil, "from": first, **(user.names if user is not None else {})}
                draft.put(f"form:{form}", "enrolment", id, cells)
                if last != known:
                    draft.write(f"form:{form}", "enrolment", id, {"to": last})

    def _tell_two_forms(self, rows: list[EnrollmentRow], spans: dict[str, list[Dates]]) -> None:
        if sum(is_open(each) for each in close_followed(spans).values()) > 1:
            lines = ", ".join(str(row.at.line) for row in rows)
            self._intake.findings.note(
                "two_forms", f"{rows[0].at.file}:{lines}: a pupil is in two forms at once"
            )


def wanted(row: EnrollmentRow) -> Wanted:
    """What an enrolment's row says of its days."""
    return Wanted(row.begin, row.end, row.at.is_gone, row.at.changed)


def close_followed(spans: dict[str, list[Dates]]) -> dict[str, list[Dates]]:
    """Whoever begins in a form ends in the one before: one pupil is in one form at a time."""
    return {form: list(_closed(form, each, spans)) for form, each in spans.items()}


def _closed(form: str, each: list[Dates], spans: dict[str, list[Dates]]) -> Iterator[Dates]:
    for one in each:
        later = [
            other.first_day
            for elsewhere, others in spans.items()
            for other in others
            if elsewhere != form and other.first_day > one.first_day
        ]
        if one.last_day is None and later:
            yield Dates(one.first_day, min(later) - DAY)
        else:
            yield one


def _names(cells: Cells) -> tuple[str, ...]:
    return tuple(cells.get(name) or "" for name in ("family_name", "given_name", "patronymic"))

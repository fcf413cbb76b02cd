"""People who are in the ledger and not in a file of everybody.

Nobody leaves because a row is missing: files come with holes. They are named, and get a last day
only by the choice of the person at the keyboard, and only if no row of the file was lost.
"""

from __future__ import annotations

from datetime import date

from server.roster.dated import bound_by_forms, write_dated, write_tutors
from server.roster.forms_part import is_form
from server.roster.held import Cells
from server.roster.intake import Intake, read_stays
from server.roster.spans import close_on, read_dated


def settle_missing(intake: Intake) -> None:
    """Name the missing, and let them leave where that was chosen."""
    if not intake.is_whole:
        return
    leave = intake.choices.missing_leave
    if leave is not None and not intake.may_infer:
        text = "rows of this file were skipped, so nobody was given a last day for being missing"
        intake.findings.note("missing_leave_refused", text)
        leave = None
    _pupils(intake, leave)
    _staff(intake, leave)
    bound_by_forms(intake.draft)


def settle_gone(intake: Intake) -> None:
    """Staff whom the file itself takes away teach no longer."""
    for sid, user in intake.part.users.items():
        if user.at.is_gone and intake.naming.knows("person", sid):
            last = user.at.changed or intake.choices.today
            _close_teaching(intake, intake.naming.id("person", sid), last)


def _pupils(intake: Intake, leave: date | None) -> None:
    draft = intake.draft
    present = {
        intake.naming.id("pupil", row.user)
        for row in intake.part.enrollments
        if row.role == "student" and is_form(intake, row.class_)
    }
    for pupil, stays in read_stays(draft).items():
        for stay in stays:
            if pupil in present or stay.dates.last_day is not None:
                continue
            cells = draft.cells("enrolment", stay.id)
            _tell(intake, f"{_name(cells)}, {draft.cells('form', stay.form).get('title', '')}", leave)
            if leave is not None and draft.is_ours("enrolment", stay.id, "pupil"):
                last = close_on([stay.dates], leave)[0].last_day
                draft.write(f"form:{stay.form}", "enrolment", stay.id, {"to": str(last)})


def _staff(intake: Intake, leave: date | None) -> None:
    """Persons whom an import has made and the file does not know any more."""
    present = {intake.naming.id("person", sid) for sid in intake.part.users}
    enabled = {one.person for one in intake.held_accounts if not one.is_disabled}
    working = _working(intake)
    for id, cells in list(intake.draft.all("person")):
        if id in present or not intake.draft.is_ours("person", id, "family_name"):
            continue
        if id not in working and id not in enabled:
            continue
        _tell(intake, _name(cells), leave)
        if leave is not None:
            _close_teaching(intake, id, leave)
            if id in enabled:
                intake.accounts.disabled.append(id)


def _working(intake: Intake) -> set[str]:
    """Everybody who teaches a course or a form without a last day."""
    lists = [cells.get("teachers") for _, cells in intake.draft.all("course")]
    lists += [cells.get("tutors") for _, cells in intake.draft.all("form")]
    return {one["person"] for listed in lists for one in listed or () if one["to"] is None}


def _close_teaching(intake: Intake, person: str, last: date) -> None:
    for kind, cell in (("course", "teachers"), ("form", "tutors")):
        for id, cells in list(intake.draft.all(kind)):
            spans = read_dated(cells.get(cell), "person")
            if person not in spans:
                continue
            spans[person] = close_on(spans[person], last)
            if kind == "course":
                write_dated(intake.draft, id, cell, spans)
            else:
                write_tutors(intake.draft, id, spans)


def _tell(intake: Intake, who: str, leave: date | None) -> None:
    fate = "left?" if leave is None else f"last day {leave}"
    intake.findings.note("missing", f"not in the file any more: {who}: {fate}")


def _name(cells: Cells) -> str:
    return f"{cells.get('family_name') or ''} {cells.get('given_name') or ''}".strip()

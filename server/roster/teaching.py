"""Who teaches which course and who is whose form teacher: teachers' rows in classes."""

from __future__ import annotations

from dataclasses import replace

from school.dates import Dates
from server.roster.dated import write_dated, write_tutors
from server.roster.findings import Code
from server.roster.forms_part import is_form, wanted
from server.roster.intake import Intake
from server.roster.rows import EnrollmentRow
from server.roster.spans import Terms, close_before, is_open, read_dated, settle_spans

Spans = dict[str, list[Dates]]


def settle_teachers(intake: Intake, class_sid: str) -> None:
    """The teachers of a course."""
    id = intake.naming.id("course", class_sid)
    held = read_dated(intake.draft.cells("course", id).get("teachers"), "person")
    ours = intake.draft.is_ours("course", id, "teachers")
    write_dated(intake.draft, id, "teachers", _settle(intake, class_sid, held, ours))


def settle_tutors(intake: Intake) -> None:
    """The form teachers of every form that the file names."""
    for sid in intake.classes_with_rows():
        if not is_form(intake, sid):
            continue
        id = intake.naming.id("form", sid)
        held = read_dated(intake.draft.cells("form", id).get("tutors"), "person")
        ours = intake.draft.is_ours("form", id, "tutors")
        write_tutors(intake.draft, id, _settle(intake, sid, held, ours))


def _settle(intake: Intake, class_sid: str, held: Spans, may_reopen: bool) -> Spans:
    """Teachers after all rows of a class: one who comes ends the days of one who is told no more."""
    rows = [row for row in intake.rows_of(class_sid, "teacher") if _is_known(intake, row)]
    listed = {intake.naming.id("person", row.user) for row in rows if not row.at.is_gone}
    absent = [who for who, each in held.items() if is_open(each) and who not in listed]
    replaced = absent if intake.may_infer else []
    spans = dict(held)
    for row in rows:
        who = intake.naming.id("person", row.user)
        start = intake.choices.today if replaced else intake.class_start(class_sid)
        if start is None and row.begin is None and who not in spans:
            intake.skip(row.at, Code.NO_START, "neither the row nor a school year says since when")
            continue
        terms = Terms(start or intake.choices.today, intake.choices.today, may_reopen)
        said = wanted(row)
        if replaced and who in spans and row.begin is None and not is_open(spans[who]):
            said = replace(said, first=start)
        settled = settle_spans(spans.get(who, []), said, terms)
        if settled:
            spans[who] = settled
    return _hand_over(intake, held, spans, replaced)


def _is_known(intake: Intake, row: EnrollmentRow) -> bool:
    if intake.draft.has("person", intake.naming.id("person", row.user)):
        return True
    intake.skip(row.at, Code.DANGLING, "nothing is known of this user")
    return False


def _hand_over(intake: Intake, held: Spans, spans: Spans, replaced: list[str]) -> Spans:
    """The days of those who are told no more end where those of the new one begin."""
    came = (each[-1].first_day for who, each in spans.items() if len(each) > len(held.get(who, ())))
    first = min(came, default=None)
    if first is None:
        for who in replaced:
            text = (
                f"person {who}: told as teacher no more, and nobody instead; stays until a last day is given"
            )
            intake.findings.note("left_teaching", text)
        return spans
    return {who: close_before(each, first) if who in replaced else each for who, each in spans.items()}

"""Academic sessions become the school's year and its terms."""

from __future__ import annotations

from datetime import date

from school.dates import Dates
from school.term import TermKind
from server.roster.intake import SCHOOL, Intake
from server.roster.rows import Session

_WORDS = {
    "четверт": TermKind.QUARTER,
    "quarter": TermKind.QUARTER,
    "триместр": TermKind.TRIMESTER,
    "trimester": TermKind.TRIMESTER,
    "полугод": TermKind.HALF_YEAR,
    "semester": TermKind.HALF_YEAR,
}
_LENGTHS = ((80, TermKind.QUARTER), (115, TermKind.TRIMESTER), (170, TermKind.HALF_YEAR))
"""Days up to which a term without a telling title is of a kind."""


def plan_calendar(intake: Intake) -> None:
    """Years and terms of the file into the draft, and every known year into the intake."""
    years: list[Session] = []
    terms: list[Session] = []
    for session in intake.part.sessions.values():
        if not session.at.is_gone:
            (years if session.type == "schoolYear" else terms).append(session)
    for session in years:
        _put(intake, "year", session, {})
    for session in terms:
        _put(intake, "term", session, {"kind": str(term_kind(session))})
    if not years:
        _make_year(intake, terms)
    intake.years = [
        Dates(date.fromisoformat(cells["from"]), date.fromisoformat(cells["to"]))
        for _, cells in intake.draft.all("year")
        if cells.get("from") and cells.get("to")
    ]
    if not terms and not any(intake.draft.all("term")):
        intake.findings.note("no_terms", "the school has no terms: neither the file nor the server tells any")


def term_kind(session: Session) -> TermKind:
    """By the words of its title, else by how long it is."""
    title = session.title.casefold()
    told = next((kind for word, kind in _WORDS.items() if word in title), None)
    if told is not None:
        return told
    if session.type == "semester":
        return TermKind.HALF_YEAR
    days = (session.end - session.start).days
    return next((kind for most, kind in _LENGTHS if days <= most), TermKind.OTHER)


def _put(intake: Intake, kind: str, session: Session, more: dict[str, str]) -> None:
    dates = Dates(session.start, session.end)
    if not intake.naming.knows(kind, session.sid):
        _adopt(intake, kind, session.sid, dates, more.get("kind"))
    id = intake.naming.id(kind, session.sid)
    span = {"from": session.start.isoformat(), "to": session.end.isoformat()}
    intake.draft.put(SCHOOL, kind, id, {"title": session.title, **span, **more})


def _adopt(intake: Intake, kind: str, sid: str, dates: Dates, term_kind: str | None) -> None:
    """A year or term that the school has already from elsewhere is met again, not doubled."""
    for id, cells in intake.draft.all(kind):
        if not (cells.get("from") and cells.get("to")) or cells.get("kind") != term_kind:
            continue
        if intake.draft.is_ours(kind, id, "title"):
            continue
        held = Dates(date.fromisoformat(cells["from"]), date.fromisoformat(cells["to"]))
        if _is_mostly_same(held, dates):
            intake.naming.adopt(kind, sid, id)
            return


def _is_mostly_same(left: Dates, right: Dates) -> bool:
    if left.last_day is None or right.last_day is None:
        return False
    shared = (min(left.last_day, right.last_day) - max(left.first_day, right.first_day)).days + 1
    longer = max((one.last_day - one.first_day).days + 1 for one in (left, right) if one.last_day)
    return shared * 2 > longer


def _make_year(intake: Intake, terms: list[Session]) -> None:
    """A year for a school that has none: around the file's terms, else the usual one.

    Not where rows of sessions were lost: the year may have stood in one of them.
    """
    today = intake.choices.today
    if any(intake.draft.all("year")) or intake.findings.is_damaged(
        intake.part.files.get("academicSessions", "")
    ):
        return
    begun = today.year if today.month >= 8 else today.year - 1
    first = min((one.start for one in terms), default=date(begun, 9, 1))
    last = max((one.end for one in terms), default=date(begun + 1, 5, 31))
    title = f"{first.year}/{last.year % 100:02d}" if last.year > first.year else str(first.year)
    id = intake.naming.id("year", f"year/{first.year}")
    cells = {"title": title, "from": first.isoformat(), "to": last.isoformat()}
    intake.draft.put(SCHOOL, "year", id, cells)
    intake.findings.note("year_made", f"no school year was told; {title} from {first} to {last} was made")

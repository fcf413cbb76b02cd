"""Writing dated lists of people into courses and forms, and what follows for a course's pupils."""

from __future__ import annotations

from school.dates import Dates
from server.roster.draft import Draft
from server.roster.intake import SCHOOL, Stay, read_stays
from server.roster.spans import read_dated, show_dated

Spans = dict[str, list[Dates]]


def write_dated(draft: Draft, course: str, cell: str, spans: Spans) -> None:
    """Write a course's `pupils` or `teachers` if they are others than before."""
    key = "pupil" if cell == "pupils" else "person"
    _write(draft, (f"course:{course}", "course", course), cell, key, spans)


def write_tutors(draft: Draft, form: str, spans: Spans) -> None:
    """Write a form's teachers if they are others than before."""
    _write(draft, (SCHOOL, "form", form), "tutors", "person", spans)


def _write(draft: Draft, where: tuple[str, str, str], cell: str, key: str, spans: Spans) -> None:
    bucket, kind, id = where
    before = draft.cells(kind, id).get(cell)
    after = show_dated(before, spans, key, keeps_order=draft.keeps_order(kind, id, cell))
    if after != (before or []):
        draft.write(bucket, kind, id, {cell: after})


def bound_by_forms(draft: Draft) -> None:
    """Nobody stays in a form's course after having left the form.

    Unless a stay in the course begins later than that: then somebody has said so.
    """
    stays = read_stays(draft)
    for id, cells in list(draft.all("course")):
        forms = set(cells.get("forms") or ())
        spans = read_dated(cells.get("pupils"), "pupil")
        bound = {who: _bounded(each, stays.get(who, []), forms) for who, each in spans.items()}
        if bound != spans:
            write_dated(draft, id, "pupils", bound)


def _bounded(spans: list[Dates], stays: list[Stay], forms: set[str]) -> list[Dates]:
    lasts = [stay.dates.last_day for stay in stays if not forms or stay.form in forms]
    ended = [day for day in lasts if day is not None]
    if not ended or len(ended) < len(lasts):
        return spans
    last = max(ended)
    return [
        Dates(one.first_day, last) if one.last_day is None and one.first_day <= last else one for one in spans
    ]

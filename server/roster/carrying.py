"""Marks that a pupil takes along: those of the running term, from the old course of a subject to the new.

The marks themselves stay where they were given. What was carried is reckoned anew each time, so
that a mark that came in late, from a laptop without a network, is carried too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from school.dates import Dates
from server.roster.draft import Draft
from server.roster.held import Cells, RosterLedger
from server.roster.spans import read_dated


class Passage(NamedTuple):
    """A pupil who ended in one course and began in another of the same subject, in the same term."""

    pupil: str
    old: str
    new: str
    day: date
    term: Dates


def carry_marks(draft: Draft, ledger: RosterLedger) -> None:
    """Write what every pupil who changed courses in a term brings along."""
    passages = list(find_passages(draft))
    if not passages:
        return
    lessons: dict[str, list[Cells]] = {}
    for held in ledger.read_lessons({one.old for one in passages}):
        lessons.setdefault(held.bucket.partition(":")[2], []).append(held.cells)
    for one in passages:
        values = list(_marks(one, lessons.get(one.old, ())))
        id = _carried_id(draft, one)
        if values or draft.has("carried", id):
            cells = {"pupil": one.pupil, "from_course": one.old, "values": values}
            draft.put(f"course:{one.new}", "carried", id, cells)


def find_passages(draft: Draft) -> Iterator[Passage]:
    """Who passed from course to course within a subject and a term."""
    by_pupil: dict[tuple[str, str], list[tuple[str, Dates]]] = {}
    for id, cells in draft.all("course"):
        for pupil, spans in read_dated(cells.get("pupils"), "pupil").items():
            listed = by_pupil.setdefault((pupil, cells.get("subject") or ""), [])
            listed += [(id, dates) for dates in spans]
    for (pupil, subject), listed in by_pupil.items():
        if subject and len({id for id, _ in listed}) > 1:
            for new, begun in listed:
                yield from _passages_into(draft, pupil, new, begun.first_day, listed)


def _passages_into(
    draft: Draft, pupil: str, new: str, day: date, listed: list[tuple[str, Dates]]
) -> Iterator[Passage]:
    term = term_around(draft, new, day)
    if term is not None:
        ended = {id for id, dates in listed if id != new and _passes(dates, day, term)}
        yield from (Passage(pupil, old, new, day, term) for old in sorted(ended))


def term_around(draft: Draft, course: str, day: date) -> Dates | None:
    """The term of a day, in the kind of the course's forms."""
    forms = draft.cells("course", course).get("forms") or ()
    kinds = {draft.cells("form", form).get("term_kind") for form in forms}
    for _, cells in draft.all("term"):
        if cells.get("kind") in kinds and cells.get("from") and cells.get("to"):
            term = Dates(date.fromisoformat(cells["from"]), date.fromisoformat(cells["to"]))
            if term.covers(day):
                return term
    return None


def _passes(old: Dates, day: date, term: Dates) -> bool:
    """Whether the old stay ended in the term before this day of it."""
    return old.last_day is not None and term.first_day <= old.last_day < day


def _marks(passage: Passage, lessons: Iterable[Cells]) -> Iterator[dict[str, Any]]:
    """The pupil's marks of the term that count, in the order of days."""
    found = []
    for cells in lessons:
        placed = cells.get("placed") or cells
        if not passage.term.covers(date.fromisoformat(placed["date"])):
            continue
        where = (placed["date"], placed["slot"])
        found += [(where, name, mark) for name, mark in _marks_in(cells, passage.pupil)]
    yield from (mark for _, _, mark in sorted(found, key=lambda one: one[:2]))


def _marks_in(cells: Cells, pupil: str) -> Iterator[tuple[str, dict[str, Any]]]:
    day = (cells.get("placed") or cells)["date"]
    for name, mark in cells.items():
        head, _, work = name.partition(f"mark/{pupil}/")
        if head or not work or not mark or not mark["values"]:
            continue
        known = cells.get(f"work/{work}")
        if known and known["counts"] and Fraction(known["weight"]) > 0:
            yield name, {"date": day, "values": mark["values"], "weight": known["weight"]}


def _carried_id(draft: Draft, passage: Passage) -> str:
    """The record of this passage; one made by hand for the same courses is met again."""
    name = f"carried/{passage.pupil}/{passage.old}/{passage.day}"
    own = str(uuid.uuid5(uuid.UUID(passage.new), name))
    if draft.has("carried", own):
        return own
    for id, cells in draft.all("carried"):
        same = cells.get("pupil") == passage.pupil and cells.get("from_course") == passage.old
        by_hand = not draft.is_ours("carried", id, "values")
        if same and by_hand and draft.bucket("carried", id) == f"course:{passage.new}":
            return id
    return own

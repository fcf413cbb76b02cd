"""Conflict records: two values of a cell, both kept until a person chooses.

The value committed first stands; the later one is kept beside it. A conflict tells, for each of
its cells, `base` (what the later author saw), `standing` with who wrote it and when (kept true
while the question is open), `other` (the later value) with its place, and `settled`: null, or who
chose and what.
"""

from __future__ import annotations

from typing import Any

from sync.books import Books
from sync.identity import conflict_id
from sync.messages import Op
from sync.outcome import Outcome
from sync.record import Value, same
from sync.standing import Place, Record

CONFLICT = "conflict"


def leave_beside(books: Books, record: Record, cell: str, outcome: Outcome) -> None:
    """Keep the op's value of a cell beside the one that stands, where its author will find both.

    An author who corrected a value that was already beside replaces it; a new question is not asked.
    """
    change = outcome.op.cells[cell]
    conflict = _own_open(books, record, cell, change.base, outcome) or open_conflict(
        books, record, _free_id(books, record, outcome), outcome
    )
    put_other(books, record, conflict, cell, change.base, change.new, outcome)


def put_other(
    books: Books, record: Record, conflict: Record, cell: str, base: Value, other: Value, outcome: Outcome
) -> None:
    """Let a value be the `other` of a cell in an open question."""
    standing = record.cells.get(cell)
    entry = {
        "base": base,
        "standing": standing.value if standing else None,
        "standing_by": standing.by if standing else "",
        "standing_at": standing.time if standing else "",
        "other": other,
        "other_place": books.loose(books.place_of(outcome)),
        "settled": None,
    }
    _put_entry(books, conflict, cell, entry, outcome)
    books.put(conflict, "state", "open", outcome)
    books.tell(record, cell, entry["standing"], other, outcome, writes=False, status=CONFLICT)
    outcome.fates[cell] = conflict.id
    outcome.conflict = conflict.id


def open_conflict(books: Books, record: Record, id: str, outcome: Outcome) -> Record:
    """The conflict record of this id, made when nobody has written it yet."""
    known = books.read(CONFLICT, id)
    if known is not None and known.cells:
        return known
    conflict = books.open(CONFLICT, id, record.bucket)
    told = {
        "record": {"kind": record.kind, "id": record.id},
        "cells": {},
        "author": outcome.author.person,
        "device": outcome.author.device,
        "made_at": outcome.op.made_at,
    }
    for cell, value in told.items():
        books.write(conflict, cell, value, outcome)
    books.link_conflict(conflict)
    return conflict


def follow(books: Books, record: Record, cell: str, outcome: Outcome) -> None:
    """A cell was written: open questions about it show the value that now stands."""
    standing = record.cells[cell]
    for conflict in books.conflicts_of(record):
        entry = entry_of(conflict, cell)
        if entry is not None and entry["settled"] is None and not same(entry["standing"], standing.value):
            shown = {"standing": standing.value, "standing_by": standing.by, "standing_at": standing.time}
            _put_entry(books, conflict, cell, {**entry, **shown}, outcome)


def settle_cell(books: Books, conflict: Record, cell: str, outcome: Outcome) -> None:
    """A person chose: note the choice, and close the question with its last cell."""
    place = books.place_of(outcome)
    value = outcome.op.cells[cell].new
    entry = entry_of(conflict, cell) or _entry_in_advance(outcome.op, cell)
    choice = {"by": outcome.author.person, "op": outcome.op.op, "place": books.loose(place), "value": value}
    _put_entry(books, conflict, cell, {**entry, "settled": choice}, outcome)
    outcome.settled.append(cell)


def close_if_settled(books: Books, conflict: Record, outcome: Outcome) -> None:
    """Close a conflict all of whose cells have been chosen."""
    entries = conflict.value("cells") or {}
    if (
        all(entry["settled"] is not None for entry in entries.values())
        and conflict.value("state") != "closed"
    ):
        books.put(conflict, "state", "closed", outcome)
        resolution = {"op": outcome.op.op, "by": outcome.author.person, "made_at": outcome.op.made_at}
        books.put(conflict, "resolution", resolution, outcome)
        outcome.closed = conflict.id


def is_open(conflict: Record | None) -> bool:
    return conflict is not None and conflict.value("state") == "open"


def entry_of(conflict: Record, cell: str) -> dict[str, Any] | None:
    """What a conflict says of one cell."""
    entries: dict[str, Any] = conflict.value("cells") or {}
    entry: dict[str, Any] | None = entries.get(cell)
    return entry


def other_place(entry: dict[str, Any]) -> Place | None:
    """The place of the value beside; None where a choice came before it, after a restore."""
    return Place(*entry["other_place"]) if entry["other_place"] else None


def _entry_in_advance(op: Op, cell: str) -> dict[str, Any]:
    """After a restore a choice may come before the question: what it named stands for the `other`."""
    return {
        "base": None,
        "standing": op.cells[cell].base,
        "standing_by": "",
        "standing_at": "",
        "other": (op.others or {}).get(cell),
        "other_place": None,
        "settled": None,
    }


def _free_id(books: Books, record: Record, outcome: Outcome) -> str:
    """The id of this op's conflict; op ids are a person's own, so two people may have used one."""
    id = conflict_id(record.id, outcome.op.op)
    known = books.read(CONFLICT, id)
    if known is None or known.value("author") in (None, outcome.author.person) or _is_in_advance(known):
        return id
    return conflict_id(id, outcome.author.person)


def _is_in_advance(conflict: Record) -> bool:
    return all(entry["other_place"] is None for entry in (conflict.value("cells") or {}).values())


def _put_entry(books: Books, conflict: Record, cell: str, entry: dict[str, Any], outcome: Outcome) -> None:
    entries = conflict.value("cells") or {}
    if cell not in entries or not same(entries[cell], entry):
        books.write(conflict, "cells", {**entries, cell: entry}, outcome)


def _own_open(books: Books, record: Record, cell: str, base: Value, outcome: Outcome) -> Record | None:
    """The open question in which this author's own value lies beside, if the op corrects that value."""
    for conflict in books.conflicts_of(record):
        entry = entry_of(conflict, cell)
        if (
            is_open(conflict)
            and conflict.value("author") == outcome.author.person
            and entry is not None
            and entry["settled"] is None
            and same(entry["other"], base)
        ):
            return conflict
    return None


def complete(books: Books, conflict: Record, cell: str, outcome: Outcome) -> None:
    """The value that a choice had named in advance has come: the question now tells whose it was."""
    entry = entry_of(conflict, cell)
    if entry is not None and entry["other_place"] is None:
        place = books.loose(books.place_of(outcome))
        _put_entry(
            books,
            conflict,
            cell,
            {**entry, "base": outcome.op.cells[cell].base, "other_place": place},
            outcome,
        )
        for told, value in (("author", outcome.author.person), ("device", outcome.author.device)):
            books.put(conflict, told, value, outcome)
        books.put(conflict, "made_at", outcome.op.made_at, outcome)

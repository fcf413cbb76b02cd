"""What this computer knows of a cell's past; the whole of it is the server's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.models.reading import wire
from desktop.models.reading.address import value_text
from desktop.models.reading.fates import Fate
from desktop.models.reading.library import Library
from sync.kind import owner_of
from sync.record import RecordKey
from sync.shelf import OpState


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One write of a cell: from what to what, whose, when, and how far it has come."""

    before: str
    after: str
    by: str
    made_at: datetime | None
    fate: Fate
    reason: str = ""


_FATES = {
    OpState.QUEUED: Fate.UNSENT,
    OpState.AGAIN: Fate.UNSENT,
    OpState.REVIEW: Fate.IN_REVIEW,
    OpState.REJECTED: Fate.REJECTED,
    OpState.DISMISSED: Fate.REJECTED,
}


def read_history(library: Library, bucket: str, key: RecordKey, cell: str) -> tuple[HistoryLine, ...]:
    """Own writes of the last sixty days and the questions about the cell, the newest first."""
    lines = [*_own(library, bucket, key, cell), *_asked(library, bucket, key, cell)]
    known = [line for line in lines if line.made_at is not None]
    known.sort(key=lambda line: line.made_at.timestamp() if line.made_at else 0.0, reverse=True)
    return tuple(known)


def _own(library: Library, bucket: str, key: RecordKey, cell: str) -> Iterator[HistoryLine]:
    facts, me = library.facts, library.facts.name_of(library.person)
    for own in library.copy.shelf.read_ops(tuple(OpState)):
        op = own.op
        if (op.bucket, op.kind, op.id) == (bucket, *key) and cell in op.cells:
            change = op.cells[cell]
            before, after = value_text(facts, cell, change.base), value_text(facts, cell, change.new)
            fate = _FATES.get(own.state, Fate.SETTLED)
            yield HistoryLine(before, after, me, wire.moment(op.made_at), fate, op.reason or "")


def _asked(library: Library, bucket: str, key: RecordKey, cell: str) -> Iterator[HistoryLine]:
    facts = library.facts
    for question in library.book(owner_of(bucket)).questions():
        for version in question.versions:
            if question.record == key and version.cell == cell:
                before = value_text(facts, cell, version.base)
                yield HistoryLine(
                    before,
                    value_text(facts, cell, version.standing),
                    facts.name_of(version.standing_by),
                    wire.moment(version.standing_at),
                    Fate.TWO_VERSIONS,
                )

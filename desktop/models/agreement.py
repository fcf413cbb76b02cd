"""The database and the op journal compared when a store is opened, and brought to agree.

The journal is written first, so in the ordinary case it is at most one transaction ahead: the
program died between the two. After an old copy of the database was put back it may be days ahead.
Each line has a number and each row the number of its last line, so only later lines are read.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.models.op_journal import OpJournal
from desktop.models.op_journal_line import Entry
from desktop.models.shelf import FileShelf
from sync.shelf import BucketState, OpState, OwnOp


def agree(shelf: FileShelf, journal: OpJournal) -> int:
    """Take back what the database has lost, write anew what the journal has lost; how many ops changed."""
    known = shelf.last_line()
    if journal.last < known:
        journal.number_from(known)
        with shelf.transaction():
            shelf.write_journal_anew()
        return 0
    lost = {entry.own.op.op: entry for entry in journal.entries_after(known)}
    if lost:
        take_back(shelf, list(lost.values()))
    return len(lost)


def take_back(shelf: FileShelf, entries: list[Entry]) -> None:
    """Put ops into the database as the journal knows them, in the order of the queue."""
    buckets = shelf.read_buckets()
    with shelf.transaction():
        for entry in sorted(entries, key=_place):
            own = entry.own
            shelf.take_back(_as_told(own, buckets.get(own.op.bucket)), entry.number)


def _as_told(own: OwnOp, state: BucketState | None) -> OwnOp:
    """An acknowledged op that the base holds already lies over it no more."""
    rev = None if own.result is None else own.result.rev
    if state is None or rev is None or own.state is not OpState.ACKNOWLEDGED:
        return own
    return replace(own, overlays=own.overlays and rev > state.drained)


def _place(entry: Entry) -> int:
    return entry.own.order

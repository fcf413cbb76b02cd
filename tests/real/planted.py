"""Bugs planted in the code that runs in schools: the server's ledger and feed, the laptop's store and queue.

The names are those of docs/SYNC.md, section 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from desktop.models.shelf import FileShelf
from server import awakening, ledger_reading, portable
from server.ledger_writing import Pen
from server.schools import School
from sync import writing
from sync.books import Books
from sync.merge import Settled
from sync.messages import Op, Result
from sync.outbox import Outbox
from sync.record import Cells
from sync.ruling import Author
from sync.scope import Scope
from sync.shelf import CellRow, OpState, OwnOp
from tests.simulation.planting import Patch, Planted

PLANTED: dict[str, Planted] = {}


def breaking(*invariants: int) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    """Enter a bug under its name."""

    def enter(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
        PLANTED[plant.__name__.replace("_", " ")] = Planted(plant, frozenset(invariants))
        return plant

    return enter


@breaking(2, 3, 10, 11)
def no_dedupe(patch: Patch) -> None:
    """The ledger does not look whether an op was answered before."""

    def read_results(
        connection: Connection, school: School, author: Author, ops: list[Op], books: Books
    ) -> None:
        return

    patch.setattr(ledger_reading, "_read_results", read_results)


@breaking(4)
def last_writer_wins(patch: Patch) -> None:
    """Whatever comes is written over what stands."""

    def settle(base: Cells, standing: Cells, incoming: Cells) -> Settled:
        return Settled(applied=dict(incoming))

    patch.setattr(writing, "settle", settle)


@breaking(6)
def a_counter_that_does_not_count(patch: Patch) -> None:
    """The ledger reads the school's counter, and does not move it."""
    true_take = Pen._take

    def take(self: Pen, taken: int) -> None:
        true_take(self, 0)
        self._head += taken

    patch.setattr(Pen, "_take", take)


@breaking(2, 5, 6, 7, 10)
def no_epoch(patch: Patch) -> None:
    """A restored server goes on as if nothing had happened."""
    patch.setattr(portable, "begin_epoch", lambda *_: "")
    patch.setattr(awakening, "_reason", lambda *_: None)


@breaking(9)
def a_page_without_right(patch: Patch) -> None:
    """Whoever knows a bucket's name is told what is in it."""
    patch.setattr(Scope, "may_read", lambda *_: True)


@breaking(5, 7)
def cursor_before_rows(patch: Patch) -> None:
    """A bucket's cursor is on the laptop's disk one transaction before the rows that it stands for."""
    true_put, true_transaction = FileShelf.put_base, FileShelf.transaction

    def put_base(self: FileShelf, bucket: str, rows: Iterable[CellRow]) -> None:
        _late(self).append((bucket, list(rows)))

    @contextmanager
    def transaction(self: FileShelf) -> Iterator[None]:
        with true_transaction(self):
            while _late(self):
                true_put(self, *_late(self).pop())
            yield

    patch.setattr(FileShelf, "put_base", put_base)
    patch.setattr(FileShelf, "transaction", transaction)


def _late(shelf: FileShelf) -> list[Any]:
    late: list[Any] = vars(shelf).setdefault("late", [])
    return late


@breaking(2)
def no_journal(patch: Patch) -> None:
    """What was acknowledged is forgotten, so a restored server never gets it back."""
    true_read = FileShelf.read_ops

    def read_ops(self: FileShelf, states: Iterable[OpState], *, overlaying: bool = False) -> list[OwnOp]:
        wanted = list(states)
        if OpState.ACKNOWLEDGED in wanted and not overlaying:
            wanted = [OpState.REVIEW] if OpState.REVIEW in wanted else []
        return true_read(self, wanted, overlaying=overlaying)

    patch.setattr(FileShelf, "read_ops", read_ops)


@breaking(7)
def overlay_dropped_at_acknowledgement(patch: Patch) -> None:
    """An answered op stops overlaying before the feed has told it back."""
    true_answer = Outbox._answer

    def answer(self: Outbox, own: OwnOp, result: Result, now: str) -> None:
        true_answer(self, own, result, now)
        answered = self._copy.own.get(own.op.op)
        if answered is not None:
            self._copy.put_own(replace(answered, overlays=False))

    patch.setattr(Outbox, "_answer", answer)

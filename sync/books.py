"""A school's records as the judge sees and changes them: in memory, with no idea of a database.

A ledger lays what a batch touches before the judge (`add`), lets it work, calls `stamp`, and
writes down what `changed`, `history` and `heads` then hold. Numbers are counted up from `first`.
A ledger that learns the school's head only at the very end counts from PROVISIONAL, and `stamp`
moves every number of the batch to its true place.
"""

from __future__ import annotations

from collections.abc import Callable

from sync.outcome import Entry, Outcome, Stored
from sync.record import RecordKey, Value, same
from sync.ruling import Author
from sync.standing import Place, Record, Standing

PROVISIONAL = 1 << 40

Seal = Callable[[Outcome], "str | None"]
"""Makes the receipt of an outcome whose numbers are final."""


class Books:
    """The records that a batch touches, and everything that judging it changed."""

    def __init__(
        self, epoch: str, first: int = PROVISIONAL, records: dict[RecordKey, Record] | None = None
    ) -> None:
        self.epoch = epoch
        self.first = first
        self.last = first
        self.records: dict[RecordKey, Record] = {} if records is None else records
        self.heads: dict[str, int] = {}
        self.stored: dict[tuple[str, str], Stored] = {}
        self.outcomes: list[Outcome] = []
        self.changed: dict[tuple[RecordKey, str], Standing] = {}
        self.history: list[Entry] = []
        self._verdicts: list[tuple[Record, Outcome]] = []
        self._conflicts: dict[RecordKey, list[Record]] = {}
        self._loose: list[list[str | int]] = []
        self._lines: dict[tuple[RecordKey, str], Entry] = {}

    def add(self, record: Record) -> None:
        """Lay a stored record before the judge."""
        self.records[record.key] = record
        if record.kind == "conflict":
            self.link_conflict(record)

    def read(self, kind: str, id: str) -> Record | None:
        return self.records.get(RecordKey(kind, id))

    def open(self, kind: str, id: str, bucket: str) -> Record:
        """The record, made empty when nobody has written it yet."""
        key = RecordKey(kind, id)
        record = self.records.get(key)
        if record is None:
            record = self.records[key] = Record(kind, id, bucket)
        return record

    def link_conflict(self, conflict: Record) -> None:
        about = conflict.value("record")
        self._conflicts.setdefault(RecordKey(about["kind"], about["id"]), []).append(conflict)

    def conflicts_of(self, record: Record) -> list[Record]:
        """Every conflict about this record, open and closed."""
        return self._conflicts.get(record.key, [])

    def write(
        self, record: Record, cell: str, value: Value, outcome: Outcome, place: Place | None = None
    ) -> None:
        """Let a value stand, under the op's number; `place` is an older one for a replayed write."""
        number = self.number_of(outcome)
        standing = record.cells.get(cell)
        if standing is None:
            standing = record.cells[cell] = Standing()
        self._tell_write(record, cell, standing.value, value, outcome)
        standing.swallow(place or Place(self.epoch, number))
        standing.value, standing.rev = value, number
        standing.by, standing.time = outcome.author.person, outcome.op.made_at
        record.rev = max(record.rev, number)
        self.heads[record.bucket] = max(self.heads.get(record.bucket, 0), number)
        self.changed[record.key, cell] = standing

    def put(self, record: Record, cell: str, value: Value, outcome: Outcome) -> None:
        """Write a cell of the server's own (a conflict, a review) unless it holds the value already."""
        if cell not in record.cells or not same(record.value(cell), value):
            self.write(record, cell, value, outcome)

    def take_over(self, record: Record, cell: str, place: Place) -> None:
        """An equal value was written at a later place: nothing changes but whose it is."""
        standing = record.cells.get(cell)
        if standing is None:
            standing = record.cells[cell] = Standing()
        if standing.at is None or place.is_later_than(standing.at):
            standing.at = place
            self.changed[record.key, cell] = standing

    def _tell_write(self, record: Record, cell: str, old: Value, new: Value, outcome: Outcome) -> None:
        """One line for each cell that an op writes, however often it grows: a conflict grows by cells."""
        line = self._lines.get((record.key, cell))
        if line is not None and line.number == outcome.number:
            line.new = new
            return
        self.tell(record, cell, old, new, outcome, writes=True)
        self._lines[record.key, cell] = self.history[-1]

    def tell(
        self,
        record: Record,
        cell: str,
        old: Value,
        new: Value,
        outcome: Outcome,
        *,
        writes: bool,
        status: str = "applied",
    ) -> None:
        """Put a line into the history."""
        op = outcome.op
        self.history.append(
            Entry(
                record.bucket, record.kind, record.id, cell, old, new,
                self.number_of(outcome), op.op, outcome.author, op.made_at, status, writes,
            )
        )  # fmt: skip

    def number_of(self, outcome: Outcome) -> int:
        """The op's number, taken the first time that it is needed: an op that writes nothing has none."""
        if outcome.number is None:
            self.last += 1
            outcome.number = self.last
        return outcome.number

    def place_of(self, outcome: Outcome) -> Place:
        """The op's own place, or the old one that its receipt names."""
        return outcome.place or Place(self.epoch, self.number_of(outcome))

    def loose(self, place: Place) -> list[str | int]:
        """A place kept inside a value: a JSON list that `stamp` can still move."""
        kept: list[str | int] = [place.epoch, place.number]
        self._loose.append(kept)
        return kept

    def announce(self, verdict: Record, outcome: Outcome) -> None:
        """Tell an author, once numbers are final, what became of an op that had waited."""
        self.number_of(outcome)
        self._verdicts.append((verdict, outcome))

    def stamp(self, head: int, seal: Seal) -> None:
        """Move this batch's numbers to follow `head`, seal the receipts, write the verdicts."""
        shift = head - self.first
        for kept in self._loose:
            kept[1] = self._moved(int(kept[1]), shift)
        for standing in self.changed.values():
            self._move(standing, shift)
        for key in {key for key, _ in self.changed}:
            self.records[key].rev = self._moved(self.records[key].rev, shift)
        for entry in self.history:
            entry.number = self._moved(entry.number, shift)
        for bucket, number in self.heads.items():
            self.heads[bucket] = self._moved(number, shift)
        for outcome in (*(judged for _, judged in self._verdicts), *self.outcomes):
            self._finish(outcome, shift, seal)
        for verdict, outcome in self._verdicts:
            self._write_verdict(verdict, outcome)

    def _finish(self, outcome: Outcome, shift: int, seal: Seal) -> None:
        if outcome.number is not None:
            outcome.number = self._moved(outcome.number, shift)
        if outcome.head is not None:
            outcome.head = self._moved(outcome.head, shift)
        if outcome.receipt is None and outcome.status != "rejected":
            outcome.receipt = seal(outcome)

    def _write_verdict(self, verdict: Record, outcome: Outcome) -> None:
        result = outcome.result()
        cells = {
            "op": result.op,
            "status": result.status,
            "rev": result.rev,
            "code": result.code,
            "receipt": result.receipt,
        }
        for cell, value in cells.items():
            self.put(verdict, cell, value, outcome)

    def _move(self, standing: Standing, shift: int) -> None:
        standing.rev = self._moved(standing.rev, shift)
        if standing.at is not None:
            standing.at = Place(standing.at.epoch, self._moved(standing.at.number, shift))
        for epoch, number in standing.floor.items():
            standing.floor[epoch] = self._moved(number, shift)

    def _moved(self, number: int, shift: int) -> int:
        return number + shift if number > self.first else number


def author_of(person: str, device: str = "") -> Author:
    """An author of whom only the name is known: whoever wrote an op that waited."""
    return Author(person, device, frozenset())

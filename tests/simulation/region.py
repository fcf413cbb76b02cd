"""The server of a simulation: the real judge over books in memory, with back-ups and restores."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.books import Books
from sync.judge import Judge
from sync.messages import (
    BucketShown,
    CellSent,
    Hello,
    Limits,
    Op,
    Page,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RecordSent,
    Result,
    Snapshot,
    Span,
)
from sync.outcome import Entry, Stored
from sync.receipt import Receipts
from sync.record import Cells, RecordKey, fingerprint
from sync.record import digest as digest_of
from sync.ruling import Author, Fault
from sync.standing import Record, Standing

KEY = b"a key outside the database"
MOST_OPS, FEW_OPS = 4, 2
BEFORE_COMMIT, AFTER_COMMIT = "before its commit", "between its commit and its answer"

Told = dict[int, dict[RecordKey, dict[str, CellSent]]]
"""What a cursor has still to read: by number, then by record."""


class Refused(Exception):
    """The whole request was refused, with a code of the protocol."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Died(Exception):
    """The server died before its commit or after it: nobody gets an answer."""

    def __init__(self, when: str) -> None:
        super().__init__(when)
        self.when = when


@dataclass
class SimulatedRules:
    """Rights and locks as the simulation turns them."""

    denied: set[tuple[str, str]] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)

    def right(self, author: Author, op: Op, standing: Cells) -> Fault | None:
        return Fault("no_access") if (author.person, op.bucket) in self.denied else None

    def fault(self, op: Op, standing: Cells) -> Fault | None:
        bad = any(str(change.new).startswith("poison") for change in op.cells.values())
        return Fault("bad_value") if bad else None

    def lock(self, author: Author, op: Op, standing: Cells) -> str | None:
        return "term_locked" if op.bucket in self.locked else None

    def attention(self, kind: str, cells: Cells) -> list[object]:
        return []


@dataclass
class State:
    """All that a back-up holds."""

    records: dict[RecordKey, Record] = field(default_factory=dict)
    stored: dict[tuple[str, str], Stored] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)
    history: list[Entry] = field(default_factory=list)
    head: int = 0
    fingerprints: dict[RecordKey, tuple[int, int]] = field(default_factory=dict)
    """Of each record: its number when it was last fingerprinted, and the fingerprint."""

    def copied(self) -> State:
        """Values, answers and lines of the history never change, so only what holds them is copied."""
        return State(
            {key: _copy_of(record) for key, record in self.records.items()},
            dict(self.stored),
            dict(self.heads),
            list(self.history),
            self.head,
            dict(self.fingerprints),
        )


class Region:
    """One school's server. `readers` says which buckets a person reads."""

    def __init__(self, readers: dict[str, tuple[str, ...]]) -> None:
        self.readers = readers
        self.rules = SimulatedRules()
        self.state = State()
        self.epochs = 1
        self.scope = 1
        self.most_ops = MOST_OPS
        self.server_time = "2026-11-21T12:00:00+03:00"
        self.dying: str | None = None
        self.disorderly = False

    @property
    def epoch(self) -> str:
        return f"epoch-{self.epochs}"

    def restore(self, backup: State) -> None:
        self.state = backup.copied()
        self.epochs += 1

    def buckets_of(self, person: str) -> list[str]:
        return [bucket for bucket in self.readers[person] if (person, bucket) not in self.rules.denied]

    def hello(self, person: str) -> Hello:
        shown = [BucketShown(bucket, self.state.heads.get(bucket, 0)) for bucket in self.buckets_of(person)]
        limits = Limits(ops=self.most_ops)
        head = self.state.head
        return Hello(Span(1, 1), self.server_time, self.epoch, head, limits, "", shown, self.scope)

    def push(self, person: str, device: str, request: PushRequest) -> PushAnswer:
        self._refuse(request)
        before = self.state.copied() if self.dying == BEFORE_COMMIT else None
        books = self._books()
        judge = Judge(books, self.rules, Receipts(KEY, self.epoch))
        for op in request.ops:
            judge.judge(Author(person, device), op)
        books.stamp(self.state.head, Receipts(KEY, self.epoch).seal)
        results = self._commit(books, judge)
        answer = PushAnswer(self.epoch, results[::-1] if self.disorderly else results)
        if self.dying is not None:
            self._die(before)
        return answer

    def pull(self, person: str, request: PullRequest) -> PullAnswer:
        self._refuse_epoch(request.epoch)
        allowed = set(self.buckets_of(person))
        pages = {
            bucket: self.page(bucket, cursor, request.limit)
            for bucket, cursor in request.buckets.items()
            if bucket in allowed
        }
        return PullAnswer(self.epoch, pages, [bucket for bucket in request.buckets if bucket not in allowed])

    def snapshot(self, person: str, epoch: str, bucket: str) -> Snapshot:
        self._refuse_epoch(epoch)
        if bucket not in self.buckets_of(person):
            raise Refused("not_found")
        page = self.page(bucket, 0, 10**9)
        return Snapshot(bucket, page.head, page.digest or "", page.records)

    def values(self, bucket: str) -> dict[RecordKey, Cells]:
        """What everybody should see in the end."""
        found: dict[RecordKey, Cells] = {}
        for key, record in self.state.records.items():
            if record.bucket == bucket and (full := _full(record)):
                found[key] = full
        return found

    def page(self, bucket: str, cursor: int, limit: int) -> Page:
        """What a bucket has to tell after a cursor."""
        told: Told = {}
        for key, record in self.state.records.items():
            if record.rev > cursor and record.bucket == bucket:
                for cell, standing in record.cells.items():
                    if standing.rev > cursor:
                        cells = told.setdefault(standing.rev, {}).setdefault(key, {})
                        cells[cell] = CellSent(standing.value, standing.rev)
        return self._cut(bucket, told, self.state.heads.get(bucket, 0), limit)

    def _cut(self, bucket: str, told: Told, head: int, limit: int) -> Page:
        records, cells, last = [], 0, head
        numbers = sorted(told)
        for position, number in enumerate(numbers, start=1):
            records += [RecordSent(*key, sent) for key, sent in told[number].items()]
            cells += sum(len(sent) for sent in told[number].values())
            if cells >= limit and position < len(numbers):
                last = number
                break
        drained = last == head
        return Page(records, last, head, not drained, self.digest(bucket) if drained else None)

    def digest(self, bucket: str) -> str:
        records = self.state.records.items()
        return digest_of(self._fingerprint(key, record) for key, record in records if record.bucket == bucket)

    def _fingerprint(self, key: RecordKey, record: Record) -> int:
        known = self.state.fingerprints.get(key)
        if known is None or known[0] != record.rev:
            known = self.state.fingerprints[key] = record.rev, fingerprint(*key, _full(record))
        return known[1]

    def _refuse(self, request: PushRequest) -> None:
        self._refuse_epoch(request.epoch)
        if request.scope_rev != self.scope:
            raise Refused("scope_changed")
        if len(request.ops) > self.most_ops:
            raise Refused("too_large")
        if any(str(change.new).startswith("torn") for op in request.ops for change in op.cells.values()):
            raise Refused("malformed")

    def _refuse_epoch(self, epoch: str) -> None:
        if epoch != self.epoch:
            raise Refused("epoch_changed")

    def _books(self) -> Books:
        """Books that count from a provisional number, like a ledger that takes its own last."""
        books = Books(self.epoch, records=self.state.records)
        for record in self.state.records.values():
            if record.kind == "conflict" and record.cells:
                books.link_conflict(record)
        books.heads, books.stored = self.state.heads, self.state.stored
        return books

    def _commit(self, books: Books, judge: Judge) -> list[Result]:
        self.state.head += books.last - books.first
        self.state.stored.update(judge.to_store())
        self.state.history += books.history
        return judge.results()

    def _die(self, before: State | None) -> None:
        if before is not None:
            self.state = before
        when, self.dying = self.dying, None
        raise Died(when or "")


def _full(record: Record) -> Cells:
    return {cell: one.value for cell, one in record.cells.items() if one.value is not None}


def _copy_of(record: Record) -> Record:
    cells = {
        cell: Standing(one.value, one.rev, one.at, dict(one.floor), one.by, one.time)
        for cell, one in record.cells.items()
    }
    return Record(record.kind, record.id, record.bucket, cells, record.rev)

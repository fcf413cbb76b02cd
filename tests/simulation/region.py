"""The server of a simulation: the real judge over books in memory, with back-ups and restores."""

from __future__ import annotations

from copy import deepcopy
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
from sync.record import Cells, RecordKey, digest, fingerprint
from sync.ruling import Author, Fault
from sync.standing import Record

KEY = b"a key outside the database"


class Refused(Exception):
    """The whole request was refused: 409 with the new epoch or the new scope."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class SimulatedRules:
    """Rights and locks as the simulation turns them."""

    denied: set[tuple[str, str]] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)

    def right(self, author: Author, op: Op, standing: Cells) -> Fault | None:
        if (author.person, op.bucket) in self.denied:
            return Fault("no_access")
        return None

    def fault(self, op: Op, standing: Cells) -> Fault | None:
        return Fault("bad_value") if any(change.new == "poison" for change in op.cells.values()) else None

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


class Region:
    """One school's server. `readers` says which buckets a person reads."""

    def __init__(self, readers: dict[str, tuple[str, ...]]) -> None:
        self.readers = readers
        self.rules = SimulatedRules()
        self.state = State()
        self.epochs = 1
        self.scope = 1

    @property
    def epoch(self) -> str:
        return f"epoch-{self.epochs}"

    def back_up(self) -> State:
        return deepcopy(self.state)

    def restore(self, backup: State) -> None:
        self.state = deepcopy(backup)
        self.epochs += 1

    def buckets_of(self, person: str) -> list[str]:
        return [bucket for bucket in self.readers[person] if (person, bucket) not in self.rules.denied]

    def hello(self, person: str) -> Hello:
        shown = [BucketShown(bucket, self.state.heads.get(bucket, 0)) for bucket in self.buckets_of(person)]
        return Hello(Span(1, 1), "", self.epoch, self.state.head, Limits(ops=4), "", shown, self.scope)

    def push(self, person: str, device: str, request: PushRequest) -> PushAnswer:
        if request.epoch != self.epoch:
            raise Refused("epoch_changed")
        books = self._books()
        judge = Judge(books, self.rules, Receipts(KEY, self.epoch))
        for op in request.ops:
            judge.judge(Author(person, device), op)
        books.stamp(self.state.head, Receipts(KEY, self.epoch).seal)
        return PushAnswer(self.epoch, self._commit(books, judge))

    def pull(self, person: str, request: PullRequest) -> PullAnswer:
        if request.epoch != self.epoch:
            raise Refused("epoch_changed")
        allowed = set(self.buckets_of(person))
        pages = {
            b: self._page(b, cursor, request.limit) for b, cursor in request.buckets.items() if b in allowed
        }
        return PullAnswer(self.epoch, pages, [bucket for bucket in request.buckets if bucket not in allowed])

    def snapshot(self, person: str, epoch: str, bucket: str) -> Snapshot:
        if epoch != self.epoch:
            raise Refused("epoch_changed")
        if bucket not in self.buckets_of(person):
            raise Refused("scope_changed")
        page = self._page(bucket, 0, 10**9)
        return Snapshot(bucket, page.head, page.digest or "", page.records)

    def values(self, bucket: str) -> dict[RecordKey, dict[str, object]]:
        """What everybody should see in the end."""
        found = {}
        for record in self.state.records.values():
            full = {cell: value for cell, value in record.values().items() if value is not None}
            if record.bucket == bucket and full:
                found[record.key] = full
        return found

    def digest(self, bucket: str) -> str:
        return digest(fingerprint(*key, cells) for key, cells in self.values(bucket).items())

    def _books(self) -> Books:
        books = Books(self.epoch, self.state.head, self.state.records)
        for record in self.state.records.values():
            if record.kind == "conflict":
                books.link_conflict(record)
        books.heads, books.stored = self.state.heads, self.state.stored
        return books

    def _commit(self, books: Books, judge: Judge) -> list[Result]:
        self.state.head = books.last
        self.state.stored.update(judge.to_store())
        self.state.history += books.history
        return judge.results()

    def _page(self, bucket: str, cursor: int, limit: int) -> Page:
        head = self.state.heads.get(bucket, 0)
        changed: dict[int, dict[RecordKey, dict[str, CellSent]]] = {}
        for record in self.state.records.values():
            if record.bucket == bucket and record.rev > cursor:
                for cell, standing in record.cells.items():
                    if standing.rev > cursor:
                        told = changed.setdefault(standing.rev, {}).setdefault(record.key, {})
                        told[cell] = CellSent(deepcopy(standing.value), standing.rev)
        return self._cut(bucket, changed, head, limit)

    def _cut(
        self, bucket: str, changed: dict[int, dict[RecordKey, dict[str, CellSent]]], head: int, limit: int
    ) -> Page:
        records, cells, last = [], 0, head
        numbers = sorted(changed)
        for position, number in enumerate(numbers):
            records += [RecordSent(*key, told) for key, told in changed[number].items()]
            cells += sum(len(told) for told in changed[number].values())
            if cells >= limit and position + 1 < len(numbers):
                last = number
                break
        drained = last == head
        return Page(records, last, head, not drained, self.digest(bucket) if drained else None)

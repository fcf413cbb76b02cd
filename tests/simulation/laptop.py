"""A client of a simulation: the real replica over a shelf in memory, and the person at the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sync.local_copy import Wish
from sync.messages import Op, PullRequest, PushRequest
from sync.record import Cells, RecordKey, Value, canonical, same
from sync.replica import Replica
from sync.shelf import BucketState, CellRow, MemoryShelf, OwnOp

EPOCH_OF_CLOCKS = datetime(2026, 11, 21, 9, tzinfo=UTC)


class Killed(Exception):
    """The process died in the middle of a write."""


class MortalShelf(MemoryShelf):
    """A shelf whose process dies at a chosen row: what its transaction had written is gone."""

    rows_to_live: int | None = None

    def put_meta(self, key: str, value: str) -> None:
        self._live_on()
        super().put_meta(key, value)

    def put_bucket(self, state: BucketState) -> None:
        self._live_on()
        super().put_bucket(state)

    def put_base(self, bucket: str, rows: Iterable[CellRow]) -> None:
        self._live_on()
        super().put_base(bucket, rows)

    def append_op(self, op: Op) -> OwnOp:
        self._live_on()
        return super().append_op(op)

    def put_op(self, own: OwnOp) -> None:
        self._live_on()
        super().put_op(own)

    def _live_on(self) -> None:
        if self.rows_to_live is not None:
            self.rows_to_live -= 1
            if self.rows_to_live < 0:
                self.rows_to_live = None
                raise Killed


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did, and what the screen showed when it was done.

    `cells` are the values that are new; `saw` has every cell that the deed is about.
    `beside` is the second value that a question showed for a cell, where the deed answers one.
    """

    op: str
    person: str
    laptop: str
    bucket: str
    key: RecordKey
    cells: Cells
    saw: Cells
    beside: Cells


@dataclass
class Laptop:
    """One device of one person. `pushing` and `pulling` are requests without an answer yet.

    `mourning` holds the buckets whose picture must not move: a restored server has begun them anew.
    `painted` holds the ops whose values the screen has shown as typed: they must be on the disk.
    """

    name: str
    person: str
    new_op: Callable[[], str]
    shelf: MortalShelf = field(default_factory=MortalShelf)
    offset: timedelta = timedelta()
    starts: int = 0
    greeted: bool = False
    pushing: PushRequest | None = None
    pulling: PullRequest | None = None
    mourning: set[str] = field(default_factory=set)
    painted: set[str] = field(default_factory=set)
    last_op: str = ""

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """The process starts (again): what was not on the shelf is gone."""
        self.starts += 1
        self.shelf.rows_to_live = None
        self.replica = Replica(self.shelf, self._now, self._next_op)
        self.pushing = self.pulling = None
        self.greeted = False

    def put(self, wish: Wish) -> Deed | None:
        """The person does something; None when it changes nothing."""
        key = RecordKey(wish.kind, wish.id)
        view = self.replica.copy.view(wish.bucket, key)
        saw = {cell: view.get(cell) for cell in wish.cells}
        self.last_op = ""
        if not self.replica.put(wish):
            return None
        self.painted.add(self.last_op)
        cells = {cell: value for cell, value in wish.cells.items() if not same(value, saw[cell])}
        beside = dict(wish.others or {})
        return Deed(self.last_op, self.person, self.name, wish.bucket, key, cells, saw, beside)

    def take_disk(self, disk: MortalShelf) -> None:
        """Another disk is put in, and the process starts from what lies on it."""
        self.shelf = disk
        self.mourning = set()
        self.painted = {op for op in self.painted if disk.read_op(op) is not None}
        self.start()

    def sees(self, bucket: str, record: str, cell: str) -> Value:
        """What the screen shows in one cell of a lesson."""
        return self.replica.copy.view(bucket, RecordKey("lesson", record)).get(cell)

    def screen(self, bucket: str) -> str:
        """Everything of a bucket that the screen shows, as one text."""
        copy = self.replica.copy
        shown = {f"{key.kind} {key.id}": copy.view(bucket, key) for key in copy.keys(bucket)}
        return canonical({name: cells for name, cells in shown.items() if cells})

    def _now(self) -> datetime:
        return EPOCH_OF_CLOCKS + self.offset

    def _next_op(self) -> str:
        self.last_op = self.new_op()
        return self.last_op

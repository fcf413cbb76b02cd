"""A client of a simulation: the real replica over a shelf in memory, and the person at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sync.local_copy import Wish
from sync.messages import Hello, PullAnswer, PullRequest, PushAnswer, PushRequest
from sync.record import RecordKey, Value
from sync.replica import Replica
from sync.shelf import MemoryShelf


@dataclass
class Deed:
    """What the person did, and what the screen showed when it was done."""

    op: str
    bucket: str
    key: RecordKey
    cells: dict[str, Value]
    saw: dict[str, Value]
    resolves: str | None = None


@dataclass
class Laptop:
    """One device of one person. `pushing` and `pulling` are requests without an answer yet."""

    name: str
    person: str
    new_op: Callable[[], str]
    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    offset: timedelta = timedelta()
    pushing: PushRequest | None = None
    pulling: PullRequest | None = None
    greeted: bool = False
    last_op: str = ""

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """The process starts (again): what was not on the shelf is gone."""
        self.replica = Replica(self.shelf, self._now, self._next_op)
        self.pushing = self.pulling = None
        self.greeted = False

    def edit(self, wish: Wish) -> Deed | None:
        key = RecordKey(wish.kind, wish.id)
        view = self.replica.copy.view(wish.bucket, key)
        saw = {cell: view.get(cell) for cell in wish.cells}
        self.last_op = ""
        if not self.replica.put(wish):
            return None
        return Deed(self.last_op, wish.bucket, key, dict(wish.cells), saw, wish.resolves)

    def take_hello(self, hello: Hello) -> None:
        self.replica.take_hello(hello)
        self.greeted = True

    def take_push(self, request: PushRequest, answer: PushAnswer) -> None:
        if self.pushing is request:
            self.pushing = None
        self.replica.take_push(request, answer)

    def take_pull(self, request: PullRequest, answer: PullAnswer) -> None:
        if self.pulling is request:
            self.pulling = None
        self.replica.take_pull(request, answer)

    def _now(self) -> datetime:
        return datetime(2026, 11, 21, 9, tzinfo=UTC) + self.offset

    def _next_op(self) -> str:
        self.last_op = self.new_op()
        return self.last_op

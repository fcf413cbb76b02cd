"""A laptop for the tests of the replica: the real one over a shelf in memory, beside a court."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from sync.local_copy import Touched, Wish
from sync.messages import PullAnswer, PullRequest, PushAnswer, PushRequest
from sync.record import RecordKey, Value
from sync.replica import Replica
from sync.shelf import OpState, OwnOp
from tests.simulation.laptop import MortalShelf
from tests.sync.court import COURSE, LESSON, Court


class Client:
    """One person's laptop. Nothing is exchanged unless a test says so."""

    def __init__(self, court: Court, person: str = "anna", shelf: MortalShelf | None = None) -> None:
        self.court = court
        self.person = person
        self.shelf = shelf or MortalShelf()
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)
        self.made: list[str] = []
        self.start()

    def start(self) -> None:
        """The program starts (again): what is not on the shelf is gone."""
        self.shelf.rows_to_live = None
        self.replica = Replica(self.shelf, lambda: self.now, self._next_id)

    def write(self, cells: Mapping[str, Value], **more: Any) -> str:
        """One action on the lesson; the id of its op."""
        self.replica.put(Wish(COURSE, "lesson", LESSON, cells, **more))
        return self.made[-1]

    def topic(self, value: Value, **more: Any) -> str:
        """The topic is written."""
        return self.write({"topic": value}, **more)

    def sees(self, cell: str = "topic") -> Value:
        """What the screen shows in a cell of the lesson."""
        return self.replica.copy.view(COURSE, RecordKey("lesson", LESSON)).get(cell)

    def base(self, cell: str = "topic") -> Value:
        """What the feed has told of a cell of the lesson."""
        told = self.replica.copy.base(COURSE).get(RecordKey("lesson", LESSON), {})
        return told[cell][0] if cell in told else None

    def own(self, op: str) -> OwnOp:
        """What the shelf knows of an op."""
        own = self.shelf.read_op(op)
        assert own is not None
        return own

    def state(self, op: str) -> OpState:
        """Where an op stands."""
        return self.own(op).state

    def hello(self) -> Touched:
        """Ask the server who it is."""
        return self.replica.take_hello(self.court.region.hello(self.person))

    def send(self) -> tuple[PushRequest, PushAnswer]:
        """The next batch travels; its answer is not taken in yet."""
        request = self.replica.next_push()
        assert request is not None
        return request, self.court.region.push(self.person, "a laptop", request)

    def push(self) -> Touched:
        """One batch there and back."""
        return self.replica.take_push(*self.send())

    def ask(self, limit: int = 500) -> tuple[PullRequest, PullAnswer]:
        """The next pages travel; they are not taken in yet."""
        request = self.replica.next_pull(limit)
        assert request is not None
        return request, self.court.region.pull(self.person, request)

    def pull(self, limit: int = 500) -> Touched:
        """One page of each bucket that has more."""
        return self.replica.take_pull(*self.ask(limit))

    def read(self) -> None:
        """Read everything there is to read."""
        while True:
            for bucket in self.replica.next_snapshots():
                epoch = self.replica.epoch
                self.replica.take_snapshot(epoch, self.court.region.snapshot(self.person, epoch, bucket))
            if self.replica.next_pull() is None:
                return
            self.pull()

    def sync(self) -> None:
        """A whole round."""
        self.hello()
        while self.replica.next_push() is not None:
            self.push()
        self.read()

    def everything(self) -> tuple[Any, ...]:
        """All that is on the shelf and in memory, to see that nothing has moved."""
        copy = self.replica.copy
        ops = [self.shelf.read_ops(OpState), sorted(copy.own.values(), key=lambda own: own.order)]
        kept = {bucket: (self.shelf.read_base(bucket), copy.base(bucket)) for bucket in copy.buckets}
        return deepcopy((*ops, self.shelf.read_buckets(), copy.buckets, kept, self.replica.epoch))

    def _next_id(self) -> str:
        self.made.append(f"{abs(hash(self.person)) % 997:08x}{len(self.made):024x}")
        return self.made[-1]

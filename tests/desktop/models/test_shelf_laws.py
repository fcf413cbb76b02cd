"""Whatever is done to both shelves, in whatever order, they never differ; nor does the file reopened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.models.store import Store, open_store
from sync.messages import Change, Result
from sync.record import RecordKey
from sync.shelf import BucketState, CellRow, MemoryShelf, OpState, Shelf
from tests.desktop.models.making import make_op

KEY = bytes(range(32))
BUCKETS = ("school", "course:a", "course:b")

buckets = st.sampled_from(BUCKETS)
values = st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=5) | st.lists(st.none(), max_size=2)
cells = st.builds(
    CellRow,
    kind=st.sampled_from(["lesson", "term_mark"]),
    id=st.sampled_from("xy"),
    cell=st.sampled_from(["topic", "slot", "mark/p/w"]),
    value=values,
    rev=st.integers(0, 1 << 40),
)
four_numbers = st.lists(st.integers(0, 1 << 60), min_size=4, max_size=4)
days = st.dates().map(str)


class GiveUp(Exception):
    """The transaction is not wanted after all."""


class TwoShelves(RuleBasedStateMachine):
    """Does the same to a shelf in memory and to one in a file."""

    @initialize()
    def make(self) -> None:
        self.place = TemporaryDirectory()
        self.store: Store = open_store(Path(self.place.name, "store"), KEY)
        self.memory = MemoryShelf()
        self.ops: list[str] = []

    def both(self, act: Any) -> None:
        """Do something to each shelf, in a transaction of its own."""
        for shelf in (self.memory, self.store.shelf):
            with shelf.transaction():
                act(shelf)

    @rule(key=st.sampled_from(["epoch", "scope_rev"]), value=st.text(max_size=4))
    def put_meta(self, key: str, value: str) -> None:
        self.both(lambda shelf: shelf.put_meta(key, value))

    @rule(
        bucket=buckets,
        numbers=st.lists(st.integers(0, 1 << 60), min_size=4, max_size=4),
        until=st.none() | st.just(3),
    )
    def put_bucket(self, bucket: str, numbers: list[int], until: int | None) -> None:
        cursor, drained, fingerprint, misses = numbers
        state = BucketState(bucket, "7Б", cursor, drained - 1, fingerprint << 67, misses, until)
        self.both(lambda shelf: shelf.put_bucket(state))

    @rule(bucket=buckets, rows=st.lists(cells, max_size=5))
    def put_base(self, bucket: str, rows: list[CellRow]) -> None:
        self.both(lambda shelf: shelf.put_base(bucket, rows))

    @rule(bucket=buckets, act=st.sampled_from(["drop_bucket", "clear_base", "drop_picture"]))
    def drop(self, bucket: str, act: str) -> None:
        self.both(lambda shelf: getattr(shelf, act)(bucket))

    @rule(bucket=buckets, value=values)
    def put_picture(self, bucket: str, value: object) -> None:
        picture = {RecordKey("lesson", "x"): {"topic": (value, 0)}}
        self.both(lambda shelf: shelf.put_picture(bucket, picture))

    @rule(value=values, bucket=buckets)
    def append(self, value: object, bucket: str) -> None:
        op = make_op(bucket=bucket, cells={"topic": Change(None, value)})
        self.both(lambda shelf: shelf.append_op(op))
        self.ops.append(op.op)

    @rule(data=st.data(), state=st.sampled_from(OpState), overlays=st.booleans(), day=days)
    def answer(self, data: st.DataObject, state: OpState, overlays: bool, day: str) -> None:
        if self.ops:
            id = data.draw(st.sampled_from(self.ops))
            own = self.memory.read_op(id)
            if own is not None:
                result = Result(id, "applied", rev=3, receipt=day)
                fate = replace(own, state=state, overlays=overlays, answered_at=day, result=result)
                self.both(lambda shelf: shelf.put_op(fate))

    @rule(day=days)
    def forget(self, day: str) -> None:
        self.both(lambda shelf: shelf.forget_ops(day))

    @rule(rows=st.lists(cells, max_size=3), count=st.integers(0, 3))
    def give_up(self, rows: list[CellRow], count: int) -> None:
        for shelf in (self.memory, self.store.shelf):
            try:
                self.change_and_give_up(shelf, rows, count)
            except GiveUp:
                continue

    def change_and_give_up(self, shelf: Shelf, rows: list[CellRow], count: int) -> None:
        """A transaction with a bit of everything that ends in an error."""
        with shelf.transaction():
            shelf.put_base("school", rows)
            shelf.drop_bucket("course:a")
            for own in shelf.read_ops(OpState)[:count]:
                shelf.put_op(replace(own, state=OpState.REJECTED, overlays=False))
            shelf.append_op(make_op())
            shelf.put_meta("epoch", "given up")
            raise GiveUp

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(Path(self.place.name, "store"), KEY)
        assert self.store.taken_back == 0

    @invariant()
    def they_hold_the_same(self) -> None:
        assert contents(self.store.shelf, self.ops) == contents(self.memory, self.ops)

    def teardown(self) -> None:
        self.store.close()
        self.place.cleanup()


def contents(shelf: Shelf, ops: list[str]) -> list[object]:
    """All that a shelf tells."""
    told: list[object] = [shelf.read_meta("epoch"), shelf.read_meta("scope_rev"), shelf.read_buckets()]
    told += [(shelf.read_base(bucket), shelf.read_picture(bucket)) for bucket in BUCKETS]
    told += [*shelf.read_ops(OpState), *(shelf.read_op(op) for op in ops)]
    told += [[own.op.op for own in shelf.read_ops([state], overlaying=True)] for state in OpState]
    return told


TestTwoShelves = TwoShelves.TestCase
TestTwoShelves.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)

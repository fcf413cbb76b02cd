"""Where a client's copy lies: what the replica needs of a store, and a store in memory.

The replica keeps the rules, a shelf keeps the rows. The desktop's shelf is an encrypted file;
the one here serves simulations and tests, and forgets what a killed process would forget. One
conformance suite runs against both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from sync.messages import Op, Result
from sync.record import RecordKey, Value


class OpState(StrEnum):
    """Where an own op stands."""

    QUEUED = "queued"
    """Not answered yet."""
    AGAIN = "again"
    """Answered by a server that was restored since: to be offered again."""
    ACKNOWLEDGED = "acknowledged"
    REVIEW = "review"
    """Acknowledged; the head teacher decides."""
    REJECTED = "rejected"
    """Final: shown, exportable, never sent again by itself."""
    DISMISSED = "dismissed"
    """Refused, and its owner has seen it."""


@dataclass(frozen=True, slots=True)
class OwnOp:
    """An op of this copy, with all that is known of its fate. `order` is its place in the queue."""

    order: int
    op: Op
    state: OpState = OpState.QUEUED
    result: Result | None = None
    overlays: bool = True
    answered_at: str = ""

    def shows(self, cell: str) -> bool:
        """Does this op still lie over the base in this cell?"""
        if not self.overlays or cell not in self.op.cells:
            return False
        return self.result is None or self.result.left.get(cell) != "superseded"


class CellRow(NamedTuple):
    """One cell as the feed told it."""

    kind: str
    id: str
    cell: str
    value: Value
    rev: int


@dataclass(frozen=True, slots=True)
class BucketState:
    """How far a bucket has been read. `drained` is the greatest cursor at which nothing was left to read.

    `picture_until` is the queue's end when a restore of the server froze the bucket's picture:
    the picture stays on the screen, under later ops, until it is null again.
    """

    id: str
    title: str = ""
    cursor: int = 0
    drained: int = -1
    fingerprint: int = 0
    misses: int = 0
    picture_until: int | None = None


Base = dict[RecordKey, dict[str, tuple[Value, int]]]
"""A bucket's records as the feed told them: value and number of each cell."""


class Shelf(Protocol):
    """The rows of one (school, person). Every write lies inside a `transaction`."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, on disk when it ends; an error inside undoes it."""
        ...

    def read_meta(self, key: str) -> str | None: ...

    def put_meta(self, key: str, value: str) -> None: ...

    def read_buckets(self) -> dict[str, BucketState]: ...

    def put_bucket(self, state: BucketState) -> None: ...

    def drop_bucket(self, bucket: str) -> None:
        """Forget a bucket's state, base and picture; its ops stay."""
        ...

    def read_base(self, bucket: str) -> Base: ...

    def put_base(self, bucket: str, rows: Iterable[CellRow]) -> None: ...

    def clear_base(self, bucket: str) -> None: ...

    def read_picture(self, bucket: str) -> Base: ...

    def put_picture(self, bucket: str, picture: Base) -> None: ...

    def drop_picture(self, bucket: str) -> None: ...

    def read_ops(self, states: Iterable[OpState], *, overlaying: bool = False) -> list[OwnOp]:
        """Ops in one of these states, or any that still overlay when `overlaying`, in queue order."""
        ...

    def read_op(self, op: str) -> OwnOp | None: ...

    def append_op(self, op: Op) -> OwnOp:
        """Queue a fresh op; on disk, and in the journal beside the store, when the transaction ends."""
        ...

    def put_op(self, own: OwnOp) -> None: ...

    def forget_ops(self, answered_before: str) -> None:
        """Drop acknowledged ops answered before this UTC time that overlay nothing."""
        ...


@dataclass
class _Rows:
    meta: dict[str, str] = field(default_factory=dict)
    buckets: dict[str, BucketState] = field(default_factory=dict)
    base: dict[str, Base] = field(default_factory=dict)
    picture: dict[str, Base] = field(default_factory=dict)
    ops: dict[str, OwnOp] = field(default_factory=dict)
    order: int = 0


class MemoryShelf:
    """A shelf in memory; `copied` is the disk image that a back-up or a clone would hold."""

    def __init__(self) -> None:
        self._rows = _Rows()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = _copy(self._rows)
        try:
            yield
        except BaseException:  # half a transaction is forgotten, whatever ended it; raised again
            self._rows = before
            raise

    def copied(self) -> Self:
        clone = type(self)()
        clone._rows = _copy(self._rows)
        return clone

    def read_meta(self, key: str) -> str | None:
        return self._rows.meta.get(key)

    def put_meta(self, key: str, value: str) -> None:
        self._rows.meta[key] = value

    def read_buckets(self) -> dict[str, BucketState]:
        return dict(self._rows.buckets)

    def put_bucket(self, state: BucketState) -> None:
        self._rows.buckets[state.id] = state

    def drop_bucket(self, bucket: str) -> None:
        self._rows.buckets.pop(bucket, None)
        self._rows.base.pop(bucket, None)
        self._rows.picture.pop(bucket, None)

    def read_base(self, bucket: str) -> Base:
        return {key: dict(cells) for key, cells in self._rows.base.get(bucket, {}).items()}

    def put_base(self, bucket: str, rows: Iterable[CellRow]) -> None:
        base = self._rows.base[bucket] = self.read_base(bucket)
        for row in rows:
            base.setdefault(RecordKey(row.kind, row.id), {})[row.cell] = (row.value, row.rev)

    def clear_base(self, bucket: str) -> None:
        self._rows.base.pop(bucket, None)

    def read_picture(self, bucket: str) -> Base:
        return self._rows.picture.get(bucket, {})

    def put_picture(self, bucket: str, picture: Base) -> None:
        self._rows.picture[bucket] = picture

    def drop_picture(self, bucket: str) -> None:
        self._rows.picture.pop(bucket, None)

    def read_ops(self, states: Iterable[OpState], *, overlaying: bool = False) -> list[OwnOp]:
        wanted = frozenset(states)
        ops = self._rows.ops.values()
        found = [own for own in ops if own.state in wanted or (overlaying and own.overlays)]
        return sorted(found, key=_order)

    def read_op(self, op: str) -> OwnOp | None:
        return self._rows.ops.get(op)

    def append_op(self, op: Op) -> OwnOp:
        self._rows.order += 1
        own = self._rows.ops[op.op] = OwnOp(self._rows.order, op)
        return own

    def put_op(self, own: OwnOp) -> None:
        self._rows.ops[own.op.op] = own

    def forget_ops(self, answered_before: str) -> None:
        done = [
            id
            for id, own in self._rows.ops.items()
            if own.state is OpState.ACKNOWLEDGED and not own.overlays and own.answered_at < answered_before
        ]
        for id in done:
            del self._rows.ops[id]


def _order(own: OwnOp) -> int:
    return own.order


def _copy(rows: _Rows) -> _Rows:
    """Rows are never changed in place, so a copy of the tables is a copy of the store."""
    tables = (dict(rows.meta), dict(rows.buckets), dict(rows.base), dict(rows.picture), dict(rows.ops))
    return _Rows(*tables, order=rows.order)


def rows_of(records: Mapping[RecordKey, Mapping[str, tuple[Value, int]]]) -> list[CellRow]:
    """A base as rows."""
    return [CellRow(*key, cell, *told) for key, cells in records.items() for cell, told in cells.items()]

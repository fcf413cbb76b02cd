"""The client's copy of a journal: what the feed said, overlaid by what its owner did.

`base` holds only what the feed said, own ops lie over it, and the view is computed each time:
a merged value is never stored as truth. After a restore of the server the bucket's last picture
stays on the screen, under fresh ops, until the new base is whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sync.messages import Change, Op
from sync.record import RecordKey, Value, same
from sync.shelf import Base, BucketState, OpState, OwnOp, Shelf

LIVE = (OpState.QUEUED, OpState.AGAIN, OpState.REVIEW, OpState.REJECTED)


@dataclass(slots=True)
class Touched:
    """What a write touched: the only word that reaches a screen. An empty set of cells means all."""

    cells: dict[tuple[str, RecordKey], set[str]] = field(default_factory=dict)
    buckets: set[str] = field(default_factory=set)
    """Buckets whose every record may have changed."""

    def add(self, bucket: str, key: RecordKey, cells: Iterable[str]) -> None:
        self.cells.setdefault((bucket, key), set()).update(cells)

    def join(self, other: Touched) -> None:
        for (bucket, key), cells in other.cells.items():
            self.add(bucket, key, cells)
        self.buckets |= other.buckets

    def __bool__(self) -> bool:
        return bool(self.cells or self.buckets)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to write on one record.

    `identity` are cells that the record's first op must carry (a lesson's date and slot): they
    travel, each over an empty base, until the feed has told them. `others` names what the person saw
    beside in cells that answer a conflict (`resolves`): such cells travel even where the standing
    value stays.
    """

    bucket: str
    kind: str
    id: str
    cells: Mapping[str, Value]
    identity: Mapping[str, Value] = field(default_factory=dict)
    reason: str | None = None
    resolves: str | None = None
    others: Mapping[str, Value] | None = None


class LocalCopy:
    """The rows of a shelf, read once and kept, with the view computed over them."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.buckets: dict[str, BucketState] = {}
        self.own: dict[str, OwnOp] = {}
        self._by_record: dict[RecordKey, list[OwnOp]] = {}
        self._base: dict[str, Base] = {}
        self._pictures: dict[str, Base] = {}
        self.load()

    def load(self) -> None:
        """Read what must be at hand; buckets' records are read when they are first wanted."""
        self.buckets = self.shelf.read_buckets()
        self._base, self._pictures = {}, {}
        self.own, self._by_record = {}, {}
        for own in self.shelf.read_ops(LIVE, overlaying=True):
            self._keep(own)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; when it fails, everything in memory is as it was on disk."""
        try:
            with self.shelf.transaction():
                yield
        except BaseException:
            self.load()
            raise

    # reading

    def base(self, bucket: str) -> Base:
        if bucket not in self._base:
            self._base[bucket] = self.shelf.read_base(bucket)
        return self._base[bucket]

    def view(self, bucket: str, key: RecordKey) -> dict[str, Value]:
        """A record as its owner sees it: cell → value, empty cells left out."""
        frozen = self._frozen_until(bucket)
        told = self._layer(bucket).get(key, {})
        seen = {cell: value for cell, (value, _) in told.items()}
        for own in self._by_record.get(key, ()):
            if own.op.bucket == bucket and own.order > frozen:
                seen.update({cell: change.new for cell, change in own.op.cells.items() if own.shows(cell)})
        return {cell: value for cell, value in seen.items() if value is not None}

    def keys(self, bucket: str) -> set[RecordKey]:
        """Every record of a bucket that has been told or written here."""
        own = {key for key, ops in self._by_record.items() if any(each.op.bucket == bucket for each in ops)}
        return own | set(self._layer(bucket))

    def views(self, bucket: str, kind: str | None = None) -> dict[str, dict[str, Value]]:
        """The records of a bucket (of one kind) by id; wiped records are left out."""
        found = {key.id: self.view(bucket, key) for key in self.keys(bucket) if kind in (None, key.kind)}
        return {id: cells for id, cells in found.items() if cells}

    def own_of(self, key: RecordKey) -> list[OwnOp]:
        """The live ops of a record, in queue order: unsent, waiting, refused, not yet told back."""
        return list(self._by_record.get(key, ()))

    # writing

    def put(self, wish: Wish, op: str, made_at: str) -> Touched:
        """Queue one op of what changes; a wish that changes nothing queues nothing."""
        key = RecordKey(wish.kind, wish.id)
        view = self.view(wish.bucket, key)
        changes = {
            cell: Change(view.get(cell), value)
            for cell, value in wish.cells.items()
            if wish.resolves or not same(view.get(cell), value)
        }
        if not changes:
            return Touched()
        told = self.base(wish.bucket).get(key, {})
        for cell, value in wish.identity.items():
            if cell not in told:
                changes.setdefault(cell, Change(None, value))
        with self.writing():
            self._keep(self.shelf.append_op(self._op(wish, op, made_at, changes)))
        touched = Touched()
        touched.add(wish.bucket, key, changes)
        return touched

    def put_own(self, own: OwnOp) -> None:
        """Change what is known of an own op; it is kept at hand while it matters."""
        self.shelf.put_op(own)
        if own.state in LIVE or own.overlays:
            self._keep(own)
        else:
            self._forget(own)

    def put_bucket(self, state: BucketState) -> None:
        self.shelf.put_bucket(state)
        self.buckets[state.id] = state

    def drop_bucket(self, bucket: str) -> None:
        self.shelf.drop_bucket(bucket)
        for kept in (self.buckets, self._base, self._pictures):
            kept.pop(bucket, None)

    def clear_base(self, bucket: str) -> None:
        self.shelf.clear_base(bucket)
        self._base[bucket] = {}

    def freeze(self, bucket: str, last: int) -> None:
        """Keep the bucket's picture, with own ops up to `last`, on the screen and begin its base anew."""
        state = self.buckets[bucket]
        records = {key: self.view(bucket, key) for key in self.keys(bucket)}
        picture = {
            key: {cell: (value, 0) for cell, value in cells.items()}
            for key, cells in records.items()
            if cells
        }
        self.shelf.put_picture(bucket, picture)
        self._pictures[bucket] = picture
        self.clear_base(bucket)
        self.put_bucket(replace(state, cursor=0, drained=-1, fingerprint=0, misses=0, picture_until=last))

    def unfreeze(self, bucket: str) -> None:
        """Exchange the picture for the new base, all at once."""
        self.shelf.drop_picture(bucket)
        self._pictures.pop(bucket, None)
        self.put_bucket(replace(self.buckets[bucket], picture_until=None))

    def _layer(self, bucket: str) -> Base:
        if self._frozen_until(bucket) < 0:
            return self.base(bucket)
        if bucket not in self._pictures:
            self._pictures[bucket] = self.shelf.read_picture(bucket)
        return self._pictures[bucket]

    def _frozen_until(self, bucket: str) -> int:
        state = self.buckets.get(bucket)
        return -1 if state is None or state.picture_until is None else state.picture_until

    def _op(self, wish: Wish, op: str, made_at: str, changes: dict[str, Change]) -> Op:
        state = self.buckets.get(wish.bucket)
        return Op(
            op=op,
            kind=wish.kind,
            id=wish.id,
            bucket=wish.bucket,
            made_at=made_at,
            cells=changes,
            seen=0 if state is None else state.cursor,
            reason=wish.reason,
            resolves=wish.resolves,
            others=None if wish.others is None else dict(wish.others),
        )

    def _keep(self, own: OwnOp) -> None:
        self.own[own.op.op] = own
        listed = self._by_record.setdefault(RecordKey(own.op.kind, own.op.id), [])
        place = bisect_left(listed, own.order, key=_order)
        known = place < len(listed) and listed[place].order == own.order
        listed[place : place + known] = [own]

    def _forget(self, own: OwnOp) -> None:
        if self.own.pop(own.op.op, None) is not None:
            listed = self._by_record[RecordKey(own.op.kind, own.op.id)]
            listed[:] = [each for each in listed if each.op.op != own.op.op]
            if not listed:
                del self._by_record[RecordKey(own.op.kind, own.op.id)]


def _order(own: OwnOp) -> int:
    return own.order

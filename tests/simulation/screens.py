"""Oracles that watch the laptops: what a screen shows, and how far a copy has read."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager

from sync.messages import PushRequest
from sync.record import RecordKey, Value, same
from sync.shelf import BucketState, OpState, OwnOp
from tests.simulation.broken import Broken
from tests.simulation.laptop import Deed, Laptop

_STANDING = (OpState.QUEUED, OpState.AGAIN, OpState.ACKNOWLEDGED)

Shown = dict[tuple[RecordKey, str], Value]


@contextmanager
def watched(laptop: Laptop, epoch: str, request: object) -> Iterator[None]:
    """Let an answer from a server of this epoch arrive, and look whether the screen stays true."""
    known, copy = laptop.replica.epoch, laptop.replica.copy
    if known and epoch != known:
        laptop.mourning = set(copy.buckets)
    before = {bucket: _shown(laptop, bucket) for bucket in laptop.mourning}
    cursors = {bucket: state.cursor for bucket, state in copy.buckets.items()}
    yield
    if laptop.replica.epoch == known:
        _cursors_never_go_back(laptop, cursors)
    _pictures_stay(laptop, before, _cells_answered(request))
    _own_writes_are_seen(laptop)
    _digests_agree(laptop)


def _pictures_stay(laptop: Laptop, before: dict[str, Shown], answered: Set[tuple[RecordKey, str]]) -> None:
    """7: after a restore the picture stays on the screen until the new base is whole."""
    for bucket, shown in before.items():
        if bucket not in laptop.replica.copy.buckets or _is_whole(laptop, bucket):
            laptop.mourning.discard(bucket)
            continue
        now = _shown(laptop, bucket)
        for place in set(shown) | set(now):
            if place not in answered and not same(shown.get(place), now.get(place)):
                was, is_now = shown.get(place), now.get(place)
                raise Broken(7, f"{laptop.name} saw {was!r} in {place[1]} and sees {is_now!r}, half read")


def _cursors_never_go_back(laptop: Laptop, before: dict[str, int]) -> None:
    """6: a cursor never goes back within an epoch."""
    for bucket, state in laptop.replica.copy.buckets.items():
        if state.cursor < before.get(bucket, 0):
            raise Broken(6, f"{laptop.name} had read {bucket} to {before[bucket]}, now to {state.cursor}")


def _own_writes_are_seen(laptop: Laptop) -> None:
    """7: what its owner wrote last stays in the view until the server has told it back."""
    copy = laptop.replica.copy
    kept = set(copy.buckets) - laptop.mourning
    last: dict[tuple[str, RecordKey, str], OwnOp] = {}
    for own in laptop.shelf.read_ops(_STANDING):
        if own.op.bucket in kept:
            for cell in own.op.cells:
                last[own.op.bucket, RecordKey(own.op.kind, own.op.id), cell] = own
    for (bucket, key, cell), own in last.items():
        if _is_untold(own, cell, copy.buckets[bucket]):
            written, shown = own.op.cells[cell].new, copy.view(bucket, key).get(cell)
            if not same(shown, written):
                raise Broken(7, f"{laptop.name} wrote {written!r} in {cell} and sees {shown!r}")


def _is_untold(own: OwnOp, cell: str, bucket: BucketState) -> bool:
    """Is the own value all that there is of it here?

    Not in a bucket that was given back and is not read yet; nor where a verdict took the op, whose value
    has not been on the screen while it waited.
    """
    if own.state is OpState.QUEUED or own.result is None:
        return own.state is OpState.QUEUED
    told = (own.result.rev or 0) <= bucket.drained or own.result.left.get(cell) == "superseded"
    by_verdict = own.op.receipt != own.result.receipt
    return own.state is OpState.ACKNOWLEDGED and bucket.cursor > 0 and not told and not by_verdict


def _digests_agree(laptop: Laptop) -> None:
    """5: an honest server and a true copy never differ when a bucket is drained."""
    for bucket, state in laptop.replica.copy.buckets.items():
        if state.misses:
            raise Broken(5, f"{laptop.name} has read {bucket} to its end, and its digest differs")


def painted_is_kept(laptop: Laptop, deeds: dict[str, Deed], lost: Set[str]) -> None:
    """12: after kill -9 at any moment every edit whose keystroke was painted is there."""
    for op, deed in deeds.items():
        if deed.laptop == laptop.name and op not in lost and laptop.shelf.read_op(op) is None:
            raise Broken(12, f"{laptop.name} has forgotten {op}")


def _is_whole(laptop: Laptop, bucket: str) -> bool:
    replica = laptop.replica
    state = replica.copy.buckets[bucket]
    again = any(o.state is OpState.AGAIN and o.op.bucket == bucket for o in replica.copy.own.values())
    return not again and state.drained >= replica.feed.heads.get(bucket, 0)


def _shown(laptop: Laptop, bucket: str) -> Shown:
    copy = laptop.replica.copy
    return {(key, cell): value for key in copy.keys(bucket) for cell, value in copy.view(bucket, key).items()}


def _cells_answered(request: object) -> Set[tuple[RecordKey, str]]:
    """A refused or superseded op stops overlaying at once: its cells may show what lies under it."""
    ops = request.ops if isinstance(request, PushRequest) else []
    return {(RecordKey(op.kind, op.id), cell) for op in ops for cell in op.cells}


def _order(own: OwnOp) -> int:
    return own.order

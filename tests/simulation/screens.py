"""Oracles that watch the laptops: what a screen shows, and how far a copy has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager

from sync.messages import PullRequest, PushRequest
from sync.record import RecordKey, Value, same
from sync.shelf import Base, BucketState, OpState, OwnOp
from tests.simulation.broken import Broken
from tests.simulation.laptop import Laptop

_STANDING = (OpState.QUEUED, OpState.AGAIN, OpState.ACKNOWLEDGED)

Shown = dict[tuple[RecordKey, str], Value]


@contextmanager
def watched(laptop: Laptop, epoch: str, request: object) -> Iterator[None]:
    """Let an answer from a server of this epoch arrive, and look whether the screen stays true."""
    known, copy = laptop.replica.epoch, laptop.replica.copy
    if known and epoch != known:
        laptop.mourning = set(copy.buckets)
    before = {bucket: _shown(laptop, bucket) for bucket in laptop.mourning}
    cursors = _cursors(laptop)
    told = {bucket: _told(laptop, bucket) for bucket in _buckets_asked(request)}
    yield
    if laptop.replica.epoch == known:
        cursors_never_go_back(laptop, cursors)
        nothing_told_goes_back(laptop, told)
    pictures_stay(laptop, before, _cells_answered(request))
    own_writes_are_seen(laptop)
    digests_agree(laptop)


def pictures_stay(laptop: Laptop, before: dict[str, Shown], answered: Set[tuple[RecordKey, str]]) -> None:
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


def cursors_never_go_back(laptop: Laptop, before: dict[str, int]) -> None:
    """6: a cursor never goes back within an epoch."""
    for bucket, state in laptop.replica.copy.buckets.items():
        if state.cursor < before.get(bucket, 0):
            raise Broken(6, f"{laptop.name} had read {bucket} to {before[bucket]}, now to {state.cursor}")


def nothing_told_goes_back(laptop: Laptop, before: Mapping[str, Base]) -> None:
    """7: what the server has told is only ever replaced by what it wrote later."""
    for bucket, records in before.items():
        now = laptop.replica.copy.base(bucket) if bucket in laptop.replica.copy.buckets else records
        for key, cells in records.items():
            known = now.get(key, {})
            if known != cells:
                for cell, (value, number) in cells.items():
                    if cell not in known or known[cell][1] < number:
                        raise Broken(7, f"{laptop.name} had been told {value!r} in {cell}, no longer so")


def own_writes_are_seen(laptop: Laptop) -> None:
    """7: what its owner wrote last stays in the view until the server has told it back."""
    copy = laptop.replica.copy
    last: dict[tuple[str, str, str], OwnOp] = {}
    for own in laptop.shelf.read_ops(_STANDING):
        op = own.op
        for cell in op.cells:
            last[op.kind, op.id, cell] = own
    for (kind, id, cell), own in last.items():
        state = copy.buckets.get(own.op.bucket)
        if state is not None and state.id not in laptop.mourning and _is_untold(own, cell, state):
            written, shown = own.op.cells[cell].new, copy.view(state.id, RecordKey(kind, id)).get(cell)
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


def digests_agree(laptop: Laptop) -> None:
    """5: an honest server and a true copy never differ when a bucket is drained."""
    for bucket, state in laptop.replica.copy.buckets.items():
        if state.misses:
            raise Broken(5, f"{laptop.name} has read {bucket} to its end, and its digest differs")


def painted_is_kept(laptop: Laptop) -> None:
    """12: after kill -9 at any moment every edit whose keystroke was painted is there."""
    for op in laptop.painted:
        if laptop.shelf.read_op(op) is None:
            raise Broken(12, f"{laptop.name} has forgotten {op}")


@contextmanager
def kept_over_a_restart(laptop: Laptop) -> Iterator[None]:
    """12: a process that dies between two writes comes back to the very picture that it had painted."""
    before = {bucket: laptop.screen(bucket) for bucket in laptop.replica.copy.buckets}
    cursors = _cursors(laptop)
    yield
    cursors_never_go_back(laptop, cursors)
    for bucket, shown in before.items():
        if laptop.screen(bucket) != shown:
            raise Broken(12, f"{laptop.name} showed {bucket} as {shown}, now as {laptop.screen(bucket)}")


def _cursors(laptop: Laptop) -> dict[str, int]:
    return {bucket: state.cursor for bucket, state in laptop.replica.copy.buckets.items()}


def _told(laptop: Laptop, bucket: str) -> Base:
    return {key: dict(cells) for key, cells in laptop.replica.copy.base(bucket).items()}


def _buckets_asked(request: object) -> Iterable[str]:
    """The buckets of a page, or the one of a snapshot, of which a request asks."""
    return (
        request.buckets
        if isinstance(request, PullRequest)
        else request[1:]
        if isinstance(request, tuple)
        else ()
    )


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

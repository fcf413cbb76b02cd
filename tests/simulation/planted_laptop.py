"""Bugs planted in the laptop: its copy, its queue, its reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from sync import outbox
from sync.feed import Feed
from sync.local_copy import LocalCopy, Touched
from sync.messages import (
    Limits,
    Op,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Result,
)
from sync.outbox import Outbox
from sync.record import RecordKey
from sync.replica import Replica
from sync.shelf import CellRow, MemoryShelf, OpState, OwnOp
from tests.simulation.laptop import Laptop
from tests.simulation.planting import Patch, breaking

_true_answer = Outbox._answer
_true_take = Outbox.take
_true_next_ops = Outbox.next_ops
_true_read_ops = MemoryShelf.read_ops
_true_append_op = MemoryShelf.append_op
_true_put_op = MemoryShelf.put_op
_true_start = Laptop.start


@breaking(5, 7)
def cursor_before_rows(patch: Patch) -> None:
    """The cursor is on disk one transaction before the rows that it stands for."""

    def take(self: Feed, request: PullRequest, answer: PullAnswer) -> Touched:
        copy, touched = self._copy, Touched()
        states = {bucket: copy.buckets.get(bucket) for bucket in answer.buckets}
        fresh = {
            bucket: state
            for bucket, state in states.items()
            if state and state.cursor == request.buckets[bucket]
        }
        with copy.writing():
            for bucket, state in fresh.items():
                copy.put_bucket(replace(state, cursor=answer.buckets[bucket].next))
        with copy.writing():
            for bucket, state in fresh.items():
                self._take_page(state, answer.buckets[bucket], touched)
            for bucket in answer.revoked:
                copy.drop_bucket(bucket)
        return touched

    patch.setattr(Feed, "take", take)


@breaking(2)
def no_journal(patch: Patch) -> None:
    """What was acknowledged is forgotten, so a restored server never gets it back."""

    def read_ops(self: MemoryShelf, states: Any, *, overlaying: bool = False) -> list[OwnOp]:
        wanted = [] if OpState.ACKNOWLEDGED in states and not overlaying else states
        return _true_read_ops(self, wanted, overlaying=overlaying)

    patch.setattr(MemoryShelf, "read_ops", read_ops)


@breaking(2, 4)
def sequential_ids(patch: Patch) -> None:
    """A laptop numbers its ops, and a restored or cloned one goes on from an older number."""

    def next_op(self: Laptop) -> str:
        made = len(_true_read_ops(self.shelf, list(OpState)))
        device = self.name.partition(",")[0]
        self.last_op = (device.encode().hex() + f"{made:04x}").rjust(32, "0")
        return self.last_op

    patch.setattr(Laptop, "_next_op", next_op)


@breaking(2, 5)
def queue_cleared_on_send(patch: Patch) -> None:
    """What was sent is taken for done."""

    def next_ops(self: Outbox, limits: Limits) -> list[Op]:
        ops = _true_next_ops(self, limits)
        for op in ops:
            self._copy.own[op.op] = replace(self._copy.own[op.op], state=OpState.ACKNOWLEDGED)
        return ops

    patch.setattr(Outbox, "next_ops", next_ops)


@breaking(5)
def merged_value_stored_as_base(patch: Patch) -> None:
    """An acknowledged value is written into the base, where only the feed may write."""

    def answer(self: Outbox, own: OwnOp, result: Result, now: str) -> None:
        _true_answer(self, own, result, now)
        if result.rev is not None:
            key = RecordKey(own.op.kind, own.op.id)
            rows = [CellRow(*key, cell, change.new, result.rev) for cell, change in own.op.cells.items()]
            cells = self._copy.base(own.op.bucket).setdefault(key, {})
            cells.update({row.cell: (row.value, row.rev) for row in rows})
            self._copy.shelf.put_base(own.op.bucket, rows)

    patch.setattr(Outbox, "_answer", answer)


@breaking(10)
def poison_op_blocks(patch: Patch) -> None:
    """A refused batch is sent again as it was."""

    def halve(self: Outbox, request: PushRequest, code: str, now: str) -> Touched:
        return Touched()

    patch.setattr(Outbox, "halve", halve)


@breaking(2, 5, 13)
def acknowledge_by_position(patch: Patch) -> None:
    """The first result is taken for the first op's, whatever op it names."""

    def take(self: Outbox, request: PushRequest, answer: PushAnswer, now: str) -> Touched:
        pairs = zip(request.ops, answer.results, strict=True)
        results = [msgspec.structs.replace(result, op=op.op) for op, result in pairs]
        return _true_take(self, request, PushAnswer(answer.epoch, results), now)

    patch.setattr(Outbox, "take", take)


@breaking(7)
def overlay_dropped_at_acknowledgement(patch: Patch) -> None:
    """An own value leaves the screen when it is answered, and comes back with the feed."""

    def answer(self: Outbox, own: OwnOp, result: Result, now: str) -> None:
        _true_answer(self, own, result, now)
        kept = self._copy.shelf.read_op(own.op.op)
        if kept is not None:
            self._copy.put_own(replace(kept, overlays=False))

    patch.setattr(Outbox, "_answer", answer)


@breaking(7)
def base_dropped_at_a_new_epoch(patch: Patch) -> None:
    """A restored server empties the screen until everything has been read again."""

    def freeze(self: LocalCopy, bucket: str, last: int) -> None:
        self.clear_base(bucket)
        self.put_bucket(replace(self.buckets[bucket], cursor=0, drained=-1, fingerprint=0, misses=0))

    patch.setattr(LocalCopy, "freeze", freeze)


@breaking(2)
def a_verdict_before_its_answer_is_missed(patch: Patch) -> None:
    """The answer "it waits" was lost; when it comes again, the decision has gone by in the feed."""

    def verdict_on(copy: LocalCopy, op: str) -> None:
        return None

    patch.setattr(outbox, "verdict_on", verdict_on)


@breaking(12, 13)
def the_laptops_clock_says_what_is_old(patch: Patch) -> None:
    """A clock that jumps ahead by years makes today's answers old, and they are forgotten."""

    def server_time(self: Replica) -> datetime:
        return self._clock()

    patch.setattr(Replica, "_server_time", server_time)


@breaking(12)
def painted_before_it_is_on_the_disk(patch: Patch) -> None:
    """What was typed is written to the disk with the next thing that is written there."""

    def append_op(self: MemoryShelf, op: Op) -> OwnOp:
        rows = self._rows
        own = _true_append_op(self, op)
        del rows.ops[op.op]
        self.late = {**getattr(self, "late", {}), op.op: own}  # type: ignore[attr-defined]  # a planted bug's own memory
        return own

    def put_op(self: MemoryShelf, own: OwnOp) -> None:
        self._rows.ops.update(self.__dict__.pop("late", {}))
        _true_put_op(self, own)

    def start(self: Laptop) -> None:
        self.shelf.__dict__.pop("late", None)
        _true_start(self)

    patch.setattr(MemoryShelf, "append_op", append_op)
    patch.setattr(MemoryShelf, "put_op", put_op)
    patch.setattr(Laptop, "start", start)

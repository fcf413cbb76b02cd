"""Planted bugs: each spoils one function of the real road, and the oracles must see it.

An oracle that does not see its bug is blind, whatever it says of the true code. The names are
those of docs/SYNC.md, section 7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import pytest

from sync import outbox, replay, writing
from sync.books import Books
from sync.feed import Feed
from sync.judge import Judge
from sync.local_copy import LocalCopy, Touched
from sync.merge import Settled
from sync.messages import (
    Limits,
    Op,
    Page,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    RecordSent,
    Result,
)
from sync.outbox import Outbox
from sync.outcome import WRITTEN, Outcome
from sync.receipt import Receipt, body_of
from sync.record import Cells, RecordKey
from sync.reviews import REVIEW
from sync.ruling import Author
from sync.shelf import CellRow, MemoryShelf, OpState, OwnOp
from sync.standing import Place, Record
from tests.simulation.laptop import Laptop
from tests.simulation.region import Region, State, Told

Patch = pytest.MonkeyPatch
_true_answer = Outbox._answer
_true_take = Outbox.take
_true_next_ops = Outbox.next_ops
_true_read_ops = MemoryShelf.read_ops
_true_replay = Judge._replay
_true_cut = Region._cut
_true_push = Region.push


@dataclass(frozen=True, slots=True)
class Planted:
    """A bug, and the invariants of which it breaks one first."""

    plant: Callable[[Patch], None]
    breaks: frozenset[int]


PLANTED: dict[str, Planted] = {}


def breaking(*invariants: int) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    """Enter a bug under its name."""

    def enter(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
        PLANTED[plant.__name__.replace("_", " ")] = Planted(plant, frozenset(invariants))
        return plant

    return enter


@breaking(4)
def last_writer_wins(patch: Patch) -> None:
    """Whatever comes is written over what stands."""

    def settle(base: Cells, standing: Cells, incoming: Cells) -> Settled:
        return Settled(applied=dict(incoming))

    patch.setattr(writing, "settle", settle)


@breaking(3, 11, 13)
def no_dedupe(patch: Patch) -> None:
    """An op that comes twice is judged twice."""

    def judge(self: Judge, author: Author, op: Op) -> None:
        outcome = self._judge_new(author, op)
        self._judged[author.person, op.op] = (body_of(op), outcome)
        self._books.outcomes.append(outcome)
        self._answers.append(outcome)

    patch.setattr(Judge, "judge", judge)


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
def no_epoch(patch: Patch) -> None:
    """A restored server goes on as if nothing had happened."""

    def restore(self: Region, backup: State) -> None:
        self.state = backup.copied()

    patch.setattr(Region, "restore", restore)


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


@breaking(2, 6)
def acknowledge_before_commit(patch: Patch) -> None:
    """The answer leaves, the server dies, the commit never happens."""

    def die(self: Region, before: State) -> None:
        self.state, self.dying = before, False

    patch.setattr(Region, "_die", die)


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


@breaking(5)
def page_splits_a_number(patch: Patch) -> None:
    """A page ends in the middle of an op's cells, and its cursor stands behind them."""

    def cut(self: Region, bucket: str, told: Told, head: int, limit: int) -> Page:
        page = _true_cut(self, bucket, told, head, limit)
        last = page.records[-1] if page.more else None
        if last is None or len(last.cells) < 2:
            return page
        shorter = RecordSent(last.kind, last.id, dict(list(last.cells.items())[:-1]))
        return msgspec.structs.replace(page, records=[*page.records[:-1], shorter])

    patch.setattr(Region, "_cut", cut)


@breaking(5)
def number_before_commit(patch: Patch) -> None:
    """Every other push takes its number first and is committed after the one that follows it."""

    def push(self: Region, person: str, device: str, request: PushRequest) -> PushAnswer:
        head = self.state.head
        answer = _true_push(self, person, device, request)
        late = getattr(self, "late", range(0))
        self.late = range(0) if late else range(head + 1, self.state.head + 1)  # type: ignore[attr-defined]  # a planted bug's own memory
        return answer

    def cut(self: Region, bucket: str, told: Told, head: int, limit: int) -> Page:
        late = getattr(self, "late", range(0))
        hidden = {number: records for number, records in told.items() if number not in late or number == head}
        return _true_cut(self, bucket, hidden, head, limit)

    patch.setattr(Region, "push", push)
    patch.setattr(Region, "_cut", cut)


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


@breaking(4, 13)
def replay_in_arrival_order(patch: Patch) -> None:
    """What is offered again is written as it comes, the last to come wins."""

    def write_again(books: Books, record: Record, cell: str, outcome: Outcome, place: Place) -> None:
        replay._stand(books, record, cell, outcome, place)

    patch.setattr(replay, "_write_again", write_again)


@breaking(7)
def overlay_dropped_at_acknowledgement(patch: Patch) -> None:
    """An own value leaves the screen when it is answered, and comes back with the feed."""

    def answer(self: Outbox, own: OwnOp, result: Result, now: str) -> None:
        _true_answer(self, own, result, now)
        kept = self._copy.shelf.read_op(own.op.op)
        if kept is not None:
            self._copy.put_own(replace(kept, overlays=False))

    patch.setattr(Outbox, "_answer", answer)


@breaking(2, 4)
def a_conflicted_op_wins_the_replay(patch: Patch) -> None:
    """After a restore a value that lay beside is written like any other."""

    def fate(self: Receipt, cell: str) -> str:
        return WRITTEN

    patch.setattr(Receipt, "fate", fate)


@breaking(13)
def a_review_op_judged_anew(patch: Patch) -> None:
    """After a restore an op that waited is judged by today's locks."""

    def replayed(self: Judge, outcome: Outcome, receipt: Receipt) -> None:
        if outcome.op.kind != REVIEW and receipt.status == "review":
            self._judge_fresh(outcome)
        else:
            _true_replay(self, outcome, receipt)

    patch.setattr(Judge, "_replay", replayed)


@breaking(7)
def base_dropped_at_a_new_epoch(patch: Patch) -> None:
    """A restored server empties the screen until everything has been read again."""

    def freeze(self: LocalCopy, bucket: str, last: int) -> None:
        self.clear_base(bucket)
        self.put_bucket(replace(self.buckets[bucket], cursor=0, drained=-1, fingerprint=0, misses=0))

    patch.setattr(LocalCopy, "freeze", freeze)


@breaking(11)
def a_resolution_closes_over_an_other_nobody_saw(patch: Patch) -> None:
    """A choice settles whatever lies beside by the time that it arrives."""

    def is_named(question: Record, cell: str, outcome: Outcome) -> bool:
        return cell in (outcome.op.others or {})

    patch.setattr(writing, "_is_named", is_named)


@breaking(2)
def a_verdict_before_its_answer_is_missed(patch: Patch) -> None:
    """The answer "it waits" was lost; when it comes again, the decision has gone by in the feed."""

    def verdict_on(copy: LocalCopy, op: str) -> None:
        return None

    patch.setattr(outbox, "verdict_on", verdict_on)

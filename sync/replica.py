"""The client's state machine: a local copy, its way out and its way in, with no I/O.

What the engine (or a simulation) does with it: `put` at any time; `take_hello` first in a round;
then, neither waiting for the other, `next_push` → send → `take_push`, and `next_pull` → ask →
`take_pull`, until both give None. An answer to a request of another epoch is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sync.feed import Feed
from sync.identity import new_op_id
from sync.local_copy import LocalCopy, Touched, Wish
from sync.messages import (
    BucketShown,
    Hello,
    Limits,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Snapshot,
)
from sync.outbox import Outbox
from sync.record import RecordKey
from sync.shape import is_moment
from sync.shelf import BucketState, OpState, OwnOp, Shelf

KEEP_ACKNOWLEDGED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many own ops wait to be sent, wait for a decision, were refused."""

    unsent: int = 0
    in_review: int = 0
    rejected: int = 0


class Replica:
    """One person's copy of one school's journal. `clock` gives local time with its offset."""

    def __init__(
        self, shelf: Shelf, clock: Callable[[], datetime], new_id: Callable[[], str] = new_op_id
    ) -> None:
        self.shelf = shelf
        self.copy = LocalCopy(shelf)
        self.outbox = Outbox(self.copy)
        self.feed = Feed(self.copy)
        self.limits = Limits()
        self._clock = clock
        self._new_id = new_id

    @property
    def epoch(self) -> str:
        """The server's epoch as this copy knows it; empty before the first hello."""
        return self.shelf.read_meta("epoch") or ""

    @property
    def scope_rev(self) -> int:
        return int(self.shelf.read_meta("scope_rev") or 0)

    def put(self, wish: Wish) -> Touched:
        """One action on one record: on disk when this returns."""
        return self.copy.put(wish, self._new_id(), self._clock().isoformat(timespec="milliseconds"))

    def counts(self) -> Counts:
        states = [own.state for own in self.copy.own.values()]
        unsent = states.count(OpState.QUEUED) + states.count(OpState.AGAIN)
        return Counts(unsent, states.count(OpState.REVIEW), states.count(OpState.REJECTED))

    def dismiss(self, op: str) -> None:
        """Its owner has seen a refused op; it leaves the screen, not the journal."""
        own = self.copy.own.get(op)
        if own is not None and own.state is OpState.REJECTED:
            with self.copy.writing():
                self.copy.put_own(replace(own, state=OpState.DISMISSED))

    def forget_old(self) -> None:
        """Drop ops acknowledged more than 60 days ago; until then a restored server may need them."""
        before = _text_of(self._server_time() - KEEP_ACKNOWLEDGED)
        with self.copy.writing():
            self.shelf.forget_ops(before)

    def take_hello(self, hello: Hello) -> Touched:
        """Learn epoch, scope and heads; begin anew with whatever a restored server forgot."""
        touched = Touched()
        with self.copy.writing():
            if hello.epoch != self.epoch:
                touched.join(self._begin_epoch(hello.epoch))
            self.shelf.put_meta("scope_rev", str(hello.scope_rev))
            if is_moment(hello.server_time):
                self.shelf.put_meta("server_time", hello.server_time)
            for bucket in set(self.copy.buckets) - {shown.id for shown in hello.buckets}:
                self.copy.drop_bucket(bucket)
                touched.buckets.add(bucket)
            for shown in hello.buckets:
                self._learn(shown)
        for shown in hello.buckets:
            self.feed.learn_head(shown.id, shown.head)
        self.limits = hello.limits
        self._exchange_pictures(touched)
        return touched

    def doubt(self, hello: Hello) -> Touched:
        """Numbers beyond what a server now says it has given: one of the two was a lie, and neither is kept.

        Such a bucket is read whole again, such an op offered again: the stored answer says what is true.
        Only for a hello that was asked for after every other answer had come.
        """
        touched = Touched()
        ahead = [shown.id for shown in hello.buckets if self.copy.buckets[shown.id].cursor > shown.head]
        beyond = [own for own in self.copy.own.values() if _is_beyond(own, hello.head)]
        if ahead or beyond:
            with self.copy.writing():
                for bucket in ahead:
                    self.feed.doubt(bucket)
                for own in beyond:
                    self.copy.put_own(replace(own, state=OpState.AGAIN))
                    touched.add(own.op.bucket, RecordKey(own.op.kind, own.op.id), own.op.cells)
        return touched

    def next_push(self) -> PushRequest | None:
        """The next batch to send; None when the queue is empty or the server is not known yet."""
        ops = self.outbox.next_ops(self.limits) if self.epoch else []
        if not ops:
            return None
        sent_at = self._clock().isoformat(timespec="milliseconds")
        return PushRequest(self.epoch, self.scope_rev, sent_at, ops)

    def take_push(self, request: PushRequest, answer: PushAnswer) -> Touched:
        if not request.epoch == answer.epoch == self.epoch:
            return Touched()
        touched = self.outbox.take(request, answer, _text_of(self._server_time()))
        for result in answer.results:
            own = self.shelf.read_op(result.op)
            if own is not None and result.rev is not None:
                self.feed.learn_head(own.op.bucket, result.rev)
        self._exchange_pictures(touched)
        return touched

    def take_refused_push(self, request: PushRequest, code: str) -> Touched:
        """400 or 413: send less next time, or refuse here the one op that stood alone."""
        touched = self.outbox.halve(request, code, _text_of(self._server_time()))
        self._exchange_pictures(touched)
        return touched

    def next_pull(self, limit: int = 500) -> PullRequest | None:
        """Cursors of the buckets that have more; None when all are drained."""
        buckets = self.feed.behind() if self.epoch else {}
        if not buckets:
            return None
        request = PullRequest(self.epoch, buckets, limit)
        self.feed.note_asked(request)
        return request

    def take_pull(self, request: PullRequest, answer: PullAnswer) -> Touched:
        if not request.epoch == answer.epoch == self.epoch:
            return Touched()
        touched = self.feed.take(request, answer)
        self._exchange_pictures(touched)
        return touched

    def next_snapshots(self) -> list[str]:
        return self.feed.wanted_whole() if self.epoch else []

    def take_snapshot(self, epoch: str, snapshot: Snapshot) -> Touched:
        if epoch != self.epoch:
            return Touched()
        touched = self.feed.take_snapshot(snapshot)
        self._exchange_pictures(touched)
        return touched

    def _server_time(self) -> datetime:
        """The server's time at the last hello: a laptop's own clock may be years off, and orders nothing."""
        try:
            told = datetime.fromisoformat(self.shelf.read_meta("server_time") or "")
        except ValueError:
            return self._clock()
        return told if told.tzinfo is not None else self._clock()

    def _learn(self, shown: BucketShown) -> None:
        """Note a standing bucket; one in which nothing has a number yet is whole as it is."""
        known = self.copy.buckets.get(shown.id)
        state = known or BucketState(shown.id)
        if state.title != shown.title:
            state = replace(state, title=shown.title)
        if state.drained < 0 and shown.head == 0:
            state = replace(state, drained=0)
        if state is not known:
            self.copy.put_bucket(state)

    def _begin_epoch(self, epoch: str) -> Touched:
        touched = Touched(buckets=set(self.copy.buckets))
        self.feed.heads.clear()
        if self.epoch:
            answered = self.shelf.read_ops((OpState.ACKNOWLEDGED, OpState.REVIEW))
            last = max((own.order for own in (*answered, *self.copy.own.values())), default=0)
            for bucket in list(self.copy.buckets):
                self.copy.freeze(bucket, last)
            for own in answered:
                self.copy.put_own(replace(own, state=OpState.AGAIN))
        self.shelf.put_meta("epoch", epoch)
        return touched

    def _exchange_pictures(self, touched: Touched) -> None:
        """A bucket whose re-offers are answered and whose base is whole shows its new base."""
        frozen = [state for state in self.copy.buckets.values() if state.picture_until is not None]
        if not frozen:
            return
        again = {own.op.bucket for own in self.copy.own.values() if own.state is OpState.AGAIN}
        ready = [s.id for s in frozen if s.id not in again and self._is_whole(s)]
        if ready:
            with self.copy.writing():
                for bucket in ready:
                    self.copy.unfreeze(bucket)
                    touched.buckets.add(bucket)

    def _is_whole(self, state: BucketState) -> bool:
        return state.drained >= 0 and state.drained >= self.feed.heads.get(state.id, 0)


def _is_beyond(own: OwnOp, head: int) -> bool:
    told = own.result.rev if own.result is not None else None
    return own.state is OpState.ACKNOWLEDGED and told is not None and told > head


def _text_of(time: datetime) -> str:
    """A time that can be compared as text with others, wherever the laptop was when they were noted."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")

"""The way in: pages and snapshots of buckets; they change the base, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sync.errors import BadAnswer
from sync.local_copy import LocalCopy, Touched
from sync.messages import Page, PullAnswer, PullRequest, RecordSent, Snapshot
from sync.record import RecordKey, Value, digest, fingerprint
from sync.shelf import BucketState, CellRow, OpState, OwnOp
from sync.verdicts import VERDICT, decided, verdict_at

_SPACE = 1 << 128


class Feed:
    """Knows how far each bucket has been read and takes in what comes next."""

    def __init__(self, copy: LocalCopy) -> None:
        self._copy = copy
        self.heads: dict[str, int] = {}
        """The greatest number of each bucket that the server has told of; not stored."""
        self._read_anew: set[str] = set()
        self._asked: PullRequest | None = None
        self._heads_when_asked: dict[str, int] = {}

    def behind(self) -> dict[str, int]:
        """Cursors of the buckets that have more to tell."""
        states = self._copy.buckets.values()
        return {state.id: state.cursor for state in states if state.misses != 1 and self._has_more(state)}

    def wanted_whole(self) -> list[str]:
        """Buckets to be read as a snapshot: new ones that hold something, and those whose digest differed."""
        states = self._copy.buckets.values()
        return [
            state.id
            for state in states
            if self._is_doubtful(state) or (state.drained < 0 and self.heads.get(state.id))
        ]

    def _is_doubtful(self, state: BucketState) -> bool:
        """Has it differed once? Or twice, but not yet in this run of the program: who lied may be gone."""
        return state.misses == 1 or (state.misses > 1 and state.id not in self._read_anew)

    def doubt(self, bucket: str) -> None:
        """Read a bucket whole again, inside a transaction: its cursor stands where no number is."""
        self.heads.pop(bucket, None)
        self._copy.put_bucket(replace(self._copy.buckets[bucket], cursor=0, drained=-1, misses=1))

    def learn_head(self, bucket: str, head: int) -> None:
        self.heads[bucket] = max(head, self.heads.get(bucket, 0))

    def note_asked(self, request: PullRequest) -> None:
        """Remember what was known when a page was asked for: the answer must know as much."""
        self._asked, self._heads_when_asked = request, dict(self.heads)

    def take(self, request: PullRequest, answer: PullAnswer) -> Touched:
        """Take in pages, all in one transaction. Raises BadAnswer when the server lies: nothing is taken."""
        heads = self._heads_when_asked if request is self._asked else {}
        self._check_all(request, answer, heads)
        touched = Touched()
        with self._copy.writing():
            for bucket, page in answer.buckets.items():
                state = self._copy.buckets.get(bucket)
                if state is not None and state.cursor == request.buckets[bucket]:
                    self._take_page(state, page, touched)
            for bucket in answer.revoked:
                if bucket in request.buckets:
                    self._copy.drop_bucket(bucket)
                    touched.buckets.add(bucket)
        return touched

    def _check_all(self, request: PullRequest, answer: PullAnswer, heads: Mapping[str, int]) -> None:
        """Raise BadAnswer for a lie. Of two heads that differ either may be one: the next hello will say."""
        if set(answer.buckets) | set(answer.revoked) != set(request.buckets):
            raise BadAnswer("pages of other buckets than were asked for")
        for bucket, page in answer.buckets.items():
            _check(page, request.buckets[bucket])
            if page.head < heads.get(bucket, 0):
                self.heads.clear()
                raise BadAnswer(f"the head of {bucket} went back from {heads[bucket]} to {page.head}")

    def take_snapshot(self, snapshot: Snapshot) -> Touched:
        """Replace a bucket's base by a snapshot; own ops stay over it."""
        bucket = snapshot.bucket
        state = self._copy.buckets.get(bucket)
        touched = Touched(buckets={bucket})
        if state is None:
            return Touched()
        if snapshot.rev < state.cursor:
            raise BadAnswer(f"a snapshot of {bucket} from before its cursor")
        _check_numbers(snapshot.records, 0, snapshot.rev)
        self._read_anew.add(bucket)
        with self._copy.writing():
            self._copy.clear_base(bucket)
            sum_now = self._lay(bucket, snapshot.records, 0, touched)
            state = replace(state, cursor=snapshot.rev, drained=snapshot.rev, fingerprint=sum_now)
            self._finish(self._compared(state, snapshot.digest), touched)
            self._hear_verdicts(bucket, snapshot.records, touched)
        return touched

    def _take_page(self, state: BucketState, page: Page, touched: Touched) -> None:
        sum_now = self._lay(state.id, page.records, state.fingerprint, touched)
        self.learn_head(state.id, page.head)
        if page.next == page.head:
            state = replace(state, cursor=page.next, drained=page.head, fingerprint=sum_now)
            self._finish(self._compared(state, page.digest), touched)
        else:
            self._copy.put_bucket(replace(state, cursor=page.next, fingerprint=sum_now))
        self._hear_verdicts(state.id, page.records, touched)

    def _lay(self, bucket: str, records: Iterable[RecordSent], sum_before: int, touched: Touched) -> int:
        """Write records into the base; give the bucket's sum of fingerprints after it."""
        base = self._copy.base(bucket)
        laid: dict[RecordKey, dict[str, tuple[Value, int]]] = {}
        rows: list[CellRow] = []
        total = sum_before
        for record in records:
            key = RecordKey(record.kind, record.id)
            cells = laid.get(key)
            if cells is None:
                cells = laid[key] = base.setdefault(key, {})
                total -= fingerprint(*key, _plain(cells))
            for cell, sent in record.cells.items():
                cells[cell] = (sent.v, sent.rev)
                rows.append(CellRow(*key, cell, sent.v, sent.rev))
            touched.add(bucket, key, record.cells)
        self._copy.shelf.put_base(bucket, rows)
        return (total + sum(fingerprint(*key, _plain(cells)) for key, cells in laid.items())) % _SPACE

    def _compared(self, state: BucketState, told: str | None) -> BucketState:
        """Compare digests: one difference and the bucket is fetched afresh, two and we work on and say so."""
        if told is None:
            return state
        misses = 0 if told == digest([state.fingerprint]) else min(state.misses + 1, 2)
        return state if misses == state.misses else replace(state, misses=misses)

    def _finish(self, state: BucketState, touched: Touched) -> None:
        """A bucket is drained: ops that it has told back stop overlaying, a frozen picture may go."""
        self._copy.put_bucket(state)
        for own in list(self._copy.own.values()):
            if own.op.bucket == state.id and own.overlays and _is_told(own, state.drained):
                self._copy.put_own(replace(own, overlays=False))
                touched.add(state.id, RecordKey(own.op.kind, own.op.id), own.op.cells)

    def _hear_verdicts(self, bucket: str, records: Iterable[RecordSent], touched: Touched) -> None:
        for record in records:
            if record.kind == VERDICT:
                verdict = verdict_at(self._copy, bucket, RecordKey(record.kind, record.id))
                own = self._copy.shelf.read_op(str(verdict["op"])) if verdict else None
                if verdict and own is not None and own.state in (OpState.REVIEW, OpState.AGAIN):
                    self._copy.put_own(decided(own, verdict))
                    touched.add(own.op.bucket, RecordKey(own.op.kind, own.op.id), own.op.cells)

    def _has_more(self, state: BucketState) -> bool:
        return state.drained >= 0 and self.heads.get(state.id, 0) > state.drained


def _check(page: Page, cursor: int) -> None:
    """Raise BadAnswer when numbers go back or rows lie outside the page."""
    if not cursor <= page.next <= page.head or page.more != (page.next < page.head):
        raise BadAnswer(f"a page from {cursor} says next {page.next}, head {page.head}, more {page.more}")
    if page.more and (page.next == cursor or not page.records):
        raise BadAnswer(f"a page from {cursor} that leads nowhere")
    if not page.more and page.digest is None:
        raise BadAnswer("a last page without a digest")
    _check_numbers(page.records, cursor, page.next)


def _check_numbers(records: Iterable[RecordSent], cursor: int, last: int) -> None:
    for record in records:
        for sent in record.cells.values():
            if not cursor < sent.rev <= last:
                raise BadAnswer(f"number {sent.rev} in a page from {cursor} to {last}")


def _is_told(own: OwnOp, drained: int) -> bool:
    return own.state is OpState.ACKNOWLEDGED and own.result is not None and (own.result.rev or 0) <= drained


def _plain(cells: Mapping[str, tuple[Value, int]]) -> dict[str, Value]:
    return {cell: value for cell, (value, _) in cells.items()}

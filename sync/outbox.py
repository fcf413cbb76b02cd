"""The way out: own ops, in queue order, one batch at a time, each leaving only on its own result."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from sync.errors import BadAnswer
from sync.local_copy import LocalCopy, Touched
from sync.messages import Limits, Op, PushAnswer, PushRequest, Result
from sync.record import RecordKey
from sync.shelf import OpState, OwnOp
from sync.verdicts import decided, verdict_on

WAITING = (OpState.AGAIN, OpState.QUEUED)
_ACKNOWLEDGED = ("applied", "merged", "noop", "conflict")


class Outbox:
    """Chooses what to send next and takes in what the server said of it."""

    def __init__(self, copy: LocalCopy) -> None:
        self._copy = copy
        self._most: int | None = None
        self._sizes: dict[str, int] = {}
        self._postponed: set[RecordKey] = set()

    def waiting(self) -> list[OwnOp]:
        """What is not answered yet: first what a restored server forgot, oldest first, then the queue."""
        ops = [own for own in self._copy.own.values() if own.state in WAITING]
        return sorted(ops, key=self._turn)

    def next_ops(self, limits: Limits) -> list[Op]:
        """The next batch, within the limits; one op too large for them goes alone."""
        most = limits.ops if self._most is None else min(self._most, limits.ops)
        chosen: list[Op] = []
        size = 0
        for own in self.waiting()[:most]:
            size += self._size(own.op)
            if chosen and size > limits.bytes:
                break
            chosen.append(own.op)
        return chosen

    def take(self, request: PushRequest, answer: PushAnswer, now: str) -> Touched:
        """Take in an answer, each result by its op's id. Raises BadAnswer when one is missing or strange."""
        results = {result.op: result for result in answer.results}
        if len(answer.results) != len(request.ops):
            raise BadAnswer(f"{len(answer.results)} results for {len(request.ops)} ops")
        for op in request.ops:
            if op.op not in results or not _is_known(results[op.op]):
                raise BadAnswer(f"no good result for op {op.op}")
        touched = Touched()
        with self._copy.writing():
            for op in request.ops:
                own = self._copy.own.get(op.op)
                if own is not None and own.state in WAITING:
                    self._answer(own, results[op.op], now)
                    touched.add(op.bucket, RecordKey(op.kind, op.id), op.cells)
        if self._most is not None:
            self._most *= 2
        return touched

    def halve(self, request: PushRequest, code: str, now: str) -> Touched:
        """The whole request was refused: send less, until the bad op stands alone; then refuse it here."""
        touched = Touched()
        if len(request.ops) > 1:
            self._most = len(request.ops) // 2
            return touched
        self._most = None
        for op in request.ops:
            own = self._copy.own.get(op.op)
            if own is not None and own.state in WAITING:
                with self._copy.writing():
                    self._answer(own, Result(op=op.op, status="rejected", code=code), now)
                touched.add(op.bucket, RecordKey(op.kind, op.id), op.cells)
        return touched

    def shrink(self, request: PushRequest) -> None:
        """The server broke down over a batch: send less, and what breaks it alone after everything else.

        Nothing is refused here: a server's fault is not the op's.
        """
        if len(request.ops) > 1:
            self._most = len(request.ops) // 2
        else:
            self._postponed |= {RecordKey(op.kind, op.id) for op in request.ops}

    def drop(self, request: PushRequest) -> None:
        """Let ops go that must not be queued: what a visitor wrote is sent at once or not at all."""
        with self._copy.writing():
            for op in request.ops:
                self._copy.put_own(replace(self._copy.own[op.op], state=OpState.DISMISSED, overlays=False))

    def _answer(self, own: OwnOp, result: Result, now: str) -> None:
        op = own.op if own.op.receipt else msgspec.structs.replace(own.op, receipt=result.receipt)
        self._sizes.pop(op.op, None)
        state = self._copy.buckets.get(op.bucket)
        drained = -1 if state is None else state.drained
        overlays = result.status in _ACKNOWLEDGED and (result.rev or 0) > drained
        own = OwnOp(own.order, op, _state(result), result, overlays, now)
        verdict = verdict_on(self._copy, op.op) if own.state is OpState.REVIEW else None
        self._copy.put_own(own if verdict is None else decided(own, verdict))

    def _turn(self, own: OwnOp) -> tuple[bool, bool, int]:
        is_postponed = RecordKey(own.op.kind, own.op.id) in self._postponed
        return is_postponed, own.state is not OpState.AGAIN, own.order

    def _size(self, op: Op) -> int:
        if op.op not in self._sizes:
            self._sizes[op.op] = len(msgspec.json.encode(op))
        return self._sizes[op.op]


def _state(result: Result) -> OpState:
    if result.status == "review":
        return OpState.REVIEW
    return OpState.REJECTED if result.status == "rejected" else OpState.ACKNOWLEDGED


def _is_known(result: Result) -> bool:
    if result.status in ("review", "rejected"):
        return True
    return result.status in _ACKNOWLEDGED and result.rev is not None

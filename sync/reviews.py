"""Reviews: late ops wait for the head teacher, all of one author on one record in one record.

`ops` holds what waits, by op id; `decided` holds what she decided, also of ops that a restore has
lost and that will come again. A decision touches the ops it names and no others.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sync.books import Books, author_of
from sync.identity import review_id, verdict_id
from sync.messages import Op
from sync.outcome import Outcome
from sync.receipt import Receipt, Receipts
from sync.record import Value
from sync.replay import replay
from sync.ruling import Rules
from sync.standing import Record
from sync.writing import write

REVIEW = "review"
OFFICE = "office"


def wait(books: Books, outcome: Outcome, reason: str) -> Record:
    """Put an op into its author's review of the record, and say in the outcome that it waits."""
    op, author = outcome.op, outcome.author
    review = books.open(REVIEW, review_id(op.id, author.person), OFFICE)
    told: dict[str, Value] = {
        "record": {"kind": op.kind, "id": op.id, "bucket": op.bucket},
        "author": author.person,
        "device": author.device,
        "reason": reason,
        "state": "open",
        "ops": {**_ops(review), op.op: msgspec.to_builtins(op)},
    }
    for cell, value in told.items():
        books.put(review, cell, value, outcome)
    outcome.status = "review"
    outcome.detail = reason
    return review


class Desk:
    """The head teacher's desk: decides what waits and what will come."""

    def __init__(self, books: Books, rules: Rules, receipts: Receipts) -> None:
        self._books = books
        self._rules = rules
        self._receipts = receipts

    def decide(self, outcome: Outcome, receipt: Receipt | None) -> None:
        """Carry out a decision, fresh or (with its receipt) offered again after a restore."""
        op = outcome.op
        review = self._books.open(REVIEW, op.id, OFFICE)
        changed_since = review.rev > op.seen
        decision = op.cells["decision"].new
        wanted: dict[str, str | None] = dict.fromkeys(decision["ops"])
        if receipt is not None:
            outcome.place = receipt.place
            wanted = dict(receipt.decided or {})
        before = _decided(review)
        fresh = {id: _note(decision["what"], given) for id, given in wanted.items() if id not in before}
        if fresh:
            self._books.put(review, "decided", {**before, **fresh}, outcome)
            self._books.put(review, "decision", decision, outcome)
            self._carry_out(review, list(fresh), outcome)
        outcome.fates["decision"] = "written" if fresh else "equal"
        outcome.status = "noop" if not fresh else "merged" if changed_since else "applied"

    def meet(self, review: Record, outcome: Outcome) -> None:
        """An op that waited came back: what was decided about it meanwhile is carried out at once."""
        if outcome.op.op in _decided(review):
            self._carry_out(review, [outcome.op.op], outcome)

    def _carry_out(self, review: Record, ids: list[str], deciding: Outcome) -> None:
        waiting = _ops(review)
        decided = _decided(review)
        for id in ids:
            if id in waiting:
                op = msgspec.convert(waiting.pop(id), Op)
                judged = self._let_pass(review, op, decided[id], deciding)
                if deciding.op.kind == REVIEW:
                    deciding.decided[id] = judged
                self._books.announce(self._verdict(review, id), judged)
        self._books.put(review, "ops", waiting, deciding)
        self._books.put(review, "state", "open" if waiting else "closed", deciding)

    def _let_pass(self, review: Record, op: Op, note: dict[str, Any], deciding: Outcome) -> Outcome:
        author = author_of(review.value("author"), review.value("device"))
        judged = Outcome(op, author, head=self._books.heads.get(op.bucket, 0))
        if note["what"] != "accept":
            judged.status, judged.code = "rejected", "declined"
            judged.number = self._books.number_of(deciding)
            return judged
        held = msgspec.structs.replace(op, receipt=note.get("receipt"))
        receipt = self._receipts.read(author.person, held)
        if receipt is None:
            write(self._books, self._rules, judged)
        else:
            judged.receipt = held.receipt
            replay(self._books, judged, receipt)
        return judged

    def _verdict(self, review: Record, id: str) -> Record:
        return self._books.open("verdict", verdict_id(review.id, id), f"person:{review.value('author')}")


def _note(what: str, receipt: str | None) -> dict[str, Any]:
    return {"what": what} if receipt is None else {"what": what, "receipt": receipt}


def _ops(review: Record) -> dict[str, Any]:
    return dict(review.value("ops") or {})


def _decided(review: Record) -> dict[str, Any]:
    return dict(review.value("decided") or {})

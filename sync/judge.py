"""The server's state machine: one op after another, judged over the books, with no I/O.

Order of judging: the stored result, rights, kind, all values, lock, three-way. An op that
carries a valid receipt is not judged again: it is replayed as it was.
"""

from __future__ import annotations

from sync import conflicts
from sync.books import Books
from sync.messages import Op, Result
from sync.outcome import Outcome, Stored
from sync.receipt import Receipt, Receipts, body_of
from sync.replay import replay
from sync.reviews import REVIEW, Desk, wait
from sync.ruling import Author, Fault, Rules
from sync.writing import write


class Judge:
    """Judges a batch; afterwards `Books.stamp` makes the numbers final and `results` tells."""

    def __init__(self, books: Books, rules: Rules, receipts: Receipts) -> None:
        self._books = books
        self._rules = rules
        self._receipts = receipts
        self._desk = Desk(books, rules, receipts)
        self._answers: list[Outcome | Result] = []
        self._judged: dict[tuple[str, str], tuple[str, Outcome]] = {}

    def judge(self, author: Author, op: Op) -> None:
        """Judge one op of the batch, after all that came before it."""
        key, body = (author.person, op.op), body_of(op)
        known = self._books.stored.get(key)
        earlier = self._judged.get(key)
        if known is not None:
            self._answers.append(known.result if known.body == body else _reused(op, author))
        elif earlier is not None:
            self._answers.append(earlier[1] if earlier[0] == body else _reused(op, author))
        else:
            outcome = self._judge_new(author, op, body)
            self._judged[key] = (body, outcome)
            self._books.outcomes.append(outcome)
            self._answers.append(outcome)

    def results(self) -> list[Result]:
        """An answer for each op, in order; the books must be stamped."""
        return [answer if isinstance(answer, Result) else answer.result() for answer in self._answers]

    def to_store(self) -> dict[tuple[str, str], Stored]:
        """The answers that are new, to be kept for ever; the books must be stamped."""
        return {key: Stored(body, outcome.result()) for key, (body, outcome) in self._judged.items()}

    def _judge_new(self, author: Author, op: Op, body: str) -> Outcome:
        outcome = Outcome(op, author, head=self._books.heads.get(op.bucket, 0), body=body)
        receipt = self._receipts.read(author.person, op)
        if receipt is not None:
            self._replay(outcome, receipt)
        elif fault := self._fault(author, op):
            outcome.status, outcome.code, outcome.detail = "rejected", fault.code, fault.detail
        else:
            self._judge_fresh(outcome)
        return outcome

    def _fault(self, author: Author, op: Op) -> Fault | None:
        """Why an op is refused; a record of another bucket is judged as none, and refused last."""
        record = self._books.read(op.kind, op.id)
        is_elsewhere = record is not None and record.bucket != op.bucket
        standing = {} if record is None or is_elsewhere else record.values()
        found = (
            self._rules.right(author, op, standing)
            or self._rules.fault(op, standing)
            or self._misdirected(op)
        )
        return found or (Fault("unknown_record", "there is no such record") if is_elsewhere else None)

    def _misdirected(self, op: Op) -> Fault | None:
        conflict = self._books.read(conflicts.CONFLICT, op.resolves) if op.resolves else None
        about = conflict.value("record") if conflict is not None else None
        if about is not None and (about["kind"], about["id"]) != (op.kind, op.id):
            return Fault("bad_value", "resolves a conflict of another record")
        return None

    def _judge_fresh(self, outcome: Outcome) -> None:
        op = outcome.op
        record = self._books.read(op.kind, op.id)
        if op.kind == REVIEW:
            self._desk.decide(outcome, None)
        elif reason := self._rules.lock(outcome.author, op, record.values() if record is not None else {}):
            self._desk.meet(wait(self._books, outcome, reason), outcome)
        else:
            write(self._books, self._rules, outcome)

    def _replay(self, outcome: Outcome, receipt: Receipt) -> None:
        if outcome.op.kind == REVIEW:
            self._desk.decide(outcome, receipt)
        elif receipt.status == "review":
            self._desk.meet(wait(self._books, outcome, "offered_again"), outcome)
        else:
            replay(self._books, outcome, receipt)
        outcome.receipt = outcome.op.receipt


def _reused(op: Op, author: Author) -> Outcome:
    return Outcome(
        op, author, status="rejected", code="op_reused", detail="this op id was used for another op"
    )

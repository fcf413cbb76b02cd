"""A fresh op that may be written now: settled cell by cell, choices noted, the rest left beside."""

from __future__ import annotations

from sync import conflicts
from sync.books import Books
from sync.merge import Settled, settle
from sync.outcome import EQUAL, WRITTEN, Outcome
from sync.record import same
from sync.ruling import Rules
from sync.standing import Record


def write(books: Books, rules: Rules, outcome: Outcome) -> None:
    """Write what can be written of an op, keep beside what cannot, and say so in its outcome."""
    op = outcome.op
    record = books.open(op.kind, op.id, op.bucket)
    changed_since = record.rev > op.seen
    others_wrote = changed_since and _has_changed_by_others(record, outcome)
    settled = settle(
        {cell: change.base for cell, change in op.cells.items()},
        record.values(),
        {cell: change.new for cell, change in op.cells.items()},
    )
    question = _question(books, record, settled, outcome)
    for cell in op.cells:
        if cell in settled.left:
            _leave(books, record, question, cell, outcome)
        else:
            _write_cell(books, record, question, cell, settled, outcome)
    if question is not None:
        conflicts.close_if_settled(books, question, outcome)
    name_status(outcome, settled_before=changed_since)
    if others_wrote and outcome.status == "merged":
        outcome.attention = rules.attention(record.kind, record.values())


def _has_changed_by_others(record: Record, outcome: Outcome) -> bool:
    """Has anybody else written since the author looked? One's own lesson, typed cell by cell, is no news."""
    person, seen = outcome.author.person, outcome.op.seen
    return any(standing.rev > seen and standing.by != person for standing in record.cells.values())


def name_status(outcome: Outcome, *, settled_before: bool) -> None:
    """One word for what became of the op; an op that wrote nothing at all, not even a choice, is a noop."""
    if any(fate not in (WRITTEN, EQUAL, "superseded") for fate in outcome.fates.values()):
        outcome.status = "conflict"
    elif outcome.number is None:
        outcome.status = "noop"
    else:
        outcome.status = "merged" if settled_before else "applied"


def _question(books: Books, record: Record, settled: Settled, outcome: Outcome) -> Record | None:
    """The open conflict that an op answers; one made in advance when a restore has lost it."""
    op = outcome.op
    if op.resolves is None:
        return None
    known = books.read(conflicts.CONFLICT, op.resolves)
    if known is not None and known.cells:
        return known if conflicts.is_open(known) else None
    answers_all = not settled.left and all(cell in (op.others or {}) for cell in op.cells)
    return conflicts.open_conflict(books, record, op.resolves, outcome) if answers_all else None


def _leave(books: Books, record: Record, question: Record | None, cell: str, outcome: Outcome) -> None:
    if question is not None and _is_named(question, cell, outcome):
        change = outcome.op.cells[cell]
        conflicts.put_other(books, record, question, cell, change.base, change.new, outcome)
    else:
        conflicts.leave_beside(books, record, cell, outcome)


def _write_cell(
    books: Books, record: Record, question: Record | None, cell: str, settled: Settled, outcome: Outcome
) -> None:
    if question is not None and _is_named(question, cell, outcome):
        conflicts.settle_cell(books, question, cell, outcome)
    if cell in settled.equal:
        outcome.fates[cell] = EQUAL
        return
    books.write(record, cell, settled.applied[cell], outcome)
    outcome.fates[cell] = WRITTEN
    conflicts.follow(books, record, cell, outcome)


def _is_named(question: Record, cell: str, outcome: Outcome) -> bool:
    """Did the author see the value that lies beside now? In advance there is none to see."""
    others = outcome.op.others or {}
    if cell not in others:
        return False
    entry = conflicts.entry_of(question, cell)
    if entry is None:
        return not (question.value("cells") or {}) or question.value("state") is None
    return entry["settled"] is None and same(entry["other"], others[cell])

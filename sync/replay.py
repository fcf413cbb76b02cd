"""An op that the server has forgotten in a restore, replayed as its receipt says it was.

Places of one epoch have an order: the later write stands, whatever its base. Between epochs
there is none: what a cell has swallowed stays so, the rest is settled three ways. A value that was
left beside lies beside again under the same conflict, and what was chosen away stays so.
"""

from __future__ import annotations

from sync import conflicts
from sync.books import Books
from sync.identity import conflict_id
from sync.outcome import EQUAL, SUPERSEDED, WRITTEN, Outcome
from sync.receipt import Receipt
from sync.record import same
from sync.standing import Place, Record
from sync.writing import name_status


def replay(books: Books, outcome: Outcome, receipt: Receipt) -> None:
    """Do again what the receipt says was done."""
    op = outcome.op
    outcome.place = receipt.place
    record = books.open(op.kind, op.id, op.bucket)
    changed_since = record.rev > 0
    if receipt.settled:
        _choose_again(books, record, outcome, receipt)
    for cell in op.cells:
        fate = receipt.fate(cell)
        if fate == SUPERSEDED:
            outcome.fates[cell] = SUPERSEDED
        elif fate in (WRITTEN, EQUAL):
            _write_again(books, record, cell, outcome, receipt.place)
        else:
            _lay_beside_again(books, record, cell, outcome, receipt.place, fate)
    name_status(outcome, settled_before=changed_since)


def _write_again(books: Books, record: Record, cell: str, outcome: Outcome, place: Place) -> None:
    change = outcome.op.cells[cell]
    standing = record.cells.get(cell)
    at = standing.at if standing else None
    if same(record.value(cell), change.new):
        books.take_over(record, cell, place)
        outcome.fates[cell] = EQUAL
    elif at is None or place.is_later_than(at):
        _stand(books, record, cell, outcome, place)
    elif at.epoch == place.epoch or (standing and standing.has_swallowed(place)):
        _supersede(books, record, cell, outcome)
    elif same(record.value(cell), change.base):
        _stand(books, record, cell, outcome, place)
    else:
        conflicts.leave_beside(books, record, cell, outcome)


def _stand(books: Books, record: Record, cell: str, outcome: Outcome, place: Place) -> None:
    books.write(record, cell, outcome.op.cells[cell].new, outcome, place)
    outcome.fates[cell] = WRITTEN
    conflicts.follow(books, record, cell, outcome)


def _supersede(books: Books, record: Record, cell: str, outcome: Outcome) -> None:
    outcome.fates[cell] = SUPERSEDED


def _lay_beside_again(
    books: Books, record: Record, cell: str, outcome: Outcome, place: Place, id: str
) -> None:
    conflict = books.read(conflicts.CONFLICT, id)
    entry = conflicts.entry_of(conflict, cell) if conflict is not None and conflict.cells else None
    if entry is None:
        _lay(books, record, cell, outcome, id)
    elif entry["settled"] is not None:
        _lay_on_a_choice(books, record, cell, outcome, id, place)
    else:
        _lay_on_another(books, record, cell, outcome, id, place)


def _lay(books: Books, record: Record, cell: str, outcome: Outcome, id: str) -> None:
    change = outcome.op.cells[cell]
    conflict = conflicts.open_conflict(books, record, id, outcome)
    conflicts.put_other(books, record, conflict, cell, change.base, change.new, outcome)


def _lay_on_a_choice(
    books: Books, record: Record, cell: str, outcome: Outcome, id: str, place: Place
) -> None:
    """What was chosen away stays so; a value that nobody saw opens the question again."""
    conflict = conflicts.open_conflict(books, record, id, outcome)
    entry = conflicts.entry_of(conflict, cell) or {}
    chosen = Place(*entry["settled"]["place"])
    if same(entry["other"], outcome.op.cells[cell].new) or chosen.is_later_than(place):
        conflicts.complete(books, conflict, cell, outcome)
        _supersede(books, record, cell, outcome)
    else:
        _lay(books, record, cell, outcome, id)


def _lay_on_another(books: Books, record: Record, cell: str, outcome: Outcome, id: str, place: Place) -> None:
    """Of one epoch the later value lies beside; of two epochs each value has a question of its own.

    An equal value takes over a later place: what was written between the two must not come after both.
    """
    conflict = conflicts.open_conflict(books, record, id, outcome)
    entry = conflicts.entry_of(conflict, cell) or {}
    there = conflicts.other_place(entry)
    if there is None or place.is_later_than(there):
        _lay(books, record, cell, outcome, id)
    elif same(entry["other"], outcome.op.cells[cell].new):
        outcome.fates[cell] = id
        outcome.conflict = id
    elif there.epoch == place.epoch:
        _supersede(books, record, cell, outcome)
    else:
        _lay(books, record, cell, outcome, _free_id(books, record, outcome, id))


def _free_id(books: Books, record: Record, outcome: Outcome, taken: str) -> str:
    own = conflict_id(record.id, outcome.op.op)
    return own if own != taken else conflict_id(taken, outcome.op.op)


def _choose_again(books: Books, record: Record, outcome: Outcome, receipt: Receipt) -> None:
    """Close what the receipt says was closed, nothing else."""
    op = outcome.op
    if op.resolves is None:
        return
    question = conflicts.open_conflict(books, record, op.resolves, outcome)
    for cell in receipt.settled:
        entry = conflicts.entry_of(question, cell)
        if entry is None or _counts_as_named(entry, cell, outcome, receipt.place):
            conflicts.settle_cell(books, question, cell, outcome)
    conflicts.close_if_settled(books, question, outcome)


def _counts_as_named(entry: dict[str, object], cell: str, outcome: Outcome, place: Place) -> bool:
    if entry["settled"] is not None:
        return False
    there = conflicts.other_place(entry)
    named = same(entry["other"], (outcome.op.others or {}).get(cell))
    return named or (there is not None and place.is_later_than(there))

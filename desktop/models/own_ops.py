"""The own ops of a store: their rows, and the lines that the op journal is owed for them.

What is known of an op is kept at hand. Changes of one transaction are written together, with one
statement, when the transaction ends or somebody asks; the lines go to the journal before its commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from desktop.models import op_rows
from desktop.models.op_journal import OpJournal
from desktop.models.op_rows import Known, known_of, row_of
from sync.messages import Op
from sync.shelf import OpState, OwnOp


class OwnOps:
    """The op table, with a memory. `lines` are owed to the journal by the open transaction."""

    def __init__(self, connection: Connection, journal: OpJournal) -> None:
        self._connection = connection
        self._journal = journal
        self._known: dict[str, Known] = {}
        self._changed: dict[str, Known] = {}
        self.lines: list[OwnOp] = []

    # reading

    def read(self, states: Iterable[OpState], *, overlaying: bool) -> list[OwnOp]:
        """Ops in these states, and any that overlay when asked for, in queue order."""
        wanted = op_rows.READ_OVERLAYING if overlaying else op_rows.READ_BY_STATE
        self.write()
        rows = self._connection.execute(wanted, {"states": [state.value for state in states]}).all()
        found = [known_of(row) for row in rows]
        self._known.update((known.own.op.op, known) for known in found)
        return [known.own for known in found]

    def read_one(self, op: str) -> Known | None:
        """One op and its last line."""
        if op not in self._known:
            row = self._connection.execute(op_rows.READ_ONE, {"id": op}).one_or_none()
            if row is None:
                return None
            self._known[op] = known_of(row)
        return self._known[op]

    def last_line(self) -> int:
        """The greatest number of a journal's line in the table."""
        return int(self._connection.execute(op_rows.LAST_LINE).scalar() or 0)

    # writing

    def append(self, op: Op) -> OwnOp:
        """A fresh op at the end of the queue; its row is written at once, because it gets its place there."""
        number = self._next_line()
        made = self._connection.execute(op_rows.APPEND, row_of(Known(OwnOp(0, op), number)))
        own = OwnOp(made.lastrowid, op)
        self._known[op.op] = Known(own, number)
        self.lines.append(own)
        return own

    def put(self, own: OwnOp) -> None:
        """What became of an op. The journal hears of it unless only `overlays` has changed."""
        known = self.read_one(own.op.op)
        if known is not None and _is_news_of_overlays_only(known.own, own):
            self._change(Known(own, known.line))
        else:
            self.put_with_line(own)

    def put_with_line(self, own: OwnOp) -> None:
        """The same, and the journal hears of it in any case."""
        self._change(Known(own, self._next_line()))
        self.lines.append(own)

    def take_back(self, own: OwnOp, line: int) -> None:
        """Take an op as the journal knows it; it keeps its place unless another op has it by now."""
        known = self.read_one(own.op.op)
        if known is not None:
            own = replace(own, order=known.own.order)
        elif self._connection.execute(op_rows.IS_TAKEN, {"place": own.order}).scalar():
            own = replace(own, order=0)
        self._connection.execute(op_rows.PUT, row_of(Known(own, line)))
        self._known.pop(own.op.op, None)

    def forget(self, answered_before: str) -> int:
        """Drop what is acknowledged, told back and old; gives the last line that is known all the same."""
        self.write()
        self._connection.execute(op_rows.FORGET, {"answered_before": answered_before})
        self._known.clear()
        return self._next_line() - 1

    def write(self) -> None:
        """Write the rows of changed ops, all with one statement."""
        if self._changed:
            self._connection.execute(op_rows.PUT, [row_of(known) for known in self._changed.values()])
            self._changed.clear()

    def undo(self, lines: int) -> None:
        """The transaction is given up: owe the journal so many lines as before it, remember nothing."""
        del self.lines[lines:]
        self._changed.clear()
        self._known.clear()

    def _next_line(self) -> int:
        return self._journal.last + len(self.lines) + 1

    def _change(self, known: Known) -> None:
        self._known[known.own.op.op] = self._changed[known.own.op.op] = known


def _is_news_of_overlays_only(known: OwnOp, own: OwnOp) -> bool:
    return known.state is own.state and replace(known, overlays=own.overlays) == own

"""What judging an op comes to: an outcome for its author, lines for the history."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.messages import Op, Result
from sync.record import Value
from sync.ruling import Author
from sync.standing import Place

WRITTEN = "written"
EQUAL = "equal"
SUPERSEDED = "superseded"


@dataclass(slots=True)
class Outcome:
    """What became of one op, while its numbers may still move.

    `number` is the op's own number where it wrote something; `head` stands for it in the answer
    where it wrote nothing. `fates` tells of each cell: "written", "equal", "superseded", or the id
    of the conflict in which its value was left. `settled` names the cells of the conflict
    `resolves` that the op settled. `decided` holds the outcomes of the waiting ops that this op,
    a head teacher's decision, let pass or declined. `body` is the fingerprint of all that the op
    says, where it is known already.
    """

    op: Op
    author: Author
    status: str = "noop"
    number: int | None = None
    head: int | None = None
    place: Place | None = None
    fates: dict[str, str] = field(default_factory=dict)
    conflict: str | None = None
    closed: str | None = None
    settled: list[str] = field(default_factory=list)
    attention: list[Value] = field(default_factory=list)
    code: str | None = None
    detail: str | None = None
    decided: dict[str, Outcome] = field(default_factory=dict)
    receipt: str | None = None
    body: str = ""

    def result(self) -> Result:
        """The outcome in the words of the protocol; numbers must be final."""
        return Result(
            op=self.op.op,
            status=self.status,
            rev=self._rev(),
            left={cell: _left(fate) for cell, fate in self.fates.items() if fate not in (WRITTEN, EQUAL)},
            conflict=self.conflict,
            closed=self.closed,
            attention=self.attention,
            code=self.code,
            detail=self.detail,
            receipt=self.receipt,
        )

    def _rev(self) -> int | None:
        """The number from which on the feed tells of the outcome."""
        if self.status in ("review", "rejected"):
            return None
        return self.head if self.status == "noop" or self.number is None else self.number


@dataclass(slots=True)
class Entry:
    """One line of the history: who changed a cell from what to what, and with what outcome.

    Replaying the lines with `writes` gives the cells byte for byte; the others tell of values
    that were not written: left beside, superseded, waiting, declined.
    """

    bucket: str
    kind: str
    id: str
    cell: str
    old: Value
    new: Value
    number: int
    op: str
    author: Author
    made_at: str
    status: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer given earlier, kept for ever, with the fingerprint of its op's body."""

    body: str
    result: Result


def _left(fate: str) -> str:
    return SUPERSEDED if fate == SUPERSEDED else "conflict"

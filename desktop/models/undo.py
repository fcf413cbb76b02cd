"""Undo and redo: a step is what a person did at once, and taking it back is a new write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sync.local_copy import Wish
from sync.record import Cells, RecordKey, Value, same


class StepKind(StrEnum):
    """What a step was; a screen makes the words."""

    MARKS = "marks"
    FILL = "fill"
    PASTE = "paste"
    WIPE = "wipe"
    COMMENT = "comment"
    NOTE = "note"
    TOPIC = "topic"
    HOMEWORK = "homework"
    WORK = "work"
    ROLL_CALL = "roll_call"
    MOVE = "move"
    GUEST = "guest"
    STATE = "state"
    TERM_MARK = "term_mark"
    CHOICE = "choice"
    LOAD = "load"
    ROOM = "room"
    AVAILABILITY = "availability"
    RULE = "rule"
    VERSION = "version"
    PUBLISH = "publish"
    ABSENCE = "absence"
    SUBSTITUTION = "substitution"


@dataclass(frozen=True, slots=True)
class Written:
    """One record of a step: what its cells held before, and what the step put there."""

    bucket: str
    key: RecordKey
    before: Mapping[str, Value]
    after: Mapping[str, Value]
    identity: Mapping[str, Value] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell by its full name."""

    bucket: str
    key: RecordKey
    cell: str


@dataclass(frozen=True, slots=True)
class Step:
    """What was done at once: a mark, a fill of a class, a paste, a roll call."""

    kind: StepKind
    written: tuple[Written, ...]

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Every cell of the step."""
        return tuple(CellRef(one.bucket, one.key, cell) for one in self.written for cell in one.after)


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of taking a step back, or of doing it again.

    ``kept`` are cells that hold something else by now: they were left alone, and are named.
    """

    step: Step
    changed: tuple[CellRef, ...]
    kept: tuple[CellRef, ...]


View = Callable[[str, RecordKey], Cells]
Put = Callable[[Sequence[Wish]], None]
Turns = Sequence[tuple[Written, Cells, Cells]]
"""For each record of a step: what is expected to stand, and what shall stand."""


class UndoStack:
    """All steps of a sitting, without a limit; pages come and go, the stack stays."""

    def __init__(self, view: View, put: Put) -> None:
        self._view = view
        self._put = put
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that redo would do again."""
        return self._undone[-1] if self._undone else None

    def push(self, step: Step) -> None:
        """Something was done; what had been undone before it cannot be done again."""
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> Undone | None:
        """Take the last step back, in those cells that still hold what it put there."""
        if not self._done:
            return None
        step = self._done[-1]
        undone = self._exchange(step, turns_of(step.written, back=True))
        self._undone.append(self._done.pop())
        return undone

    def redo(self) -> Undone | None:
        """Do the last undone step again, in those cells that still hold what was before it."""
        if not self._undone:
            return None
        step = self._undone[-1]
        undone = self._exchange(step, turns_of(step.written, back=False))
        self._done.append(self._undone.pop())
        return undone

    def _exchange(self, step: Step, turns: Turns) -> Undone:
        wishes, changed, kept = turn(self._view, turns)
        self._put(wishes)
        return Undone(step, tuple(changed), tuple(kept))


def turns_of(written: Sequence[Written], *, back: bool) -> Turns:
    """What records hold now and shall hold, to take a step back or to do it again."""
    if back:
        return [(one, one.after, one.before) for one in reversed(written)]
    return [(one, one.before, one.after) for one in written]


def turn(view: View, turns: Turns) -> tuple[list[Wish], list[CellRef], list[CellRef]]:
    """The wishes that turn cells which still hold what is expected, those cells, and those that are left."""
    changed: list[CellRef] = []
    kept: list[CellRef] = []
    wishes: list[Wish] = []
    for one, expected, wanted in turns:
        seen = view(one.bucket, one.key)
        cells: dict[str, Value] = {}
        for cell, value in wanted.items():
            holds = same(seen.get(cell), expected.get(cell))
            (changed if holds else kept).append(CellRef(one.bucket, one.key, cell))
            if holds:
                cells[cell] = value
        wishes.append(Wish(one.bucket, *one.key, cells, one.identity, one.reason))
    return [wish for wish in wishes if wish.cells], changed, kept

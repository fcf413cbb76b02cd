"""The draft that is worked on, with undo and redo without limit; each step is kept as what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable.keeper import Keeper
from timetable.cards import Card, Draft
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


@dataclass(frozen=True, slots=True)
class _Step:
    words: str
    problems: tuple[Problem, Problem]
    cards: Mapping[BlockKey, tuple[Card | None, Card | None]]

    def turned(self, draft: Draft, side: int) -> Draft:
        """The draft with what this step changed as it was before (0) or after (1)."""
        cards = dict(draft.cards)
        for key, both in self.cards.items():
            cards.pop(key, None)
            if (card := both[side]) is not None:
                cards[key] = card
        return Draft(self.problems[side], cards)


class Working(QObject):
    """Every step is kept on this computer at once."""

    changed = Signal()
    """The draft is another one."""
    told = Signal(str)
    """What was done, undone or done again, in words."""

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.draft = keeper.read_draft()
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def last(self) -> str:
        """What undo would take back, in words; empty for nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def next(self) -> str:
        """What redo would do again, in words; empty for nothing."""
        return self._undone[-1].words if self._undone else ""

    def do(self, words: str, draft: Draft) -> bool:
        """One step; False when it changes nothing."""
        step = _step(words, self.draft, draft)
        if step is None:
            return False
        self._done.append(step)
        self._undone.clear()
        self._become(draft, words)
        return True

    def undo(self) -> bool:
        """Take the last step back."""
        if not self._done:
            return False
        self._undone.append(step := self._done.pop())
        self._become(step.turned(self.draft, 0), "")
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        if not self._undone:
            return False
        self._done.append(step := self._undone.pop())
        self._become(step.turned(self.draft, 1), "")
        return True

    def read_again(self) -> None:
        """Another computer has changed the draft or the school; own steps before it are over."""
        self.draft = self._keeper.read_draft()
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _become(self, draft: Draft, words: str) -> None:
        self.draft = draft
        self._keeper.put_draft(draft)
        self.changed.emit()
        if words:
            self.told.emit(words)


def _step(words: str, before: Draft, after: Draft) -> _Step | None:
    keys = before.cards.keys() | after.cards.keys()
    cards = {
        key: (before.cards.get(key), after.cards.get(key))
        for key in keys
        if before.cards.get(key) != after.cards.get(key)
    }
    if not cards and before.problem is after.problem:
        return None
    return _Step(words, (before.problem, after.problem), cards)

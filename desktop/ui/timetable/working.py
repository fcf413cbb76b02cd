"""The draft that is worked on: every change of it by whichever hand is one step of undo."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable.keeper import Keeper
from timetable.cards import Draft
from timetable.problem import Problem


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of this sitting; one with ``problems`` changed the school, before and after."""

    words: str
    problems: tuple[Problem, Problem] | None = None
    moved: bool = False


class Working(QObject):
    """The keeper's book under a Qt face. Steps of earlier sittings can be undone as well."""

    changed = Signal()
    """The draft is another one."""
    told = Signal(str)
    """What was done, in words."""

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._draft: Draft | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._stops = [keeper.book.observe(self._hear), keeper.observe(self._hear)]
        self.destroyed.connect(self.stop)

    @property
    def draft(self) -> Draft:
        """The draft as it is now; the same object until it changes."""
        if self._draft is None:
            self._draft = self._keeper.book.draft
        return self._draft

    @property
    def last(self) -> str:
        """What undo would take back, in words; empty for nothing."""
        if self._done:
            return self._done[-1].words
        step = self._keeper.book.last
        return step.words if step else ""

    @property
    def next(self) -> str:
        """What redo would do again, in words; empty for nothing."""
        if self._undone:
            return self._undone[-1].words
        step = self._keeper.book.next
        return step.words if step else ""

    def do(self, words: str, draft: Draft) -> bool:
        """One step; False when it changes nothing."""
        before = self.draft
        keys = before.cards.keys() | draft.cards.keys()
        changes = {key: draft.cards.get(key) for key in keys if before.cards.get(key) != draft.cards.get(key)}
        is_new = draft.problem is not before.problem
        if not changes and not is_new:
            return False
        if changes:
            self._keeper.book.put(words, changes)
        if is_new:
            self._keeper.put_problem(words, draft.problem)
        problems = (before.problem, draft.problem) if is_new else None
        self._done.append(_Step(words, problems, bool(changes)))
        self._undone.clear()
        self.told.emit(words)
        return True

    def undo(self) -> bool:
        """Take the last step back."""
        if not self._done:
            return self._keeper.book.undo() is not None
        self._undone.append(step := self._done.pop())
        if step.problems is not None:
            self._keeper.put_problem(step.words, step.problems[0])
        if step.problems is None or step.moved:
            self._keeper.book.undo()
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        if not self._undone:
            return self._keeper.book.redo() is not None
        self._done.append(step := self._undone.pop())
        if step.problems is None or step.moved:
            self._keeper.book.redo()
        if step.problems is not None:
            self._keeper.put_problem(step.words, step.problems[1])
        return True

    def stop(self) -> None:
        """Hear no more."""
        for stop in self._stops:
            stop()
        self._stops.clear()

    def _hear(self) -> None:
        self._draft = None
        self.changed.emit()

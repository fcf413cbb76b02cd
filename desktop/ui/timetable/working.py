"""The draft that is worked on: every change of it by whichever hand is one step of undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable.keeper import Keeper
from timetable.cards import Draft


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
        step = self._keeper.book.last
        return step.words if step else ""

    @property
    def next(self) -> str:
        """What redo would do again, in words; empty for nothing."""
        step = self._keeper.book.next
        return step.words if step else ""

    def do(self, words: str, draft: Draft) -> bool:
        """One step; False when it changes nothing. Cards of blocks that are no more go with them."""
        before = self.draft
        is_new = draft.problem is not before.problem
        if is_new:
            self._keeper.put_problem(words, draft.problem)
        known = {key for key, _demand, _block in draft.problem.blocks()}
        keys = (before.cards.keys() | draft.cards.keys()) & known
        changes = {key: draft.cards.get(key) for key in keys if before.cards.get(key) != draft.cards.get(key)}
        if changes:
            self._keeper.book.put(words, changes)
        is_done = is_new or bool(changes)
        if is_done:
            self.told.emit(words)
        return is_done

    def undo(self) -> bool:
        """Take the last step back, an edit of the school, too."""
        return self._keeper.book.undo() is not None

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        return self._keeper.book.redo() is not None

    def stop(self) -> None:
        """Hear no more."""
        for stop in self._stops:
            stop()
        self._stops.clear()

    def _hear(self) -> None:
        self._draft = None
        self.changed.emit()

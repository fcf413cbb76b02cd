"""«Починить»: what else has to move so that a card may stand where it is wanted; taken or left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from desktop.ui.grid.keys import Action
from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.side_sheet import Lines, SideSheet
from desktop.ui.words import _, plural


class RepairSheet(SideSheet):
    """First it seeks, then it shows; nothing is changed until it is taken."""

    taken = Signal()
    block_wanted = Signal(object)

    def __init__(self, wanted: str) -> None:
        super().__init__(_("Починить"))
        self.say(_("{wanted}. Ищу, что ещё придётся сдвинуть…").format(wanted=wanted))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.lines = Lines(_("Что ещё сдвинется"))
        self.lines.chosen.connect(self.block_wanted)
        self.lines.hide()
        self.column.addWidget(self.bar)
        self.column.addWidget(self.lines, 1)
        self.column.addStretch(0)
        self.accept = self.button(_("Принять · Ctrl+Enter"), self._take, primary=True)
        self.accept.setEnabled(False)
        self.button(_("Не надо · Esc"), self.left.emit)
        self.on(Action.FILL_EMPTY, self._take)

    def show_moves(self, difference: Difference, proven: str) -> None:
        """A line for each lesson that moves: from where, to where."""
        self.bar.hide()
        count = len(difference.moved)
        words = plural(count, "Сдвинется {n} урок", "Сдвинутся {n} урока", "Сдвинется {n} уроков")
        self.say(f"{words}. {proven}".strip(), "green")
        self.lines.show_lines(difference.lines())
        self.lines.show()
        self.accept.setEnabled(True)
        self.accept.setFocus()

    def show_failure(self, words: str) -> None:
        """It could not be done, and why; nothing was changed."""
        self.bar.hide()
        self.say(words, "red")

    def _take(self) -> None:
        if self.accept.isEnabled():
            self.taken.emit()

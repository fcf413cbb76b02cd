"""Editing one cell as text: = or F2, Enter writes, Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.look.fonts import grid_font

_WIDTH = 96


class CellEditor(QLineEdit):
    """A line over the cell. `confirmed` carries the text; `left`: nothing shall change."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(grid_font())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self.returnPressed.connect(self._confirm)

    def begin(self, rect: QRect, text: str) -> None:
        """Open over this cell with its text, all of it selected."""
        self.setGeometry(QRect(rect.left(), rect.top(), max(rect.width(), _WIDTH), rect.height()))
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the cell as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere leaves the cell as it was."""
        super().focusOutEvent(event)
        if self.isVisible():
            self._leave()

    def _confirm(self) -> None:
        self.confirmed.emit(self.text())

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

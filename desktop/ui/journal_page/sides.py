"""The grid, and a panel beside it: the sums make room for the panel, the lessons never."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.grid.grid import MarkingGrid

WIDE: Final = 1_400
"""Below this width of the window a panel takes the place of the sums."""


class PageSides(QWidget):
    """The left side is the grid; the right one is lent to whoever is shown there."""

    def __init__(self, grid: MarkingGrid) -> None:
        super().__init__()
        self.side: QWidget | None = None
        self._grid = grid
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(grid, 1)

    def show_side(self, side: QWidget | None) -> None:
        """Show a panel and give it the focus; the one before is let go. None: the grid alone."""
        before, self.side = self.side, side
        if before is not None:
            self._row.removeWidget(before)
            before.hide()
            before.deleteLater()
        if side is not None:
            side.setFixedWidth(side.sizeHint().width())
            self._row.addWidget(side)
            side.show()
        self._share()
        (side or self._grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider window has room for both."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        has_room = self.side is None or self.window().width() > WIDE
        self._grid.edge.setVisible(has_room and not self._grid.table.delegate.only_cursor)
        if self.side is not None:
            QTimer.singleShot(0, self, self._show_cursor)

    def _show_cursor(self) -> None:
        index = self._grid.table.currentIndex()
        if index.isValid():
            self._grid.table.scrollTo(index)

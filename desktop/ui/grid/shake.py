"""A refused cell shakes red for a quarter of a second."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from desktop.ui.grid.table import MarkTable

_OFFSETS: Final = (-3, 3, -2, 2, -1, 0)
_STEP_MS: Final = 40


class Shake(QObject):
    """Moves one cell's picture to and fro, then lets it stand."""

    def __init__(self, table: MarkTable) -> None:
        super().__init__(table)
        self._table = table
        self._left: list[int] = []
        self._cell = (-1, -1)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)

    def shake(self, row: int, column: int) -> None:
        """Begin anew with this cell."""
        self._stop()
        self._cell, self._left = (row, column), list(_OFFSETS)
        self._step()
        self._timer.start()

    def _step(self) -> None:
        if not self._left:
            self._stop()
            return
        self._table.delegate.shaken = (self._cell, self._left.pop(0))
        self._table.touch_cell(*self._cell)

    def _stop(self) -> None:
        self._timer.stop()
        self._table.delegate.shaken = None
        if self._cell != (-1, -1):
            self._table.touch_cell(*self._cell)

"""A table with a row for each record, edited in its cells; a wrong cell stays red with its reason."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.ui.look import palette

_ID: Final = Qt.ItemDataRole.UserRole


class RecordTable(QTableWidget):
    """`edited` tells of a cell that a person has changed, never of one that was shown. Columns that are
    `fixed` cannot be written in.
    """

    edited = Signal(object)

    def __init__(self, title: str, heads: Sequence[str], fixed: Container[int]) -> None:
        super().__init__(0, len(heads))
        self._fixed = fixed
        self._fills = False
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels(heads)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._tell)

    def show_rows(self, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
        """The records as they are now, each with its id; the cursor stays where it is."""
        self._fills = True
        here, shown = (self.currentRow(), self.currentColumn()), list(rows)
        self.setRowCount(len(shown))
        for row, (id, cells) in enumerate(shown):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_ID, id)
                item.setToolTip(text)
                if column in self._fixed:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(row, column, item)
        self.setCurrentCell(max(0, min(here[0], len(shown) - 1)), max(0, here[1]))
        self._fills = False

    def id_of(self, row: int) -> str | None:
        """The record of a row; None where there is no such row."""
        item = self.item(row, 0)
        return None if item is None else str(item.data(_ID))

    def text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()

    def mark(self, item: QTableWidgetItem, words: str) -> None:
        """Leave what was written in red, with the reason for which it was not taken."""
        self._fills = True
        item.setBackground(QColor(palette.worn().chip("2").fill))
        item.setToolTip(words)
        self._fills = False

    def _tell(self, item: QTableWidgetItem) -> None:
        if not self._fills:
            self.edited.emit(item)

"""The least that shows a page: Qt's own table and model, without a style, a rule or a disk."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QTableView

from benchmarks.painting import PaintWatch, press, settle, show

ENTER: Final = Qt.Key.Key_Return


class BareView(QTableView):
    """`QTableView` with `QStandardItemModel`: a digit opens the cell's editor, Enter closes it."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._model = QStandardItemModel(rows, columns, self)
        for row in range(rows):
            for column in range(columns):
                self._model.setItem(row, column, QStandardItem("5" if (row + column) % 2 else ""))
        self.setModel(self._model)
        self.horizontalHeader().setDefaultSectionSize(38)
        self.verticalHeader().setDefaultSectionSize(20)
        show(self)
        self._watch = PaintWatch(self)

    def type_down(self, column: int, text: str) -> list[float]:
        """Type a digit into each row of a column; seconds until each was painted."""
        self._stand_on(0, column)
        seconds = [self._type(row, column, text) for row in range(self._model.rowCount())]
        if any(self._model.item(row, column).text() != text for row in range(self._model.rowCount())):
            raise RuntimeError("a digit has not arrived in the model")
        return seconds

    def _type(self, row: int, column: int, text: str) -> float:
        self._stand_on(row, column)
        opened = self._watch.seconds(lambda: press(self, Qt.Key.Key_4, text))
        editor = self.viewport().findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        return opened + self._watch.seconds(lambda: press(editor, ENTER))

    def _stand_on(self, row: int, column: int) -> None:
        self.setCurrentIndex(self._model.index(row, column))
        self.setFocus()
        settle()


class WiredView(BareView):
    """The same without an editor: a digit goes straight into the model, the cursor one down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Two calls of Qt, nothing else."""
        here = self.currentIndex()
        self._model.setData(here, event.text())
        self.setCurrentIndex(here.siblingAtRow(here.row() + 1))

    def _type(self, row: int, column: int, text: str) -> float:
        return self._watch.seconds(lambda: press(self, Qt.Key.Key_4, text))

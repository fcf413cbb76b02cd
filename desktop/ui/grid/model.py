"""The sheet as Qt's views read it; `data()` only looks up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.grid.cells import BLANK, CellShown, Place
from desktop.ui.grid.sheet import ColumnShown, RowShown, Sheet, SummaryShown

Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_NOWHERE: Final = QModelIndex()


class GridModel(QAbstractTableModel):
    """Rows and columns of a sheet, found by key in both directions."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._take(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, or the same one with other rows or columns."""
        self.beginResetModel()
        self._take(sheet)
        self.endResetModel()

    def _take(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows: tuple[RowShown, ...] = tuple(sheet.rows)
        self.columns: tuple[ColumnShown, ...] = tuple(sheet.columns)
        self._row_of = {row.key: at for at, row in enumerate(self.rows)}
        self._column_of = {column.key: at for at, column in enumerate(self.columns)}
        self._length = len(self.rows) + int(sheet.takes_newcomers)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Pupils, and the row of newcomers."""
        return 0 if parent.isValid() else self._length

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Works of the term."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The cell's text, for screen readers and plain views; the delegate reads `shown`."""
        if role != _DISPLAY or not index.isValid():
            return None
        return str(self.shown(index.row(), index.column()).value)

    def shown(self, row: int, column: int) -> CellShown:
        """What stands in a cell, by position."""
        if row >= len(self.rows):
            return BLANK
        return self.sheet.cell(Place(self.rows[row].key, self.columns[column].key))

    def place(self, index: Index) -> Place | None:
        """The cell at an index; None outside the pupils."""
        if not index.isValid() or index.row() >= len(self.rows) or self.rows[index.row()].divider:
            return None
        return Place(self.rows[index.row()].key, self.columns[index.column()].key)

    def index_of(self, place: Place | None) -> QModelIndex:
        """Where a cell stands now; invalid when its row or column has gone."""
        if place is None or place.row not in self._row_of or place.column not in self._column_of:
            return QModelIndex()
        return self.index(self._row_of[place.row], self._column_of[place.column])

    def is_newcomer(self, row: int) -> bool:
        """Whether this is the row «+ Новенький…»."""
        return row == len(self.rows)

    def touch(self, places: Iterable[Place]) -> None:
        """These cells changed: exactly they are painted again."""
        for place in places:
            index = self.index_of(place)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def row_of(self, key: str) -> int:
        """The position of a pupil; -1 for one who is not here."""
        return self._row_of.get(key, -1)


class SummaryModel(QAbstractTableModel):
    """The right edge of the same sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._take(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self._take(sheet)
        self.endResetModel()

    def _take(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns = tuple(sheet.summary_columns)
        self._keys = tuple(row.key for row in sheet.rows)
        self._row_of = {key: at for at, key in enumerate(self._keys)}
        self._length = len(self._keys) + int(sheet.takes_newcomers)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As many rows as the grid has."""
        return 0 if parent.isValid() else self._length

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Summary columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The text, for screen readers; the delegate reads `shown`."""
        return self.shown(index.row(), index.column()).text if role == _DISPLAY else None

    def shown(self, row: int, column: int) -> SummaryShown:
        """What stands in a cell of the edge."""
        if row >= len(self._keys):
            return SummaryShown()
        return self.sheet.summary(self._keys[row], self.columns[column].key)

    def touch(self, rows: Iterable[str]) -> None:
        """The sums of these pupils changed."""
        last = len(self.columns) - 1
        for key in rows:
            at = self._row_of.get(key, -1)
            if at >= 0 and last >= 0:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

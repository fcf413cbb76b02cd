"""Painting of cells: background, kept tile, focus ring. Nothing is asked of `data()`."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.grid.cells import CellShown, Fate
from desktop.ui.grid.model import GridModel
from desktop.ui.grid.tiles import Tiles
from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours

Index = QModelIndex | QPersistentModelIndex
HANDLE: Final = 7
_SELECTED: Final = QStyle.StateFlag.State_Selected


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of the marking grid.

    `cursor`: the cell with the ring, as (row, column). `waiting`: a text typed but not
    complete. `shaken`: a refused cell and how far it is off its place now, in pixels.
    `only_cursor`: other pupils' marks are hidden, since the page is projected.
    """

    def __init__(self, model: GridModel, colours: Colours) -> None:
        super().__init__()
        self._model = model
        self.cursor = (-1, -1)
        self.focused = True
        self.only_cursor = False
        self.waiting: tuple[tuple[int, int], str] | None = None
        self.shaken: tuple[tuple[int, int], int] | None = None
        self.wear(colours)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours: kept pictures are thrown away."""
        self.tiles = Tiles(colours)
        self._base = QColor(colours.base)
        self._current = QColor(colours.current)
        self._selection = QColor(colours.selection)
        self._closed = QColor(colours.closed)
        self._ring = QPen(QColor(colours.accent), measures.RING)
        self._still = QPen(QColor(colours.muted), measures.RING)
        self._bad = QPen(QColor(colours.red), measures.RING)
        self._line = QPen(QColor(colours.hairline), 1)
        self._group = QPen(QColor(colours.hairline_strong), 1)
        self._text = QColor(colours.text)
        self._accent = QColor(colours.accent)
        self._font = grid_font()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        row, column = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # a C++ field that the stubs leave out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the same
        model = self._model
        shown = model.shown(row, column)
        head = model.columns[column]
        if state & _SELECTED:
            painter.fillRect(rect, self._selection)
        elif shown.closed:
            painter.fillRect(rect, self._closed)
        elif head.current:
            painter.fillRect(rect, self._current)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._ends_lesson(column):
            painter.setPen(self._group)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        here = (row, column)
        self._paint_content(painter, rect, here, shown)
        if here == self.cursor:
            self._paint_ring(painter, rect)

    def _paint_content(self, painter: QPainter, rect: QRect, here: tuple[int, int], shown: CellShown) -> None:
        if self.waiting and self.waiting[0] == here:
            painter.setFont(self._font)
            painter.setPen(self._accent)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{self.waiting[1]}_")
            return
        if self.only_cursor and here[0] != self.cursor[0]:
            return
        if not (shown.value or shown.has_comment or shown.other or shown.fate is not Fate.SETTLED):
            return
        device = painter.device()
        ratio = device.devicePixelRatio() if device else 1.0
        offset = self.shaken[1] if self.shaken and self.shaken[0] == here else 0
        painter.drawPixmap(rect.topLeft() + QPoint(offset, 0), self.tiles.tile(shown, rect.size(), ratio))

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        is_shaken = self.shaken is not None and self.shaken[0] == self.cursor
        offset = self.shaken[1] if self.shaken and is_shaken else 0
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._bad if is_shaken else self._ring if self.focused else self._still)
        painter.drawRect(rect.adjusted(1 + offset, 1, -1 + offset, -1))
        if self.focused and not is_shaken:
            corner = QRect(rect.right() - HANDLE + 1, rect.bottom() - HANDLE + 1, HANDLE, HANDLE)
            painter.fillRect(corner, self._base)
            painter.fillRect(corner.adjusted(1, 1, 0, 0), self._accent)

    def _ends_lesson(self, column: int) -> bool:
        columns = self._model.columns
        return column + 1 >= len(columns) or columns[column].lesson != columns[column + 1].lesson

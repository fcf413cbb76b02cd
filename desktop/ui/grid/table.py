"""The marking table: rows are pupils, columns are works. It shows and selects.

Qt's own keys are off: keys come through the grid, which knows fast entry.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip

from desktop.ui.grid.cells import Place
from desktop.ui.grid.delegate import HANDLE, CellDelegate
from desktop.ui.grid.headers import LessonsEdge, NamesEdge
from desktop.ui.grid.model import GridModel
from desktop.ui.look import measures
from desktop.ui.look.palette import Colours

_LEFT_BUTTON: Final = Qt.MouseButton.LeftButton
_ONLY: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect
_REACH: Final = 3


class MarkTable(QTableView):
    """The scrolling part of the grid.

    `place_chosen`: the cursor is somewhere else. `palette_wanted`: the chosen cell was
    clicked again. `dragged`: the fill handle was let go; the column's cells from the
    first to the last row, and the row that the value comes from.
    """

    place_chosen = Signal(QModelIndex)
    palette_wanted = Signal(QModelIndex)
    menu_asked = Signal(QPoint)
    dragged = Signal(int, int, int, int)
    resized = Signal()

    def __init__(self, model: GridModel, colours: Colours) -> None:
        super().__init__()
        self.grid_model = model
        self.setModel(model)
        self.delegate = CellDelegate(model, colours)
        self.setItemDelegate(self.delegate)
        self.names = NamesEdge(model, colours)
        self.lessons = LessonsEdge(model, colours)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(self.lessons)
        self._drag_from: QModelIndex | None = None
        self._pressed_again = False
        self._set_up()
        self.selectionModel().currentChanged.connect(self._current_changed)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours."""
        self.delegate.wear(colours)
        self.names.wear(colours)
        self.lessons.wear(colours)
        self.viewport().update()

    def fit_rows(self, *, touch: bool) -> None:
        """Make rows as high as lets a class show whole, within 20–28 px."""
        rows = max(self.grid_model.rowCount(), 1)
        height = measures.row_height(self.viewport().height(), rows, touch=touch)
        if height != self.names.defaultSectionSize():
            self.names.setDefaultSectionSize(height)

    def show_cursor(self, index: QModelIndex) -> None:
        """Put the ring here and scroll to it; the selection becomes this cell."""
        self.selectionModel().setCurrentIndex(index, _ONLY)
        self.scrollTo(index)

    def extend_to(self, index: QModelIndex) -> None:
        """Select from the cursor to here; the cursor stays."""
        anchor = self.currentIndex()
        if anchor.isValid() and index.isValid():
            box = QItemSelection(
                self.model().index(min(anchor.row(), index.row()), min(anchor.column(), index.column())),
                self.model().index(max(anchor.row(), index.row()), max(anchor.column(), index.column())),
            )
            self.selectionModel().select(box, _ONLY)
            self.scrollTo(index)

    def places(self) -> tuple[Place, ...]:
        """The selected cells, row by row; without the row of newcomers."""
        chosen = sorted((at.row(), at.column()) for at in self.selectionModel().selectedIndexes())
        found = (self.grid_model.place(self.grid_model.index(*at)) for at in chosen)
        return tuple(place for place in found if place is not None)

    def touch_cell(self, row: int, column: int) -> None:
        """Paint one cell again."""
        self.update(self.grid_model.index(row, column))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.delegate.cursor = (current.row(), current.column())
        self.names.go_to(current.row())
        self.lessons.go_to(current.column())
        self.place_chosen.emit(current)

    # Qt's events.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the grid's: Qt's search by letter and its Enter would get in the way."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a second click on the chosen cell opens the palette; the handle fills."""
        at = event.position().toPoint()
        if event.button() is _LEFT_BUTTON and self._handle().contains(at):
            self._drag_from = self.currentIndex()
            return
        index = self.indexAt(at)
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.button() is _LEFT_BUTTON:
            self.extend_to(index)
            return
        chosen = self.selectionModel().selectedIndexes()
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        again = index.isValid() and index == self.currentIndex() and len(chosen) == 1
        self._pressed_again = event.button() is _LEFT_BUTTON and again and is_plain
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click selected, this one opens the palette on release."""
        self._pressed_again = self.indexAt(event.position().toPoint()).isValid()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle down or up its column, or a selection over cells.

        The ring stays where the drag began, as in a spreadsheet; Qt would take it along.
        """
        at = event.position().toPoint()
        if self._drag_from is not None:
            row = self.rowAt(at.y())
            self.extend_to(self.grid_model.index(row, self._drag_from.column()))
            return
        if event.buttons() & _LEFT_BUTTON:
            self.extend_to(self.indexAt(at))
            return
        shape = Qt.CursorShape.CrossCursor if self._handle().contains(at) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a fill, or open the palette if nothing was dragged."""
        source, self._drag_from = self._drag_from, None
        if source is not None:
            rows = [at.row() for at in self.selectionModel().selectedIndexes()]
            if len(rows) > 1:
                self.dragged.emit(source.column(), source.row(), min(rows), max(rows))
            return
        super().mouseReleaseEvent(event)
        again, self._pressed_again = self._pressed_again, False
        is_one = len(self.selectionModel().selectedIndexes()) == 1
        if again and is_one and self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.palette_wanted.emit(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu is the screen's."""
        self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The hover card."""
        if isinstance(event, QHelpEvent):
            place = self.grid_model.place(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), self.grid_model.sheet.explain(place) if place else "", self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is in the accent colour while keys come here."""
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring stays, in grey."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        self.delegate.focused = focused
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows fit themselves to the new height."""
        super().resizeEvent(event)
        self.resized.emit()

    def _handle(self) -> QRect:
        """Where the fill handle is: the right bottom corner of the cursor's cell."""
        rect = self.visualRect(self.currentIndex())
        if rect.isEmpty():
            return QRect()
        side = HANDLE + _REACH
        return QRect(rect.right() - side, rect.bottom() - side, side + 1, side + 1)

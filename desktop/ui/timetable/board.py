"""The board: one widget that paints a week of the whole school, with a cursor, a mouse and frozen headers.

It knows no rules: it says which card is wanted, where one is let fall, and shows what it is told.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.ui.timetable.board_area import BoardArea
from desktop.ui.timetable.geometry import TOP
from desktop.ui.timetable.sheet import Spot
from desktop.ui.words import _
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

_LEFT_BUTTON: Final = Qt.MouseButton.LeftButton


class Board(BoardArea):
    """Shows a `Sheet`. Positions of the mouse are those of the viewport."""

    moved = Signal()
    """The cursor stands elsewhere."""
    take_wanted = Signal(object)
    """A BlockKey that the mouse begins to drag."""
    put_wanted = Signal(object)
    """A TimeSlot on which the mouse lets the held card fall."""
    let_go = Signal(QPoint)
    """The mouse lets it fall outside the board, at this place of the screen."""
    opened = Signal()
    """A double click on the cell of the cursor."""
    pressed = Signal(QKeyEvent)
    """A key that no chord has taken: letters, = and F2."""
    menu_wanted = Signal(QPoint)
    """The place of the screen where a menu shall open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Расписание: сетка уроков"))
        self.viewport().setMouseTracking(True)
        self._pressed: QPoint | None = None

    @property
    def cursor_spot(self) -> Spot:
        return self.shown.cursor

    @property
    def block(self) -> BlockKey | None:
        """The card under the cursor."""
        return self.sheet.block_at(self.shown.cursor, self.shown.lane) if self.sheet else None

    def go(self, spot: Spot, lane: int = 0) -> None:
        """Move the cursor and bring it into sight."""
        self.show_now(cursor=spot, lane=lane)
        self.bring_into_sight(spot)
        self.moved.emit()

    def go_to(self, block: BlockKey) -> bool:
        """The cursor to a card, in the column that it stands in or another of its own."""
        assert self.sheet is not None
        here = self.shown.cursor.column
        found = [
            (spot, each.lane)
            for spot, pieces in self.sheet.pieces.items()
            for each in pieces
            if each.block == block
        ]
        if found:
            self.go(*min(found, key=lambda one: (one[0].column != here, one[0])))
        return bool(found)

    def step(self, columns: int, slots: int) -> None:
        """The cursor by so many cells; cards that share a cell come one by one, days follow each other."""
        assert self.sheet is not None
        if self._step_in_cell(columns):
            return
        spot, per_day = self.shown.cursor, self.sheet.rows
        column, row = spot.column + columns, spot.at.day * per_day + spot.at.slot + slots
        rows = per_day * len(self.sheet.grid.days)
        if column in range(len(self.sheet.columns)) and row in range(rows):
            self.go(Spot(column, TimeSlot(*divmod(row, per_day))), 0 if columns >= 0 else -1)

    def _step_in_cell(self, columns: int) -> bool:
        assert self.sheet is not None
        shared = len(self.sheet.blocks_at(self.shown.cursor))
        lane = self.shown.lane % shared + columns if shared else -1
        if not columns or self.shown.held is not None or lane not in range(shared):
            return False
        self.show_now(lane=lane)
        self.moved.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the cursor's, never the scroll bars'."""
        self.pressed.emit(event)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cursor comes; with a card in hand a click puts it."""
        point = event.position().toPoint()
        spot = self._geometry.spot(point)
        if event.button() is not _LEFT_BUTTON or spot is None or self.sheet is None:
            return
        if self.shown.held is not None:
            self._put_at(spot)
            return
        self.go(spot, self._geometry.lane(point, self.sheet))
        self._pressed = point if self.block is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A pressed card that is moved is taken; a held one follows."""
        point = event.position().toPoint()
        if self._pressed is not None and self.shown.held is None:
            far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            block = self.block
            if far and block is not None:
                self.take_wanted.emit(block)
        if self.shown.held is not None:
            self.hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A card that was dragged falls where the mouse is."""
        was_dragged = self._pressed is not None and self.shown.held is not None
        self._pressed = None
        if was_dragged and event.button() is _LEFT_BUTTON:
            self.fall(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the card without dragging."""
        if event.button() is _LEFT_BUTTON and self._geometry.spot(event.position().toPoint()):
            self._pressed = None
            self.opened.emit()

    def hover(self, point: QPoint) -> None:
        """The held card follows the mouse, and the cursor the place under it."""
        spot = self._geometry.spot(point)
        self.show_now(pointer=point)
        if spot is not None:
            self.show_now(cursor=spot)
            self.moved.emit()

    def fall(self, point: QPoint) -> None:
        """The held card is let fall at this place of the viewport."""
        spot = self._geometry.spot(point)
        self.show_now(pointer=None)
        if spot is not None and self.viewport().rect().contains(point):
            self._put_at(spot)
        else:
            self.let_go.emit(self.viewport().mapToGlobal(point))

    def _put_at(self, spot: Spot) -> None:
        self.show_now(cursor=spot, pointer=None)
        self.put_wanted.emit(spot.at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl makes cells larger or smaller; Shift scrolls sideways."""
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hints of cells and columns; the menu."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._hint(event.pos()), self.viewport())
            return True
        if event.type() is QEvent.Type.ContextMenu:
            self.menu_wanted.emit(
                self.viewport().mapToGlobal(self._geometry.cell(self.shown.cursor).center())
            )
            return True
        return super().viewportEvent(event)

    def _hint(self, point: QPoint) -> str:
        """What a narrow cell cannot say."""
        spot = self._geometry.spot(QPoint(point.x(), max(point.y(), TOP + 1)))
        if self.sheet is None or spot is None:
            return ""
        if point.y() < TOP:
            return self.sheet.columns[spot.column].hint
        aim = self.shown.aims.get(spot.at)
        if aim is not None and spot.column in self.shown.held_columns:
            return aim.words
        pieces = self.sheet.covered.get(spot, ())
        return "\n".join(" · ".join(filter(None, (one.title, one.who, one.where))) for one in pieces)

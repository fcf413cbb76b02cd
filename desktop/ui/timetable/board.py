"""The board: one widget that paints a week of the whole school, with a cursor, a mouse and frozen headers.

It knows no rules: it says which card is wanted, where one is let fall, and shows what it is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from desktop.ui.look import palette
from desktop.ui.timetable.geometry import LEFT, TOP, USUAL, ZOOMS, Geometry
from desktop.ui.timetable.hues import Hues
from desktop.ui.timetable.painting import BoardPainter, Shown
from desktop.ui.timetable.sheet import Sheet, Spot
from desktop.ui.words import _
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

_LEFT_BUTTON: Final = Qt.MouseButton.LeftButton


class Board(QAbstractScrollArea):
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
    menu_wanted = Signal(QPoint)
    """The place of the screen where a menu shall open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Расписание: сетка уроков"))
        self.viewport().setMouseTracking(True)
        self.sheet: Sheet | None = None
        self.shown = Shown()
        self._hues: Hues = {}
        self._zoom = USUAL
        self._geometry = Geometry(0, 0, 0)
        self._pressed: QPoint | None = None
        self._colours = palette.worn()
        self._painter = BoardPainter(self._colours)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scroll)

    # what is shown

    def show_sheet(self, sheet: Sheet, hues: Hues) -> None:
        """Another draft, or another axis; the cursor stays where it can."""
        self.sheet, self._hues = sheet, hues
        self._measure()
        cursor = self.shown.cursor
        column = max(0, min(cursor.column, len(sheet.columns) - 1))
        at = TimeSlot(
            max(0, min(cursor.at.day, len(sheet.grid.days) - 1)),
            max(0, min(cursor.at.slot, len(sheet.grid.slots) - 1)),
        )
        self.show_now(cursor=Spot(column, at))

    def show_now(self, **changes: Any) -> None:
        """Change what stands on the board; everything that is not named stays."""
        self.shown = replace(self.shown, **changes)
        self.viewport().update()

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
        self._bring_into_sight(spot)
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
        """The cursor by so many cells; lanes of a shared cell come first, days follow each other."""
        assert self.sheet is not None
        if not self._step_lane(columns):
            spot, per_day = self.shown.cursor, len(self.sheet.grid.slots)
            row = spot.at.day * per_day + spot.at.slot + slots
            if 0 <= spot.column + columns < len(self.sheet.columns) and (
                0 <= row < per_day * len(self.sheet.grid.days)
            ):
                lane = 0 if columns >= 0 else 99
                self.go(Spot(spot.column + columns, TimeSlot(*divmod(row, per_day))), lane)

    def _step_lane(self, columns: int) -> bool:
        assert self.sheet is not None
        shared = len(self.sheet.covered.get(self.shown.cursor, ()))
        lane = min(self.shown.lane, shared - 1) + columns
        if not columns or self.shown.held is not None or not 0 <= lane < shared:
            return False
        self.show_now(lane=lane)
        self.moved.emit()
        return True

    def zoom(self, steps: int) -> None:
        """Larger or smaller cells."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + steps))
        self._measure()
        self._bring_into_sight(self.shown.cursor)

    # lengths

    def _measure(self) -> None:
        if self.sheet is None:
            return
        grid = self.sheet.grid
        columns, days, slots = len(self.sheet.columns), len(grid.days), len(grid.slots)
        self._geometry = Geometry(columns, days, slots, ZOOMS[self._zoom])
        room = self.viewport().size()
        for bar, whole, seen, step in (
            (self.horizontalScrollBar(), self._geometry.width, room.width() - LEFT, self._geometry.zoom.width),
            (self.verticalScrollBar(), self._geometry.height, room.height() - TOP, self._geometry.zoom.height),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(step)
        self._scroll()

    def _scroll(self) -> None:
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._geometry = self._geometry.scrolled(x, y)
        self.viewport().update()

    def _bring_into_sight(self, spot: Spot) -> None:
        cell, room = self._geometry.cell(spot), self.viewport().rect()
        for bar, near, far, least, most in (
            (self.horizontalScrollBar(), cell.left(), cell.right(), LEFT, room.right()),
            (self.verticalScrollBar(), cell.top(), cell.bottom(), TOP, room.bottom()),
        ):
            bar.setValue(bar.value() + min(0, near - least) + max(0, far - most))

    def spot_rect(self, spot: Spot) -> tuple[QPoint, QSize]:
        """Where a cell is painted: for hands and tests."""
        cell = self._geometry.cell(spot)
        return cell.center(), cell.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cells are seen."""
        super().resizeEvent(event)
        self._measure()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is seen."""
        if palette.worn() is not self._colours:
            self._colours = palette.worn()
            self._painter = BoardPainter(self._colours)
        painter = QPainter(self.viewport())
        if self.sheet is not None:
            clip = self.viewport().rect()
            self._painter.paint(painter, self.sheet, self._hues, self._geometry, self.shown, clip)
        painter.end()
        del event

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the cursor."""
        super().focusInEvent(event)
        self.show_now(has_focus=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring turns pale."""
        super().focusOutEvent(event)
        self.show_now(has_focus=False)

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
            self.menu_wanted.emit(self.viewport().mapToGlobal(self._geometry.cell(self.shown.cursor).center()))
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

"""The area of the board: a sheet at a zoom, scrolled under headers that stand still."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.ui.look import palette
from desktop.ui.timetable.geometry import LEFT, TOP, USUAL, ZOOMS, Geometry
from desktop.ui.timetable.hues import Hues
from desktop.ui.timetable.painting import BoardPainter, Canvas, Shown
from desktop.ui.timetable.sheet import Sheet, Spot
from timetable.grid import TimeSlot


class BoardArea(QAbstractScrollArea):
    """Shows a `Sheet`; what else stands on it is a `Shown`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet: Sheet | None = None
        self.shown = Shown()
        self._hues: Hues = {}
        self._zoom = USUAL
        self._geometry = Geometry(0, 0, 0)
        self._colours = palette.worn()
        self._painter = BoardPainter(self._colours)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scroll)

    def show_sheet(self, sheet: Sheet, hues: Hues) -> None:
        """Another draft, or another axis; the cursor stays where it can."""
        self.sheet, self._hues = sheet, hues
        self._measure()
        cursor, grid = self.shown.cursor, sheet.grid
        column = max(0, min(cursor.column, len(sheet.columns) - 1))
        day = max(0, min(cursor.at.day, len(grid.days) - 1))
        slot = max(0, min(cursor.at.slot, sheet.rows - 1))
        self.show_now(cursor=Spot(column, TimeSlot(day, slot)))

    def show_now(self, **changes: Any) -> None:
        """Change what stands on the board; everything that is not named stays."""
        self.shown = replace(self.shown, **changes)
        self.viewport().update()

    def zoom(self, steps: int) -> None:
        """Larger or smaller cells."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + steps))
        self._measure()
        self.bring_into_sight(self.shown.cursor)

    def bring_into_sight(self, spot: Spot) -> None:
        """Scroll as far as it needs for a cell to be seen whole."""
        cell, room = self._geometry.cell(spot), self.viewport().rect()
        for bar, near, far, least, most in (
            (self.horizontalScrollBar(), cell.left(), cell.right(), LEFT, room.right()),
            (self.verticalScrollBar(), cell.top(), cell.bottom(), TOP, room.bottom()),
        ):
            bar.setValue(bar.value() + min(0, near - least) + max(0, far - most))

    def spot_rect(self, spot: Spot) -> tuple[QPoint, QSize]:
        """The middle and the size of a cell in the viewport."""
        cell = self._geometry.cell(spot)
        return cell.center(), cell.size()

    def _measure(self) -> None:
        if self.sheet is None:
            return
        grid, zoom = self.sheet.grid, ZOOMS[self._zoom]
        lie = self._geometry = Geometry(len(self.sheet.columns), len(grid.days), self.sheet.rows, zoom)
        room = self.viewport().size()
        for bar, whole, seen, step in (
            (self.horizontalScrollBar(), lie.width, room.width() - LEFT, zoom.width),
            (self.verticalScrollBar(), lie.height, room.height() - TOP, zoom.height),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(step)
        self._scroll()

    def _scroll(self) -> None:
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._geometry = self._geometry.scrolled(x, y)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cells are seen."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is seen."""
        if palette.worn() is not self._colours:
            self._colours = palette.worn()
            self._painter = BoardPainter(self._colours)
        painter = QPainter(self.viewport())
        if self.sheet is not None:
            lie, clip = self._geometry, self.viewport().rect()
            self._painter.paint(Canvas(painter, self.sheet, self._hues, lie, self.shown, clip))
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

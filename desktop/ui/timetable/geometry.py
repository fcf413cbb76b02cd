"""Where the cells of a board lie: columns, days with a gap between them, slots; headers stand still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QPoint, QRect

from desktop.ui.timetable.sheet import Piece, Sheet, Spot
from timetable.grid import TimeSlot

LEFT: Final = 60
TOP: Final = 26
DAY_BAND: Final = 22
DAY_GAP: Final = 5


@dataclass(frozen=True, slots=True)
class Zoom:
    """The size of a cell in pixels; a small one shows the subject alone."""

    width: int
    height: int

    @property
    def shows_details(self) -> bool:
        return self.height >= 30


ZOOMS: Final = (Zoom(40, 18), Zoom(56, 20), Zoom(74, 31), Zoom(96, 34), Zoom(132, 44))
USUAL: Final = 2


@dataclass(frozen=True)
class Geometry:
    """The cells of a sheet at a zoom, scrolled by ``offset``."""

    columns: int
    days: int
    slots: int
    zoom: Zoom = ZOOMS[USUAL]
    offset: QPoint = field(default_factory=QPoint)

    def scrolled(self, x: int, y: int) -> Geometry:
        return replace(self, offset=QPoint(x, y))

    @property
    def width(self) -> int:
        """All columns, without the header."""
        return self.columns * self.zoom.width

    @property
    def height(self) -> int:
        """All days, without the header."""
        return self.days * self._day + max(0, self.days - 1) * DAY_GAP

    @property
    def _day(self) -> int:
        return self.slots * self.zoom.height

    def cell(self, spot: Spot, length: int = 1) -> QRect:
        """Where a cell is painted, in the viewport; a double lesson takes two."""
        x = LEFT + spot.column * self.zoom.width - self.offset.x()
        return QRect(x, self.row(spot.at), self.zoom.width, self.zoom.height * length)

    def row(self, at: TimeSlot) -> int:
        """The top of a slot, in the viewport."""
        return TOP + at.day * (self._day + DAY_GAP) + at.slot * self.zoom.height - self.offset.y()

    def piece(self, spot: Spot, piece: Piece) -> QRect:
        """Where a piece is painted: its lane of the cell."""
        cell = self.cell(spot, piece.length)
        left = cell.left() + cell.width() * piece.lane // piece.lanes
        right = cell.left() + cell.width() * (piece.lane + 1) // piece.lanes
        return QRect(left, cell.top(), right - left, cell.height())

    def day(self, day: int) -> QRect:
        """The band of a day in the left header."""
        return QRect(0, self.row(TimeSlot(day, 0)), DAY_BAND, self._day)

    def spot(self, point: QPoint) -> Spot | None:
        """The cell under a point of the viewport; None for headers, gaps and the outside."""
        if point.x() < LEFT or point.y() < TOP:
            return None
        column = (point.x() - LEFT + self.offset.x()) // self.zoom.width
        day, down = divmod(point.y() - TOP + self.offset.y(), self._day + DAY_GAP)
        slot = down // self.zoom.height
        inside = column < self.columns and day < self.days and slot < self.slots
        return Spot(column, TimeSlot(day, slot)) if inside else None

    def lane(self, point: QPoint, sheet: Sheet) -> int:
        """Which of the cards that share a cell is under a point."""
        spot = self.spot(point)
        if spot is None:
            return 0
        cell = self.cell(spot)
        for piece in sheet.covered.get(spot, ()):
            if (point.x() - cell.left()) * piece.lanes // cell.width() == piece.lane:
                return sheet.blocks_at(spot).index(piece.block)
        return 0

    def seen_columns(self, width: int) -> range:
        """The columns that a viewport of this width shows."""
        first = self.offset.x() // self.zoom.width
        last = (self.offset.x() + width - LEFT) // self.zoom.width
        return range(max(0, first), min(self.columns, last + 1))

    def seen_slots(self, height: int) -> Iterator[TimeSlot]:
        """The places of the week that a viewport of this height shows."""
        for day in range(self.days):
            for slot in range(self.slots):
                top = self.row(TimeSlot(day, slot))
                if top + self.zoom.height > TOP and top < height:
                    yield TimeSlot(day, slot)

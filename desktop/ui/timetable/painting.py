"""The board on a painter: cells, cards, the colours of a drag, what was found, the frozen headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours
from desktop.ui.timetable.aims import Aim, Aims, Tone
from desktop.ui.timetable.geometry import DAY_BAND, LEFT, TOP, Geometry
from desktop.ui.timetable.hues import Hues
from desktop.ui.timetable.sheet import Piece, Sheet, Spot
from desktop.ui.timetable.tiles import CardTiles, corner
from timetable.findings import Weight
from timetable.grid import DaySlot, Level, TimeSlot
from timetable.rules.rule import BlockKey

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_FADED: Final = 0.22
HOME: Final = Spot(0, TimeSlot(0, 0))


@dataclass(frozen=True)
class Shown:
    """What stands on the board just now, beside the sheet itself."""

    cursor: Spot = HOME
    lane: int = 0
    has_focus: bool = False
    held: BlockKey | None = None
    aims: Aims = field(default_factory=dict)
    held_columns: tuple[int, ...] = ()
    pointer: QPoint | None = None
    """Where the mouse drags the held card, in the viewport."""
    lit: frozenset[BlockKey] | None = None
    """The cards that are found by letters, or that a finding names; the others fade."""
    changed: frozenset[BlockKey] = frozenset()
    """The cards that lie elsewhere than in the timetable compared with."""
    marks: Mapping[BlockKey, Weight] = field(default_factory=dict)


class BoardPainter:
    """Paints one sheet; made anew for each palette."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._tiles = CardTiles(colours)
        self._plain = grid_font(small=True)
        self._bold = grid_font(small=True, bold=True)

    def paint(
        self, painter: QPainter, sheet: Sheet, hues: Hues, geometry: Geometry, shown: Shown, clip: QRect
    ) -> None:
        """The part of the viewport in ``clip``; headers last, since they stand above the cells."""
        painter.fillRect(clip, QColor(self._colours.base))
        columns = geometry.seen_columns(clip.right() + 1)
        seen = list(geometry.seen_slots(clip.bottom() + 1))
        for column in columns:
            for at in seen:
                self._paint_cell(painter, sheet, geometry, Spot(column, at), shown)
        for column in columns:
            for at in self._starts(sheet, seen):
                for piece in sheet.pieces.get(Spot(column, at), ()):
                    self._paint_piece(
                        painter, piece, geometry.piece(Spot(column, at), piece), hues, geometry, shown
                    )
        self._paint_aims(painter, sheet, geometry, shown)
        self._paint_cursor(painter, geometry, shown)
        self._paint_pointer(painter, sheet, hues, geometry, shown)
        self._paint_headers(painter, sheet, geometry, shown, clip)

    @staticmethod
    def _starts(sheet: Sheet, seen: list[TimeSlot]) -> list[TimeSlot]:
        """Where pieces that are seen may begin: a double lesson may begin above."""
        above = {at.after(-1) for at in seen if at.slot} - set(seen)
        return [*above, *seen]

    # cells

    def _paint_cell(
        self, painter: QPainter, sheet: Sheet, geometry: Geometry, spot: Spot, shown: Shown
    ) -> None:
        cell, colours = geometry.cell(spot), self._colours
        if spot.at in sheet.grid.breaks:
            painter.fillRect(cell, QColor(colours.closed))
        level = sheet.columns[spot.column].away.get(spot.at, Level.FREE)
        if level is not Level.FREE:
            pattern = Qt.BrushStyle.BDiagPattern if level is Level.FORBIDDEN else Qt.BrushStyle.Dense7Pattern
            painter.fillRect(cell, QBrush(QColor(colours.hairline_strong), pattern))
        if spot.at == shown.cursor.at or spot.column == shown.cursor.column:
            painter.fillRect(cell, _faint(colours.current, 0.55))
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(cell.left(), cell.bottom(), cell.right(), cell.bottom())
        painter.drawLine(cell.right(), cell.top(), cell.right(), cell.bottom())

    def _paint_piece(
        self, painter: QPainter, piece: Piece, where: QRect, hues: Hues, geometry: Geometry, shown: Shown
    ) -> None:
        is_faded = piece.block == shown.held or (shown.lit is not None and piece.block not in shown.lit)
        painter.setOpacity(_FADED if is_faded else 1.0)
        self._draw_tile(painter, piece, where, hues, geometry)
        painter.setOpacity(1.0)
        self._mark(painter, piece, where, shown)

    def _draw_tile(
        self, painter: QPainter, piece: Piece, where: QRect, hues: Hues, geometry: Geometry
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        size, hue = QSize(where.width() - 1, where.height() - 1), hues.get(piece.subject, 0.0)
        details = geometry.zoom.shows_details
        painter.drawPixmap(where.topLeft(), self._tiles.tile(piece, hue, size, ratio, details=details))

    def _mark(self, painter: QPainter, piece: Piece, where: QRect, shown: Shown) -> None:
        weight = shown.marks.get(piece.block)
        if weight is not None:
            is_red = weight in (Weight.BROKEN, Weight.LAW)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.red if is_red else self._colours.amber))
            painter.drawPolygon(corner(where))
        if piece.block in shown.changed or (shown.lit is not None and piece.block in shown.lit):
            painter.setPen(QPen(QColor(self._colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(1, 1, -2, -2), 3, 3)

    # a drag

    def _paint_aims(self, painter: QPainter, sheet: Sheet, geometry: Geometry, shown: Shown) -> None:
        for at, aim in shown.aims.items():
            for column in shown.held_columns:
                spot = Spot(column, at)
                self._paint_aim(painter, geometry.cell(spot), aim, is_taken=bool(sheet.covered.get(spot)))

    def _paint_aim(self, painter: QPainter, cell: QRect, aim: Aim, *, is_taken: bool) -> None:
        colour = self.tone_colour(aim.tone)
        painter.fillRect(cell.adjusted(0, 0, -1, -1), _faint(colour, 0.30 if is_taken else 0.20))
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(0, 0, -2, -2))
        if aim.short and not is_taken:
            painter.setFont(self._plain)
            painter.setPen(QColor(self._colours.text))
            room = cell.adjusted(3, 0, -3, 0)
            painter.drawText(room, _CENTRE, _elided(painter, aim.short, room.width()))
        elif is_taken:
            painter.fillRect(QRect(cell.left(), cell.top(), 4, cell.height() - 1), QColor(colour))

    def tone_colour(self, tone: Tone) -> str:
        """The colour of a target."""
        colours = self._colours
        return {
            Tone.FREE: colours.green,
            Tone.WORSE: "#C9A100" if not colours.is_dark else "#E8D44D",
            Tone.SWAP: "#D55E00" if not colours.is_dark else "#FF9A4D",
            Tone.NO: colours.red,
        }[tone]

    def _paint_cursor(self, painter: QPainter, geometry: Geometry, shown: Shown) -> None:
        cell = geometry.cell(shown.cursor).adjusted(0, 0, -2, -2)
        colour = self._colours.accent if shown.has_focus else self._colours.hairline_strong
        painter.setPen(QPen(QColor(colour), measures.RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell, measures.RADIUS - 1, measures.RADIUS - 1)

    def _paint_pointer(
        self, painter: QPainter, sheet: Sheet, hues: Hues, geometry: Geometry, shown: Shown
    ) -> None:
        if shown.pointer is None or shown.held is None:
            return
        piece = next((one for each in sheet.pieces.values() for one in each if one.block == shown.held), None)
        if piece is None:
            return
        size = QSize(geometry.zoom.width, geometry.zoom.height * piece.length)
        painter.setOpacity(0.85)
        self._draw_tile(painter, piece, QRect(shown.pointer + QPoint(8, 8), size), hues, geometry)
        painter.setOpacity(1.0)

    # headers

    def _paint_headers(
        self, painter: QPainter, sheet: Sheet, geometry: Geometry, shown: Shown, clip: QRect
    ) -> None:
        colours = self._colours
        painter.fillRect(QRect(0, clip.top(), LEFT, clip.height()), QColor(colours.base))
        for day, title in enumerate(sheet.grid.days):
            self._paint_day(painter, sheet, geometry, shown, day, title)
        painter.fillRect(QRect(clip.left(), 0, clip.width(), TOP), QColor(colours.base))
        for column in geometry.seen_columns(clip.right() + 1):
            self._paint_title(painter, sheet, geometry, shown, column)
        painter.fillRect(QRect(0, 0, LEFT, TOP), QColor(colours.base))
        painter.setPen(QColor(colours.hairline_strong))
        painter.drawLine(clip.left(), TOP - 1, clip.right(), TOP - 1)
        painter.drawLine(LEFT - 1, clip.top(), LEFT - 1, clip.bottom())

    def _paint_day(
        self, painter: QPainter, sheet: Sheet, geometry: Geometry, shown: Shown, day: int, title: str
    ) -> None:
        colours, band = self._colours, geometry.day(day)
        is_here = day == shown.cursor.at.day
        painter.fillRect(band.adjusted(2, 1, -2, -1), QColor(colours.current if is_here else colours.window))
        painter.save()
        painter.setFont(self._bold)
        painter.setPen(QColor(colours.accent if is_here else colours.text))
        painter.translate(band.left(), band.bottom())
        painter.rotate(-90)
        painter.drawText(QRect(0, 0, band.height(), DAY_BAND), _CENTRE, title)
        painter.restore()
        painter.setFont(self._plain)
        for at, slot in enumerate(sheet.grid.slots):
            self._paint_slot(painter, geometry, shown, TimeSlot(day, at), slot)

    def _paint_slot(
        self, painter: QPainter, geometry: Geometry, shown: Shown, at: TimeSlot, slot: DaySlot
    ) -> None:
        room = QRect(DAY_BAND, geometry.row(at), LEFT - DAY_BAND - 3, geometry.zoom.height)
        is_here = at == shown.cursor.at
        painter.setPen(QColor(self._colours.accent if is_here else self._colours.text))
        if slot.starts is None or not geometry.zoom.shows_details:
            painter.drawText(room, _CENTRE, slot.title)
            return
        half = room.height() // 2
        painter.drawText(room.adjusted(0, 0, 0, -half), _CENTRE, slot.title)
        painter.setPen(QColor(self._colours.muted))
        painter.drawText(room.adjusted(0, half - 2, 0, 0), _CENTRE, f"{slot.starts:%H:%M}")

    def _paint_title(
        self, painter: QPainter, sheet: Sheet, geometry: Geometry, shown: Shown, column: int
    ) -> None:
        left = geometry.cell(Spot(column, TimeSlot(0, 0))).left()
        room = QRect(left, 0, geometry.zoom.width, TOP)
        is_here = column == shown.cursor.column or column in shown.held_columns
        painter.setFont(self._bold)
        painter.setPen(QColor(self._colours.accent if is_here else self._colours.text))
        painter.drawText(room, _CENTRE, _elided(painter, sheet.columns[column].title, room.width() - 4))


def _elided(painter: QPainter, text: str, width: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _faint(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made

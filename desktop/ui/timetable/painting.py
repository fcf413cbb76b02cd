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
_NO_BRUSH: Final = Qt.BrushStyle.NoBrush
_FADED: Final = 0.22
_BEHIND: Final = 0.55
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


@dataclass(frozen=True)
class Canvas:
    """One repaint: on what, of what, where it lies, in what state."""

    painter: QPainter
    sheet: Sheet
    hues: Hues
    lie: Geometry
    shown: Shown
    clip: QRect


class BoardPainter:
    """Paints one sheet; made anew for each palette."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._tiles = CardTiles(colours)
        self._plain = grid_font(small=True)
        self._bold = grid_font(small=True, bold=True)

    def paint(self, on: Canvas) -> None:
        """What is seen of the board; headers last, since they stand above the cells."""
        on.painter.fillRect(on.clip, QColor(self._colours.base))
        columns = on.lie.seen_columns(on.clip.right() + 1)
        seen = list(on.lie.seen_slots(on.clip.bottom() + 1))
        spots = [Spot(column, at) for column in columns for at in seen]
        for spot in spots:
            self._paint_cell(on, spot)
        above = {at.after(-1) for at in seen if at.slot} - set(seen)
        for spot in (*spots, *(Spot(column, at) for column in columns for at in above)):
            for piece in on.sheet.pieces.get(spot, ()):
                self._paint_piece(on, spot, piece)
        for at, aim in on.shown.aims.items():
            for column in on.shown.held_columns if at.slot < on.sheet.rows else ():
                self._paint_aim(on, Spot(column, at), aim)
        self._paint_cursor(on)
        self._paint_pointer(on)
        self._paint_headers(on)

    # cells

    def _paint_cell(self, on: Canvas, spot: Spot) -> None:
        cell, colours, painter = on.lie.cell(spot), self._colours, on.painter
        if spot.at in on.sheet.grid.breaks:
            painter.fillRect(cell, QColor(colours.closed))
        level = on.sheet.columns[spot.column].away.get(spot.at, Level.FREE)
        if level is not Level.FREE:
            pattern = Qt.BrushStyle.BDiagPattern if level is Level.FORBIDDEN else Qt.BrushStyle.Dense7Pattern
            painter.fillRect(cell, QBrush(QColor(colours.hairline_strong), pattern))
        if spot.at == on.shown.cursor.at or spot.column == on.shown.cursor.column:
            painter.fillRect(cell, _faint(colours.current, 0.55))
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(cell.left(), cell.bottom(), cell.right(), cell.bottom())
        painter.drawLine(cell.right(), cell.top(), cell.right(), cell.bottom())

    def _paint_piece(self, on: Canvas, spot: Spot, piece: Piece) -> None:
        where, shown = on.lie.piece(spot, piece), on.shown
        on.painter.setOpacity(self._opacity(spot, piece, shown))
        self._draw_tile(on, piece, where)
        on.painter.setOpacity(1.0)
        weight = shown.marks.get(piece.block)
        if weight is not None and shown.held is None:
            is_red = weight in (Weight.BROKEN, Weight.LAW)
            on.painter.setPen(Qt.PenStyle.NoPen)
            on.painter.setBrush(QColor(self._colours.red if is_red else self._colours.amber))
            on.painter.drawPolygon(corner(where))
        if piece.block in shown.changed or (shown.lit is not None and piece.block in shown.lit):
            on.painter.setPen(QPen(QColor(self._colours.accent), 2))
            on.painter.setBrush(_NO_BRUSH)
            on.painter.drawRoundedRect(where.adjusted(1, 1, -2, -2), 3, 3)

    @staticmethod
    def _opacity(spot: Spot, piece: Piece, shown: Shown) -> float:
        if piece.block == shown.held or (shown.lit is not None and piece.block not in shown.lit):
            return _FADED
        return _BEHIND if spot.column in shown.held_columns else 1.0

    def _draw_tile(self, on: Canvas, piece: Piece, where: QRect) -> None:
        size, hue = QSize(where.width() - 1, where.height() - 1), on.hues.get(piece.subject, 0.0)
        ratio, details = on.painter.device().devicePixelRatioF(), on.lie.zoom.shows_details
        on.painter.drawPixmap(where.topLeft(), self._tiles.tile(piece, hue, size, ratio, details=details))

    # a drag

    def _paint_aim(self, on: Canvas, spot: Spot, aim: Aim) -> None:
        """A wash over the cell, a frame, a stripe; the short words where nothing else stands."""
        cell, painter, colour = on.lie.cell(spot), on.painter, self.tone_colour(aim.tone)
        painter.fillRect(cell.adjusted(0, 0, -1, -1), _faint(colour, 0.22))
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(_NO_BRUSH)
        painter.drawRect(cell.adjusted(0, 0, -2, -2))
        painter.fillRect(QRect(cell.left(), cell.top(), 4, cell.height() - 1), QColor(colour))
        if aim.short and not on.sheet.covered.get(spot):
            painter.setFont(self._plain)
            painter.setPen(QColor(self._colours.text))
            room = cell.adjusted(6, 0, -3, 0)
            painter.drawText(room, _CENTRE, _elided(painter, aim.short, room.width()))

    def tone_colour(self, tone: Tone) -> str:
        """The colour of a target; words or a sign stand beside it."""
        colours = self._colours
        return {
            Tone.FREE: "#009E73" if not colours.is_dark else "#3FD8A8",
            Tone.WORSE: "#D9B800" if not colours.is_dark else "#F0E442",
            Tone.SWAP: "#E07B00" if not colours.is_dark else "#FF9A4D",
            Tone.NO: colours.red,
        }[tone]

    def _paint_cursor(self, on: Canvas) -> None:
        cell = on.lie.cell(on.shown.cursor).adjusted(0, 0, -2, -2)
        colour = self._colours.accent if on.shown.has_focus else self._colours.hairline_strong
        on.painter.setPen(QPen(QColor(colour), measures.RING))
        on.painter.setBrush(_NO_BRUSH)
        on.painter.drawRoundedRect(cell, measures.RADIUS - 1, measures.RADIUS - 1)

    def _paint_pointer(self, on: Canvas) -> None:
        """The held card under the mouse."""
        if on.shown.pointer is None or on.shown.held is None:
            return
        pieces = (one for each in on.sheet.pieces.values() for one in each)
        piece = next((one for one in pieces if one.block == on.shown.held), None)
        if piece is not None:
            size = QSize(on.lie.zoom.width, on.lie.zoom.height * piece.length)
            on.painter.setOpacity(0.85)
            self._draw_tile(on, piece, QRect(on.shown.pointer + QPoint(8, 8), size))
            on.painter.setOpacity(1.0)

    # headers

    def _paint_headers(self, on: Canvas) -> None:
        colours, painter, clip = self._colours, on.painter, on.clip
        painter.fillRect(QRect(0, clip.top(), LEFT, clip.height()), QColor(colours.base))
        for day, title in enumerate(on.sheet.grid.days):
            self._paint_day(on, day, title)
        painter.fillRect(QRect(clip.left(), 0, clip.width(), TOP), QColor(colours.base))
        for column in on.lie.seen_columns(clip.right() + 1):
            self._paint_title(on, column)
        painter.fillRect(QRect(0, 0, LEFT, TOP), QColor(colours.base))
        painter.setPen(QColor(colours.hairline_strong))
        painter.drawLine(clip.left(), TOP - 1, clip.right(), TOP - 1)
        painter.drawLine(LEFT - 1, clip.top(), LEFT - 1, clip.bottom())

    def _paint_day(self, on: Canvas, day: int, title: str) -> None:
        colours, band, painter = self._colours, on.lie.day(day), on.painter
        is_here = day == on.shown.cursor.at.day
        painter.fillRect(band.adjusted(2, 1, -2, -1), QColor(colours.current if is_here else colours.window))
        painter.save()
        painter.setFont(self._bold)
        painter.setPen(QColor(colours.accent if is_here else colours.text))
        painter.translate(band.left(), band.bottom())
        painter.rotate(-90)
        painter.drawText(QRect(0, 0, band.height(), DAY_BAND), _CENTRE, title)
        painter.restore()
        painter.setFont(self._plain)
        for at, slot in enumerate(on.sheet.grid.slots[: on.sheet.rows]):
            self._paint_slot(on, TimeSlot(day, at), slot)

    def _paint_slot(self, on: Canvas, at: TimeSlot, slot: DaySlot) -> None:
        room = QRect(DAY_BAND, on.lie.row(at), LEFT - DAY_BAND - 3, on.lie.zoom.height)
        painter, is_here = on.painter, at == on.shown.cursor.at
        painter.setPen(QColor(self._colours.accent if is_here else self._colours.text))
        if slot.starts is None or not on.lie.zoom.shows_details:
            painter.drawText(room, _CENTRE, slot.title)
            return
        half = room.height() // 2
        painter.drawText(room.adjusted(0, 0, 0, -half), _CENTRE, slot.title)
        painter.setPen(QColor(self._colours.muted))
        painter.drawText(room.adjusted(0, half - 2, 0, 0), _CENTRE, f"{slot.starts:%H:%M}")

    def _paint_title(self, on: Canvas, column: int) -> None:
        left = on.lie.cell(Spot(column, TimeSlot(0, 0))).left()
        room = QRect(left, 0, on.lie.zoom.width, TOP)
        is_here = column == on.shown.cursor.column or column in on.shown.held_columns
        on.painter.setFont(self._bold)
        on.painter.setPen(QColor(self._colours.accent if is_here else self._colours.text))
        title = _elided(on.painter, on.sheet.columns[column].title, room.width() - 4)
        on.painter.drawText(room, _CENTRE, title)


def _elided(painter: QPainter, text: str, width: int) -> str:
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _faint(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made

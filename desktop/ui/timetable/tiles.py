"""Pictures of cards, drawn once for each content and size and kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours
from desktop.ui.timetable.hues import tint
from desktop.ui.timetable.sheet import Piece
from desktop.ui.words import _
from school.calendar import Weeks

_STRIPE: Final = 3
_PAD: Final = 3
_LOCK: Final = 7
_TINY_POINTS: Final = 7.0
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CardTiles:
    """The cache for one palette."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._cache: dict[tuple[object, ...], QPixmap] = {}
        self._title = grid_font(small=True, bold=True)
        self._small = grid_font(small=True)
        self._small.setPointSizeF(_TINY_POINTS)

    def tile(self, piece: Piece, hue: float, size: QSize, ratio: float, *, details: bool) -> QPixmap:
        """The picture of a piece of this size on a screen of this pixel ratio."""
        said = (piece.title, piece.who if details else "", piece.where, piece.weeks, piece.is_locked)
        key = (*said, hue, size.width(), size.height(), ratio)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._draw(piece, hue, size, ratio, details=details)
        return found

    def _draw(self, piece: Piece, hue: float, size: QSize, ratio: float, *, details: bool) -> QPixmap:
        drawn = QPixmap(size * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(1, 1, size.width() - 2, size.height() - 2)
        worn = tint(hue, is_dark=self._colours.is_dark)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.fill)
        painter.drawRoundedRect(body, 3, 3)
        painter.setBrush(worn.edge)
        painter.drawRoundedRect(QRectF(1, 1, _STRIPE, body.height()), 1.5, 1.5)
        self._write(painter, piece, body.toRect(), details=details)
        if piece.is_locked:
            self._draw_lock(painter, body)
        painter.end()
        return drawn

    def _write(self, painter: QPainter, piece: Piece, body: QRect, *, details: bool) -> None:
        room = body.adjusted(_STRIPE + _PAD, 0, -(_LOCK + 2 if piece.is_locked else 1), 0)
        title = f"{_week(piece.weeks)} {piece.title}".strip()
        if not details:
            self._line(painter, self._title, self._colours.text, room, title)
            return
        half = room.height() // 2 if piece.length == 1 else min(room.height() // 2, 20)
        top = QRect(room.left(), room.top() + 1, room.width(), half)
        below = QRect(room.left(), top.bottom(), body.right() - room.left() - 1, half)
        self._line(painter, self._title, self._colours.text, top, title)
        where = self._write_where(painter, piece.where, below)
        self._line(painter, self._small, self._colours.muted, below.adjusted(0, 0, -where, 0), piece.who)

    def _write_where(self, painter: QPainter, where: str, room: QRect) -> int:
        """The room at the right; how much room it took, nothing in a lane too narrow for both."""
        wanted = QFontMetrics(self._small).horizontalAdvance(where) + 3
        if not where or wanted > room.width() // 2 + 4:
            return 0
        painter.setFont(self._small)
        painter.setPen(QColor(self._colours.muted))
        painter.drawText(room, _MIDDLE_RIGHT, where)
        return wanted

    @staticmethod
    def _line(painter: QPainter, font: QFont, colour: str, room: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(room, _MIDDLE, fitted(QFontMetrics(font), text, room.width()))

    def _draw_lock(self, painter: QPainter, body: QRectF) -> None:
        """A small padlock in the corner."""
        left, top = body.right() - _LOCK, body.top() + 5
        painter.setPen(QPen(QColor(self._colours.text), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(left + 1, top - 3, 4, 6), 0, 180 * 16)
        painter.setBrush(QColor(self._colours.text))
        painter.drawRect(QRectF(left, top, 6, 4))


def _week(weeks: Weeks) -> str:
    """«нч» нечётная, «ч» чётная неделя: before the subject."""
    return {Weeks.EVERY: "", Weeks.ODD: _("нч"), Weeks.EVEN: _("ч")}[weeks]


def corner(cell: QRect, size: int = 7) -> QPolygonF:
    """The triangle in the upper right corner that marks a finding."""
    right, top = cell.right(), cell.top() + 1
    return QPolygonF([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)])


def fitted(metrics: QFontMetrics, text: str, width: int) -> str:
    """As many letters as fit: in a card each letter says more than «…» would."""
    while text and metrics.horizontalAdvance(text) > width:
        text = text[:-1].rstrip()
    return text

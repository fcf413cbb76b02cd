"""Pictures of cells, drawn once for each content and kept.

A tile is transparent outside its chips: the cell's background (selected, current lesson,
closed) lies under it. A page of 35 × 60 has some forty different contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from desktop.ui.grid.cells import CellShown, CellValue, Fate
from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Chip, Colours

_GAP: Final = 1.0
_PAD: Final = 3.0
_LEAST: Final = 8.0
_CORNER: Final = 6.0
_DOT_ROOM: Final = 7.0
_NO_BRUSH: Final = Qt.BrushStyle.NoBrush


@dataclass(frozen=True, slots=True)
class _Piece:
    """A chip to draw: its text, colours and font."""

    text: str
    chip: Chip
    font: QFont
    width: float


class Tiles:
    """The cache of cell pictures for one palette."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._cache: dict[tuple[object, ...], QPixmap] = {}
        self._font = grid_font()
        self._small = grid_font(small=True)

    def tile(self, shown: CellShown, size: QSize, ratio: float) -> QPixmap:
        """The picture of a cell of this size, on a screen with this pixel ratio."""
        key = (shown.value, shown.other, shown.fate, shown.has_comment, size.width(), size.height(), ratio)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._draw(shown, size, ratio)
        return found

    def _draw(self, shown: CellShown, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, size.width(), size.height())
        if shown.fate is Fate.TWO_VERSIONS and shown.other is not None:
            self._draw_split(painter, box, shown.value, shown.other)
        else:
            self._draw_value(painter, box, shown.value)
        self._draw_corners(painter, box, shown)
        painter.end()
        return pixmap

    def _draw_split(self, painter: QPainter, box: QRectF, mine: CellValue, theirs: CellValue) -> None:
        """Two versions: mine on the left, the server's on the right, a slanted line between."""
        half = box.width() / 2
        self._draw_value(painter, QRectF(box.left(), box.top(), half, box.height()), mine)
        self._draw_value(painter, QRectF(box.left() + half, box.top(), half, box.height()), theirs)
        painter.setPen(QPen(QColor(self._colours.amber), 1.5))
        painter.drawLine(QPointF(half + 3, box.top() + 1), QPointF(half - 3, box.bottom() - 1))

    def _draw_value(self, painter: QPainter, box: QRectF, value: CellValue) -> None:
        pieces = self._pieces(value, box.width() - 2 * _GAP - (_DOT_ROOM if value.duty else 0.0))
        height = min(measures.CHIP, box.height() - 2)
        width = sum(piece.width for piece in pieces) + _GAP * max(len(pieces) - 1, 0)
        dot = _DOT_ROOM if value.duty and pieces else 0.0
        x = box.left() + (box.width() - width - dot) / 2
        for piece in pieces:
            rect = QRectF(x, box.top() + (box.height() - height) / 2, piece.width, height)
            self._draw_chip(painter, rect, piece)
            x += piece.width + _GAP
        if value.duty:
            side = max(width + dot, float(measures.CHIP)) + 2 * _GAP
            outline = QRectF(0, 0, min(side, box.width() - 1), height)
            outline.moveCenter(box.center())
            self._draw_duty(painter, outline)

    def _pieces(self, value: CellValue, room: float) -> list[_Piece]:
        """The cell's chips, narrowed together when the column is too small for them."""
        texts = [(value.attendance, self._colours.absence)] if value.attendance else []
        texts += [(mark, self._colours.chip(mark)) for mark in value.marks]
        pieces = [self._piece(text, chip, alone=len(texts) == 1) for text, chip in texts]
        room -= _GAP * max(len(pieces) - 1, 0)
        wanted = sum(piece.width for piece in pieces)
        if wanted <= room or not pieces:
            return pieces
        share = room / wanted
        return [_Piece(one.text, one.chip, one.font, max(one.width * share, _LEAST)) for one in pieces]

    def _piece(self, text: str, chip: Chip, *, alone: bool) -> _Piece:
        is_code = chip is self._colours.absence
        font = QFont(self._small if (is_code and not alone) or len(text) > 2 else self._font)
        font.setBold(chip.bold)
        width = QFontMetricsF(font).horizontalAdvance(text) + 2 * _PAD
        least = _LEAST if is_code and not alone else float(measures.CHIP)
        return _Piece(text, chip, font, max(width, least))

    def _draw_chip(self, painter: QPainter, rect: QRectF, piece: _Piece) -> None:
        painter.setPen(QPen(QColor(piece.chip.border), 1) if piece.chip.border else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(piece.chip.fill))
        inset = 0.5 if piece.chip.border else 0.0
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), measures.RADIUS, measures.RADIUS)
        painter.setPen(QColor(piece.chip.text))
        painter.setFont(_fitted(piece.font, piece.text, rect.width() - 2))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, piece.text)

    def _draw_duty(self, painter: QPainter, outline: QRectF) -> None:
        """A dashed outline and a dot at the right bottom: the work is owed."""
        colour = QColor(self._colours.text)
        pen = QPen(colour, 1.5)
        pen.setDashPattern([2.0, 1.6])
        painter.setBrush(_NO_BRUSH)
        painter.setPen(pen)
        painter.drawRoundedRect(outline.adjusted(0.75, 0.75, -0.75, -0.75), measures.RADIUS, measures.RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(outline.bottomRight() - QPointF(5.0, 5.5), 2.2, 2.2)

    def _draw_corners(self, painter: QPainter, box: QRectF, shown: CellShown) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if shown.has_comment:
            painter.setBrush(QColor(self._colours.accent))
            painter.drawPolygon(_corner(box.topRight(), -_CORNER))
        if shown.fate is Fate.UNSENT:
            painter.setBrush(_NO_BRUSH)
            painter.setPen(QPen(QColor(self._colours.muted), 1))
            painter.drawPolygon(_corner(box.topLeft() + QPointF(0.5, 0.5), _CORNER - 1))
        if shown.fate is Fate.REJECTED:
            painter.setBrush(QColor(self._colours.red))
            painter.drawPolygon(_corner(box.topLeft(), _CORNER + 4))
            painter.setPen(QPen(QColor(self._colours.base), 1.4))
            painter.drawLine(QPointF(2.6, 1.2), QPointF(2.6, 4.0))
            painter.drawPoint(QPointF(2.6, 6.0))


def _corner(at: QPointF, side: float) -> QPolygonF:
    """A triangle in an upper corner; a negative side points to the left."""
    return QPolygonF([at, at + QPointF(side, 0), at + QPointF(0, abs(side))])


def _fitted(font: QFont, text: str, room: float) -> QFont:
    """The font, made smaller until the text fits."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width <= room:
        return font
    fitted = QFont(font)
    fitted.setPointSizeF(max(font.pointSizeF() * room / width, 6.0))
    return fitted

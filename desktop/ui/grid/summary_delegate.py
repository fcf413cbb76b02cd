"""Painting of the frozen right edge: sums are kept as pictures, as marks are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.grid.model import SummaryModel
from desktop.ui.grid.sheet import SummaryShown, Tone
from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours

Index = QModelIndex | QPersistentModelIndex


class SummaryDelegate(QStyledItemDelegate):
    """Paints the frozen right edge."""

    def __init__(self, model: SummaryModel, colours: Colours) -> None:
        super().__init__()
        self._model = model
        self.current_row = -1
        self.wear(colours)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours."""
        self._colours = colours
        self._line = QPen(QColor(colours.hairline), 1)
        self._row, self._base = QColor(colours.current), QColor(colours.base)
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._font = grid_font()
        self._bold = grid_font(bold=True)
        self._tones = {
            Tone.CALM: QColor(colours.text),
            Tone.SHORT: QColor(colours.amber),
            Tone.WRONG: QColor(colours.red),
            Tone.FAINT: QColor(colours.closed_text),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell of the edge, from the pictures kept."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # a C++ field that the stubs leave out
        shown = self._model.shown(index.row(), index.column())
        is_here = index.row() == self.current_row
        device = painter.device()
        ratio = device.devicePixelRatio() if device else 1.0
        key = (shown, is_here, rect.width(), rect.height(), ratio)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = self._draw(shown, is_here, rect.size(), ratio)
        painter.drawPixmap(rect.topLeft(), found)

    def _draw(self, shown: SummaryShown, is_here: bool, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._row if is_here else self._base)
        painter = QPainter(pixmap)
        self._paint_text(painter, QRect(QPoint(0, 0), size), shown)
        painter.end()
        return pixmap

    def _paint_text(self, painter: QPainter, rect: QRect, shown: SummaryShown) -> None:
        """A number that is short is amber and bold."""
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if shown.chip and shown.text:
            self._paint_chip(painter, rect, shown)
            return
        is_loud = shown.tone in (Tone.SHORT, Tone.WRONG)
        painter.setFont(self._bold if is_loud else self._font)
        painter.setPen(self._tones[shown.tone])
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown.text)

    def _paint_chip(self, painter: QPainter, rect: QRect, shown: SummaryShown) -> None:
        chip = self._colours.chip(shown.text)
        painter.setFont(self._bold)
        height = min(measures.CHIP, rect.height() - 2)
        width = max(measures.CHIP, painter.fontMetrics().horizontalAdvance(shown.text) + 8)
        box = QRect(0, 0, width, height)
        box.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(chip.border), 1) if chip.border else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(chip.fill))
        painter.drawRoundedRect(box, measures.RADIUS, measures.RADIUS)
        painter.setPen(QColor(chip.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown.text)

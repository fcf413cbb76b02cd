"""A card that takes the keys and shows it: the ring around whatever has the focus."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from desktop.ui.look import measures, palette


class RingedCard(QFrame):
    """A frame with the focus ring of a keyboard program."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the ring around it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette.worn().accent), measures.RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), measures.RADIUS, measures.RADIUS)

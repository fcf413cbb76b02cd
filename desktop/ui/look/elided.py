"""A label that says as much as fits and ends in «…»; the hint says all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Elided(QLabel):
    """One line; it never asks for more room than it is given."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, cut where the room ends."""
        painter = QPainter(self)
        room = self.contentsRect()
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        drawn = (self.palette(), self.isEnabled(), fits, self.foregroundRole())
        self.style().drawItemText(painter, room, align, *drawn)

"""What stands in the place of the board while there is nothing to lay: one sentence, one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.words import _


class EmptySchool(QWidget):
    """A school without any load."""

    load_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = play(QLabel(_("В школе пока нет нагрузки: не из чего составлять расписание.")), "heading")
        button = play(QPushButton(_("Внести нагрузку")), "primary")
        button.clicked.connect(self.load_wanted)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for part in (words, button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(button)

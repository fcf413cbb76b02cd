"""The foot of the window: the message line on the left, the sync chip on the right, always."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.look import measures
from desktop.ui.look.furniture import play
from desktop.ui.shell.chip import SyncChip
from desktop.ui.shell.message_line import MessageLine


class Foot(QFrame):
    """What happened, and how the exchange stands."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "foot")
        self.setFixedHeight(measures.BAR)
        self.messages = MessageLine()
        self.chip = SyncChip()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, measures.STEP, 0)
        row.setSpacing(measures.STEP)
        row.addWidget(self.messages, 1)
        row.addWidget(self.chip)

"""A change that the server did not take: what, why, and «Понятно»."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.models.reading.versions import Refused
from desktop.ui.exchange.op_words import op_words, refusal_words
from desktop.ui.look.furniture import play
from desktop.ui.words import _


class RefusedCard(QFrame):
    """Stays until its owner has read it."""

    understood = Signal(str)

    def __init__(self, op: Refused) -> None:
        super().__init__()
        play(self, "card", "red")
        self._op = op.op
        what = play(QLabel(op_words(op)), "heading")
        why = QLabel(_("Сервер не принял: {why}").format(why=refusal_words(op.code)))
        self.button = QPushButton(_("Понятно"))
        self.button.clicked.connect(self._push)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (what, why):
            label.setWordWrap(True)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def _push(self) -> None:
        self.understood.emit(self._op)

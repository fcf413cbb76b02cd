"""One question: where, my value, the server's, what was before, and the four answers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.models.reading.versions import TwoVersions
from desktop.ui.look.card import RingedCard
from desktop.ui.look.furniture import play
from desktop.ui.two_versions.version_words import value_words, where_words
from desktop.ui.words import _

MINE: Final = "mine"
SERVERS: Final = "servers"
BOTH: Final = "both"
LATER: Final = "later"


class VersionCard(RingedCard):
    """A card that takes the focus; its keys are read by the inbox."""

    answered = Signal(object, str)

    def __init__(self, two: TwoVersions, mine_about: str, servers_about: str) -> None:
        super().__init__()
        self.two = two
        play(self, "card", "amber")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        where = play(QLabel(where_words(two.address)), "heading")
        where.setWordWrap(True)
        column.addWidget(where)
        column.addLayout(self._values(mine_about, servers_about))
        column.addLayout(self._answers())
        self.setAccessibleName(where.text())

    def _values(self, mine_about: str, servers_about: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        rows = (
            (_("Моя:"), value_words(self.two.mine_text), mine_about),
            (_("На сервере:"), value_words(self.two.servers_text), servers_about),
            (_("Было:"), self.two.before_text or "—", ""),
        )
        for at, (label, value, about) in enumerate(rows):
            shown = QLabel(value)
            shown.setWordWrap(len(value) > 40)
            shown.setStyleSheet("" if at == 2 else "font-weight: 600; font-size: 12pt")
            grid.addWidget(play(QLabel(label), "faint"), at, 0)
            grid.addWidget(shown, at, 1)
            grid.addWidget(play(QLabel(about), "faint"), at, 2)
        return grid

    def _answers(self) -> QHBoxLayout:
        two = self.two
        mine, servers = _short(two.mine_text), _short(two.servers_text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._button(f"←  {_('Оставить {value} (моя)').format(value=mine)}", MINE))
        row.addWidget(self._button(f"{_('Взять {value} (сервер)').format(value=servers)}  →", SERVERS))
        if two.both is not None:
            words = _("Оставить обе {mine}/{servers}").format(mine=mine, servers=servers)
            row.addWidget(self._button(f"↑  {words}", BOTH))
        row.addStretch(1)
        row.addWidget(play(self._button(f"{_('Решить позже')}  Esc", LATER), "link"))
        return row

    def _button(self, words: str, answer: str) -> QPushButton:
        button = _Answer(words, answer)
        button.given.connect(self.answer)
        return button

    def answer(self, answer: str) -> None:
        """One of the four; `both` where two values cannot stand together is none."""
        if answer != BOTH or self.two.both is not None:
            self.answered.emit(self, answer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card brings the keys to it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


class _Answer(QPushButton):
    """A button that says which answer it is; the keys stay with the card."""

    given = Signal(str)

    def __init__(self, words: str, answer: str) -> None:
        super().__init__(words)
        self._answer = answer
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._give)

    def _give(self) -> None:
        self.given.emit(self._answer)


def _short(text: str) -> str:
    """A value inside a button: a topic is too long for it."""
    value = value_words(text)
    return value if len(value) <= 12 else f"{value[:11]}…"

"""The line at the bottom left: what happened, in words; no dialog ever stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from desktop.ui.look import measures
from desktop.ui.look.furniture import play

_SHOWN_MS: Final = 8000


class MessageLine(QFrame):
    """One sentence and, where something can be done about it, one button.

    A calm sentence goes by itself; an amber or red one stays until it is answered, replaced or
    Esc is pressed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = play(QPushButton(), "link")
        self.button.hide()
        self.button.clicked.connect(self._act)
        self._deed: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.STEP, 0, measures.STEP, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    def say(self, words: str, tone: str = "") -> None:
        """Say a sentence; `tone` is empty, green, amber or red."""
        self._say(words, tone)
        self._deed = None
        self.button.hide()

    def offer(self, words: str, label: str, deed: Callable[[], None], tone: str = "amber") -> None:
        """Say a sentence with the one thing that can be done about it."""
        self._say(words, tone)
        self._deed = deed
        self.button.setText(label)
        self.button.show()

    def clear(self) -> None:
        """Nothing to say."""
        self.say("")

    def clear_calm(self) -> None:
        """A calm sentence goes at once; what wants to be read stays."""
        if self._timer.isActive():
            self.clear()

    def go_on(self, said: str, words: str) -> None:
        """Let a calm sentence follow another one, unless something else stands there by now."""
        if self.words.text() == said:
            self.say(words)

    @property
    def is_waiting(self) -> bool:
        """Whether something stands here that wants an answer."""
        return self._deed is not None

    def _say(self, words: str, tone: str) -> None:
        play(self.words, "message", tone)
        self.words.setText(words)
        self.words.setToolTip(words)
        if words and tone in ("", "green"):
            self._timer.start(_SHOWN_MS)
        else:
            self._timer.stop()

    def _act(self) -> None:
        deed = self._deed
        self.clear()
        if deed is not None:
            deed()

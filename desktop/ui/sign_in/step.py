"""What every step of the way in looks like: a card in the middle, a title, fields, one button, a fault."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.faults.told import Told
from desktop.ui.look.furniture import play

_CARD: Final = 460


class FaultCard(QFrame):
    """A fault in three sentences, with the way out when there is one."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "card", "amber")
        self._labels = [QLabel() for _sentence in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        for label in self._labels:
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        play(self._labels[0], "heading")
        self.hide()

    @property
    def words(self) -> str:
        """Everything that the card says; empty while it is hidden."""
        return "" if self.isHidden() else " ".join(label.text() for label in self._labels if label.text())

    def tell(self, told: Told | None) -> None:
        """Say a fault; None takes the card away."""
        parts = (told.head, told.safe, told.advice) if told else ("", "", "")
        for label, words in zip(self._labels, parts, strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        self.setVisible(told is not None)


class Step(QWidget):
    """One question on the way in. While it is being answered elsewhere the button rests."""

    back_wanted = Signal()

    def __init__(self, title: str, explained: str, button: str, *, can_go_back: bool = True) -> None:
        super().__init__()
        play(self, "page")
        self.title = play(QLabel(title), "title")
        self.explained = play(QLabel(explained), "faint")
        self.explained.setWordWrap(True)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.fault = FaultCard()
        self.button = play(QPushButton(button), "primary")
        self.back = play(QPushButton("←"), "link")
        self.back.clicked.connect(self.back_wanted)
        self._words = button
        self.card = play(QFrame(), "card")
        self.card.setFixedWidth(_CARD)
        self._lay_out()
        # Only now: a widget without a parent that is made visible becomes a window and takes the focus.
        self.explained.setVisible(bool(explained))
        self.back.setVisible(can_go_back)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        column.addWidget(self.title)
        column.addWidget(self.explained)
        column.addLayout(self.fields)
        column.addWidget(self.fault)
        column.addLayout(buttons)
        grid = QGridLayout(self)
        grid.addWidget(self.card, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)

    def tell(self, told: Told | None) -> None:
        """Say what went wrong and let the person try again."""
        self.rest(False)
        self.fault.tell(told)

    def rest(self, waiting: bool, words: str = "") -> None:
        """Wait for an answer: the button says so and cannot be pressed twice."""
        self.button.setEnabled(not waiting)
        self.button.setText(words if waiting and words else self._words)
        if waiting:
            self.fault.tell(None)


def labelled(words: str, field: QWidget) -> QWidget:
    """A field under its label."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = play(QLabel(words), "small")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return box

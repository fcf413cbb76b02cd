"""A question in a line above the page: nothing is blocked while it waits, Esc leaves all as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from desktop.ui.look import measures
from desktop.ui.look.furniture import play


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what the buttons say, and what to do on yes.

    `field`: the placeholder of a line to be written in; the yes gets what was written. Without
    a field it gets an empty text.
    """

    words: str
    yes: str
    no: str
    act: Callable[[str], None]
    field: str = ""


class AskBar(QFrame):
    """One question at a time; a later one takes the place of the one before."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        play(self, "card", "amber")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.yes, self.no = play(QPushButton(), "primary"), QPushButton()
        self._question: Question | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.STEP * 2, measures.STEP // 2, measures.STEP, measures.STEP // 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.yes.clicked.connect(self._answer)
        self.no.clicked.connect(self.leave)
        self.hide()

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        return self._question

    def ask(self, question: Question) -> None:
        """Show a question and take the focus."""
        self._question = question
        self.words.setText(question.words)
        self.yes.setText(question.yes)
        self.no.setText(question.no)
        self.field.clear()
        self.field.setPlaceholderText(question.field)
        self.field.setVisible(bool(question.field))
        self.show()
        (self.field if question.field else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """No: nothing is done."""
        self._question = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is yes, in the field too; Esc is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.leave if self.no.hasFocus() else self._answer)()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        question, text = self._question, self.field.text().strip()
        if question is None:
            return
        if question.field and not text:
            self.field.setFocus()
            return
        self.leave()
        question.act(text)

"""What «Замены» looks like: three columns, a head with the deeds, and the review in their place."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.substitutions.case_list import CaseList
from desktop.ui.substitutions.lines import Lines
from desktop.ui.substitutions.review import Review
from desktop.ui.words import _

_ABSENCES_WIDTH: Final = 290
_ANSWERS_WIDTH: Final = 400


class Face(QWidget):
    """Widgets without a will of their own."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "page")
        self.absences, self.answers = Lines(), Lines()
        self.list = CaseList()
        self.question = play(QLabel(), "heading")
        self.hint = play(QLabel(), "small")
        self.nothing = play(QLabel(), "faint")
        self.review = Review()
        for label in (self.question, self.hint, self.nothing):
            label.setWordWrap(True)
        self.new = play(QPushButton(f"{_('Отсутствие…')} · Ctrl+А/F"), "primary")
        self.propose = QPushButton(f"{_('Подобрать все')} · Ctrl+Enter")
        self.period = QPushButton(f"{_('На весь период')} · Ctrl+В/D")
        self.print = QPushButton(icon(Icon.PRINT), f"{_('Вывести…')} · Ctrl+З/P")
        self.stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(_column(_ABSENCES_WIDTH, play(QLabel(_("Кого нет")), "heading"), self.absences))
        row.addLayout(_column(0, play(QLabel(_("Уроки")), "heading"), self.nothing, self.list), 1)
        row.addLayout(_column(_ANSWERS_WIDTH, self.question, self.answers, self.hint))
        for page in (columns, self.review):
            self.stack.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(play(QLabel(_("Замены")), "title"))
        head.addStretch(1)
        for button in (self.new, self.propose, self.period, self.print):
            head.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 12)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.stack, 1)

    @property
    def is_reviewing(self) -> bool:
        return self.stack.currentWidget() is self.review


def _column(width: int, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for part in parts:
        if width:
            part.setFixedWidth(width)
        column.addWidget(part, 1 if isinstance(part, Lines) else 0)
    column.addStretch(0)
    return column

"""The lesson panel's face: its fields and how they lie."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.lesson_panel.plan_list import PlanList
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.words import _

_WIDTH: Final = 372


class TextBox(QPlainTextEdit):
    """A few lines of text, kept when the focus goes elsewhere."""

    left = Signal()

    def __init__(self, lines: int, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LessonPanelFace(QFrame):
    """Fields from above: topic and plan, homework, works, a note; below, counts and what is next."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "side")
        self.heading, self.day = play(QLabel(), "heading"), play(QLabel(), "faint")
        self.reason = QLineEdit()
        self.topic, self.plan = QLineEdit(), PlanList()
        self.apart = QCheckBox(_("Разные темы и задания у классов"))
        self.homework = TextBox(3, _("№ 412, 415; выучить правило"))
        self.nothing = QPushButton(_("Без задания") + " · Ctrl+0")
        self.as_before = QPushButton(_("Как в прошлый раз"))
        self.as_before.setToolTip(_("Тема и задание прошлого урока, где здесь пусто"))
        self.copies = QPushButton(icon(Icon.COPY), _("Скопировать в…"))
        self.works = QVBoxLayout()
        self.add = QPushButton(icon(Icon.ADD), _("Ещё работа"))
        self.note = TextBox(2, _("Видите только вы"))
        self.counts = play(QLabel(), "faint")
        self.roll_call = QPushButton(icon(Icon.ROLL_CALL), _("Перекличка"))
        self.done = play(QPushButton(_("Готово") + " · Ctrl+Enter"), "primary")
        self.reason.setPlaceholderText(_("Урок закрыт: причина, по которой меняете"))
        self.topic.setPlaceholderText(_("Тема урока"))
        self.topic.setMaxLength(1_000)
        self._lay_out()

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidget(self._body())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.roll_call)
        foot.addStretch(1)
        foot.addWidget(self.done)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 12)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _body(self) -> QWidget:
        body = play(QWidget(), "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 4)
        head: tuple[QWidget, ...] = (self.heading, self.day, self.counts, self.reason)
        topic: tuple[QWidget, ...] = (self.apart, _caption(_("Тема")), self.topic, self.plan)
        for part in (*head, *topic):
            column.addWidget(part)
        column.addWidget(_caption(_("Домашнее задание")))
        column.addWidget(self.homework)
        row = QHBoxLayout()
        for button in (self.nothing, self.as_before):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.copies)
        column.addWidget(_caption(_("Работы на уроке")))
        column.addLayout(self.works)
        column.addWidget(self.add)
        column.addWidget(_caption(_("Заметка «только я»")))
        column.addWidget(self.note)
        column.addStretch(1)
        return body

    def sizeHint(self) -> QSize:
        """As wide as the sums and a lesson or two; as high as the window gives."""
        return QSize(_WIDTH, 720)


def _caption(words: str) -> QLabel:
    return play(QLabel(words), "small")

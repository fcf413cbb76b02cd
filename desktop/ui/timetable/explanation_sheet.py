"""«Чтобы всё поместилось, придётся…»: what is short, and for each shortage steps that help, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Meaning, Typed
from desktop.ui.look.furniture import play
from desktop.ui.timetable.knowing import Lack, Way
from desktop.ui.timetable.side_sheet import SideSheet
from desktop.ui.words import _

_KEYS: Final = 9


class ExplanationSheet(SideSheet):
    """Empty while it is thought about; nothing is ever called impossible."""

    way_chosen = Signal(object)
    """A `Way` that shall be gone."""

    def __init__(self) -> None:
        super().__init__(_("Чтобы всё поместилось, придётся"))
        self.ways: list[Way] = []
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        body = play(QWidget(), "body")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 6, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(body)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._scroll, 1)
        self.button(_("Закрыть · Esc"), self.left.emit)
        self.show_thinking()

    def show_thinking(self) -> None:
        """It is being counted."""
        self.bar.show()
        self.say(_("Считаю часы, дни и кабинеты…"))

    def show_seeking(self) -> None:
        """Nothing is short, and it is sought what has to give way."""
        self.bar.show()
        self.say(_("Часов, дней и кабинетов хватает. Ищу, чем пришлось бы поступиться…"))

    def show_lacks(self, lacks: Sequence[Lack]) -> None:
        """What is short; the ways out are numbered through."""
        self.bar.hide()
        self._forget()
        for lack in lacks:
            self._list.addWidget(self._card(lack))
        if lacks:
            self.say(_("Цифра — сделать этот шаг. Каждый можно вернуть: Ctrl+Я/Z."))
        else:
            self.say(
                _(
                    "Подсчёт нехватки не нашёл: часов, дней и кабинетов хватает. Это не доказывает, что "
                    "расписание есть, но и не говорит, что его нет: составляйте дольше или ослабьте правила."
                )
            )
        first = next(iter(self.findChildren(QPushButton)), None)
        if first is not None:
            first.setFocus()

    def take_key(self, meaning: Meaning) -> bool:
        """A digit chooses the way of that number."""
        if isinstance(meaning, Typed) and meaning.token.isdigit():
            number = int(meaning.token)
            if 1 <= number <= len(self.ways):
                self.way_chosen.emit(self.ways[number - 1])
            return True
        return super().take_key(meaning)

    def _card(self, lack: Lack) -> QFrame:
        card = play(QFrame(), "card", "red" if lack.stops else "amber")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 8, 8)
        words = QLabel(lack.words)
        words.setWordWrap(True)
        column.addWidget(words)
        for way in lack.ways:
            self.ways.append(way)
            number = len(self.ways)
            label = f"{number}. {way.words}" if number <= _KEYS else way.words
            column.addWidget(self._button(label, way))
        return card

    def _button(self, label: str, way: Way) -> QPushButton:
        """A button cannot fold its words, so the label lies on it."""
        button = play(QPushButton(), "chip", "plain")
        button.setAccessibleName(label)
        words = QLabel(label, button)
        words.setWordWrap(True)
        inner = QVBoxLayout(button)
        inner.setContentsMargins(8, 4, 8, 4)
        inner.addWidget(words)
        button.setMinimumHeight(inner.heightForWidth(210) if inner.hasHeightForWidth() else 30)
        button.clicked.connect(partial(self.way_chosen.emit, way))
        return button

    def _forget(self) -> None:
        self.ways.clear()
        while (item := self._list.takeAt(0)) is not None:
            card = item.widget()
            if card is not None:
                card.hide()
                card.deleteLater()

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
from timetable.explaining.explanation_words import MOST_TOLD

_KEYS: Final = 9


class ExplanationSheet(SideSheet):
    """Empty while it is thought about; nothing is ever called impossible."""

    way_chosen = Signal(object)
    """A `Way` that shall be gone."""

    def __init__(self) -> None:
        super().__init__(_("Что мешает"))
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

    def show_seeking(self, left: Sequence[Lack] = (), done: str = "") -> None:
        """Nothing is short; what has to give way is sought, and ``left`` of it is known from before."""
        self.show_lacks(left)
        self.bar.show()
        if done:
            self.say(_("Сделано: {step}. Проверяю, чего ещё не хватает…").format(step=done), "green")
        else:
            self.say(_("Часов, дней и кабинетов хватает. Ищу, чем пришлось бы поступиться…"))

    def show_lacks(self, lacks: Sequence[Lack], done: str = "") -> None:
        """What is short, the most telling of it; the ways out are numbered through.

        ``done`` is the step that was taken just before.
        """
        self.bar.hide()
        self._forget()
        stops, others = [one for one in lacks if one.stops], [one for one in lacks if not one.stops]
        for lack in (*stops[:MOST_TOLD], *others[:MOST_TOLD]):
            self._list.addWidget(self._card(lack))
        hidden = max(len(stops) - MOST_TOLD, 0) + max(len(others) - MOST_TOLD, 0)
        if hidden:
            more = _("И ещё {n}: покажу, когда не станет этих").format(n=hidden)
            self._list.addWidget(play(QLabel(more), "faint"))
        taken = _("Сделано: {step}.").format(step=done) if done else ""
        self.heading.setText(_("Чтобы всё поместилось, придётся") if self.ways else _("Что мешает"))
        self.say(f"{taken} {_told(len(stops), lacks)}".strip(), "green" if done else "")
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
            label = f"{number}. {way.told}" if number <= _KEYS else way.told
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


def _told(stops: int, lacks: Sequence[Lack]) -> str:
    """How many steps are needed, and how they are taken."""
    if not lacks:
        return _(
            "Подсчёт нехватки не нашёл: часов, дней и кабинетов хватает. Это не доказывает, что "
            "расписание есть, но и не говорит, что его нет: составляйте дольше или ослабьте правила."
        )
    if not any(lack.ways for lack in lacks):
        return ""
    keys = _("Цифра — сделать шаг. Каждый можно вернуть: Ctrl+Я/Z.")
    if stops <= 1:
        return keys
    return f"{_('Нужен шаг в каждой красной рамке, их {n}.').format(n=stops)} {keys}"

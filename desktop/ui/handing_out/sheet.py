"""The sheet «Вывести…»: a choice, then progress that can be called off, then where it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.faults.told import Told
from desktop.ui.grid.keys import Action, Meaning
from desktop.ui.grid.taking import take
from desktop.ui.handing_out.orders import Days, Format, Offer, Order
from desktop.ui.look.elided import Elided
from desktop.ui.look.furniture import play
from desktop.ui.words import _

_WIDTH: Final = 620
_HEIGHT: Final = 600
_LEAST_LIST: Final = 120
_FIELD: Final = 30
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class HandOutSheet(QFrame):
    """A sheet over the page. `place_wanted` asks where to, with a name for the file or the folder."""

    place_wanted = Signal(object, str)
    ordered = Signal(object)
    cancel_wanted = Signal()
    open_wanted = Signal()
    left = Signal()

    def __init__(self, offers: Sequence[Offer], today: date) -> None:
        super().__init__()
        play(self, "sheet")
        self._offers = list(offers)
        self._today = today
        self._is_running = False
        self.list = play(QListWidget(), "rows")
        self.about = play(QLabel(), "faint")
        self.format = QComboBox()
        self.first, self.last = QDateEdit(), QDateEdit()
        self.bar = QProgressBar()
        self.told = QLabel()
        self.where = play(Elided(""), "faint")
        self.go = play(QPushButton(f"{_('Вывести…')} · Ctrl+Enter"), "primary")
        self.cancel = QPushButton(_("Прервать"))
        self.open = play(QPushButton(_("Открыть папку")), "primary")
        self.close_button = QPushButton(f"{_('Закрыть')} · Esc")
        self._set_up()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.setCurrentRow(0)

    def _set_up(self) -> None:
        self.list.addItems([offer.title for offer in self._offers])
        self.list.currentRowChanged.connect(self._show_offer)
        self.list.setMinimumHeight(_LEAST_LIST)
        for field in (self.first, self.last):
            field.setDisplayFormat("dd.MM.yyyy")
            field.setCalendarPopup(True)
        for label in (self.about, self.told):
            label.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.go.clicked.connect(self.ask_place)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.close_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self._rows = QFormLayout()
        self._rows.setVerticalSpacing(10)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        fields = (
            (_("Формат"), self.format),
            (_("С какого дня"), self.first),
            (_("По какой день"), self.last),
        )
        for words, field in fields:
            field.setMinimumHeight(_FIELD)
            self._rows.addRow(words, field)
        buttons = QHBoxLayout()
        for button in (self.go, self.cancel, self.open, self.close_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(play(QLabel(_("Что вывести")), "heading"))
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addLayout(self._rows)
        for part in (self.bar, self.told, self.where):
            column.addWidget(part)
        column.addLayout(buttons)
        self._begin_anew()
        self.list.currentRowChanged.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        """How the last one ended says nothing of another."""
        self._show_state(self.go, self.close_button)

    def sizeHint(self) -> QSize:
        """Room for a long title, and for all that is said later: what is over the page keeps its size."""
        return QSize(_WIDTH, _HEIGHT)

    # the choice

    @property
    def offer(self) -> Offer:
        """What is chosen."""
        return self._offers[max(self.list.currentRow(), 0)]

    def _show_offer(self, _row: int) -> None:
        offer = self.offer
        self.about.setText(offer.about)
        kept = self.format.currentData()
        self.format.clear()
        for one in offer.formats:
            self.format.addItem(_(one.title), one)
        self.format.setCurrentIndex(max(self.format.findData(kept), 0))
        for field, day in ((self.first, offer.first), (self.last, offer.last)):
            shown = day or self._today
            field.setDate(QDate(shown.year, shown.month, shown.day))
        self._rows.setRowVisible(self.first, offer.days is not Days.NONE)
        self._rows.setRowVisible(self.last, offer.days is Days.PERIOD)
        label = self._rows.labelForField(self.first)
        if isinstance(label, QLabel):
            label.setText(_("День") if offer.days is Days.ONE else _("С какого дня"))

    def ask_place(self) -> None:
        """Where to; the answer comes by `place`."""
        if not self._is_running:
            ending = "" if self._format.makes_folder else f".{self._format.ending}"
            self.place_wanted.emit(self._format, f"{self._name}{ending}")

    @property
    def _format(self) -> Format:
        chosen = self.format.currentData()
        assert isinstance(chosen, Format)
        return chosen

    @property
    def _name(self) -> str:
        days = {
            Days.NONE: "",
            Days.ONE: f" {_day(self.first):%d.%m.%Y}",
            Days.PERIOD: f" {_day(self.first):%d.%m}–{_day(self.last):%d.%m.%Y}",
        }
        return _UNFIT.sub(" ", self.offer.name + days[self.offer.days]).strip()

    def place(self, path: str) -> None:
        """The place is known: begin."""
        if not path:
            return
        first = _day(self.first)
        last = _day(self.last) if self.offer.days is Days.PERIOD else first
        if last < first:
            self.show_failure(Told(_("Последний день раньше первого."), ""))
            return
        self._is_running = True
        self.bar.setRange(0, 0)
        self.told.setText(_("Готовим…"))
        self._show_state(self.bar, self.told, self.cancel)
        self.cancel.setFocus()
        self.ordered.emit(Order(self.offer, self._format, first, last, Path(path)))

    # how it goes

    def show_progress(self, done: int, total: int) -> None:
        """So many of so many."""
        if self._is_running:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.told.setText(_("Готово {done} из {total}").format(done=done, total=total))

    def show_done(self, words: str, path: str) -> None:
        """It lies there."""
        self._end(words, "green")
        self.where.setText(path)
        self.where.setToolTip(path)
        self._show_state(self.told, self.where, self.open, self.go, self.close_button)
        self.open.setFocus()

    def show_failure(self, told: Told) -> None:
        """It does not; what is where, and what to do."""
        self._end(told.line, "red")
        self._show_state(self.told, self.go, self.close_button)
        self.go.setFocus()

    def show_cancelled(self) -> None:
        """Called off: nothing was written."""
        self._end(_("Прервано. Ничего не записано."), "amber")
        self._show_state(self.told, self.go, self.close_button)
        self.go.setFocus()

    def _end(self, words: str, tone: str) -> None:
        self._is_running = False
        play(self.told, "", tone)
        self.told.setText(words)

    def _show_state(self, *shown: QWidget) -> None:
        parts = (self.bar, self.told, self.where, self.go, self.cancel, self.open, self.close_button)
        for part in parts:
            part.setVisible(part in shown)
        for field in (self.list, self.format, self.first, self.last):
            field.setEnabled(not self._is_running)

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter hands out, Esc calls off what runs, then leaves."""
        left = self.cancel_wanted if self._is_running else self.left
        return take(meaning, {Action.FILL_EMPTY: self.ask_place, Action.CANCEL: left.emit})


def _day(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())

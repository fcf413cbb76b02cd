"""«Отсутствие»: who, from when to when, which lessons, why; by keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from desktop.models.timetable.covering import KnownAbsence
from desktop.ui.grid.keys import Action, Meaning
from desktop.ui.grid.taking import take
from desktop.ui.look.furniture import play
from desktop.ui.substitutions.case_words import REASONS
from desktop.ui.words import _
from timetable.substitutes.facts import Absence

_WIDTH: Final = 520
_FIELD: Final = 30


class AbsenceSheet(QFrame):
    """A sheet in the middle of the screen. `given` carries the absence and its id, None for a new one."""

    given = Signal(object, object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, people: Mapping[str, str], today: date, known: KnownAbsence | None = None) -> None:
        super().__init__()
        play(self, "sheet")
        self._known = known
        self.who = QComboBox()
        self.first, self.last = QDateEdit(), QDateEdit()
        self.slots_field = QLineEdit()
        self.why = QComboBox()
        self.refusal = play(QLabel(), "", "red")
        self.done = play(QPushButton(f"{_('Записать')} · Ctrl+Enter"), "primary")
        self.cancel = QPushButton(f"{_('Не надо')} · Esc")
        self.remove = QPushButton(_("Убрать отсутствие"))
        self._fill(people, known.absence if known else None, today)
        self._lay_out(is_new=known is None)
        self.setFocusProxy(self.who)

    def _fill(self, people: Mapping[str, str], known: Absence | None, today: date) -> None:
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for id, name in sorted(people.items(), key=lambda pair: pair[1]):
            self.who.addItem(name, id)
        if (completer := self.who.completer()) is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.who.setCurrentIndex(self.who.findData(known.teacher) if known else -1)
        for field, day in (
            (self.first, known.first_day if known else today),
            (self.last, known.last_day if known else today),
        ):
            field.setDisplayFormat("dd.MM.yyyy")
            field.setCalendarPopup(True)
            field.setDate(QDate(day.year, day.month, day.day))
        self.first.dateChanged.connect(self._keep_order)
        self.slots_field.setPlaceholderText(_("весь день; или номера уроков: 1, 2, 3"))
        self.slots_field.setText(", ".join(str(slot) for slot in sorted(known.slots)) if known else "")
        self.why.setEditable(True)
        self.why.addItems([_(reason) for reason in REASONS])
        self.why.setCurrentText(known.reason if known else _(REASONS[0]))

    def _lay_out(self, *, is_new: bool) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            (_("Кто"), self.who),
            (_("С какого дня"), self.first),
            (_("По какой день"), self.last),
            (_("Уроки"), self.slots_field),
            (_("Причина"), self.why),
        ):
            field.setMinimumHeight(_FIELD)
            rows.addRow(words, field)
        buttons = QHBoxLayout()
        for button, deed in (
            (self.done, self.write),
            (self.cancel, self.left.emit),
            (self.remove, self._remove),
        ):
            button.clicked.connect(deed)
            buttons.addWidget(button)
        self.remove.setVisible(not is_new)
        buttons.addStretch(1)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(play(QLabel(_("Кого не будет")), "heading"))
        column.addLayout(rows)
        column.addWidget(self.refusal)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:
        """Wide enough for a long name."""
        return QSize(_WIDTH, super().sizeHint().height())

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter writes, Esc leaves."""
        return take(meaning, {Action.FILL_EMPTY: self.write, Action.CANCEL: self.left.emit})

    def write(self) -> None:
        """Give what was entered, or say what is missing."""
        refusal = self._refusal()
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        if refusal:
            return
        absence = Absence(
            self._teacher,
            _python_day(self.first.date()),
            _python_day(self.last.date()),
            self._slots() or frozenset(),
            self.why.currentText().strip(),
        )
        self.given.emit(absence, self._known.id if self._known else None)

    def _refusal(self) -> str:
        if not self._teacher:
            return _("Выберите учителя из списка: наберите начало фамилии.")
        if self.last.date() < self.first.date():
            return _("Последний день раньше первого.")
        if self._slots() is None:
            return _("Номера уроков — числа через запятую, например 1, 2, 3; пусто — весь день.")
        return ""

    @property
    def _teacher(self) -> str:
        """The id of the person whose name is written, whoever was chosen before."""
        at = self.who.findText(self.who.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.who.itemData(at)) if at >= 0 else ""

    def _slots(self) -> frozenset[int] | None:
        parts = self.slots_field.text().replace(",", " ").split()
        if not all(part.isdecimal() and int(part) <= 15 for part in parts):
            return None
        return frozenset(int(part) for part in parts)

    def _keep_order(self, first: QDate) -> None:
        if self.last.date() < first:
            self.last.setDate(first)

    def _remove(self) -> None:
        if self._known is not None:
            self.removed.emit(self._known.id)


def _python_day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

"""One work of the lesson: its kind, weight, title and until when it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.models.reading.lesson_head import WorkColumn
from desktop.ui.look.icons import Icon, icon
from desktop.ui.words import _
from school.lesson import Work, WorkType


class WorkRow(QWidget):
    """`changed` carries the work's id and what it shall be; `wipe_wanted` its id."""

    changed = Signal(str, object)
    wipe_wanted = Signal(str)

    def __init__(self, column: WorkColumn, types: Mapping[str, WorkType], due_days: int) -> None:
        super().__init__()
        self.column = column
        self._types = types
        self._due_days = due_days
        self.kind, self.weight = QComboBox(), QDoubleSpinBox()
        self.title = QLineEdit(column.work.title)
        self.is_checked, self.due = QCheckBox(_("проверяется до")), QDateEdit()
        self.wipe = QPushButton(icon(Icon.CLOSE), "")
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        work = self.column.work
        for id, kind in self._types.items():
            self.kind.addItem(kind.title or kind.short, id)
        self.kind.setCurrentIndex(self.kind.findData(work.type or self.column.kind.id))
        self.weight.setRange(0, 100)
        self.weight.setDecimals(1 if Fraction(work.weight).denominator > 1 else 0)
        self.weight.setValue(float(work.weight))
        self.weight.setPrefix(_("вес") + " ")
        self.title.setPlaceholderText(_("Название: Контрольная № 2"))
        self.title.setMaxLength(200)
        due = work.due or self.column.lesson.place.date
        self.due.setDate(QDate(due.year, due.month, due.day))
        self.due.setDisplayFormat("dd.MM.yyyy")
        self.due.setCalendarPopup(True)
        self.is_checked.setChecked(work.due is not None)
        self.due.setEnabled(work.due is not None)
        self.wipe.setFlat(True)
        self.wipe.setToolTip(_("Удалить работу вместе с отметками"))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.addWidget(self.kind, 0, 0)
        grid.addWidget(self.weight, 0, 1)
        grid.addWidget(self.wipe, 0, 2)
        grid.addWidget(self.title, 1, 0, 1, 3)
        grid.addWidget(self.is_checked, 2, 0)
        grid.addWidget(self.due, 2, 1, 1, 2)
        grid.setColumnStretch(0, 1)
        self._show_details()

    def _show_details(self) -> None:
        """A plain answer has no title and nothing to be checked by a date."""
        kind = self._types.get(self.kind.currentData())
        is_plain = kind is not None and kind.is_answer and not self.column.work.title
        for part in (self.title, self.is_checked, self.due):
            part.setVisible(not is_plain)

    def _connect(self) -> None:
        self.kind.activated.connect(self._choose_kind)
        self.weight.editingFinished.connect(self._tell)
        self.title.editingFinished.connect(self._tell)
        self.is_checked.clicked.connect(self._turn_due)
        self.due.editingFinished.connect(self._tell)
        self.wipe.clicked.connect(self._ask_wipe)

    @property
    def work(self) -> Work:
        """What the row says now; a weight that was not touched keeps its exact fraction."""
        before = self.column.work
        is_same = self.weight.value() == float(before.weight)
        weight = before.weight if is_same else Fraction(str(round(self.weight.value(), 1)))
        chosen = self.due.date()
        due = date(chosen.year(), chosen.month(), chosen.day()) if self.is_checked.isChecked() else None
        kind = self.kind.currentData() or before.type
        return replace(before, type=kind, weight=weight, title=self.title.text().strip(), due=due)

    def _choose_kind(self) -> None:
        """Another kind brings its usual weight, and a test the days in which it is checked."""
        kind = self._types.get(self.kind.currentData())
        if kind is not None:
            self.weight.setDecimals(1 if Fraction(kind.weight).denominator > 1 else 0)
            self.weight.setValue(float(kind.weight))
            is_test = not kind.is_answer and kind.weight >= 2
            self.is_checked.setChecked(is_test)
            held = self.column.lesson.place.date
            self.due.setDate(QDate(held.year, held.month, held.day).addDays(self._due_days))
            self.due.setEnabled(is_test)
        self._show_details()
        self._tell()

    def _turn_due(self, is_on: bool) -> None:
        self.due.setEnabled(is_on)
        self._tell()

    def _tell(self) -> None:
        if self.work != self.column.work:
            self.changed.emit(self.column.id, self.work)

    def _ask_wipe(self) -> None:
        self.wipe_wanted.emit(self.column.id)

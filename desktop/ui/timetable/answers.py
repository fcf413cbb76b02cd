"""Widgets that answer what a kind of rule asks: people and subjects to tick, numbers, choices, places."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from desktop.ui.look.furniture import play
from desktop.ui.words import _
from timetable.grid import Grid, TimeSlot

_ID = Qt.ItemDataRole.UserRole


class Ticks(QListWidget):
    """Names to tick: with the mouse, or with Space; letters go to a name."""

    changed = Signal()

    def __init__(self, name: str, nouns: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        play(self, "rows")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(60)
        for id, title in nouns:
            item = QListWidgetItem(title)
            item.setToolTip(title)
            item.setData(_ID, id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.itemChanged.connect(self._tell)

    def answer(self) -> tuple[str, ...]:
        """The ids of what is ticked."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    def tick(self, *ids: str) -> None:
        """Tick these."""
        for item in (self.item(row) for row in range(self.count())):
            if item.data(_ID) in ids:
                item.setCheckState(Qt.CheckState.Checked)

    def _tell(self) -> None:
        self.changed.emit()


class Number(QSpinBox):
    """Between what means something."""

    changed = Signal()

    def __init__(self, name: str, least: int, most: int, begin: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setValue(begin)
        self.valueChanged.connect(self._tell)

    def answer(self) -> int:
        return self.value()

    def _tell(self) -> None:
        self.changed.emit()


class Choice(QComboBox):
    """One word of a few."""

    changed = Signal()

    def __init__(self, name: str, words: Iterable[tuple[StrEnum, str]], begin: object) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._choices = []
        for choice, said in words:
            self._choices.append(choice)
            self.addItem(said)
        self.setCurrentIndex(next(at for at, choice in enumerate(self._choices) if choice is begin))
        self.currentIndexChanged.connect(self._tell)

    def answer(self) -> StrEnum:
        return self._choices[self.currentIndex()]

    def _tell(self) -> None:
        self.changed.emit()


class Flag(QCheckBox):
    """Yes or no."""

    changed = Signal()

    def __init__(self, words: str, *, begin: bool) -> None:
        super().__init__(words)
        self.setChecked(begin)
        self.toggled.connect(self._tell)

    def answer(self) -> bool:
        return self.isChecked()

    def _tell(self) -> None:
        self.changed.emit()


class Places(QWidget):
    """Days to tick, and from which slot to which."""

    changed = Signal()

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self.days = [Flag(day, begin=True) for day in grid.days]
        last = len(grid.slots)
        self.first, self.last = Number(_("С урока"), 1, last, 1), Number(_("По урок"), 1, last, last)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in self.days:
            row.addWidget(part)
        row.addStretch(1)
        for words, number in ((_("с"), self.first), (_("по"), self.last)):
            row.addWidget(QLabel(words))
            row.addWidget(number)
        parts: tuple[Flag | Number, ...] = (*self.days, self.first, self.last)
        for each in parts:
            each.changed.connect(self.changed)

    def answer(self) -> frozenset[TimeSlot]:
        """The places of the ticked days; none where the last slot comes before the first."""
        slots = range(self.first.answer() - 1, self.last.answer())
        return frozenset(
            TimeSlot(day, slot) for day, flag in enumerate(self.days) if flag.isChecked() for slot in slots
        )


Answer = Ticks | Number | Choice | Flag | Places

"""What was found in the draft: red is the law and what is broken, amber is advice; a line leads there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.words import N_, _
from timetable.findings import Finding, Report, Weight
from timetable.rules.rule import BlockKey

Tell = Callable[[Finding], str]

_FINDING: Final = Qt.ItemDataRole.UserRole
_KINDS: Final[Mapping[Weight, tuple[str, str]]] = {
    Weight.BROKEN: (N_("Нельзя: {n}"), "red"),
    Weight.LAW: (N_("Нормы: {n}"), "red"),
    Weight.ADVICE: (N_("Советы: {n}"), "amber"),
    Weight.WISH: (N_("Пожелания: {n}"), "plain"),
}
_MOST: Final = 100
"""Lines that anybody would read; each has to be worded and laid out after every move."""


class FindingsList(QWidget):
    """A chip for each weight, with its count; the lines of the chosen one below."""

    finding_wanted = Signal(object)
    """A Finding whose place shall be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = Report()
        self._tell: Tell = lambda finding: str(finding.what)
        self._weight = Weight.BROKEN
        self.chips = {weight: self._chip(weight) for weight in _KINDS}
        self.list = play(QListWidget(), "rows")
        self.list.setAccessibleName(_("Замечания к расписанию"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setLayoutMode(QListWidget.LayoutMode.Batched)
        self.list.setBatchSize(20)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._want)
        self.list.itemActivated.connect(self._want)
        self.calm = play(QLabel(_("Замечаний нет.")), "faint")
        self.more = play(QLabel(), "faint")
        chips = (QHBoxLayout(), QHBoxLayout())
        for at, chip in enumerate(self.chips.values()):
            chips[at // 2].addWidget(chip, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in chips:
            row.setSpacing(6)
            column.addLayout(row)
        column.addWidget(self.calm)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)

    def show_report(self, report: Report, tell: Tell) -> None:
        """The findings of the draft as it is now; the first weight that has any is open. What has just
        been broken comes to the front.
        """
        breaks = bool(report.of(Weight.BROKEN)) and not self._report.of(Weight.BROKEN)
        self._report, self._tell = report, tell
        for weight, chip in self.chips.items():
            count = len(report.of(weight))
            words, tone = _KINDS[weight]
            chip.setText(_(words).format(n=count))
            play(chip, "chip", tone if count else "")
            chip.setEnabled(bool(count))
        if breaks or not report.of(self._weight):
            self._weight = next((weight for weight in _KINDS if report.of(weight)), self._weight)
        self._fill()

    def step(self, steps: int = 1) -> Finding | None:
        """The next line, and what it says."""
        if not self.list.count():
            return None
        self.list.setCurrentRow((self.list.currentRow() + steps) % self.list.count())
        return self.finding

    @property
    def finding(self) -> Finding | None:
        """The finding of the chosen line."""
        item = self.list.currentItem()
        found: Finding | None = item.data(_FINDING) if item is not None else None
        return found

    def _chip(self, weight: Weight) -> QPushButton:
        chip = play(QPushButton(), "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setProperty("weight", weight)
        chip.clicked.connect(self._choose)
        return chip

    def _choose(self) -> None:
        chip = self.sender()
        self._weight = next(weight for weight, each in self.chips.items() if each is chip)
        self._fill()

    def _fill(self) -> None:
        found = self._report.of(self._weight)
        self.list.clear()
        for finding in found[:_MOST]:
            words = self._tell(finding)
            item = QListWidgetItem(words)
            item.setData(_FINDING, finding)
            item.setToolTip(words)
            if finding.weight in (Weight.BROKEN, Weight.LAW):
                item.setForeground(QColor(palette.worn().red))
            elif finding.weight is Weight.ADVICE:
                item.setForeground(QColor(palette.worn().amber))
            self.list.addItem(item)
        self.calm.setVisible(not self._report.findings)
        self.more.setText(_("Показаны первые {most} из {n}.").format(most=_MOST, n=len(found)))
        self.more.setVisible(len(found) > _MOST)
        self.list.setVisible(bool(found))

    def _want(self, item: QListWidgetItem) -> None:
        self.finding_wanted.emit(item.data(_FINDING))


def marks_of(report: Report) -> dict[BlockKey, Weight]:
    """The gravest finding of each card; wishes are not marked, every week has some."""
    order = (Weight.ADVICE, Weight.LAW, Weight.BROKEN)
    marks: dict[BlockKey, Weight] = {}
    for weight in order:
        for finding in report.of(weight):
            marks.update(dict.fromkeys(finding.blocks, weight))
    return marks

"""Rows of the plan near the next one that is not given: several can be joined in one lesson."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.ui.look.furniture import play
from desktop.ui.words import _
from school.plan import LessonPlan, PlanItem

_ROLE: Final = Qt.ItemDataRole.UserRole
_BEFORE, _AFTER = 2, 6


class PlanList(QListWidget):
    """`chosen` carries the rows that are ticked, in the plan's order."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        play(self, "rows")
        self._items: dict[str, PlanItem] = {}
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMaximumHeight(92)
        self.itemChanged.connect(self._tell)

    def offer(self, plan: LessonPlan, at: PlanItem | None, ticked: tuple[str, ...]) -> None:
        """Show the rows around one, with these ticked."""
        items = list(plan.items)
        middle = items.index(at) if at in items else 0
        near = {item.id for item in items[max(0, middle - _BEFORE) : middle + _AFTER]}
        self.blockSignals(True)
        self.clear()
        self._items = {item.id: item for item in items if item.id in near or item.id in ticked}
        for item in self._items.values():
            self._add(item, item.id in ticked)
        self.blockSignals(False)
        if at is not None and at.id in self._items:
            self.setCurrentRow(list(self._items).index(at.id))

    def _add(self, item: PlanItem, is_ticked: bool) -> None:
        line = QListWidgetItem(_("{number}. {topic}").format(number=item.number, topic=item.topic))
        line.setData(_ROLE, item.id)
        line.setToolTip(item.section)
        line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        self.addItem(line)

    def ticked(self) -> tuple[PlanItem, ...]:
        """The rows that are ticked."""
        lines = (self.item(at) for at in range(self.count()))
        chosen = (line.data(_ROLE) for line in lines if line.checkState() == Qt.CheckState.Checked)
        return tuple(self._items[id] for id in chosen)

    def _tell(self, _line: QListWidgetItem) -> None:
        self.chosen.emit(self.ticked())

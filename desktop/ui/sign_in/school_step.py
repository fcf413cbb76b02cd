"""The school: by region, place and kind, or by a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from desktop.ui.look.furniture import play
from desktop.ui.sign_in.step import Step, labelled
from desktop.ui.words import _

_WIDE: Final = 640


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school as the server lists it."""

    id: str
    name: str
    place: str = ""
    region: str = ""
    kind: str = ""


class SchoolStep(Step):
    """Letters narrow the list, the arrows go through it, Enter takes one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Ваша школа"), "", _("Это моя школа"))
        self._schools: tuple[SchoolLine, ...] = ()
        self._boxes: dict[QComboBox, QWidget] = {}
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Часть названия или места"))
        self.region, self.place, self.kind = QComboBox(), QComboBox(), QComboBox()
        self.list = play(QListWidget(), "rows")
        self.list.setMinimumHeight(220)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.setFixedWidth(_WIDE)
        self.nothing = play(QLabel(_("Такой школы на этом сервере нет")), "faint")
        self._lay_out_fields()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._choose)
        self.button.clicked.connect(self._choose)

    def _lay_out_fields(self) -> None:
        row = QHBoxLayout()
        for words, box in ((_("Регион"), self.region), (_("Место"), self.place), (_("Вид"), self.kind)):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._boxes[box] = labelled(words, box)
            row.addWidget(self._boxes[box], 1)
            box.currentIndexChanged.connect(self._narrow)
        self.fields.addLayout(row)
        for part in (self.field, self.list, self.nothing):
            self.fields.addWidget(part)
        self.setFocusProxy(self.field)

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one school to choose from."""
        return len(self._schools) > 1

    def show_schools(self, schools: Sequence[SchoolLine]) -> None:
        """All schools of the server, in the order in which it tells them."""
        self._schools = tuple(schools)
        kinds = ((self.region, "region"), (self.place, "place"), (self.kind, "kind"))
        for box, name in kinds:
            told = sorted({getattr(school, name) for school in schools} - {""})
            box.blockSignals(True)
            box.clear()
            box.addItems([_("все"), *told])
            box.blockSignals(False)
            self._boxes[box].setVisible(len(told) > 1)
        self._narrow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows of the field go through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self) -> None:
        self.list.clear()
        for school in self._schools:
            if self._fits(school):
                where = f" — {school.place}" if school.place else ""
                item = QListWidgetItem(school.name + where)
                item.setData(Qt.ItemDataRole.UserRole, school)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(self.list.count() == 0)
        self.button.setEnabled(self.list.count() > 0)

    def _fits(self, school: SchoolLine) -> bool:
        chosen = ((self.region, school.region), (self.place, school.place), (self.kind, school.kind))
        if any(box.currentIndex() > 0 and box.currentText() != told for box, told in chosen):
            return False
        text = f"{school.name} {school.place} {school.region}".lower()
        return all(word in text for word in self.field.text().lower().split())

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

"""The finder, Ctrl+K: type «7б 18.11», Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem

from desktop.ui.look.furniture import play
from desktop.ui.shell.overlay import sheet_layout
from desktop.ui.words import _

_ROWS = 9


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the finder and the key by which its owner knows where it leads."""

    key: str
    words: str
    hint: str = ""


class Finder(QFrame):
    """A field and a list; the arrows go through the list while the field keeps the letters."""

    chosen = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__()
        play(self, "sheet")
        self._find = find
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Класс, предмет, день: 7б 18.11"))
        self.list = play(QListWidget(), "rows")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = play(
            QLabel(_("Ничего не нашлось. Например: «7б», «алгебра», «7б 18.11», «вчера»")), "faint"
        )
        column = sheet_layout(self)
        for part in (self.field, self.list, self.nothing):
            column.addWidget(part)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._search("")

    def sizeHint(self) -> QSize:
        """Wide enough for a course's name, low enough to see the page under it."""
        return QSize(560, 340)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The field has the focus whenever the sheet has it."""
        super().focusInEvent(event)
        self.field.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the list."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def _search(self, typed: str) -> None:
        self.list.clear()
        for found in self._find(typed)[:_ROWS]:
            item = QListWidgetItem(f"{found.words}   {found.hint}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, found.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self.nothing.setVisible(self.list.count() == 0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

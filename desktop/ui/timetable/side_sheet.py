"""A sheet at the side of the board: a heading, words, lines, and buttons with their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.keys import Action, Meaning
from desktop.ui.grid.taking import take
from desktop.ui.look.furniture import play

_PADDING: Final = 24
LINE: Final = Qt.ItemDataRole.UserRole


class SideSheet(QWidget):
    """Keys work wherever the focus is inside the sheet; Esc leaves it."""

    left = Signal()

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = play(QLabel(heading), "heading")
        self.words = play(QLabel(), "faint")
        for label in (self.heading, self.words):
            label.setWordWrap(True)
        self.setAccessibleName(heading)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.words)
        self._keys: dict[Action, Callable[[], object]] = {Action.CANCEL: self.left.emit}

    def say(self, words: str, tone: str = "") -> None:
        """What stands under the heading."""
        play(self.words, "faint", tone)
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def on(self, action: Action, deed: Callable[[], object]) -> None:
        """A key of this sheet."""
        self._keys[action] = deed

    def button(self, words: str, deed: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button at the end of the column."""
        made = play(QPushButton(words), "primary" if primary else "")
        made.clicked.connect(deed)
        self.column.addWidget(made)
        return made

    def take_key(self, meaning: Meaning) -> bool:
        """The keys of the sheet."""
        return take(meaning, self._keys)


class _Wrapped(QStyledItemDelegate):
    """Leaves room for the style's padding, which Qt forgets when it breaks lines: numbers would be cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -_PADDING, 0)  # type: ignore[attr-defined]  # Qt's own fields
        return super().sizeHint(narrow, index)


class Lines(QListWidget):
    """Lines of words, each with whatever it is about."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        play(self, "rows")
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_lines(self, lines: Iterable[tuple[str, object]]) -> None:
        """Words, and what is told when one is chosen."""
        self.clear()
        for words, about in lines:
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(LINE, about)
            self.addItem(item)

    def texts(self) -> list[str]:
        """The words of all lines."""
        return [self.item(row).text() for row in range(self.count())]

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(LINE))

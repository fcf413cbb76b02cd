"""«Клавиши»: the key map on one sheet, F1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from desktop.ui.grid.key_sheet import KeyRow, key_rows
from desktop.ui.look.furniture import play
from desktop.ui.shell.overlay import sheet_layout
from desktop.ui.words import _


class KeysHelp(QFrame):
    """Two columns of what a key does; they scroll where the window is small. Esc closes."""

    def __init__(self, *, has_board: bool = False) -> None:
        super().__init__()
        play(self, "sheet")
        column = sheet_layout(self)
        column.addWidget(play(QLabel(_("Клавиши")), "heading"))
        faint = play(QLabel(_("Работают в обеих раскладках. Цифры NumPad — всегда цифры.")), "faint")
        column.addWidget(faint)
        rows = key_rows(has_board=has_board)
        half = (len(rows) + 1) // 2
        self.body = play(QWidget(), "body")
        halves = QHBoxLayout(self.body)
        halves.setContentsMargins(0, 0, 12, 0)
        halves.setSpacing(32)
        for part in (rows[:half], rows[half:]):
            halves.addLayout(_grid(part))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.body)
        column.addWidget(scroll, 1)
        self.setFocusProxy(scroll)

    def sizeHint(self) -> QSize:
        """All of the map, if the window has room for it."""
        return self.body.sizeHint() + QSize(48, 88)


def _grid(rows: Sequence[KeyRow]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for at, row in enumerate(rows):
        grid.addWidget(QLabel(row.action), at, 0)
        for column, keys in enumerate((row.laptop, row.pad), start=1):
            grid.addWidget(play(QLabel(keys), "key"), at, column)
    grid.setRowStretch(len(rows), 1)
    return grid

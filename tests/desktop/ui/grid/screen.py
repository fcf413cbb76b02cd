"""A screen around the grid, and hands that press its keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.grid.cells import Place
from desktop.ui.grid.effects import Put, TakeBack
from desktop.ui.grid.grid import MarkingGrid
from desktop.ui.grid.keys import Meaning
from tests.desktop.ui.grid.board import CTRL, named, printable
from tests.looks.demo_sheet import DemoSheet

LESSON = "w8"


class Screen(QWidget):
    """A screen of the least kind: it writes what the grid wishes and keeps the rest."""

    def __init__(self, sheet: DemoSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.grid = MarkingGrid(sheet)
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.grid)
        self.chords: list[Meaning] = []
        self.wishes: list[object] = []
        self.grid.put_wanted.connect(self.write)
        self.grid.take_back_wanted.connect(self.write)
        for wish in (self.grid.fill_wanted, self.grid.paste_wanted, self.grid.wipe_wanted):
            wish.connect(self.wishes.append)
        for more in (self.grid.comment_wanted, self.grid.cut_wanted, self.grid.refused):
            more.connect(self.wishes.append)

    def write(self, wish: Put | TakeBack) -> None:
        """Write at once, and say which cell looks different."""
        self.sheet.put(wish.place, wish.after)
        self.grid.touch([wish.place], [wish.place.row])

    def take_key(self, meaning: Meaning) -> bool:
        """What the grid leaves to the window."""
        self.chords.append(meaning)
        return True

    def column(self, key: str = LESSON) -> list[str]:
        """A column as text."""
        return [str(self.sheet.cell(Place(row.key, key)).value) for row in self.sheet.rows]


def press(screen: Screen, *scans: int, layout: str = "ru") -> None:
    """Press printable keys over the grid."""
    for scan in scans:
        QCoreApplication.sendEvent(screen.grid.table, printable(scan, layout, "offscreen"))


def hit(screen: Screen, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key without a character."""
    QCoreApplication.sendEvent(screen.grid.table, named(key, held, "offscreen"))


def place_of(screen: Screen) -> Place | None:
    """Where fast entry stands."""
    return screen.grid.entry.place


def chord(screen: Screen, scan: int, layout: str = "ru") -> None:
    """Press a Ctrl chord."""
    QCoreApplication.sendEvent(screen.grid.table, printable(scan, layout, "offscreen", CTRL))

"""A teacher's desk: the page on the screen, and hands on the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.journal import Journal
from desktop.ui.grid import layouts
from desktop.ui.grid.cells import Place
from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.journal_page.page import JournalPageScreen
from tests.desktop.models.taught import Taught, today_work
from tests.desktop.ui.grid.board import CTRL, NONE, named, pad, printable

CLASS = [(f"Ученик{at:02d}", "Имя") for at in range(30)]
SCANS = {label: scan for scan, label in layouts.RUSSIAN.items()} | {
    digit: scan for scan, digit in layouts.DIGITS.items()
}


class Desk:
    """The page of today's algebra, opened by nothing but arriving there."""

    def __init__(self, taught: Taught) -> None:
        self.taught = taught
        self.journal: Journal = taught.journal()
        self.screen = JournalPageScreen(self.journal)
        self.screen.resize(1310, 700)
        self.screen.show()
        self.screen.arrive()
        self.grid = self.screen.grid
        self.said: list[str] = []
        self.screen.messaged.connect(self.said.append)
        self.grid.refused.connect(self.said.append)

    # hands

    def type(self, keys: str, layout: str = "ru") -> None:
        """Press printable keys by their Russian labels: «5», «Н», «\\»; a space is Space."""
        for key in keys:
            if key == " ":
                self.hit(Qt.Key.Key_Space)
            else:
                self._send(printable(SCANS[key], layout, "offscreen"))

    def pad(self, keys: str, *, numlock: bool = True) -> None:
        """Press keys of the number pad."""
        for key in keys:
            self._send(pad(key, "offscreen", numlock))

    def hit(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key without a character."""
        self._send(named(key, held, "offscreen"))

    def enter(self) -> None:
        self.hit(Qt.Key.Key_Return)

    def chord(self, key: str, layout: str = "ru") -> None:
        """Press Ctrl with a key by its Russian label."""
        self._send(printable(SCANS[key], layout, "offscreen", CTRL))

    def write(self, text: str) -> None:
        """Type a text into the field that has the focus."""
        target = self.focus
        for char in text:
            QCoreApplication.sendEvent(target, printable_text(char))

    def _send(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(self.focus, event)

    @property
    def focus(self) -> QWidget:
        """Where the keys go: a pop-up, the focus, or the grid."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.grid.table

    # eyes

    def cell(self, row: str, column: str = "") -> str:
        """What a cell of today's lesson shows."""
        assert self.screen.sheet is not None
        return str(self.screen.sheet.cell(Place(row, column or today_work())).value)

    def column(self) -> list[str]:
        """Today's column from above."""
        assert self.screen.page is not None
        return [self.cell(row.id) for row in self.screen.page.rows]

    @property
    def place(self) -> Place | None:
        """Where the cursor is."""
        return self.grid.entry.place

    def go_to(self, row: str) -> None:
        """Put the cursor on a pupil of today's lesson."""
        self.grid.go_to(Place(row, today_work()))


def printable_text(char: str) -> QKeyEvent:
    """A key that writes this character."""
    return QKeyEvent(QEvent.Type.KeyPress, ord(char.upper()), NONE, char)


@contextmanager
def keys_read(application: QApplication) -> Iterator[None]:
    """The key reader that the program has."""
    reader = KeyReader(application)
    application.installEventFilter(reader)
    yield
    application.removeEventFilter(reader)
    reader.deleteLater()


def let_go(widget: QWidget) -> None:
    """Close a window and destroy it now: what lives on is dressed again with every test."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)

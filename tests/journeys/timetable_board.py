"""A head teacher's board over a real desk, with a keyboard before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk
from desktop.app.timetabling import DeskKeeper, begin_search
from desktop.ui.timetable.screen import TimetableScreen
from desktop.ui.timetable.versions_sheet import VersionsSheet
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

KEY = Qt.Key


class VersionKeys:
    """The versions' sheet, opened with its key."""

    def __init__(self, screen: TimetableScreen) -> None:
        self._keys = Keyboard(screen)
        screen.arrive()
        self._keys.hit(KEY.Key_F8)
        sheet = screen.page.side.sheet
        assert isinstance(sheet, VersionsSheet)
        self._sheet = sheet

    def listed(self) -> list[str]:
        """The titles in their order."""
        return [text.split("\n")[0] for text in self._sheet.versions.texts()]

    def choose(self, title: str) -> None:
        """Down to this version."""
        for _step in range(self.listed().index(title) + 1):
            self._keys.hit(KEY.Key_Down)
        assert self._sheet.chosen is not None
        assert self._sheet.chosen.title == title

    def keep(self) -> None:
        self._keys.hit(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def open(self) -> None:
        """«Работать с этой версией»."""
        self._sheet.open.click()


@contextmanager
def at_board(application: QApplication, desk: Desk) -> Iterator[VersionKeys]:
    """The board of a desk, until it is left."""
    with keys_read(application):
        screen = TimetableScreen(DeskKeeper(desk), begin_search)
        yield VersionKeys(screen)
        screen.working.stop()
        let_go(screen)

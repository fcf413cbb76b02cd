"""«Ещё» by keyboard: a habit is written when it is chosen, the ways out are buttons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import END_OF_DAY, Settings
from desktop.ui.preferences.screen import Preferences
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go


class Room:
    """The page in its window, over settings of its own."""

    def __init__(self, path: Path) -> None:
        self.settings = Settings(path)
        self.page = Preferences(self.settings, "Петрова А. И.")
        self.shell = Shell({Place.MORE: lambda: self.page})
        self.keys = Keyboard(self.shell)
        self.shell.go(Place.MORE)

    def tab(self, times: int) -> None:
        """To the next part of the page."""
        for _time in range(times):
            self.keys.hit(Qt.Key.Key_Tab)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    """A person who looks for something in «Ещё»."""
    with keys_read(qapp):
        opened = Room(tmp_path / "settings.json")
        yield opened
        let_go(opened.shell)


def test_the_end_of_the_day_is_chosen(room: Room) -> None:
    """An hour later by one key; it is written at once and stands there at the next start."""
    room.tab(3)
    assert room.page.ends.hasFocus()

    room.keys.hit(Qt.Key.Key_Up)

    assert room.settings[END_OF_DAY] == "18:00"
    assert Preferences(room.settings, "").ends.time().hour() == 18


def test_a_trouble_can_be_told_from_here(room: Room, qtbot: QtBot) -> None:
    """Also when no fault has offered it."""
    room.tab(7)

    with qtbot.waitSignal(room.page.trouble_wanted):
        room.keys.enter()

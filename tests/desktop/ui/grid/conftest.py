"""A screen with the grid on it, and the key reader that the program has."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.grid.cells import Place
from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.look.style import Theme, dress
from tests.desktop.ui.grid.screen import LESSON, Screen
from tests.looks.demo_sheet import build_sheet


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[Screen]:
    """Six pupils, twelve works, nothing marked; the cursor on the first pupil."""
    dress(qapp, Theme.LIGHT)
    sheet = build_sheet(6, 12)
    sheet.cells.clear()
    made = Screen(sheet)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    reader = KeyReader(qapp)
    qapp.installEventFilter(reader)
    made.grid.go_to(Place("p0", LESSON))
    yield made
    qapp.removeEventFilter(reader)
    reader.deleteLater()

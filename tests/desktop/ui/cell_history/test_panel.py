"""The history of a cell: at once what is known here, then the server's word, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.reading.fates import Fate
from desktop.models.reading.history import HistoryLine
from desktop.ui.cell_history.panel import CellHistory
from tests.desktop.models.taught import NOW
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

MINE = HistoryLine("", "5", "Петрова А. И.", NOW, Fate.UNSENT)
EARLIER = HistoryLine("", "4", "Сидоров О. П.", NOW - timedelta(days=2), Fate.SETTLED, "пересдача")


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> Iterator[CellHistory]:
    """What this computer knows of Волков's mark."""
    with keys_read(qapp):
        shown = CellHistory("7Б · Алгебра · 18.11 · Волков Пётр", [MINE], NOW)
        yield shown
        let_go(shown)


def test_an_unsent_mark_is_told_as_such(panel: CellHistory) -> None:
    """From nothing to 5, by whom, when, and that it is not sent."""
    assert panel.words == ["— → 5\nПетрова А. И., 09:10 · ещё не отправлено"]


def test_the_server_s_history_takes_its_place(panel: CellHistory) -> None:
    """Another day is told with its date; a reason stands at the end."""
    panel.show_whole([MINE, EARLIER])

    assert panel.words[1] == "— → 4\nСидоров О. П., 16.11 09:10 · пересдача"
    assert "с сервера" in panel.source.text()


def test_without_a_network_it_says_what_it_shows(panel: CellHistory) -> None:
    """Nobody takes this computer's knowledge for the whole."""
    panel.say_offline()

    assert "то, что знает этот компьютер" in panel.source.text()
    assert len(panel.words) == 1


def test_a_cell_that_nobody_wrote_says_so(qtbot: QtBot) -> None:
    """An empty list is never without words."""
    empty = CellHistory("7Б", [], datetime.now().astimezone())

    assert empty.words == ["Здесь ещё ничего не писали."]
    let_go(empty)


def test_escape_leaves(panel: CellHistory, qtbot: QtBot) -> None:
    """The grid has the keys again."""
    keys = Keyboard(panel)
    panel.setFocus()

    with qtbot.waitSignal(panel.left, timeout=1000):
        keys.hit(Qt.Key.Key_Escape)

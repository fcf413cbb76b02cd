"""Desks for the tests of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.look.style import Theme, dress
from tests.desktop.models.taught import Taught
from tests.desktop.ui.journal_page.desk import CLASS, Desk, keys_read, let_go

Opener = Callable[[Taught], Desk]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Opener]:
    """Opens a desk over a copy; the program's key reader is installed."""
    dress(qapp, Theme.LIGHT)
    desks: list[Desk] = []

    def open_desk(taught: Taught) -> Desk:
        desk = Desk(taught)
        desks.append(desk)
        desk.screen.activateWindow()
        qapp.processEvents()
        desk.grid.setFocus()
        return desk

    with keys_read(qapp):
        yield open_desk
    for desk in desks:
        let_go(desk.screen)


@pytest.fixture
def desk(opened: Opener) -> Desk:
    """Six pupils of 7Б; one has left, one has just come."""
    return opened(Taught())


@pytest.fixture
def full_desk(opened: Opener) -> Desk:
    """A class of thirty."""
    taught = Taught(pupils=CLASS)
    return opened(taught)

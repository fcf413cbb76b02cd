"""A head teacher at her board."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.ui.keyboard import keys_read, let_go
from tests.desktop.ui.timetable.head_teacher import HeadTeacher


@pytest.fixture
def head(qtbot: QtBot, qapp: QApplication) -> Iterator[HeadTeacher]:
    """Two forms, the board in front."""
    with keys_read(qapp):
        teacher = HeadTeacher(qtbot)
        yield teacher
        let_go(teacher.screen)


@pytest.fixture(autouse=True)
def _windows_go_in_their_own_thread() -> Iterator[None]:
    """As in the program: what is left of windows is never collected by a thread beside them."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()

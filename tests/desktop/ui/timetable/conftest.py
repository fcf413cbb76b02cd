"""A head teacher at her board."""

from __future__ import annotations

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

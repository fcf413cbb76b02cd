"""The system asks the program to end."""

from __future__ import annotations

import signal

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.app.end_signals import EndSignals


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_wakes_the_program(qtbot: QtBot, name: str) -> None:
    """Though nobody moves the mouse; afterwards the signal is whose it was."""
    if not hasattr(signal, name):
        pytest.skip("this system does not know the signal")
    number = getattr(signal, name)
    before, parent = signal.getsignal(number), QObject()
    ending = EndSignals(parent)

    with qtbot.waitSignal(ending.asked, timeout=5000):
        signal.raise_signal(number)

    ending.stop()
    assert signal.getsignal(number) is before

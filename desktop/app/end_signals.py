"""The system asks the program to end: the session closes, a terminal goes, Ctrl+C."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class EndSignals(QObject):
    """Turns these signals into one of Qt's; without it Python hears of them only at the next event.

    The system's handler writes a byte into a socket, and the socket wakes Qt. Only in the main thread.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hearing, self._told = socket.socketpair()
        for end in (self._hearing, self._told):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._hearing.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._before = {number: signal.signal(number, _note) for number in _ENDING}
        self._wakeup_before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)

    def stop(self) -> None:
        """Leave the signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in (self._hearing, self._told):
            end.close()

    def _hear(self) -> None:
        numbers = self._hearing.recv(64)
        if any(number in _ENDING for number in numbers):
            self.asked.emit()


def _note(_number: int, _frame: FrameType | None) -> None:
    """The byte in the socket says it all."""

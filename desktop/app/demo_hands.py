"""Hands that type: key events for the widget that has the focus, as a keyboard would send them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_CYRILLIC: Final = 0x0400
_POLL: Final = 0.02


class TooLong(Exception):
    """Something that had to happen did not; `what` says what was waited for."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Hands:
    """Types into a window, waits for what has to follow, takes pictures of it."""

    def __init__(self, window: QWidget, pictures: Path) -> None:
        self._window = window
        self._pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)

    async def type(self, text: str) -> None:
        """Letters and digits, one after the other."""
        for char in text:
            upper = char.upper()
            key = ord(upper) if len(upper) == 1 and ord(upper) < _CYRILLIC else 0
            self._press(key, char, _NONE)
            await asyncio.sleep(0)

    async def press(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """A key with a name, or a chord."""
        text = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Space: " "}.get(key, "")
        self._press(key, text, _CTRL if ctrl else _NONE)
        await asyncio.sleep(0)

    async def wait(self, holds: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
        """Until something holds. Raises TooLong."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while not holds():
            if loop.time() > until:
                raise TooLong(what)
            await asyncio.sleep(_POLL)

    async def picture(self, name: str) -> Path:
        """What the window shows now, as a PNG."""
        await asyncio.sleep(_POLL)
        path = self._pictures / f"{name}.png"
        self._window.grab().save(str(path))
        return path

    def _press(self, key: int, text: str, held: Qt.KeyboardModifier) -> None:
        target = QApplication.focusWidget() or self._window.focusWidget() or self._window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))

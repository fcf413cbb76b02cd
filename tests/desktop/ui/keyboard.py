"""Hands on a keyboard, for any window: keys go to the widget that has the focus, through the key reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.grid.layouts import RUSSIAN
from desktop.ui.look.style import Theme, dress
from tests.desktop.ui.grid.board import CTRL, NONE, named, printable

_SCANS = {label: scan for scan, label in RUSSIAN.items()}
_LAST_LATIN = 0x400


class Keyboard:
    """Types into a window that it brings to the front."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        QCoreApplication.processEvents()

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def write(self, text: str) -> None:
        """Type letters and digits as a text field takes them."""
        for char in text:
            key = ord(char.upper()) if ord(char.upper()) < _LAST_LATIN else 0
            shift = Qt.KeyboardModifier.ShiftModifier if char.isupper() else NONE
            self._send(QKeyEvent(QEvent.Type.KeyPress, key, shift, char))

    def hit(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key without a character."""
        self._send(named(key, held, "offscreen"))

    def chord(self, label: str, layout: str = "ru") -> None:
        """Ctrl with a key by its Russian label."""
        self._send(printable(_SCANS[label], layout, "offscreen", CTRL))

    def enter(self) -> None:
        self.hit(Qt.Key.Key_Return)

    def _send(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(self.focus, event)
        QCoreApplication.processEvents()


def said(widget: QWidget) -> str:
    """Everything that a widget says just now, a line for each label."""
    QCoreApplication.processEvents()
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible() and label.text())


@contextmanager
def keys_read(application: QApplication) -> Iterator[None]:
    """The program's key reader is installed, the look is light."""
    dress(application, Theme.LIGHT)
    reader = KeyReader(application)
    application.installEventFilter(reader)
    try:
        yield
    finally:
        application.removeEventFilter(reader)


def let_go(window: QWidget) -> None:
    """Close a window and let Qt forget it now, not in the next test."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

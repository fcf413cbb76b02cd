"""Key presses as a keyboard sends them, and the moment at which their cell has been painted."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

SIZE: Final = (1366, 768)
_PATIENCE: Final = 200


class PaintWatch(QObject):
    """Hears that a view's cells are painted."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self.painted = 0
        self._viewport = view.viewport()
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Count paintings of the cells."""
        if event.type() == QEvent.Type.Paint and watched is self._viewport:
            self.painted += 1
        return False

    def seconds(self, act: Callable[[], None]) -> float:
        """How long an act takes until what it changed has been painted and shown."""
        before, began = self.painted, perf_counter()
        act()
        for _ in range(_PATIENCE):
            QApplication.processEvents()
            if self.painted > before:
                return perf_counter() - began
        raise RuntimeError("nothing was painted")


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """A key goes down over a widget, by the application's own road."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    QCoreApplication.sendEvent(widget, event)


def settle() -> None:
    """Let everything that a change of pages has started come to its end."""
    for _ in range(5):
        QApplication.processEvents()


def show(window: QWidget) -> None:
    """Show a window in the size of a teacher's laptop."""
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    settle()

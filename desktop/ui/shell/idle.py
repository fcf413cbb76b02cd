"""Watches whether anybody is there; the lock falls after so many quiet minutes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_SIGNS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class IdleWatch(QObject):
    """Install on the application. `hold` keeps the lock up while a page is projected."""

    idled = Signal()

    def __init__(self, parent: QObject, minutes: int) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fall)
        self._is_held = False
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """How long nobody has to be there."""
        self._timer.setInterval(minutes * 60_000)
        self._timer.start()

    def hold(self, is_held: bool) -> None:
        """«Режим доски»: the class looks at the screen, nobody types."""
        self._is_held = is_held

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse: somebody is there."""
        if event.type() in _SIGNS:
            self._timer.start()
        return False

    def _fall(self) -> None:
        if self._is_held:
            self._timer.start()
        else:
            self.idled.emit()

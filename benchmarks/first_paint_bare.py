"""An empty window of PySide6, in the size of the program's."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

WIDTH, HEIGHT = 1366, 768


class Bare(QWidget):
    """Ends the application when it has been painted."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt names it
        """The window is on the screen when the loop comes round again."""
        QTimer.singleShot(0, self._say)

    def _say(self) -> None:
        print("painted", flush=True)
        QApplication.quit()


def show_bare() -> int:
    """Show it until it has been painted."""
    application = QApplication([])
    window = Bare()
    window.resize(WIDTH, HEIGHT)
    window.show()
    return application.exec()

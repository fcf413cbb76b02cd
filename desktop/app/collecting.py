"""Garbage is collected on the GUI's thread only: a Qt object freed by another thread crashes the program."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1_000
"""What a second has made is gone through in less than a frame."""


class GuiCollector(QObject):
    """Does by a timer what Python would do whenever and wherever it likes.

    What the modules made by now lives as long as the program; frozen, it is never gone through again.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that have grown over their thresholds, the youngest first."""
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if threshold and count > threshold:
                gc.collect(generation)

    def stop(self) -> None:
        """Give it back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

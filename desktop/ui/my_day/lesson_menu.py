"""The menu of a lesson of the day: open it, or say that it was not held and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.my_day.day_words import REASONS
from desktop.ui.words import _


class LessonMenu(QMenu):
    """Lives while it is open."""

    lesson_wanted = Signal(object)
    state_wanted = Signal(object, str)
    """The lesson and why it was not held; no reason: it was held after all."""

    def __init__(self, parent: QWidget, head: LessonHead) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(_Deed(_("Открыть урок"), self, partial(self.lesson_wanted.emit, head)))
        if head.is_cancelled:
            self.addAction(_Deed(_("Урок состоялся"), self, partial(self.state_wanted.emit, head, "")))
            return
        self.reasons = QMenu(_("Урок не состоялся…"), self)
        self.addMenu(self.reasons)
        for reason in REASONS:
            words = _(reason)
            deed = partial(self.state_wanted.emit, head, words)
            self.reasons.addAction(_Deed(words, self, deed))


class _Deed(QAction):
    """A line of the menu; it dies with the menu, so nothing leaks."""

    def __init__(self, words: str, menu: QMenu, deed: Callable[[], object]) -> None:
        super().__init__(words, menu)
        self._deed = deed
        self.triggered.connect(self._do)

    def _do(self) -> None:
        self._deed()

"""The amber strip: the page that is open is not the one that the timetable says now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.models.reading.day import DayLesson
from desktop.ui.look import measures
from desktop.ui.look.furniture import play
from desktop.ui.words import _


class WrongPlaceStrip(QFrame):
    """`wanted` carries the lesson that runs now."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        play(self, "card", "amber")
        self.words = QLabel()
        self.go = play(QPushButton(_("перейти")), "link")
        self.go.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lesson: DayLesson | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.STEP * 2, 2, measures.STEP, 2)
        row.addWidget(self.words)
        row.addWidget(self.go)
        row.addStretch(1)
        self.go.clicked.connect(self._go)
        self.hide()

    def show_lesson(self, lesson: DayLesson | None, open_now: str) -> None:
        """The lesson that runs elsewhere, and what is open instead; None when all is right."""
        self._lesson = lesson
        self.setVisible(lesson is not None)
        if lesson is not None:
            words = _("Сейчас по расписанию {forms} {subject}, а открыта {page} —")
            self.words.setText(words.format(forms=lesson.forms, subject=lesson.subject, page=open_now))

    def _go(self) -> None:
        if self._lesson is not None:
            self.wanted.emit(self._lesson.head)

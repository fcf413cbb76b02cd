"""One lesson of the day: when, whose, what; what is filled in; Enter opens it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from desktop.models.reading.day import DayLesson, When
from desktop.ui.look import palette
from desktop.ui.look.card import RingedCard
from desktop.ui.look.elided import Elided
from desktop.ui.look.furniture import play
from desktop.ui.look.icons import Icon, icon
from desktop.ui.my_day.day_words import marks_words, place_words, times_words
from desktop.ui.words import _
from school.finished import Gap

_PICTURE: Final = 16
_HEIGHT: Final = 62


class LessonCard(RingedCard):
    """A card that takes the focus; its owner opens what it stands for."""

    wanted = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, lesson: DayLesson, joined: tuple[str, ...]) -> None:
        super().__init__()
        self.lesson = lesson
        self._joined = joined
        is_now = lesson.when in (When.RUNNING, When.JUST_ENDED) and not lesson.head.is_cancelled
        play(self, "card", "accent" if lesson.when is When.RUNNING else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(16)
        row.addLayout(self._clock(is_now))
        row.addLayout(self._subject(), 1)
        row.addLayout(self._filled())
        self.setAccessibleName(f"{lesson.head.number}. {lesson.forms} {lesson.subject}")

    def _clock(self, is_now: bool) -> QVBoxLayout:
        number = play(QLabel(str(self.lesson.head.number)), "heading", "")
        times = play(QLabel(times_words(self.lesson)), "small")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(number)
        column.addWidget(times)
        times.setFixedWidth(84)
        if is_now and self.lesson.when is When.RUNNING:
            play(number, "heading", "accent")
            number.setText(f"{self.lesson.head.number} · {_('идёт')}")
        return column

    def _subject(self) -> QVBoxLayout:
        lesson = self.lesson
        head = play(Elided(f"{lesson.forms} · {lesson.subject}"), "heading")
        if lesson.head.is_cancelled:
            font = head.font()
            font.setStrikeOut(True)
            head.setFont(font)
        about = (*place_words(lesson, self._joined), lesson.head.topic)
        under = play(Elided(" · ".join(part for part in about if part)), "faint")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(under)
        return column

    def _filled(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        head = self.lesson.head
        if head.is_cancelled:
            return row
        is_due = self.lesson.when is not When.AHEAD
        for words, done in (
            (_("перекличка"), head.roll_call),
            (_("тема"), bool(head.topic)),
            (_("задание"), bool(head.homework)),
        ):
            row.addWidget(_Tick(words, done=done, is_due=is_due))
        marks = play(QLabel(marks_words(self.lesson.marks)), "" if self.lesson.marks else "faint")
        marks.setFixedWidth(88)
        marks.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(marks)
        return row

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens; the right button offers the rest."""
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(self)
        elif self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self.lesson.head)

    def lacks(self, gap: Gap) -> bool:
        return self.lesson.lacks(gap)


class _Tick(QFrame):
    """One thing that is done or not: a picture and a word, never colour alone."""

    def __init__(self, words: str, *, done: bool, is_due: bool) -> None:
        super().__init__()
        colours = palette.worn()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        picture = QLabel()
        shown = (
            (Icon.SENT, colours.green) if done else (Icon.WAITING, colours.amber if is_due else colours.muted)
        )
        picture.setPixmap(icon(*shown).pixmap(_PICTURE, _PICTURE))
        row.addWidget(picture)
        row.addWidget(play(QLabel(words), "" if done else "faint", "" if done or not is_due else "amber"))

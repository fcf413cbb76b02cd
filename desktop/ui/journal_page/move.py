"""«Перенести отметки в другой урок…»: to which of the teacher's own lessons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.dates import short_day, weekday
from desktop.ui.look.furniture import play
from desktop.ui.words import _

_DAYS: Final = 14
_ROLE: Final = Qt.ItemDataRole.UserRole


def near_lessons(journal: Journal, lesson: LessonHead) -> tuple[LessonHead, ...]:
    """Own lessons within two weeks of this one, the nearest first; none of the future."""
    first = lesson.place.date - timedelta(days=_DAYS)
    last = min(lesson.place.date + timedelta(days=_DAYS), journal.today)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    found = [one.head for day in days for one in journal.read_day(day) if one.head.id != lesson.id]
    found.sort(key=lambda head: (abs((head.place.date - lesson.place.date).days), head.place))
    return tuple(head for head in found if not head.is_cancelled)


class MoveDialog(QDialog):
    """A list of lessons with a line that narrows it; `chosen` carries the lesson."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, journal: Journal, lesson: LessonHead) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Перенести отметки"))
        self._lessons: Sequence[LessonHead] = near_lessons(journal, lesson)
        day = short_day(lesson.place.date)
        words = _("Отметки, коды, комментарии и перекличка урока {day} перейдут в урок:").format(day=day)
        heading = QLabel(words)
        heading.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Класс, предмет или число"))
        self.list = play(QListWidget(), "rows")
        for at, head in enumerate(self._lessons):
            self._add(journal, at, head)
        self.yes = play(QPushButton(_("Перенести")), "primary")
        no = QPushButton(_("Не переносить"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(no)
        column = QVBoxLayout(self)
        for part in (heading, self.field, self.list):
            column.addWidget(part)
        column.addLayout(buttons)
        self.resize(440, 420)
        self.list.setCurrentRow(0)
        self.field.textChanged.connect(self._narrow)
        self.yes.clicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        no.clicked.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; arrows go through the list while the line keeps the letters."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _add(self, journal: Journal, at: int, head: LessonHead) -> None:
        course = journal.course(head.course)
        words = _("{weekday} {day}, урок {number} · {forms} {subject}").format(
            weekday=weekday(head.place.date),
            day=short_day(head.place.date),
            number=head.number,
            forms=journal.forms_title(course),
            subject=journal.facts.subject_title(course),
        )
        item = QListWidgetItem(words)
        item.setData(_ROLE, at)
        self.list.addItem(item)

    def _narrow(self, text: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(text.casefold() not in item.text().casefold())
        shown = [at for at in range(self.list.count()) if not self.list.item(at).isHidden()]
        self.list.setCurrentRow(shown[0] if shown else -1)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.accept()
            self.chosen.emit(self._lessons[item.data(_ROLE)])

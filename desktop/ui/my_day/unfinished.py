"""«Не закончено»: past lessons that lack something, with the way there; remarks of the head teacher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.models.reading.duties import Remark, UnfinishedLesson
from desktop.ui.dates import short_day
from desktop.ui.look.furniture import play
from desktop.ui.my_day.day_words import gaps_words
from desktop.ui.words import _

_WIDTH: Final = 340
_SHOWN: Final = 60


class Unfinished(QWidget):
    """The newest first: yesterday's lesson is the one that is still remembered."""

    lesson_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.title = play(QLabel(), "heading")
        self.list = play(QListWidget(), "rows")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.nothing = play(QLabel(_("Всё закончено. Так и задумано.")), "faint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        column.addStretch(0)
        for part in (self.title, self.list, self.nothing):
            part.hide()

    def show_lessons(self, lessons: Sequence[UnfinishedLesson], remarks: Sequence[Remark]) -> None:
        """Fill the list; the line that was chosen stays where it can."""
        row = self.list.currentRow()
        self.list.clear()
        for remark in remarks:
            by = f" ({remark.by})" if remark.by else ""
            self.list.addItem(_item(f"{_('Замечание')}{by}: {remark.text}", None))
        for one in sorted(lessons, key=lambda one: one.head.place, reverse=True)[:_SHOWN]:
            day = short_day(one.head.place.date)
            words = f"{day} · {one.forms} · {one.subject}\n{gaps_words(one.gaps)}"
            self.list.addItem(_item(words, one))
        self.title.setText(f"{_('Не закончено')} · {len(lessons)}" if lessons else _("Не закончено"))
        self.title.show()
        self.list.setVisible(bool(lessons or remarks))
        self.nothing.setVisible(not (lessons or remarks))
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _open(self, item: QListWidgetItem) -> None:
        one = item.data(Qt.ItemDataRole.UserRole)
        if one is not None:
            self.lesson_wanted.emit(one.head)


def _item(words: str, one: UnfinishedLesson | None) -> QListWidgetItem:
    item = QListWidgetItem(words)
    item.setData(Qt.ItemDataRole.UserRole, one)
    return item

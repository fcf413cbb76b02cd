"""«Кабинет»: every room of the school for one card, in words; one is taken, or everything stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.ui.grid.keys import Action
from desktop.ui.timetable.aims import RoomAim, Tone
from desktop.ui.timetable.side_sheet import LINE, Lines, SideSheet
from desktop.ui.words import _

_MARKS = {Tone.FREE: "●", Tone.WORSE: "◐", Tone.SWAP: "⇄", Tone.NO: "✕"}


class RoomSheet(SideSheet):
    """The first line is what the program would choose; Enter or a click takes a line."""

    number_chosen = Signal(int)
    """Which of the card's rooms is asked for."""
    taken = Signal(object, bool)
    """A RoomAim, and whether the program may not change it afterwards."""

    def __init__(self, lesson: str, whose: Sequence[str], *, is_locked: bool) -> None:
        super().__init__(_("Кабинет"))
        self._lesson = lesson
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Чей кабинет"))
        self.whose.addItems(list(whose))
        self.whose.setVisible(len(whose) > 1)
        self.whose.currentIndexChanged.connect(self.number_chosen)
        self.lines = Lines(_("Кабинеты, лучшие сначала"))
        self.lock = QCheckBox(_("Закрепить кабинет за уроком"))
        self.lock.setChecked(is_locked)
        self.column.addWidget(self.whose)
        self.column.addWidget(self.lines, 1)
        self.column.addWidget(self.lock)
        self.button(_("Взять · Enter"), self._take, primary=True)
        self.button(_("Не надо · Esc"), self.left.emit)
        self.lines.chosen.connect(self._choose)
        self.on(Action.FILL_EMPTY, self._take)
        self.setFocusProxy(self.lines)

    def show_rooms(self, rooms: Sequence[RoomAim]) -> None:
        """All rooms; those that cannot be stand at the end with their reason."""
        able = sum(one.tone is not Tone.NO for one in rooms)
        words = _("{lesson}. Кабинетов, куда можно: {n} из {all}")
        self.say(words.format(lesson=self._lesson, n=able, all=len(rooms)))
        self.lines.show_lines((f"{_MARKS[one.tone]} {one.title}: {one.words}", one) for one in rooms)
        self.lines.setCurrentRow(0)

    def refuse(self, room: RoomAim) -> None:
        """A room that cannot be: said, and nothing is changed."""
        words = _("{room}: {why}. Ничего не изменилось.")
        self.say(words.format(room=room.title, why=room.words), "red")

    def _take(self) -> None:
        item = self.lines.currentItem()
        if item is not None:
            self._choose(item.data(LINE))

    def _choose(self, room: RoomAim) -> None:
        self.taken.emit(room, self.lock.isChecked())

"""«Кабинеты»: what each is for, how many fit in, in which building; written cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.timetable.record_table import RecordTable
from desktop.ui.timetable.working import Working
from desktop.ui.words import N_, _, plural
from timetable.cards import Draft
from timetable.problem import Problem, Room

_TITLE, _KIND, _SEATS, _BUILDING, _USED = range(5)
_HEADS: Final = (N_("Кабинет"), N_("Что в нём"), N_("Мест"), N_("Здание"), N_("Уроков в неделю"))


class RoomsPage(QWidget):
    """A wrong cell stays red with its reason and is not written."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self.table = RecordTable(_("Кабинеты"), [_(head) for head in _HEADS], (_USED,))
        self.table.verticalHeader().hide()
        self.wrong = play(QLabel(), "faint", "red")
        self.add = QPushButton(_("Добавить кабинет"))
        self.remove = QPushButton(_("Убрать кабинет · Delete"))
        self._lay_out()
        self.table.edited.connect(self._put)
        self.add.clicked.connect(self.add_room)
        self.remove.clicked.connect(self.remove_room)
        working.changed.connect(self.show_rooms)
        self.show_rooms()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addWidget(self.wrong, 1)
        hint = _("«Что в нём» — ваше слово: физика, спортзал, общий. По нему уроки находят кабинет.")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.addWidget(play(QLabel(hint), "faint"))
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.table)

    def show_rooms(self) -> None:
        """The school's rooms as they are now."""
        draft = self._working.draft
        used = lessons_in(draft)
        rooms = sorted(draft.problem.rooms.values(), key=lambda room: room.title)
        self.table.show_rows((room.id, _cells(room, used.get(room.id, 0))) for room in rooms)

    @property
    def room(self) -> Room | None:
        """The room of the cursor's row."""
        id = self.table.id_of(self.table.currentRow())
        return self._working.draft.problem.rooms.get(id or "")

    def take_key(self, meaning: Meaning) -> bool:
        """Delete removes the room."""
        if meaning == Wish(Action.CLEAR) and self.table.hasFocus():
            self.remove_room()
            return True
        return False

    def add_room(self) -> None:
        """A room with a title of its own, to be filled in."""
        titles = {room.title for room in self._working.draft.problem.rooms.values()}
        numbers = (str(number) for number in range(1, len(titles) + 2))
        title = next(one for one in numbers if one not in titles)
        room = Room(uuid4().hex, title)
        self._do(_("Добавлен кабинет {room}").format(room=title), room)
        for row in range(self.table.rowCount()):
            if self.table.id_of(row) == room.id:
                self.table.setCurrentCell(row, _TITLE)
                self.table.edit(self.table.currentIndex())

    def remove_room(self) -> None:
        """Only one in which nothing is held: lessons would lose their place."""
        room, draft = self.room, self._working.draft
        if room is None:
            return
        held = lessons_in(draft).get(room.id, 0)
        if held:
            words = plural(held, "В нём {n} урок", "В нём {n} урока", "В нём {n} уроков")
            self.wrong.setText(_("{held}: сначала переставьте.").format(held=words))
            return
        rooms = {id: one for id, one in draft.problem.rooms.items() if id != room.id}
        words = _("Убран кабинет {room}").format(room=room.title)
        self._working.do(words, Draft(replace(draft.problem, rooms=rooms), draft.cards))

    def _put(self, item: QTableWidgetItem) -> None:
        room = self._working.draft.problem.rooms[self.table.id_of(item.row()) or ""]
        text = item.text().strip()
        wrong = wrong_cell(self._working.draft.problem, room, item.column(), text)
        self.wrong.setText(wrong)
        if wrong:
            self.table.mark(item, wrong)
            return
        self._do(_("Кабинет {room}").format(room=room.title), _with(room, item.column(), text))

    def _do(self, words: str, room: Room) -> None:
        draft = self._working.draft
        rooms = {**draft.problem.rooms, room.id: room}
        self._working.do(words, Draft(replace(draft.problem, rooms=rooms), draft.cards))


def wrong_cell(problem: Problem, room: Room, column: int, text: str) -> str:
    """Why a cell cannot be written; empty when it can."""
    if column == _TITLE and not text:
        return _("У кабинета должно быть название.")
    others = {one.title for one in problem.rooms.values() if one.id != room.id}
    if column == _TITLE and text in others:
        return _("Кабинет «{title}» уже есть.").format(title=text)
    if column == _SEATS and text and not (text.isdigit() and 0 < int(text) < 10_000):
        return _("Мест — целое число, или пусто.")
    return ""


def _cells(room: Room, used: int) -> tuple[str, ...]:
    seats = "" if room.capacity is None else str(room.capacity)
    return room.title, room.kind, seats, room.building, str(used)


def _with(room: Room, column: int, text: str) -> Room:
    if column == _TITLE:
        return replace(room, title=text)
    if column == _KIND:
        return replace(room, kind=text)
    if column == _SEATS:
        return replace(room, capacity=int(text) if text else None)
    return replace(room, building=text)


def lessons_in(draft: Draft) -> dict[str, int]:
    """How many slots of the week each room is used for."""
    used: dict[str, int] = {}
    for card in draft.cards.values():
        for room in card.rooms:
            if room is not None:
                used[room] = used.get(room, 0) + draft.problem.block(card.block).length
    return used

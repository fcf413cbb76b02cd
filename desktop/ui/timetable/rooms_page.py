"""«Кабинеты»: what each is for, how many fit in, in which building; written cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.timetable.working import Working
from desktop.ui.words import N_, _, plural
from timetable.cards import Draft
from timetable.problem import Problem, Room

_ID: Final = Qt.ItemDataRole.UserRole
_TITLE, _KIND, _SEATS, _BUILDING, _USED = range(5)
_HEADS: Final = (N_("Кабинет"), N_("Что в нём"), N_("Мест"), N_("Здание"), N_("Уроков в неделю"))


class RoomsPage(QWidget):
    """A wrong cell stays red with its reason and is not written."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self._fills = False
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setAccessibleName(_("Кабинеты"))
        self.table.setHorizontalHeaderLabels([_(head) for head in _HEADS])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.wrong = play(QLabel(), "faint", "red")
        self.add = QPushButton(_("Добавить кабинет"))
        self.remove = QPushButton(_("Убрать кабинет · Delete"))
        self._lay_out()
        self.table.itemChanged.connect(self._put)
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
        self._fills = True
        draft, here = self._working.draft, (self.table.currentRow(), self.table.currentColumn())
        used = lessons_in(draft)
        rooms = sorted(draft.problem.rooms.values(), key=lambda room: room.title)
        self.table.setRowCount(len(rooms))
        for row, room in enumerate(rooms):
            seats = "" if room.capacity is None else str(room.capacity)
            cells = (room.title, room.kind, seats, room.building, str(used.get(room.id, 0)))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_ID, room.id)
                if column == _USED:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(max(0, min(here[0], len(rooms) - 1)), max(0, here[1]))
        self._fills = False

    @property
    def room(self) -> Room | None:
        """The room of the cursor's row."""
        item = self.table.item(self.table.currentRow(), _TITLE)
        return self._working.draft.problem.rooms.get(item.data(_ID)) if item is not None else None

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
            item = self.table.item(row, _TITLE)
            if item is not None and item.data(_ID) == room.id:
                self.table.setCurrentItem(item)
                self.table.editItem(item)

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
        if self._fills:
            return
        room = self._working.draft.problem.rooms[item.data(_ID)]
        text = item.text().strip()
        wrong = wrong_cell(self._working.draft.problem, room, item.column(), text)
        self.wrong.setText(wrong)
        if wrong:
            self._fills = True
            item.setBackground(QColor(palette.worn().chip("2").fill))
            item.setToolTip(wrong)
            self._fills = False
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

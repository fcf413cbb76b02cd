"""Another room for a card that stays where it is: a sheet of all rooms, one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.ui.timetable import deeds
from desktop.ui.timetable.aims import RoomAim, Tone
from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.knowing import Knowing
from desktop.ui.timetable.room_sheet import RoomSheet
from desktop.ui.timetable.sheet import surname
from desktop.ui.words import _
from timetable.problem import Demand, Problem
from timetable.rules.rule import BlockKey
from timetable.targets.rooming import needs_of


class Rooming(QObject):
    """The sheet is of the draft of the moment: when that changes, the rooms are told anew."""

    def __init__(self, page: BoardPage, knowing: Knowing) -> None:
        super().__init__(page)
        self._page, self._knowing = page, knowing
        self._block: BlockKey | None = None
        self._sheet: RoomSheet | None = None
        page.working.changed.connect(self._show_rooms)

    @property
    def sheet(self) -> RoomSheet | None:
        """The sheet, while it lies at the side of the board."""
        return self._sheet if self._page.side.holds(self._sheet) else None

    def show(self, block: BlockKey) -> None:
        """All rooms for a placed card; none while another week than the draft is on the board."""
        if self._page.hands.looks_on():
            return
        draft = self._page.working.draft
        card = draft.cards.get(block)
        if card is None:
            self._page.say(_("Кабинет выбирают уроку, который стоит на доске."), "amber")
            return
        self._block, demand = block, draft.problem.demands[block.demand]
        lesson = f"{self._page.hands.title(block)}, {self._page.hands.place_title(card.at)}"
        sheet = self._sheet = RoomSheet(lesson, list(_whose(draft.problem, demand)), is_locked=True)
        sheet.number_chosen.connect(self._show_rooms)
        sheet.taken.connect(self._take)
        sheet.left.connect(self._leave)
        self._page.show_sheet(sheet)
        self._show_rooms()

    def _show_rooms(self) -> None:
        draft, sheet, block = self._page.working.draft, self.sheet, self._block
        if sheet is None or block is None:
            return
        if block in draft.cards:
            sheet.show_rooms(self._knowing.read_rooms(draft, block, sheet.whose.currentIndex()))
        else:
            self._leave()

    def _take(self, room: RoomAim, is_locked: bool) -> None:
        if self.sheet is None or self._block is None:
            return
        if room.tone is Tone.NO:
            self.sheet.refuse(room)
            return
        own = room.moves[self._block]
        moves = {**room.moves, self._block: replace(own, rooms_locked=is_locked)}
        words = _("{lesson}: кабинет {room}").format(
            lesson=self._page.hands.title(self._block), room=room.title
        )
        block = self._block
        self._leave()
        draft = self._page.working.draft
        self._page.working.do(words, deeds.lay(draft, moves))
        self._page.board.go_to(block)

    def _leave(self) -> None:
        self._page.leave_sheet()


def _whose(problem: Problem, demand: Demand) -> Iterator[str]:
    """Who sits in each of a lesson's rooms: «1 гр. · Громова»."""
    for number in needs_of(demand):
        parts = [part for part, numbers in demand.seated() if number in numbers] or list(demand.parts)
        groups = ", ".join(problem.groups[group].title for part in parts for group in part.groups)
        teachers = dict.fromkeys(
            surname(problem.teachers[one].name) for part in parts for one in part.teachers
        )
        yield " · ".join(text for text in (groups, ", ".join(teachers)) if text)

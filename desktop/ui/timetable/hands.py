"""Taking and putting cards: what keys and mouse do to the draft, and what is said of each place.

A held card does not leave the draft: it is put back by simply being let go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.ui.timetable import deeds
from desktop.ui.timetable.aims import Aim, Aims, Tone
from desktop.ui.timetable.board import Board
from desktop.ui.timetable.sheet import Spot, lesson_title
from desktop.ui.timetable.working import Working
from desktop.ui.words import _, plural
from timetable.cards import Cards, Draft
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey

ReadAims = Callable[[Draft, BlockKey], Aims]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place that was wanted for a card and is not free: what «Починить» would make true.

    ``may_lie`` where only a rule is against it, which somebody may break knowingly.
    """

    block: BlockKey
    at: TimeSlot
    words: str
    may_lie: bool = False


class Hands(QObject):
    """At most one card is held."""

    said = Signal(str, str)
    """A sentence about what the hands do, and its tone."""
    refused = Signal(object)
    """A `Wanted`: let fall on red."""
    changed = Signal()
    """Something is held now, or nothing any more."""

    def __init__(self, board: Board, working: Working, read_aims: ReadAims) -> None:
        super().__init__(board)
        self._board = board
        self._working = working
        self._read_aims = read_aims
        self.held: BlockKey | None = None
        self.aims: Aims = {}
        self.wanted: Wanted | None = None
        self.only_looks = False
        """Another week than the draft is on the board: nothing on it may be touched."""
        board.take_wanted.connect(self.hold)
        board.put_wanted.connect(self.put)

    # one card

    def hold(self, block: BlockKey) -> None:
        """Take a card: every place is coloured and has words."""
        if self.looks_on():
            return
        card = self._working.draft.cards.get(block)
        if card is not None and card.time_locked:
            self.said.emit(_("Карточка закреплена. Открепить — пробел"), "amber")
            return
        self.wanted = None
        self.held = block
        self.aims = self._read_aims(self._working.draft, block)
        columns = self._board.sheet.columns_of.get(block.demand, ()) if self._board.sheet else ()
        cursor = self._board.cursor_spot
        if columns and cursor.column not in columns:
            self._board.go(Spot(columns[0], cursor.at))
        self._board.show_now(held=block, aims=self.aims, held_columns=columns)
        self.changed.emit()

    def put(self, at: TimeSlot) -> None:
        """Let the held card fall: it lies there, or what is in the way is said and can be mended."""
        block, aim = self.held, self.aims.get(at)
        if block is None:
            return
        card = self._working.draft.cards.get(block)
        if card is not None and card.at == at:
            self.let_go()
        elif aim is None or aim.tone is Tone.NO:
            self._refuse(block, at, aim)
        else:
            self.let_go()
            self._lay(block, at, aim.moves)

    def put_all_the_same(self, at: TimeSlot) -> bool:
        """Lay the card that was refused in this place, where only a rule was against it."""
        wanted = self.wanted
        if wanted is None or wanted.at != at or not wanted.may_lie:
            return False
        self.wanted = None
        aim = self._read_aims(self._working.draft, wanted.block).get(at)
        if aim is not None and aim.moves:
            self._lay(wanted.block, at, aim.moves)
        return True

    def _lay(self, block: BlockKey, at: TimeSlot, moves: Cards) -> None:
        words = _("{lesson}: на {place}").format(lesson=self.title(block), place=self.place_title(at))
        draft = self._working.draft
        self._working.do(words, deeds.lay(draft, moves) if moves else deeds.place(draft, {block: at}))

    def _refuse(self, block: BlockKey, at: TimeSlot, aim: Aim | None) -> None:
        words = aim.words if aim and aim.words else _("Здесь этого урока быть не может.")
        self.let_go()
        self.wanted = Wanted(block, at, words, bool(aim and aim.moves))
        self.refused.emit(self.wanted)

    def let_go(self) -> bool:
        """The card is where it was; False when none was held."""
        if self.held is None:
            return False
        self.held, self.aims = None, {}
        self._board.show_now(held=None, aims={}, held_columns=(), pointer=None)
        self.changed.emit()
        return True

    def to_tray(self, block: BlockKey | None) -> None:
        """Off the board, if it is on it and not locked."""
        self.let_go()
        if self.looks_on():
            return
        if block is None or block not in self._working.draft.cards:
            return
        words = _("{lesson}: снят с расписания").format(lesson=self.title(block))
        if not self._working.do(words, deeds.take_off(self._working.draft, [block])):
            self.said.emit(_("Карточка закреплена. Открепить — пробел"), "amber")

    # locks

    def turn_lock(self, keys: Iterable[BlockKey]) -> None:
        """Lock these; when all are locked already, unlock them."""
        draft = self._working.draft
        placed = [key for key in keys if key in draft.cards]
        if self.looks_on() or not placed:
            return
        is_locked = not deeds.are_locked(draft, placed)
        count = len(placed)
        words = (
            plural(count, "Закреплён {n} урок", "Закреплены {n} урока", "Закреплено {n} уроков")
            if is_locked
            else plural(count, "Откреплён {n} урок", "Откреплены {n} урока", "Откреплено {n} уроков")
        )
        self._working.do(words, deeds.lock(draft, placed, is_locked=is_locked))

    def looks_on(self) -> bool:
        """Whether the board is only looked at just now, which is said."""
        if self.only_looks:
            words = _("На доске сохранённая версия: её не правят. Esc — к черновику.")
            self.said.emit(words, "amber")
        return self.only_looks

    # words

    def aim(self, at: TimeSlot) -> Aim | None:
        """What is said of a place for the card in hand."""
        return self.aims.get(at) if self.held is not None else None

    def title(self, block: BlockKey) -> str:
        """«Математика · 7Б · Петрова»."""
        return lesson_title(self._working.draft.problem, block)

    def place_title(self, at: TimeSlot) -> str:
        """«Пн, 3-й урок»."""
        grid = self._working.draft.problem.grid
        return _("{day}, {slot}-й урок").format(day=grid.days[at.day], slot=grid.slots[at.slot].title)

    def short_place(self, at: TimeSlot) -> str:
        """«Пн 3»."""
        grid = self._working.draft.problem.grid
        return f"{grid.days[at.day]} {grid.slots[at.slot].title}"

"""What a key means on the board: the cursor, the hands, the letters that find a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.grid import layouts
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.grid.press import read_press
from desktop.ui.timetable.board import Board
from desktop.ui.timetable.hands import Hands
from desktop.ui.timetable.seeking import Letters, find_blocks
from desktop.ui.timetable.working import Working
from desktop.ui.words import _, plural
from timetable.rules.rule import BlockKey


class Page(Protocol):
    """What the keys need of the page around the board."""

    def say(self, words: str, tone: str = "") -> None: ...

    def turn(self) -> None: ...

    def show_menu(self) -> None: ...

    def go_to_block(self, block: BlockKey) -> None: ...

    def go_to_next_finding(self) -> None: ...

    def repair(self) -> bool: ...

    def ask_reason(self, block: BlockKey) -> None: ...

    def ask_rooms(self) -> None: ...

    def forget_wanted(self) -> bool: ...


class BoardKeys(QObject):
    """The keyboard of one page."""

    def __init__(self, page: Page, board: Board, hands: Hands, working: Working) -> None:
        super().__init__(board)
        self._page = page
        self._board, self._hands, self._working = board, hands, working
        self.letters = Letters()
        self.before_undo: Callable[[], bool] = bool
        step = self._board.step
        self._deeds: Mapping[Action, Callable[[], object]] = {
            Action.UP: partial(step, 0, -1),
            Action.DOWN: partial(step, 0, 1),
            Action.LEFT: partial(self._sideways, -1),
            Action.RIGHT: partial(self._sideways, 1),
            Action.PAGE_UP: partial(self._by_day, -1),
            Action.PAGE_DOWN: partial(self._by_day, 1),
            Action.PREVIOUS_TERM: partial(self._board.zoom, -1),
            Action.NEXT_TERM: partial(self._board.zoom, 1),
            Action.CONFIRM: self._take_or_put,
            Action.NEXT_UNMARKED: self._lock,
            Action.CLEAR: self._clear,
            Action.TAKE_BACK: self._shorten,
            Action.MENU: page.show_menu,
            Action.COMMENT: page.ask_rooms,
        }
        self._anywhere: Mapping[Action, Callable[[], bool]] = {
            Action.UNDO: self._undo,
            Action.REDO: self._redo,
            Action.FILL_EMPTY: page.repair,
            Action.CANCEL: self._cancel,
            Action.NEXT_GAP: self._next,
        }
        self._board.pressed.connect(self._type)
        self._board.opened.connect(self.take)

    def take_key(self, meaning: Meaning) -> bool:
        """Chords and named keys; letters come to the board as they are."""
        if not isinstance(meaning, Wish):
            return False
        if self._board.hasFocus() and (deed := self._deeds.get(meaning.action)) is not None:
            deed()
            return True
        anywhere = self._anywhere.get(meaning.action)
        return anywhere is not None and anywhere()

    # the cursor and the hands

    def _sideways(self, step: int) -> None:
        """← → go to another day with a card in hand, since it stays in its own form."""
        if self._hands.held is None:
            self._board.step(step, 0)
        else:
            self._by_day(step)

    def _by_day(self, days: int) -> None:
        if self._board.sheet is not None:
            self._board.step(0, days * self._board.sheet.rows)

    def _take_or_put(self) -> None:
        if self._hands.held is not None:
            self._hands.put(self._board.cursor_spot.at)
        elif not self._hands.put_all_the_same(self._board.cursor_spot.at):
            self.take()

    def take(self) -> None:
        """Into the hand: the card of the cursor, else the first that the letters have found."""
        block = self._board.block
        found = find_blocks(self._working.draft, self.letters) if self.letters else ()
        if block is not None and (not found or block in found):
            self._hands.hold(block)
        elif found:
            self._hands.hold(found[0])

    def _lock(self) -> None:
        block = self._board.block
        if block is not None and self._hands.held is None:
            self._hands.turn_lock([block])

    def _clear(self) -> None:
        self._hands.to_tray(self._hands.held or self._board.block)

    def _undo(self) -> bool:
        if self.before_undo():
            return True
        words = self._working.last
        self._hands.let_go()
        is_done = self._working.undo()
        self._page.say(_("Отменено: {what}").format(what=words) if is_done else _("Отменять нечего"))
        return True

    def _redo(self) -> bool:
        words = self._working.next
        self._hands.let_go()
        is_done = self._working.redo()
        self._page.say(_("Возвращено: {what}").format(what=words) if is_done else _("Возвращать нечего"))
        return True

    def _cancel(self) -> bool:
        """First the card, then the letters, then what was refused."""
        if self._hands.let_go():
            return True
        if self.letters or self._board.shown.lit is not None:
            self.seek(Letters())
            return True
        return self._page.forget_wanted()

    # letters

    def _type(self, event: QKeyEvent) -> None:
        press = read_press(event)
        if event.key() == Qt.Key.Key_F2:
            self._page.turn()
        elif press.scan == layouts.EQUALS and not press.ctrl:
            self._ask_reason()
        elif (typed := self.letters.typed(press)) is not None:
            self.seek(typed)
        else:
            event.ignore()

    def _shorten(self) -> None:
        if self.letters:
            self.seek(self.letters.shorter())

    def seek(self, letters: Letters) -> None:
        """Light what begins with these letters, and go to the first of it."""
        self.letters = letters
        found = find_blocks(self._working.draft, letters) if letters else ()
        self._board.show_now(lit=frozenset(found) if letters else None)
        if not letters:
            self._page.say("")
            return
        if found and self._board.block not in found:
            self._page.go_to_block(found[0])
        count = plural(len(found), "нашлась {n} карточка", "нашлись {n} карточки", "нашлось {n} карточек")
        words = _("Ищем «{letters}»: {count}. F4 — следующая, Enter — взять")
        self._page.say(words.format(letters=letters.words[0], count=count))

    def _next(self) -> bool:
        """The next card that was found, else the next finding."""
        if not self.letters:
            self._page.go_to_next_finding()
            return True
        cards, here = self._working.draft.cards, self._board.block
        found = [key for key in find_blocks(self._working.draft, self.letters) if key in cards]
        if found:
            self._board.go_to(found[(found.index(here) + 1) % len(found) if here in found else 0])
        return True

    def _ask_reason(self) -> None:
        block: BlockKey | None = self._hands.held or self._board.block
        if block is not None:
            self._page.ask_reason(block)

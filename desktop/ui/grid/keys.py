"""The key table: the one place that says which key means what.

Keys are told by their place on the board (`press.py`), so the table holds in both
layouts and on the keypad whatever NumLock says. There are no Ctrl+Shift, Alt+Shift,
Ctrl+Alt and Alt+letter chords: systems switch layouts with them, and a chord that loses
its Shift would do another's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, TypeAlias

from PySide6.QtCore import Qt

from desktop.ui.grid import layouts
from desktop.ui.grid.grammar import SECOND
from desktop.ui.grid.press import Press
from desktop.ui.words import Language, _

_KEY: Final = Qt.Key


class Action(Enum):
    """What a key asks for when it is not text."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    EXTEND_UP = auto()
    EXTEND_DOWN = auto()
    EXTEND_LEFT = auto()
    EXTEND_RIGHT = auto()
    NEXT_CELL = auto()
    PREVIOUS_CELL = auto()
    CONFIRM = auto()
    CONFIRM_UP = auto()
    NEXT_UNMARKED = auto()
    FIRST_PUPIL = auto()
    LAST_PUPIL = auto()
    PREVIOUS_WORK = auto()
    NEXT_WORK = auto()
    FIRST_LESSON = auto()
    LAST_LESSON = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    PREVIOUS_TERM = auto()
    NEXT_TERM = auto()
    EDIT_TEXT = auto()
    COMMENT = auto()
    TAKE_BACK = auto()
    CLEAR = auto()
    CANCEL = auto()
    FILL_EMPTY = auto()
    FILL_DOWN = auto()
    UNDO = auto()
    REDO = auto()
    COPY = auto()
    CUT = auto()
    PASTE = auto()
    SELECT_ALL = auto()
    MENU = auto()
    LESSON_PANEL = auto()
    ROLL_CALL = auto()
    DEBTS = auto()
    CELL_HISTORY = auto()
    FIND_PUPIL = auto()
    FINDER = auto()
    TODAY = auto()
    PRINT = auto()
    SYNC = auto()
    NEXT_GAP = auto()
    NEXT_PANE = auto()
    LESSON = auto()
    PAGE = auto()
    KEYS = auto()


@dataclass(frozen=True, slots=True)
class Typed:
    """A printable key: a token of the cell's language."""

    token: str


@dataclass(frozen=True, slots=True)
class Wish:
    """An action; `number` for the n-th lesson of the day and the n-th page."""

    action: Action
    number: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A key that would write something else than its label says; the words tell which to press."""

    words: str


Meaning: TypeAlias = Typed | Wish | Refused

DUTY: Final = Typed(".")
MISSING: Final = Typed("Н")

_LETTERS: Final[Mapping[int, str]] = MappingProxyType(
    {scan: layouts.RUSSIAN[scan] for scan in (0x15, 0x22, 0x12, 0x33, 0x24, 0x2E, 0x20, 0x31, 0x19)}
)
"""Н П У Б О С В Т З; the letters without a meaning of their own live as tails."""

_ENGLISH_LETTERS: Final[Mapping[int, str]] = MappingProxyType(
    {0x1E: "Н", 0x12: "У", 0x16: "НП", 0x1F: "Б", 0x26: "О", 0x2D: "С", 0x19: "З"}
)
"""A absent, E excused, U unexcused, S sick, L late, X exempt; P passed."""

_PLAIN: Final[Mapping[int, Meaning]] = MappingProxyType(
    {scan: Typed(digit) for scan, digit in layouts.DIGITS.items()}
    | {
        layouts.MINUS: MISSING,
        layouts.EQUALS: Wish(Action.EDIT_TEXT),
        layouts.BACKSLASH: Typed(SECOND),
        layouts.EXTRA: Typed(SECOND),
        layouts.GRAVE: DUTY,
    }
)
_SHIFTED: Final[Mapping[int, Meaning]] = MappingProxyType(
    {
        layouts.EIGHT: Wish(Action.COMMENT),
        layouts.BACKSLASH: Typed(SECOND),
        layouts.EXTRA: Typed(SECOND),
        layouts.GRAVE: DUTY,
    }
)
_PAD: Final[Mapping[str, Meaning]] = MappingProxyType(
    {digit: Typed(digit) for digit in "0123456789"}
    | {
        "/": Typed(SECOND),
        "*": Wish(Action.COMMENT),
        "-": MISSING,
        "+": Wish(Action.NEXT_UNMARKED),
        ",": DUTY,
        "\r": Wish(Action.CONFIRM),
    }
)
_CTRL: Final[Mapping[int, Action]] = MappingProxyType(
    {
        0x20: Action.FILL_DOWN,
        0x2C: Action.UNDO,
        0x15: Action.REDO,
        0x2E: Action.COPY,
        0x2D: Action.CUT,
        0x2F: Action.PASTE,
        0x1E: Action.SELECT_ALL,
        0x12: Action.LESSON_PANEL,
        0x22: Action.ROLL_CALL,
        0x26: Action.DEBTS,
        0x30: Action.CELL_HISTORY,
        0x21: Action.FIND_PUPIL,
        0x25: Action.FINDER,
        0x14: Action.TODAY,
        0x19: Action.PRINT,
        0x1F: Action.SYNC,
        0x31: Action.NEXT_GAP,
    }
)

_NONE, _SHIFT, _CONTROL = "", "shift", "ctrl"
_NAMED: Final[Mapping[tuple[str, Qt.Key], Action]] = MappingProxyType(
    {
        (_NONE, _KEY.Key_Up): Action.UP,
        (_NONE, _KEY.Key_Down): Action.DOWN,
        (_NONE, _KEY.Key_Left): Action.LEFT,
        (_NONE, _KEY.Key_Right): Action.RIGHT,
        (_SHIFT, _KEY.Key_Up): Action.EXTEND_UP,
        (_SHIFT, _KEY.Key_Down): Action.EXTEND_DOWN,
        (_SHIFT, _KEY.Key_Left): Action.EXTEND_LEFT,
        (_SHIFT, _KEY.Key_Right): Action.EXTEND_RIGHT,
        (_CONTROL, _KEY.Key_Up): Action.FIRST_PUPIL,
        (_CONTROL, _KEY.Key_Down): Action.LAST_PUPIL,
        (_CONTROL, _KEY.Key_Left): Action.PREVIOUS_WORK,
        (_CONTROL, _KEY.Key_Right): Action.NEXT_WORK,
        (_NONE, _KEY.Key_Home): Action.FIRST_LESSON,
        (_NONE, _KEY.Key_End): Action.LAST_LESSON,
        (_NONE, _KEY.Key_PageUp): Action.PAGE_UP,
        (_NONE, _KEY.Key_PageDown): Action.PAGE_DOWN,
        (_CONTROL, _KEY.Key_PageUp): Action.PREVIOUS_TERM,
        (_CONTROL, _KEY.Key_PageDown): Action.NEXT_TERM,
        (_NONE, _KEY.Key_Tab): Action.NEXT_CELL,
        (_SHIFT, _KEY.Key_Tab): Action.PREVIOUS_CELL,
        (_SHIFT, _KEY.Key_Backtab): Action.PREVIOUS_CELL,
        (_CONTROL, _KEY.Key_Tab): Action.NEXT_PANE,
        (_NONE, _KEY.Key_Return): Action.CONFIRM,
        (_NONE, _KEY.Key_Enter): Action.CONFIRM,
        (_SHIFT, _KEY.Key_Return): Action.CONFIRM_UP,
        (_SHIFT, _KEY.Key_Enter): Action.CONFIRM_UP,
        (_CONTROL, _KEY.Key_Return): Action.FILL_EMPTY,
        (_CONTROL, _KEY.Key_Enter): Action.FILL_EMPTY,
        (_NONE, _KEY.Key_Space): Action.NEXT_UNMARKED,
        (_NONE, _KEY.Key_Backspace): Action.TAKE_BACK,
        (_NONE, _KEY.Key_Delete): Action.CLEAR,
        (_NONE, _KEY.Key_Escape): Action.CANCEL,
        (_NONE, _KEY.Key_Menu): Action.MENU,
        (_NONE, _KEY.Key_F1): Action.KEYS,
        (_NONE, _KEY.Key_F2): Action.EDIT_TEXT,
        (_SHIFT, _KEY.Key_F2): Action.COMMENT,
        (_NONE, _KEY.Key_F4): Action.NEXT_GAP,
        (_NONE, _KEY.Key_F5): Action.SYNC,
        (_NONE, _KEY.Key_F6): Action.NEXT_PANE,
        (_NONE, _KEY.Key_F7): Action.DEBTS,
        (_NONE, _KEY.Key_F8): Action.ROLL_CALL,
        (_NONE, _KEY.Key_F9): Action.LESSON_PANEL,
        (_SHIFT, _KEY.Key_F10): Action.MENU,
    }
)
_PAGES: Final = 8
REPEATING: Final = frozenset(
    {
        *(Action.UP, Action.DOWN, Action.LEFT, Action.RIGHT, Action.PAGE_UP, Action.PAGE_DOWN),
        *(Action.EXTEND_UP, Action.EXTEND_DOWN, Action.EXTEND_LEFT, Action.EXTEND_RIGHT),
        *(Action.NEXT_CELL, Action.PREVIOUS_CELL),
    }
)
"""What a held key may repeat; a held digit must not mark the whole class."""


def meaning_of(press: Press, language: Language = Language.RUSSIAN) -> Meaning | None:
    """What a key means to the grid; None for a key without a meaning."""
    found = _find(press, language)
    if press.repeated and not (isinstance(found, Wish) and found.action in REPEATING):
        return None
    return found


def is_chord(press: Press) -> bool:
    """Whether the key keeps its meaning while somebody writes in a text field."""
    is_function = press.named is not None and _KEY.Key_F1 <= press.named <= _KEY.Key_F12
    goes = press.named in {_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right}
    return is_function or press.alt or (press.ctrl and not goes)


def _find(press: Press, language: Language) -> Meaning | None:
    if press.ctrl or press.alt:
        return _chord(press)
    if press.pad:
        return _PAD.get(press.pad)
    if press.named is not None:
        return _named(_SHIFT if press.shift else _NONE, press.named)
    return _printable(press, language)


def _chord(press: Press) -> Meaning | None:
    if press.shift or (press.ctrl and press.alt):
        return None
    digit = layouts.DIGITS.get(press.scan, "0")
    if press.alt:
        return Wish(Action.PAGE, int(digit)) if 1 <= int(digit) <= _PAGES else None
    if press.named is not None or press.pad == "\r":
        return _named(_CONTROL, press.named or _KEY.Key_Return)
    if digit != "0":
        return Wish(Action.LESSON, int(digit))
    action = _CTRL.get(press.scan)
    return Wish(action) if action else None


def _named(held: str, key: Qt.Key) -> Meaning | None:
    action = _NAMED.get((held, key))
    return Wish(action) if action else None


def _printable(press: Press, language: Language) -> Meaning | None:
    if press.scan in (layouts.SLASH, layouts.FULL_STOP):
        return _near_full_stop(press, language)
    letters = _LETTERS if language is Language.RUSSIAN else _ENGLISH_LETTERS
    if press.scan in letters:
        return Typed(letters[press.scan])
    return (_SHIFTED if press.shift else _PLAIN).get(press.scan)


def _near_full_stop(press: Press, language: Language) -> Meaning | None:
    """Key 35 gives `.` in the Russian layout and `/` in the Latin one, so its text decides."""
    if press.text in {".", ","} and (press.scan == layouts.SLASH or press.text == "."):
        return DUTY
    if press.scan != layouts.SLASH:
        return None
    if language is Language.ENGLISH:
        return Typed(SECOND)
    return Refused(_("Латинская раскладка: вторая отметка «\\», долг «Ё»"))

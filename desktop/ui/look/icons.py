"""The program's icons: Phosphor only, each named here once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtGui import QIcon

from desktop.ui.look.phosphor import characters, glyph_icon

_PROGRAM: Final = Path(__file__).parents[3] / "resources" / "icons" / "parta.svg"


class Icon(StrEnum):
    """What an icon says, and Phosphor's name for its picture."""

    MY_DAY = "sun-horizon"
    JOURNAL = "notebook"
    FORMS = "users-three"
    TERM_MARKS = "chart-bar"
    REPORTS = "files"
    MORE = "dots-three-outline"
    LESSON = "chalkboard-teacher"
    ROLL_CALL = "checks"
    DEBTS = "hourglass-medium"
    HOMEWORK = "book-open"
    COMMENT = "chat-text"
    NOTE = "lock-key"
    EDIT = "pencil-simple"
    FILL = "arrow-fat-lines-down"
    CLEAR = "eraser"
    COPY = "copy"
    PASTE = "clipboard-text"
    PRINT = "printer"
    UNDO = "arrow-u-up-left"
    REDO = "arrow-u-up-right"
    ADD = "plus"
    NEWCOMER = "user-plus"
    FIND = "magnifying-glass"
    KEYS = "keyboard"
    SYNC = "arrows-clockwise"
    SENT = "check-circle"
    OFFLINE = "cloud-slash"
    WAITING = "clock"
    WARNING = "warning"
    REFUSED = "warning-octagon"
    TWO_VERSIONS = "git-fork"
    HISTORY = "clock-counter-clockwise"
    LOCK = "lock"
    USER = "user"
    SETTINGS = "gear"
    CLOSE = "x"
    BACK = "caret-left"
    FORWARD = "caret-right"
    DOWN = "caret-down"
    TIMETABLE = "calendar-blank"
    SUBSTITUTION = "swap"
    USB_STICK = "hard-drive"


def icon(name: Icon, colour: str = "") -> QIcon:
    """An icon in the text colour of whatever palette is worn, or in the colour given."""
    return glyph_icon(name, colour)


def program_icon() -> QIcon:
    """The program's own sign: a school desk that is the letter П."""
    return QIcon(str(_PROGRAM))


def all_exist() -> tuple[str, ...]:
    """The names that the font does not know; empty when all is well."""
    return tuple(name for name in Icon if name not in characters())

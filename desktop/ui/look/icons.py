"""The program's icons: Phosphor only, each named here once."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import qtawesome
from PySide6.QtGui import QColor, QIcon
from qtawesome.iconic_font import IconicFont

from desktop.ui.look import palette

_PROGRAM: Final = Path(__file__).parents[3] / "resources" / "icons" / "parta.svg"


class Icon(StrEnum):
    """What an icon says, and Phosphor's name for its picture."""

    MY_DAY = "ph.sun-horizon"
    JOURNAL = "ph.notebook"
    FORMS = "ph.users-three"
    TERM_MARKS = "ph.chart-bar"
    REPORTS = "ph.files"
    MORE = "ph.dots-three-outline"
    LESSON = "ph.chalkboard-teacher"
    ROLL_CALL = "ph.checks"
    DEBTS = "ph.hourglass-medium"
    HOMEWORK = "ph.book-open"
    COMMENT = "ph.chat-text"
    NOTE = "ph.lock-key"
    EDIT = "ph.pencil-simple"
    FILL = "ph.arrow-fat-lines-down"
    CLEAR = "ph.eraser"
    COPY = "ph.copy"
    PASTE = "ph.clipboard-text"
    PRINT = "ph.printer"
    UNDO = "ph.arrow-u-up-left"
    REDO = "ph.arrow-u-up-right"
    ADD = "ph.plus"
    NEWCOMER = "ph.user-plus"
    FIND = "ph.magnifying-glass"
    KEYS = "ph.keyboard"
    SYNC = "ph.arrows-clockwise"
    SENT = "ph.check-circle"
    OFFLINE = "ph.cloud-slash"
    WAITING = "ph.clock"
    WARNING = "ph.warning"
    REFUSED = "ph.warning-octagon"
    TWO_VERSIONS = "ph.git-fork"
    HISTORY = "ph.clock-counter-clockwise"
    LOCK = "ph.lock"
    USER = "ph.user"
    SETTINGS = "ph.gear"
    CLOSE = "ph.x"
    BACK = "ph.caret-left"
    FORWARD = "ph.caret-right"
    DOWN = "ph.caret-down"
    TIMETABLE = "ph.calendar-blank"
    SUBSTITUTION = "ph.swap"
    USB_STICK = "ph.hard-drive"


@cache
def _phosphor() -> IconicFont:
    """Phosphor alone: the other ten fonts of the library cost time at start."""
    fonts = Path(qtawesome.__file__).parent / "fonts"
    names = ("phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")
    return IconicFont(("ph", *names, str(fonts)))


def icon(name: Icon, colour: str = "") -> QIcon:
    """An icon in the text colour of the palette worn now, or in the colour given."""
    tint = QColor(colour or palette.worn().text)
    faint = QColor(palette.worn().closed_text)
    made: QIcon = _phosphor().icon(str(name), color=tint, color_disabled=faint)
    return made


def program_icon() -> QIcon:
    """The program's own sign: a school desk that is the letter П."""
    return QIcon(str(_PROGRAM))


def all_exist() -> tuple[str, ...]:
    """The names that the font does not know; empty when all is well."""
    known = _phosphor().charmap["ph"]
    return tuple(name for name in Icon if name.removeprefix("ph.") not in known)

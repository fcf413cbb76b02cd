"""A keyboard that lies on no desk: key events as X11, Windows and others make them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.grid import layouts

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PAD = Qt.KeyboardModifier.KeypadModifier
KEY = Qt.Key

PLATFORMS = ("xcb", "wayland", "windows", "offscreen")
LAYOUTS = {"ru": layouts.RUSSIAN, "latin": layouts.LATIN}

# The keypad by digit or sign: scan on Linux, scan on Windows, key with NumLock on and off.
KEYPAD = {
    "0": (0x52, 0x52, KEY.Key_0, KEY.Key_Insert),
    "1": (0x4F, 0x4F, KEY.Key_1, KEY.Key_End),
    "2": (0x50, 0x50, KEY.Key_2, KEY.Key_Down),
    "3": (0x51, 0x51, KEY.Key_3, KEY.Key_PageDown),
    "4": (0x4B, 0x4B, KEY.Key_4, KEY.Key_Left),
    "5": (0x4C, 0x4C, KEY.Key_5, KEY.Key_Clear),
    "6": (0x4D, 0x4D, KEY.Key_6, KEY.Key_Right),
    "7": (0x47, 0x47, KEY.Key_7, KEY.Key_Home),
    "8": (0x48, 0x48, KEY.Key_8, KEY.Key_Up),
    "9": (0x49, 0x49, KEY.Key_9, KEY.Key_PageUp),
    ",": (0x53, 0x53, KEY.Key_Comma, KEY.Key_Delete),
    "/": (0x62, 0x135, KEY.Key_Slash, KEY.Key_Slash),
    "*": (0x37, 0x37, KEY.Key_Asterisk, KEY.Key_Asterisk),
    "-": (0x4A, 0x4A, KEY.Key_Minus, KEY.Key_Minus),
    "+": (0x4E, 0x4E, KEY.Key_Plus, KEY.Key_Plus),
    "\r": (0x60, 0x11C, KEY.Key_Enter, KEY.Key_Enter),
}
_SHIFTED = {
    "ru": {0x09: "*", 0x35: ",", 0x2B: "/"},
    "latin": {0x09: "*", 0x35: "?", 0x2B: "|", 0x29: "~"},
}


def printable(
    scan: int,
    layout: str = "ru",
    platform: str = "xcb",
    held: Qt.KeyboardModifier = NONE,
    repeated: bool = False,
) -> QKeyEvent:
    """A key of the main block, as this layout and platform report it."""
    char = LAYOUTS[layout].get(scan, "\\" if scan == layouts.EXTRA else "")
    if held & SHIFT:
        char = _SHIFTED[layout].get(scan, char)
    text = "" if held & (CTRL | ALT) else char.lower()
    return _event(ord(char), held, _native(scan, scan, platform), text, repeated)


def pad(
    sign: str, platform: str = "xcb", numlock: bool = True, held: Qt.KeyboardModifier = NONE
) -> QKeyEvent:
    """A keypad key."""
    linux, windows, locked, unlocked = KEYPAD[sign]
    text = sign if numlock or sign in "/*-+\r" else ""
    key = locked if numlock else unlocked
    return _event(key, PAD | held, _native(linux, windows, platform), text)


def named(key: Qt.Key, held: Qt.KeyboardModifier = NONE, platform: str = "xcb") -> QKeyEvent:
    """A key without a character; its scan code is no printable key's."""
    return _event(key, held, _native(0x67, 0x148, platform), "")


def _native(linux: int, windows: int, platform: str) -> int:
    return {"xcb": linux + 8, "wayland": linux + 8, "windows": windows}.get(platform, 0)


def _event(key: int, held: Qt.KeyboardModifier, native: int, text: str, repeated: bool = False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, int(key), held, native, 0, 0, text, repeated, 1)

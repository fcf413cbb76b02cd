"""One key press as the key table wants it: by place on the board, not by layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from desktop.ui.grid import layouts

_KEY: Final = Qt.Key
_MOD: Final = Qt.KeyboardModifier

_EVDEV_OFFSET: Final = 8
_EVDEV_PLATFORMS: Final = frozenset({"xcb", "wayland"})
_FIRST_SPECIAL: Final = 0x01000000

# What the keypad's keys turn into while NumLock is off.
_UNLOCKED: Final = {
    _KEY.Key_Insert: "0",
    _KEY.Key_End: "1",
    _KEY.Key_Down: "2",
    _KEY.Key_PageDown: "3",
    _KEY.Key_Left: "4",
    _KEY.Key_Clear: "5",
    _KEY.Key_Right: "6",
    _KEY.Key_Home: "7",
    _KEY.Key_Up: "8",
    _KEY.Key_PageUp: "9",
    _KEY.Key_Delete: ",",
    _KEY.Key_Period: ",",
    _KEY.Key_Comma: ",",
    _KEY.Key_Enter: "\r",
    _KEY.Key_Return: "\r",
}
_PAD_CHARS: Final = frozenset("0123456789/*-+")


@dataclass(frozen=True, slots=True)
class Press:
    """A key press: exactly one of `pad`, `named` and `scan` says which key.

    `pad`: a keypad key by its digit or sign, NumLock or not. `named`: a key without a
    character (arrows, F-keys). `scan`: the place of a printable key, set 1. `text`: what
    the layout made of it.
    """

    scan: int = 0
    named: Qt.Key | None = None
    pad: str = ""
    text: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    repeated: bool = False


def read_press(event: QKeyEvent, platform: str = "") -> Press:
    """Read a key event; where it carries no scan code, its key and text must do.

    `platform` is Qt's name of it (`xcb`, `windows`, …), the running one by default.
    """
    platform = platform or QGuiApplication.platformName()
    scan = _native_scan(event, platform)
    pad = _pad(event, scan, platform)
    named = None if pad else _named(event)
    held = event.modifiers()
    return Press(
        scan=0 if pad or named else scan or _scan_by_text(event),
        named=named,
        pad=pad,
        text=event.text(),
        shift=bool(held & _MOD.ShiftModifier),
        ctrl=bool(held & _MOD.ControlModifier),
        alt=bool(held & _MOD.AltModifier),
        repeated=event.isAutoRepeat(),
    )


def _native_scan(event: QKeyEvent, platform: str) -> int:
    code = event.nativeScanCode()
    if platform in _EVDEV_PLATFORMS:
        return max(code - _EVDEV_OFFSET, 0)
    return code if platform == "windows" else 0


def _pad(event: QKeyEvent, scan: int, platform: str) -> str:
    if scan:
        return layouts.PAD.get(scan, "")
    if not event.modifiers() & _MOD.KeypadModifier:
        return ""
    key = _key(event)
    if platform == "cocoa" and key in {_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right}:
        return ""  # macOS calls its arrows keypad keys
    if key in _UNLOCKED:
        return _UNLOCKED[key]
    char = chr(event.key()) if 0 < event.key() < _FIRST_SPECIAL else ""
    return char if char in _PAD_CHARS else ""


def _named(event: QKeyEvent) -> Qt.Key | None:
    is_named = event.key() >= _FIRST_SPECIAL or event.key() == _KEY.Key_Space
    return _key(event) if is_named else None


def _key(event: QKeyEvent) -> Qt.Key | None:
    """Qt's name of the key; none for a letter outside its list, such as a Cyrillic one."""
    try:
        return Qt.Key(event.key())
    except ValueError:
        return None


def _scan_by_text(event: QKeyEvent) -> int:
    """The key's place, when only its letter is known: both layouts are looked through."""
    by_key = layouts.scan_of(chr(event.key())) if 0 < event.key() < _FIRST_SPECIAL else 0
    text = event.text()
    by_text = layouts.scan_of(text) if len(text) == 1 and text.isprintable() else 0
    return by_text or by_key

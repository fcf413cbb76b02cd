"""Scan codes of the printable keys, and what their labels say in both layouts.

A scan code is the key's place on the board (set 1; Linux gives the same numbers), so it
is the same key whatever layout is on: 0x15 is Н in ЙЦУКЕН and Y in the Latin layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ROWS: Final = (
    (0x02, "1234567890-=", "1234567890-="),
    (0x10, "йцукенгшщзхъ", "qwertyuiop[]"),
    (0x1E, "фывапролджэ", "asdfghjkl;'"),
    (0x29, "ё", "`"),
    (0x2B, "\\", "\\"),
    (0x2C, "ячсмитьбю.", "zxcvbnm,./"),
)

RUSSIAN: Final[Mapping[int, str]] = MappingProxyType(
    {first + at: char.upper() for first, row, _latin in _ROWS for at, char in enumerate(row)}
)
LATIN: Final[Mapping[int, str]] = MappingProxyType(
    {first + at: char.upper() for first, _row, latin in _ROWS for at, char in enumerate(latin)}
)

MINUS: Final = 0x0C
EQUALS: Final = 0x0D
GRAVE: Final = 0x29
BACKSLASH: Final = 0x2B
EXTRA: Final = 0x56
SLASH: Final = 0x35
FULL_STOP: Final = 0x34
EIGHT: Final = 0x09
DIGITS: Final[Mapping[int, str]] = MappingProxyType({0x02 + at: char for at, char in enumerate("1234567890")})

PAD: Final[Mapping[int, str]] = MappingProxyType(
    dict(zip(range(0x47, 0x54), "789-456+1230,", strict=True))
    | {0x37: "*", 0x62: "/", 0x135: "/", 0x60: "\r", 0x11C: "\r"}
)
"""Keypad keys by scan code, Linux and Windows; `\\r` is its Enter."""


def scan_of(char: str) -> int:
    """The scan code of a character's key in either layout; 0 when no key has it.

    For events that carry no scan code. «.» is read as the Russian layout's, since a
    Latin one on the same label means the same dot.
    """
    wanted = char.upper()
    for layout in (RUSSIAN, LATIN):
        for scan, label in layout.items():
            if label == wanted:
                return scan
    return {"*": EIGHT, "|": BACKSLASH, "?": SLASH, "~": GRAVE, "_": MINUS}.get(wanted, 0)

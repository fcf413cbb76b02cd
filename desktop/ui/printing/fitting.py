"""Words that fit into a width: whole in one line, else shorter, else over several lines, else cut by «…».

Widths are measured once for each text at one size, and grow with the letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from desktop.ui.look import fonts
from timetable.sheets.sheet import Cell, Words

MEASURED_AT: Final = 100
CUT: Final = "…"
LINE: Final = 1.22
"""The height of a line, in letters' sizes."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One line of a cell as it is printed."""

    text: str
    size: float
    is_strong: bool
    is_cut: bool = False


@cache
def print_font(*, bold: bool) -> QFont:
    """The font of paper at the size at which it is measured; whoever paints scales it.

    Small sizes are never asked for: there a screen's font rounds the widths of its letters.
    """
    font = QFont(fonts.family())
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(MEASURED_AT)
    return font


@cache
def _measured(text: str, bold: bool) -> float:
    return QFontMetricsF(print_font(bold=bold)).horizontalAdvance(text) / MEASURED_AT


def width_of(text: str, size: float, *, bold: bool) -> float:
    """How wide a text is in letters of this size."""
    return _measured(text, bold) * size


def fit_cell(cell: Cell, width: float, strong: float, plain: float, shrink: float = 1.0) -> list[Fitted]:
    """The lines of a cell in a column this wide; strong words may shrink so far to be said in full."""
    found: list[Fitted] = []
    for words in cell:
        if words.is_strong:
            found += fit_words(words, width, strong, shrink)
        else:
            found += fit_words(words, width, plain)
    return found


def fit_words(words: Words, width: float, size: float, shrink: float = 1.0) -> list[Fitted]:
    """The longest way that fits one line, else the longest that can be broken between words."""
    bold = words.is_strong
    for way in words.ways:
        wide = width_of(way, size, bold=bold)
        if "\n" not in way and wide * shrink <= width:
            return [Fitted(way, size * min(1.0, width / wide) if wide else size, bold)]
    for way in words.ways:
        broken = _broken(way, width, size, bold)
        if all(width_of(line, size, bold=bold) <= width for line in broken):
            return [Fitted(line, size, bold) for line in broken]
    return [_cut_line(line, width, size, bold) for line in _broken(words.ways[-1], width, size, bold)]


def _broken(text: str, width: float, size: float, bold: bool) -> list[str]:
    """The text in lines, as many words in each as fit; a word wider than that has a line of its own."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and width_of(longer, size, bold=bold) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def cut_words(words: Words, width: float, size: float) -> list[Fitted]:
    """The shortest way in one line, cut where the width ends."""
    return [_cut_line(words.ways[-1], width, size, words.is_strong)]


def _cut_line(line: str, width: float, size: float, bold: bool) -> Fitted:
    if width_of(line, size, bold=bold) <= width:
        return Fitted(line, size, bold)
    shown = line
    while shown and width_of(shown + CUT, size, bold=bold) > width:
        shown = shown[:-1]
    return Fitted(shown.rstrip() + CUT, size, bold, is_cut=True)

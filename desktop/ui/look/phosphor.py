"""Phosphor, the icon font of the program, as QIcons that are sharp at every size.

The font and its table of names come with QtAwesome. Its code is not imported: the layer over
all bindings of Qt that it brings along takes a sixth of a second at each start.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from desktop.ui.look import palette

_FONT: Final = "phosphor-1.3.0.ttf"
_NAMES: Final = "phosphor-charmap-1.3.0.json"
_HEIGHT: Final = 0.875
"""A glyph's size in its square: 14 of 16 pixels, the rest is the font's own margin."""


@cache
def characters() -> Mapping[str, str]:
    """The character of each picture, by Phosphor's name for it."""
    codes: dict[str, str] = json.loads((_folder() / _NAMES).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def glyph_icon(name: str, tint: str = "") -> QIcon:
    """A picture in one colour, else in that of the text; where it is disabled, in a faint one.

    The colours of the look are asked for at each painting: an icon follows light and dark by itself.
    """
    return QIcon(_GlyphEngine(characters()[name], tint))


class _GlyphEngine(QIconEngine):
    """Draws one character of the font into whatever square it is given."""

    def __init__(self, character: str, tint: str) -> None:
        super().__init__()
        self._character = character
        self._tint = tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """The glyph in the middle."""
        font = QFont(_family())
        font.setPixelSize(round(_HEIGHT * rect.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._colour(is_disabled=mode is QIcon.Mode.Disabled)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def _colour(self, *, is_disabled: bool) -> str:
        worn = palette.worn()
        return worn.closed_text if is_disabled else self._tint or worn.text

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph on nothing."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn


@cache
def _family() -> str:
    """The font, made known to Qt; Qt's usual one where the system forbids programs their own."""
    added = QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    return next(iter(QFontDatabase.applicationFontFamilies(added)), "")


def _folder() -> Path:
    found = find_spec("qtawesome")
    assert found is not None, "QtAwesome is among the desktop's libraries"
    return Path(*(found.submodule_search_locations or ())[:1]) / "fonts"

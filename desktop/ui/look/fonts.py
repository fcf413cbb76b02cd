"""System fonts that have Cyrillic; figures of one width in the grid."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES: Final = ("Segoe UI", "Noto Sans", "PT Sans", "DejaVu Sans", "Arial")
BASE_POINTS: Final = 10.0
SMALL_POINTS: Final = 8.0
_TABULAR: Final = "tnum"


def family() -> str:
    """The first of our families that this computer has, else the system's own."""
    present = set(QFontDatabase.families(QFontDatabase.WritingSystem.Cyrillic))
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return next((name for name in FAMILIES if name in present), system)


def base_font() -> QFont:
    """The font of the whole program."""
    font = QFont(family())
    font.setPointSizeF(BASE_POINTS)
    return font


def grid_font(*, small: bool = False, bold: bool = False) -> QFont:
    """The font of the grid: tabular figures, so that columns of numbers stand straight."""
    font = base_font()
    font.setFeature(QFont.Tag(_TABULAR), 1)
    font.setPointSizeF(SMALL_POINTS if small else BASE_POINTS)
    font.setBold(bold)
    return font

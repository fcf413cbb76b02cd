"""One style for the whole program: Fusion, our palette, a small style sheet.

Dark follows the system unless the person chose. It is a palette of our own: offscreen
and on older desktops Qt's own colour scheme changes nothing.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.look import fonts, measures, palette
from desktop.ui.look.furniture import furniture_sheet
from desktop.ui.look.palette import DARK, LIGHT, Colours, without_colour

SHEET: Final = Path(__file__).parents[3] / "resources" / "look" / "style.qss"
_ROLE: Final = QPalette.ColorRole


class Theme(StrEnum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def dress(application: QApplication, theme: Theme = Theme.SYSTEM, *, monochrome: bool = False) -> Colours:
    """Give the whole program this look; open windows change at once."""
    colours = DARK if _is_dark(application, theme) else LIGHT
    if monochrome:
        colours = without_colour(colours)
    palette.wear(colours)
    application.setStyle("Fusion")
    application.setFont(fonts.base_font())
    application.setPalette(qt_palette(colours))
    application.setStyleSheet(style_sheet(colours) + furniture_sheet(colours))
    return colours


class SystemLook(QObject):
    """Keeps the look in step with the system while the person has not chosen."""

    def __init__(self, application: QApplication, theme: Theme = Theme.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.theme = theme
        self.monochrome = False
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose(theme)

    def choose(self, theme: Theme, *, monochrome: bool = False) -> None:
        """The person chose a theme."""
        self.theme, self.monochrome = theme, monochrome
        dress(self._application, theme, monochrome=monochrome)

    def _follow(self) -> None:
        if self.theme is Theme.SYSTEM:
            dress(self._application, self.theme, monochrome=self.monochrome)


def _is_dark(application: QApplication, theme: Theme) -> bool:
    if theme is Theme.SYSTEM:
        return application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme is Theme.DARK


def qt_palette(colours: Colours) -> QPalette:
    """Our colours in Qt's roles, so that plain widgets need no style sheet."""
    made = QPalette()
    roles = {
        _ROLE.Window: colours.window,
        _ROLE.WindowText: colours.text,
        _ROLE.Base: colours.base,
        _ROLE.AlternateBase: colours.window,
        _ROLE.Text: colours.text,
        _ROLE.Button: colours.raised,
        _ROLE.ButtonText: colours.text,
        _ROLE.ToolTipBase: colours.raised,
        _ROLE.ToolTipText: colours.text,
        _ROLE.PlaceholderText: colours.muted,
        _ROLE.Highlight: colours.accent,
        _ROLE.HighlightedText: colours.on_accent,
        _ROLE.Link: colours.accent,
        _ROLE.Mid: colours.hairline_strong,
        _ROLE.Midlight: colours.hairline,
        _ROLE.Accent: colours.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (_ROLE.Text, _ROLE.WindowText, _ROLE.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.closed_text))
    return made


def style_sheet(colours: Colours) -> str:
    """`resources/look/style.qss` with the colours and lengths of this look."""
    lengths = {
        "step": measures.STEP,
        "half_step": measures.STEP // 2,
        "radius": measures.RADIUS,
        "ring": measures.RING,
    }
    names = {field.name: getattr(colours, field.name) for field in fields(colours)}
    return Template(SHEET.read_text(encoding="utf-8")).substitute(names, **lengths)

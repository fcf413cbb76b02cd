"""One style for the whole program: Fusion, our palette, a small style sheet.

Dark follows the system unless the person chose. It is a palette of our own: offscreen
and on older desktops Qt's own colour scheme changes nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.look import fonts, measures, palette
from desktop.ui.look.furniture import furniture_sheet
from desktop.ui.look.palette import DARK, LIGHT, Colours, without_colour

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
    """What a palette cannot say: hairlines, quiet buttons, thin scroll bars, the focus ring."""
    radius, step = measures.RADIUS, measures.STEP
    return f"""
QToolTip {{
    color: {colours.text}; background: {colours.raised};
    border: 1px solid {colours.hairline_strong}; padding: {step // 2}px;
}}
QPushButton {{
    background: {colours.raised}; border: 1px solid {colours.hairline_strong};
    border-radius: {radius}px; padding: {step // 2}px {step + 4}px;
}}
QPushButton:hover {{ background: {colours.current}; }}
QPushButton:pressed {{ background: {colours.selection}; }}
QPushButton:focus {{ border: {measures.RING}px solid {colours.accent}; padding: 3px 11px; }}
QPushButton:flat {{ border: none; background: transparent; padding: {step // 2}px {step}px; }}
QPushButton:flat:hover {{ background: {colours.current}; }}
QPushButton:default {{
    background: {colours.accent}; color: {colours.on_accent}; border-color: {colours.accent};
}}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {{
    background: {colours.base}; border: 1px solid {colours.hairline_strong};
    border-radius: {radius}px; padding: 3px {step - 2}px; selection-background-color: {colours.accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{
    border: {measures.RING}px solid {colours.accent}; padding: 2px {step - 3}px;
}}
CellEditor {{ padding: 0; border: {measures.RING}px solid {colours.accent}; border-radius: 0; }}
CellEditor:focus {{ padding: 0; }}
QScrollBar:vertical {{ background: {colours.base}; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: {colours.base}; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {colours.hairline_strong}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {colours.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QHeaderView {{ background: {colours.base}; border: none; }}
QTableCornerButton::section {{
    background: {colours.base}; border: none;
    border-right: 1px solid {colours.hairline_strong}; border-bottom: 1px solid {colours.hairline_strong};
}}
EntryBar {{ background: {colours.base}; }}
MarkPalette {{ background: {colours.raised}; border: 1px solid {colours.hairline_strong}; }}
"""

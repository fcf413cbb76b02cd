"""What stands around the grid: the rail, the cards, the lines, the chip; their share of the style sheet.

A widget says what it is by the dynamic property `part`, so that a screen sets no colour itself and
follows light and dark without a word of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.ui.look import measures
from desktop.ui.look.palette import Colours

PICTURES: Final = Path(__file__).parents[3] / "resources" / "look"
Part = TypeVar("Part", bound=QWidget)


def play(widget: Part, part: str, tone: str = "") -> Part:
    """Tell a widget which part it plays, and in which tone; a change shows at once."""
    widget.setProperty("part", part)
    widget.setProperty("tone", tone)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    return widget


def furniture_sheet(colours: Colours) -> str:
    """The style of everything that carries a part."""
    return _rail(colours) + _text(colours) + _surfaces(colours) + _lists(colours) + _boxes(colours)


def _rail(colours: Colours) -> str:
    ring = f"{measures.RING}px solid {colours.accent}"
    return f"""
[part="rail"] {{ background: {colours.base}; border-right: 1px solid {colours.hairline}; }}
QToolButton[part="rail-item"] {{
    border: {measures.RING}px solid transparent; border-radius: {measures.RADIUS}px;
    color: {colours.muted}; background: transparent; font-size: 8pt; padding: 4px 0;
}}
QToolButton[part="rail-item"]:hover {{ background: {colours.current}; color: {colours.text}; }}
QToolButton[part="rail-item"]:checked {{ background: {colours.selection}; color: {colours.text}; }}
QToolButton[part="rail-item"]:focus {{ border: {ring}; }}
"""


def _text(colours: Colours) -> str:
    return f"""
QLabel[part="title"] {{ font-size: 15pt; font-weight: 600; }}
QLabel[part="heading"] {{ font-size: 11pt; font-weight: 600; }}
QLabel[part="key"] {{ font-weight: 600; }}
QLabel[part="faint"] {{ color: {colours.muted}; }}
QLabel[part="small"] {{ color: {colours.muted}; font-size: 8.5pt; }}
QLabel[tone="amber"] {{ color: {colours.amber}; }}
QLabel[tone="red"] {{ color: {colours.red}; }}
QLabel[tone="green"] {{ color: {colours.green}; }}
QPushButton {{ outline: none; }}
QPushButton[part="primary"] {{
    background: {colours.accent}; color: {colours.on_accent}; border-color: {colours.accent};
}}
QPushButton[part="primary"]:hover {{ background: {colours.accent}; }}
QPushButton[part="primary"]:focus {{ border: {measures.RING}px solid {colours.text}; }}
QPushButton[part="primary"]:disabled {{
    background: {colours.closed}; color: {colours.closed_text}; border-color: {colours.hairline};
}}
QPushButton[part="link"] {{
    border: none; background: transparent; color: {colours.accent}; padding: 2px 4px; text-align: left;
}}
QPushButton[part="link"]:focus {{ border: {measures.RING}px solid {colours.accent}; padding: 0 2px; }}
QPushButton[part="chip"] {{
    border: 1px solid {colours.hairline}; border-radius: 11px; padding: 2px 10px;
    background: {colours.base}; color: {colours.muted};
}}
QPushButton[part="chip"]:checked {{ background: {colours.selection}; font-weight: 600; }}
QPushButton[part="chip"]:hover {{ background: {colours.current}; }}
QPushButton[part="chip"]:focus {{ border: {measures.RING}px solid {colours.accent}; padding: 1px 9px; }}
QPushButton[part="chip"][tone="green"] {{ color: {colours.green}; }}
QPushButton[part="chip"][tone="plain"] {{ color: {colours.text}; }}
QPushButton[part="chip"][tone="amber"] {{ color: {colours.amber}; border-color: {colours.amber}; }}
QPushButton[part="chip"][tone="red"] {{ color: {colours.red}; border-color: {colours.red}; }}
"""


def _surfaces(colours: Colours) -> str:
    return f"""
[part="page"] {{ background: {colours.window}; }}
[part="foot"] {{ background: {colours.base}; border-top: 1px solid {colours.hairline}; }}
[part="card"] {{
    background: {colours.raised}; border: 1px solid {colours.hairline}; border-radius: {measures.RADIUS}px;
}}
[part="card"][tone="amber"] {{ border-left: 3px solid {colours.amber}; }}
[part="card"][tone="red"] {{ border-left: 3px solid {colours.red}; }}
[part="card"][tone="accent"] {{ border-left: 3px solid {colours.accent}; background: {colours.current}; }}
[part="sheet"] {{
    background: {colours.raised}; border: 1px solid {colours.hairline_strong};
    border-radius: {measures.STEP}px;
}}
[part="side"] {{ background: {colours.raised}; border-left: 1px solid {colours.hairline_strong}; }}
QComboBox::drop-down, QDateEdit::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; width: 20px;
}}
QComboBox::down-arrow, QDateEdit::down-arrow, QAbstractSpinBox::down-arrow {{
    image: url({_carets("down")}); width: 12px; height: 12px;
}}
QAbstractSpinBox::up-arrow {{ image: url({_carets("up")}); width: 12px; height: 12px; }}
QProgressBar {{
    border: none; background: {colours.hairline}; border-radius: 3px; max-height: 6px; min-height: 6px;
}}
QProgressBar::chunk {{ background: {colours.accent}; border-radius: 3px; }}
QScrollArea, QScrollArea > QWidget > QWidget[part="body"] {{ background: transparent; border: none; }}
"""


def _carets(way: str) -> str:
    """The picture of an arrow; its grey is seen on light and on dark."""
    return (PICTURES / f"caret-{way}.svg").as_posix()


def _boxes(colours: Colours) -> str:
    """Boxes to tick that are seen in the dark too, empty as well."""
    tick = (PICTURES / f"tick-{'dark' if colours.is_dark else 'light'}.svg").as_posix()
    return f"""
QCheckBox::indicator, QListView::indicator {{
    width: 12px; height: 12px; border: 1px solid {colours.muted}; border-radius: 3px;
    background: {colours.base};
}}
QCheckBox::indicator:checked, QListView::indicator:checked {{
    background: {colours.accent}; border-color: {colours.accent}; image: url({tick});
}}
"""


def _lists(colours: Colours) -> str:
    return f"""
QListView[part="rows"], QTreeView[part="rows"] {{
    background: {colours.base}; border: 1px solid {colours.hairline};
    border-radius: {measures.RADIUS}px; outline: none;
}}
QListView[part="rows"]:focus, QTreeView[part="rows"]:focus {{
    border: {measures.RING}px solid {colours.accent};
}}
QListView[part="rows"]::item {{ padding: 5px {measures.STEP}px; }}
QListView[part="rows"]::item:selected {{ background: {colours.selection}; color: {colours.text}; }}
"""

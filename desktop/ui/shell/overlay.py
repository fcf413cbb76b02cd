"""A sheet that lies over the page for a moment: finder, keys, history; never modal, Esc closes it."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.look import measures

_TOP: Final = 56


class Where(Enum):
    """Where a sheet lies."""

    TOP = auto()
    RIGHT = auto()
    MIDDLE = auto()


class Overlay(QObject):
    """Shows one sheet at a time over a window and gives the focus back when it goes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._panel: QWidget | None = None
        self._where = Where.TOP
        self._focus_before: QWidget | None = None
        window.installEventFilter(self)

    @property
    def panel(self) -> QWidget | None:
        """The sheet that is shown now."""
        return self._panel

    def show_panel(self, panel: QWidget, where: Where) -> None:
        """Lay a sheet over the page; the one before goes."""
        self.close_panel()
        self._focus_before = self._window.focusWidget()
        self._panel, self._where = panel, where
        panel.setParent(self._window)
        self._settle()
        panel.show()
        panel.raise_()
        panel.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> bool:
        """Take the sheet away; False when there was none."""
        panel, self._panel = self._panel, None
        if panel is None:
            return False
        panel.hide()
        panel.deleteLater()
        give_focus_back(self._focus_before)
        self._focus_before = None
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet keeps its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self._panel is not None:
            self._settle()
        return False

    def _settle(self) -> None:
        assert self._panel is not None
        wanted, window = self._panel.sizeHint(), self._window.rect()
        if self._where is Where.RIGHT:
            width = max(wanted.width(), 360)
            height = window.height() - measures.BAR
            place = QRect(window.width() - width, 0, width, height)
        else:
            width = min(max(wanted.width(), 480), window.width() - 80)
            height = min(wanted.height(), window.height() - 2 * measures.BAR)
            top = _TOP if self._where is Where.TOP else (window.height() - height) // 2
            place = QRect((window.width() - width) // 2, top, width, height)
        self._panel.setGeometry(place)


def give_focus_back(widget: QWidget | None) -> None:
    """Let the keys go where they went before; a widget that has gone meanwhile wants none."""
    if widget is not None and isValid(widget):
        widget.setFocus(Qt.FocusReason.PopupFocusReason)


def sheet_layout(panel: QWidget) -> QVBoxLayout:
    """The margins that every sheet has."""
    column = QVBoxLayout(panel)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(measures.STEP)
    return column

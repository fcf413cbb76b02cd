"""The application's event filter: keys are read here, before any text field sees them.

A key's meaning is offered to the widget that has it, then to its parents, until one
takes it: the grid takes marks and moves, the window takes chords. While somebody writes
in a text field only chords and F-keys are read, and the field's own chords (copy, undo)
are done for it: with Russian as the only layout no Ctrl+letter fires by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.ui import words
from desktop.ui.grid.keys import Action, Meaning, Wish, is_chord, meaning_of
from desktop.ui.grid.press import read_press

_WRITING = (QLineEdit, QTextEdit, QPlainTextEdit)
_FIELD_METHODS = {
    Action.COPY: "copy",
    Action.CUT: "cut",
    Action.PASTE: "paste",
    Action.SELECT_ALL: "selectAll",
    Action.UNDO: "undo",
    Action.REDO: "redo",
}


TakeKey: TypeAlias = Callable[[Meaning], bool]


class KeyTaker(Protocol):
    """A widget that keys may be meant for."""

    def take_key(self, meaning: Meaning) -> bool:
        """Do what the key asks for; False when it is somebody else's."""
        ...


class KeyReader(QObject):
    """Install on the application: `app.installEventFilter(KeyReader(app))`."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key presses that somebody above the widget knows what to do with."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent) or QApplication.activePopupWidget() is not None:
            return False
        press = read_press(event)
        meaning = meaning_of(press, words.spoken())
        if meaning is None:
            return False
        if not writes(watched):
            return offer(watched, meaning)
        if not is_chord(press):
            return False
        return _serve_field(watched, meaning) or offer(watched, meaning)


def offer(widget: QWidget | None, meaning: Meaning) -> bool:
    """Offer a key to a widget and to those around it, the nearest first, up to its own window.

    A dialog's keys end at the dialog: the page beneath it is not what the person looks at.
    Whoever has `take_key` is a `KeyTaker`; `isinstance` with a protocol costs more than
    the mark itself.
    """
    at = widget
    while at is not None:
        take_key: TakeKey | None = getattr(at, "take_key", None)
        if take_key is not None and take_key(meaning):
            return True
        at = None if at.isWindow() else at.parentWidget()
    return False


def writes(widget: QWidget) -> bool:
    """Whether the widget takes text, so that letters and digits are its own."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, _WRITING):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox)


def _serve_field(widget: QWidget, meaning: Meaning) -> bool:
    """Do a text field's own chord for it, found by scan code."""
    if not isinstance(meaning, Wish) or not isinstance(widget, _WRITING):
        return False
    method = _FIELD_METHODS.get(meaning.action)
    if method is None:
        return False
    getattr(widget, method)()
    return True

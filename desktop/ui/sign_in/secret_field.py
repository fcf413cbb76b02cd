"""A field for a password or a PIN that says which layout is on and whether CapsLock is.

No system tells both everywhere, so the last letter typed is believed before the system's word: a
Cyrillic letter means the Russian layout, a capital without Shift means CapsLock.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.words import _


class SecretField(QWidget):
    """Dots, and the layout beside them."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.edit = _Dots()
        self.edit.setPlaceholderText(hint)
        self.layout_shown = play(QLabel(), "small")
        self.layout_shown.setMinimumWidth(110)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(self.layout_shown)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.typed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.pressed.connect(self._show_layout)
        QGuiApplication.inputMethod().localeChanged.connect(self._forget_letter)
        self._show_layout()

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        self.edit.clear()

    def _forget_letter(self) -> None:
        self.edit.is_cyrillic = None
        self._show_layout()

    def _show_layout(self) -> None:
        capitals = " · CapsLock" if self.edit.has_caps else ""
        self.layout_shown.setText((_("РУС") if self._is_russian() else _("ENG")) + capitals)
        play(self.layout_shown, "small", "amber" if self.edit.has_caps else "")

    def _is_russian(self) -> bool:
        if self.edit.is_cyrillic is not None:
            return self.edit.is_cyrillic
        return QGuiApplication.inputMethod().locale().language() == QLocale.Language.Russian


class _Dots(QLineEdit):
    """A line edit that watches its own letters."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.is_cyrillic: bool | None = None
        self.has_caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Learn from the letter, then type it."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.has_caps = not self.has_caps
        elif len(letter) == 1 and letter.isalpha():
            self.is_cyrillic = "а" <= letter.lower() <= "я" or letter.lower() == "ё"
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.has_caps = letter.isupper() != has_shift
        super().keyPressEvent(event)
        self.pressed.emit()

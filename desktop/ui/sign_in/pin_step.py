"""A PIN for the next time, typed twice; a phrase where the computer has no keyring."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from desktop.models.keys import ALONE_FROM, PIN_DIGITS
from desktop.ui.faults.door import of_keyring
from desktop.ui.faults.told import Told
from desktop.ui.look.furniture import play
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.step import Step, labelled
from desktop.ui.words import _

_EASY: Final = frozenset({"1234", "12345", "123456", "4321", "654321", "54321"})


class PinStep(Step):
    """The button waits until both fields agree."""

    given = Signal(str)

    def __init__(self, *, phrase: bool, can_go_back: bool = False) -> None:
        told = of_keyring()
        super().__init__(
            _("Придумайте фразу") if phrase else _("Придумайте PIN"),
            f"{told.head} {told.advice}"
            if phrase
            else _("4–6 цифр. Будет открывать журнал на этом компьютере."),
            _("Готово"),
            can_go_back=can_go_back,
        )
        self._phrase = phrase
        self.first, self.second = SecretField(), SecretField()
        self.hint = play(QLabel(), "small")
        self.hint.setWordWrap(True)
        self.fields.addWidget(labelled(_("Фраза") if phrase else _("PIN"), self.first))
        self.fields.addWidget(labelled(_("Ещё раз"), self.second))
        self.fields.addWidget(self.hint)
        self.setFocusProxy(self.first)
        if not phrase:
            for field in (self.first, self.second):
                field.edit.setMaxLength(PIN_DIGITS[-1])
        self.first.entered.connect(self._go_on)
        self.second.entered.connect(self._give)
        self.button.clicked.connect(self._give)
        for field in (self.first, self.second):
            field.typed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        refusal = self._refusal()
        self.hint.setText(refusal or "")
        self.button.setEnabled(refusal is None)

    def _refusal(self) -> str | None:
        """Why the button waits; empty words while nothing was typed."""
        first, second = self.first.text(), self.second.text()
        if not first:
            return ""
        if not self._phrase and not (first.isascii() and first.isdigit()):
            return _("В PIN только цифры.")
        if self._phrase and len(first) < ALONE_FROM:
            return _("Пока коротко: {n} из {needed}.").format(n=len(first), needed=ALONE_FROM)
        if not self._phrase and len(first) not in PIN_DIGITS:
            return _("Нужно от 4 до 6 цифр.")
        if not self._phrase and (first in _EASY or len(set(first)) == 1):
            return _("Такой PIN угадают сразу. Выберите другой.")
        if second != first:
            return (
                _("Повторите то же самое ниже.")
                if not second or first.startswith(second)
                else _("Не совпало.")
            )
        return None

    def _go_on(self) -> None:
        self.second.setFocus()

    def _give(self) -> None:
        if self._refusal() is None and self.button.isEnabled():
            self.given.emit(self.first.text())

    def tell(self, told: Told | None) -> None:
        """A fault leaves the fields as they are."""
        super().tell(told)
        self._judge()

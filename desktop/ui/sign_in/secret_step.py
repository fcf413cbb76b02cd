"""The secret that opens the journal now, before a new one takes its place."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.models.keys import PIN_DIGITS
from desktop.ui.faults.told import Told
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.step import Step
from desktop.ui.words import _


class SecretStep(Step):
    """An open window is no proof of who sits before it: the old PIN is, or the password or phrase."""

    given = Signal(str)

    def __init__(self, *, by_pin: bool) -> None:
        explained = _("Новый PIN задаёт только тот, кто знает прежний PIN, пароль или фразу.")
        super().__init__(_("Прежний PIN") if by_pin else _("Пароль или фраза"), explained, _("Дальше"))
        self.secret = SecretField()
        if by_pin:
            self.secret.edit.setMaxLength(PIN_DIGITS[-1])
        self.fields.addWidget(self.secret)
        self.setFocusProxy(self.secret)
        self.secret.entered.connect(self._give)
        self.button.clicked.connect(self._give)

    def arrive(self) -> None:
        """Ready to be typed into."""
        self.secret.setFocus()

    def tell(self, told: Told | None) -> None:
        """It was not the secret; it is typed anew."""
        super().tell(told)
        self.secret.clear()
        self.secret.setFocus()

    def _give(self) -> None:
        if self.secret.text() and self.button.isEnabled():
            self.rest(True, _("Открываем…"))
            self.given.emit(self.secret.text())

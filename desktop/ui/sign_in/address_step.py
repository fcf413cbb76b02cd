"""The server's address: asked once, remembered for the next person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.sign_in.step import Step, labelled
from desktop.ui.words import _


class AddressStep(Step):
    """One line. A bare name is understood as https."""

    given = Signal(str)

    def __init__(self, address: str, *, can_leave: bool) -> None:
        super().__init__(
            _("Где ваш журнал"),
            _("Адрес сервера даёт школьный инженер. Его нужно ввести один раз."),
            _("Дальше"),
            can_go_back=can_leave,
        )
        self.edit = QLineEdit(address)
        self.edit.setPlaceholderText("https://")
        self.fields.addWidget(labelled(_("Адрес сервера"), self.edit))
        self.setFocusProxy(self.edit)
        self.edit.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)

    def _give(self) -> None:
        if self.button.isEnabled():
            self.given.emit(self._whole())

    def _whole(self) -> str:
        typed = self.edit.text().strip()
        return typed if "://" in typed or not typed else f"https://{typed}"

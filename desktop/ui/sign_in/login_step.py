"""Login and password at the school that was chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.step import Step, labelled
from desktop.ui.words import _


class LoginStep(Step):
    """Two fields; Enter in the first goes to the second."""

    given = Signal(str, str)

    def __init__(self, login: str) -> None:
        super().__init__(_("Вход"), "", _("Войти"))
        self.login = QLineEdit(login)
        self.password = SecretField()
        self.fields.addWidget(labelled(_("Логин"), self.login))
        self.fields.addWidget(labelled(_("Пароль"), self.password))
        self.setFocusProxy(self.password if login else self.login)
        self.login.returnPressed.connect(self._go_on)
        self.password.entered.connect(self._give)
        self.button.clicked.connect(self._give)

    def show_school(self, name: str) -> None:
        """Say which school this is."""
        self.explained.setText(name)
        self.explained.show()

    def forget_password(self) -> None:
        """Nobody needs it any more."""
        self.password.clear()

    def _go_on(self) -> None:
        self.password.setFocus()

    def _give(self) -> None:
        login = self.login.text().strip()
        if not login:
            self.login.setFocus()
        elif not self.password.text():
            self.password.setFocus()
        elif self.button.isEnabled():
            self.given.emit(login, self.password.text())

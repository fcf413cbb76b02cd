"""The lock: whose journal, and the PIN. Falls after idle minutes; unlocking returns to the same cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QListWidget, QPushButton

from desktop.models.keys import PIN_DIGITS
from desktop.ui.faults.told import Told
from desktop.ui.look.furniture import play
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.step import Step
from desktop.ui.words import _, plural


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Somebody who has a journal on this computer; `has_pin` false means the password or phrase opens it."""

    key: str
    name: str
    school: str
    has_pin: bool = True


class LockScreen(Step):
    """One person and a PIN; «Сменить пользователя» shows the others."""

    unlock_given = Signal(str, str, bool)
    """Account key, what was typed, whether it is the PIN."""
    newcomer_wanted = Signal()
    recovery_wanted = Signal()

    def __init__(self, accounts: Sequence[AccountLine], *, chosen: str = "") -> None:
        super().__init__("", "", _("Открыть"), can_go_back=False)
        self._accounts = {account.key: account for account in accounts}
        self._chosen = chosen or accounts[0].key
        self._uses_pin = True
        self._wait = 0
        self.secret = SecretField()
        self.people = play(QListWidget(), "rows")
        self.people.addItems([f"{account.name} — {account.school}" for account in accounts])
        self.people.setMaximumHeight(180)
        self.other = play(QPushButton(_("Сменить пользователя")), "link")
        self.by_password = play(QPushButton(), "link")
        self.newcomer = play(QPushButton(_("Меня здесь ещё нет — войти впервые")), "link")
        self.recovery = QPushButton(_("Восстановить"))
        for part in (self.people, self.secret, self.recovery, self.by_password, self.other, self.newcomer):
            self.fields.addWidget(part)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._connect()
        self._show_person()

    def _connect(self) -> None:
        self.secret.entered.connect(self._give)
        self.secret.typed.connect(self._give_when_whole)
        self.button.clicked.connect(self._give)
        self.other.clicked.connect(self._show_people)
        self.by_password.clicked.connect(self._toggle)
        self.newcomer.clicked.connect(self.newcomer_wanted)
        self.recovery.clicked.connect(self.recovery_wanted)
        self.people.itemActivated.connect(self._take_person)
        self.people.itemClicked.connect(self._take_person)
        self._clock.timeout.connect(self._count_down)

    @property
    def chosen(self) -> AccountLine:
        """Whose lock this is."""
        return self._accounts[self._chosen]

    def arrive(self) -> None:
        """Ready for the PIN."""
        self.secret.clear()
        self.tell(None)
        (self.people if self.people.isVisible() else self.secret).setFocus()

    def refuse(self, told: Told, *, wait_seconds: int = 0, ask_password: bool = False) -> None:
        """It was not the PIN; the next try waits so many seconds."""
        self.secret.clear()
        if ask_password:
            self._uses_pin = False
            self._show_person()
        self.tell(told)
        self._wait = wait_seconds
        if wait_seconds:
            self._count_down()
            self._clock.start()
        self.secret.setFocus()

    def offer_recovery(self, told: Told) -> None:
        """The journal cannot be opened as it is; what is safe stands in the words."""
        self.tell(told)
        self.recovery.show()
        self.recovery.setFocus()

    def _show_person(self) -> None:
        person = self.chosen
        uses_pin = self._uses_pin and person.has_pin
        self.title.setText(person.name)
        self.explained.setText(person.school)
        self.explained.show()
        self.secret.edit.setPlaceholderText(_("PIN") if uses_pin else _("Пароль или фраза"))
        self.secret.edit.setMaxLength(PIN_DIGITS[-1] if uses_pin else 200)
        self.by_password.setText(_("Забыл PIN — войти с паролем") if uses_pin else _("Войти по PIN"))
        self.by_password.setVisible(person.has_pin)
        self.people.hide()
        self.newcomer.hide()
        self.recovery.hide()
        for part in (self.secret, self.button, self.other):
            part.show()
        self.secret.clear()
        self.secret.setFocus()

    def _show_people(self) -> None:
        self.title.setText(_("Кто вы?"))
        self.explained.hide()
        self.fault.tell(None)
        for part in (self.secret, self.button, self.other, self.by_password, self.recovery):
            part.hide()
        self.people.show()
        self.newcomer.show()
        self.people.setCurrentRow(list(self._accounts).index(self._chosen))
        self.people.setFocus()

    def _take_person(self) -> None:
        self._chosen = list(self._accounts)[self.people.currentRow()]
        self._uses_pin = True
        self.fault.tell(None)
        self._show_person()

    def _toggle(self) -> None:
        self._uses_pin = not self._uses_pin
        self._show_person()

    def _give_when_whole(self, typed: str) -> None:
        """Six digits cannot become longer: no Enter is needed."""
        if self._uses_pin and self.chosen.has_pin and len(typed) == PIN_DIGITS[-1]:
            self._give()

    def _give(self) -> None:
        if self.secret.text() and self.button.isEnabled():
            self.rest(True, _("Открываем…"))
            self.unlock_given.emit(self._chosen, self.secret.text(), self._uses_pin and self.chosen.has_pin)

    def _count_down(self) -> None:
        self.button.setEnabled(self._wait <= 0)
        if self._wait <= 0:
            self._clock.stop()
            self.button.setText(_("Открыть"))
            return
        self.button.setText(plural(self._wait, "Через {n} с", "Через {n} с", "Через {n} с"))
        self._wait -= 1

"""The first start: server, school, login and password, PIN. One question at a time.

The screen asks and tells; who answers is its owner: every step ends in a signal, every answer comes
back through a `show_…` or `tell`. So it needs neither a network nor a loop.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.faults.told import Told
from desktop.ui.sign_in.address_step import AddressStep
from desktop.ui.sign_in.login_step import LoginStep
from desktop.ui.sign_in.pin_step import PinStep
from desktop.ui.sign_in.school_step import SchoolLine, SchoolStep
from desktop.ui.sign_in.step import Step
from desktop.ui.words import _


class FirstStart(QWidget):
    """The steps in their order; «←» goes back, what was typed stays."""

    address_given = Signal(str)
    credentials_given = Signal(str, str, str)
    """School id, login, password."""
    pin_given = Signal(str)
    left = Signal()
    """Back from the first step: somebody else's lock, when there is one."""

    def __init__(self, *, address: str = "", login: str = "", can_leave: bool = False) -> None:
        super().__init__()
        self.address = AddressStep(address, can_leave=can_leave)
        self.school = SchoolStep()
        self.login = LoginStep(login)
        self.pin: PinStep | None = None
        self._school: SchoolLine | None = None
        self._stack = QStackedWidget()
        for step in (self.address, self.school, self.login):
            self._stack.addWidget(step)
            step.back_wanted.connect(self._go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.address.given.connect(self._give_address)
        self.school.chosen.connect(self._take_school)
        self.login.given.connect(self._give_credentials)

    @property
    def step(self) -> Step:
        """The question that stands on the screen."""
        step = self._stack.currentWidget()
        assert isinstance(step, Step)
        return step

    def arrive(self) -> None:
        """The focus goes to the first field of the step."""
        self.step.setFocus()

    def tell(self, told: Told) -> None:
        """The step could not be taken; the words stand under its fields."""
        self.step.tell(told)

    def show_schools(self, schools: Sequence[SchoolLine]) -> None:
        """The server told its schools. A single one is chosen at once."""
        self.address.rest(False)
        self.school.show_schools(schools)
        if len(schools) == 1:
            self._take_school(schools[0])
        else:
            self._show(self.school)

    def ask_pin(self, *, phrase: bool) -> None:
        """The server let the person in: a PIN for the next time, or a phrase where there is no keyring."""
        self.login.rest(False)
        self.login.forget_password()
        self.pin = PinStep(phrase=phrase)
        self.pin.given.connect(self._give_pin)
        self._stack.addWidget(self.pin)
        self._show(self.pin)

    def _give_address(self, address: str) -> None:
        self.address.rest(True, _("Ищем сервер…"))
        self.address_given.emit(address)

    def _take_school(self, school: SchoolLine) -> None:
        self._school = school
        self.login.show_school(school.name)
        self._show(self.login)

    def _give_credentials(self, login: str, password: str) -> None:
        assert self._school is not None
        self.login.rest(True, _("Входим…"))
        self.credentials_given.emit(self._school.id, login, password)

    def _give_pin(self, pin: str) -> None:
        assert self.pin is not None
        self.pin.rest(True, _("Готовим журнал…"))
        self.pin_given.emit(pin)

    def _show(self, step: Step) -> None:
        self._stack.setCurrentWidget(step)
        step.tell(None)
        step.setFocus()

    def _go_back(self) -> None:
        at = self._stack.currentIndex()
        if at == 0:
            self.left.emit()
            return
        before = self._stack.widget(at - 1 if at != 2 or self.school.has_choice else 0)
        assert isinstance(before, Step)
        self._show(before)

"""Taking work out of this computer: the exchange file, signing out, a wipe that the school ordered.

Work first: nothing is erased while an op exists nowhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.app.desk import Desk
from desktop.app.door import Closed, Door
from desktop.app.entrance import Entrance
from desktop.app.tasks import Tasks
from desktop.models.faults import StoreFault
from desktop.models.wiping import wipe_store
from desktop.settings import EXCHANGE_FOLDER
from desktop.ui.faults.door import of_door
from desktop.ui.faults.store import of_store
from desktop.ui.faults.told import Told
from desktop.ui.shell.window import Shell
from desktop.ui.sign_in.pin_step import PinStep
from desktop.ui.sign_in.secret_step import SecretStep
from desktop.ui.sign_in.step import Step
from desktop.ui.words import _, plural
from sync.errors import SyncError


class Leaving(QObject):
    """Acts on whoever works here now, whom `at_work` names."""

    def __init__(
        self,
        entrance: Entrance,
        shell: Shell,
        door: Door,
        tasks: Tasks,
        at_work: Callable[[], Desk | None],
    ) -> None:
        super().__init__(shell)
        self._entrance = entrance
        self._shell = shell
        self._messages = shell.foot.messages
        self._door = door
        self._tasks = tasks
        self._at_work = at_work

    # the file

    def ask_export(self) -> None:
        """Ask where the file goes; the program goes on meanwhile."""
        desk = self._at_work()
        if desk is None:
            return
        folder = Path(self._door.settings[EXCHANGE_FOLDER] or Path.home())
        name = f"parta-{datetime.now().astimezone():%Y-%m-%d-%H%M}.parta"
        dialog = QFileDialog(self._shell, _("Куда сохранить неотправленное"), str(folder / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> bool:
        """Write the unsent ops into a file; True when it is there."""
        desk = self._at_work()
        assert desk is not None
        made_at = desk.clock().isoformat(timespec="seconds")
        try:
            written = desk.store.export_unsent(Path(path), desk.device, made_at)
        except StoreFault as fault:
            self._tell(fault)
            return False
        self._door.settings[EXCHANGE_FOLDER] = str(Path(path).parent)
        said = plural(written, "{n} изменение", "{n} изменения", "{n} изменений")
        words = _("В файл сохранено: {changes}. Отдайте его школьному инженеру.")
        self._messages.say(words.format(changes=said), "green")
        return True

    # the end

    def sign_out(self) -> None:
        """Ask first: what goes, and what a return needs."""
        question = QMessageBox(self._shell)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(_("Выйти и убрать журнал?"))
        question.setInformativeText(
            _(
                "С этого компьютера уйдут журнал и ключ к нему; отправленное останется на сервере. "
                "Чтобы вернуться, понадобятся сеть и пароль."
            )
        )
        go = question.addButton(_("Выйти и убрать"), QMessageBox.ButtonRole.DestructiveRole)
        stay = question.addButton(_("Остаться"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        go.clicked.connect(self.sign_out_now)
        question.finished.connect(question.deleteLater)
        question.open()

    def sign_out_now(self) -> None:
        """Send what is left, sign out at the server, take the journal off this computer."""
        desk = self._at_work()
        if desk is not None:
            self._tasks.start(self._sign_out(desk), "sign out")

    async def _sign_out(self, desk: Desk) -> None:
        report = await desk.exchange()
        if report.offline_reason is not None:
            words = _(
                "Нет связи с сервером: журнал оставлен на этом компьютере. Выйти можно, когда появится сеть."
            )
            self._messages.say(words, "amber")
            return
        if not desk.store.neither_sent_nor_exported():
            try:
                await desk.remote.sign_out()
            except SyncError:
                self._messages.say(_("Сервер не ответил: выход выполнен только на этом компьютере."))
        await self._wipe(desk)

    def wipe(self) -> None:
        """The school ordered it: erase, unless something would be lost."""
        desk = self._at_work()
        if desk is not None:
            self._tasks.start(self._wipe(desk), "wipe")

    async def _wipe(self, desk: Desk) -> None:
        account = desk.account
        try:
            wipe_store(desk.store, partial(self._door.forget_companion, account))
        except StoreFault as fault:
            self._tell(fault)
            return
        self._door.forget(account)
        await self._entrance.start_anew()

    # the PIN

    def ask_new_pin(self) -> None:
        """A new PIN for whoever knows what opens the journal now."""
        desk = self._at_work()
        if desk is None:
            return
        by_pin = self._door.has_pin(desk.account)
        step = SecretStep(by_pin=by_pin)
        step.given.connect(partial(self._ask_who, step, by_pin))
        step.back_wanted.connect(partial(self._shell.take_away, step))
        self._shell.cover(step)

    def _ask_who(self, step: SecretStep, by_pin: bool, secret: str) -> None:
        self._tasks.start(self._verify(step, secret, by_pin), "old PIN")

    async def _verify(self, step: SecretStep, secret: str, by_pin: bool) -> None:
        desk = self._at_work()
        assert desk is not None
        told, is_phrase = None, False
        try:
            await self._door.verify(desk.account, secret, by_pin=by_pin)
            is_phrase = await asyncio.to_thread(self._door.needs_phrase)
        except Closed as closed:
            told = of_door(closed.fault)
        except StoreFault as fault:
            told = of_store(fault)
        if told is not None:
            self._tell_at(step, told)
        elif self._shell.covering is step:
            self._ask_pin(is_phrase)

    def _ask_pin(self, is_phrase: bool) -> None:
        step = PinStep(phrase=is_phrase, can_go_back=True)
        step.given.connect(partial(self._put_pin, step))
        step.back_wanted.connect(partial(self._shell.take_away, step))
        self._shell.cover(step)
        step.setFocus()

    def _put_pin(self, step: PinStep, pin: str) -> None:
        step.rest(True)
        self._tasks.start(self._change_pin(step, pin), "new PIN")

    async def _change_pin(self, step: PinStep, pin: str) -> None:
        desk = self._at_work()
        assert desk is not None
        try:
            await self._door.put_pin(desk.opened, pin)
        except Closed as closed:
            self._tell_at(step, of_door(closed.fault))
            return
        except StoreFault as fault:
            self._tell_at(step, of_store(fault))
            return
        self._shell.take_away(step)
        self._messages.say(_("PIN сохранён."), "green")

    def _tell_at(self, step: Step, told: Told) -> None:
        """Under the field, if the step is still there."""
        if self._shell.covering is step:
            step.tell(told)

    def _tell(self, fault: StoreFault) -> None:
        self._messages.say(of_store(fault).line, "red")

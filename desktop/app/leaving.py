"""Taking work out of this computer: the exchange file, signing out, a wipe that the school ordered.

Work first: nothing is erased while an op exists nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.app.desk import Desk
from desktop.app.door import Door
from desktop.app.entrance import Entrance
from desktop.app.tasks import Tasks
from desktop.models.faults import StoreFault
from desktop.models.wiping import wipe_store
from desktop.settings import EXCHANGE_FOLDER
from desktop.ui.faults.store import of_store
from desktop.ui.shell.window import Shell
from desktop.ui.sign_in.pin_step import PinStep
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
        self._pin: PinStep | None = None

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
        """Send what is left, sign out at the server, take the journal off this computer."""
        desk = self._at_work()
        if desk is not None:
            self._tasks.start(self._sign_out(desk), "sign out")

    async def _sign_out(self, desk: Desk) -> None:
        await desk.exchange()
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
        """A new PIN for whoever has proved already who they are."""
        self._pin = PinStep(phrase=self._door.needs_phrase(), can_go_back=True)
        self._pin.given.connect(self._put_pin)
        self._pin.back_wanted.connect(self._shell.uncover)
        self._shell.cover(self._pin)
        self._pin.setFocus()

    def _put_pin(self, pin: str) -> None:
        self._tasks.start(self._change_pin(pin), "new PIN")

    async def _change_pin(self, pin: str) -> None:
        desk = self._at_work()
        assert desk is not None
        await self._door.put_pin(desk.opened, pin)
        self._shell.uncover()
        self._messages.say(_("PIN сохранён."), "green")

    def _tell(self, fault: StoreFault) -> None:
        self._messages.say(of_store(fault).line, "red")

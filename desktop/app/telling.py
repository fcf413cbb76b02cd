"""«Отправить сведения о неполадке»: what is known is gathered, shown, and sent or saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, qVersion
from PySide6.QtWidgets import QFileDialog

from desktop.app.desk import Desk
from desktop.app.rooms import Rooms
from desktop.app.tasks import Tasks
from desktop.crash import last_crashes
from desktop.models.faults import NoSealKey, StoreFault
from desktop.models.trouble import Witnessed, read_out, seal_trouble, tell_trouble, write_sealed
from desktop.ui.faults.store import of_store
from desktop.ui.faults.told import Told
from desktop.ui.faults.trouble import SendFault, of_no_key, of_sending
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.trouble.screen import Inside, TroubleScreen
from desktop.ui.words import _
from sync.errors import NotOurServer, Pause, Refusal, SignedOut, SyncError, Unreachable
from sync.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Witness:
    """What outlives a desk: the program's version, and the folder of its crash reports."""

    version: str
    reports: Path

    def look(self, desk: Desk) -> Witnessed:
        """What is known of a desk's program and exchange just now."""
        return Witnessed(
            version=self.version,
            qt=qVersion(),
            server=urlsplit(desk.account.server).hostname or "",
            device=desk.device,
            clock_offset=desk.engine.shown.clock_offset,
            rounds=tuple(desk.rounds),
            calls=tuple(desk.remote.calls),
            crashes=last_crashes(self.reports),
        )


class Telling(QObject):
    """Acts on whoever works here now, whom `at_work` names; `tasks` end with their work."""

    def __init__(
        self,
        shell: Shell,
        rooms: Rooms,
        tasks: Tasks,
        at_work: Callable[[], Desk | None],
        witness: Witness,
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._rooms = rooms
        self._tasks = tasks
        self._at_work = at_work
        self._witness = witness
        self._sealed = b""
        self._sending: asyncio.Task[object] | None = None
        rooms.trouble_wanted.connect(self.show)
        rooms.trouble_looked_at.connect(self.gather)
        rooms.trouble_send_wanted.connect(self.send)
        rooms.trouble_save_wanted.connect(self.ask_where)
        rooms.trouble_cancel_wanted.connect(self.break_off)

    def offer(self, told: Told) -> None:
        """Tell a fault in the foot of the window, with the way to tell the engineer."""
        if self._at_work() is None:
            self._shell.foot.messages.say(told.line, "red")
        else:
            self._shell.foot.messages.offer(told.line, _("Сообщить инженеру"), self.show, "red")

    def show(self) -> None:
        """The page, gathered afresh; what is under way goes on."""
        if not self._page.is_sending:
            self._page.begin_anew()
        self._shell.go(Place.TROUBLE)

    def look_again(self) -> None:
        """An exchange is over: what could not be sealed before it, perhaps can be now."""
        if self._shell.place is Place.TROUBLE:
            self._page.look_again()

    def gather(self) -> None:
        """Read everything through and show what would go."""
        desk = self._at_work()
        assert desk is not None
        self._sealed = b""
        desk.keep_seal_key()
        try:
            trouble = tell_trouble(desk.store, self._witness.look(desk), desk.clock())
        except StoreFault as fault:
            self._page.show_failure(of_store(fault))
            return
        self._page.show_inside(_inside(trouble))
        try:
            self._sealed = seal_trouble(desk.store, trouble)
        except NoSealKey:
            self._page.show_no_key(of_no_key())

    def send(self) -> None:
        """Hand it to the server."""
        desk = self._at_work()
        assert desk is not None
        self._page.show_sending()
        self._sending = self._tasks.start(self._send(desk), "trouble")

    async def _send(self, desk: Desk) -> None:
        try:
            number = await desk.remote.tell_trouble(self._sealed)
        except SyncError as error:
            self._page.show_failure(of_sending(_fault_of(error)))
        except asyncio.CancelledError:
            if self._at_work() is desk:
                self._page.show_broken_off()
            raise
        else:
            self._page.show_sent(number, f"{desk.clock():%H:%M}")

    def break_off(self) -> None:
        """It takes too long."""
        if self._sending is not None:
            self._sending.cancel()

    def ask_where(self) -> None:
        """Ask where the file goes; the program goes on meanwhile."""
        desk = self._at_work()
        assert desk is not None
        name = f"parta-{desk.clock():%Y-%m-%d-%H%M}.trouble"
        dialog = QFileDialog(self._shell, _("Куда сохранить сведения о неполадке"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: str) -> None:
        """Write the file and say where it lies."""
        try:
            write_sealed(Path(path), self._sealed)
        except StoreFault as fault:
            self._page.show_failure(of_store(fault))
        else:
            self._page.show_saved(path)

    @property
    def _page(self) -> TroubleScreen:
        return self._rooms.page(Place.TROUBLE, TroubleScreen)


def _inside(trouble: Trouble) -> Inside:
    return Inside(len(trouble.ops), len(trouble.rounds), len(trouble.crashes), read_out(trouble))


def _fault_of(error: SyncError) -> SendFault:
    if isinstance(error, Pause) and error.code == "enough_for_today":
        return SendFault.ENOUGH_FOR_TODAY
    if isinstance(error, Refusal) and error.status == 404:
        return SendFault.SERVER_TOO_OLD
    kinds: tuple[tuple[type[SyncError], SendFault], ...] = (
        (Pause, SendFault.BUSY),
        (NotOurServer, SendFault.NOT_OUR_SERVER),
        (Unreachable, SendFault.NO_NETWORK),
        (SignedOut, SendFault.SIGNED_OUT),
    )
    return next((fault for kind, fault in kinds if isinstance(error, kind)), SendFault.REFUSED)

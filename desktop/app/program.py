"""The program: one window, at most one journal open in it, and everything between them."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from datetime import time
from functools import partial
from types import TracebackType

import httpx
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.app.desk import Clock, Desk, local_now
from desktop.app.dialog_words import DialogWords
from desktop.app.door import Admission, Closed, Door, Opened
from desktop.app.entrance import Entrance
from desktop.app.exchanging import Exchanging
from desktop.app.handing_out import HandingOut
from desktop.app.leaving import Leaving
from desktop.app.network import NetworkWatch
from desktop.app.new_teachers import keep_handing_over
from desktop.app.rooms import Rooms, offered_to
from desktop.app.tasks import Tasks
from desktop.app.telling import Telling, Witness
from desktop.models.faults import Damaged, NotWritten, StoreFault
from desktop.models.keys import Cost
from desktop.places import Places
from desktop.secrets import Keyring
from desktop.settings import END_OF_DAY, IDLE_LOCK_MINUTES, LANGUAGE, THEME, Settings
from desktop.ui.faults.exchange import of_local_error, of_slip
from desktop.ui.faults.store import of_store
from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.look.style import SystemLook, Theme
from desktop.ui.shell.idle import IdleWatch
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.sign_in.lock_screen import LockScreen
from desktop.ui.words import Language, _, speak
from sync.engine import Rhythm


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program stands on; tests and the demo give other things here."""

    settings: Settings
    places: Places
    keyring: Keyring
    clock: Clock = local_now
    rhythm: Rhythm | None = None
    cost: Cost | None = None
    transport: httpx.AsyncBaseTransport | None = None
    version: str = ""


class Program(QObject):
    """Built inside a running loop; `show` begins it, `close` ends it whole."""

    def __init__(self, application: QApplication, around: Surroundings) -> None:
        super().__init__()
        self.application = application
        self.around = around
        self.settings = around.settings
        self._dialog_words = DialogWords(application)
        self._say_in(Language(self.settings[LANGUAGE]))
        self.look = SystemLook(application, Theme(self.settings[THEME]))
        self.tasks = Tasks(self._tell_error)
        self.door = Door(
            around.settings, around.places, around.keyring, cost=around.cost, transport=around.transport
        )
        self.desk: Desk | None = None
        self.rooms = Rooms(self.settings, self.tasks, around.version)
        self.shell = Shell(self.rooms.factories)
        self.rooms.shell = self.shell
        self.entrance = Entrance(self.shell, self.door, self.tasks, self.leave_desk)
        self.leaving = Leaving(self.entrance, self.shell, self.door, self.tasks, self._at_work)
        self._desk_tasks = Tasks(self._tell_error)
        self.exchanging = Exchanging(self.shell, self.rooms, self._desk_tasks, self._at_work)
        witness = Witness(around.version, around.places.reports)
        self.telling = Telling(self.shell, self.rooms, self._desk_tasks, self._at_work, witness)
        self.rooms.handing_out = HandingOut(self.shell, self.settings, lambda: self._desk_tasks)
        self.keys = KeyReader(application)
        self.idle = IdleWatch(self, self.settings[IDLE_LOCK_MINUTES])
        self.network = NetworkWatch(self, self.exchanging.note_network)
        self._crash_hook = sys.excepthook
        self._connect()

    def _connect(self) -> None:
        for watch in (self.keys, self.idle):
            self.application.installEventFilter(watch)
        sys.excepthook = self._on_uncaught
        shell, rooms, entrance = self.shell, self.rooms, self.entrance
        shell.finder_wanted.connect(rooms.show_finder)
        shell.keys_wanted.connect(rooms.show_keys)
        shell.today_wanted.connect(rooms.show_today)
        shell.lesson_wanted.connect(rooms.open_numbered)
        shell.lock_wanted.connect(self.lock)
        self.idle.idled.connect(self.lock)
        entrance.opened.connect(self.take_desk)
        entrance.returned.connect(shell.uncover)
        entrance.renewed.connect(self._renew)
        self.exchanging.exchanged.connect(self.telling.look_again)
        rooms.sign_in_wanted.connect(self._sign_in_again)
        rooms.other_user_wanted.connect(self.lock)
        rooms.theme_chosen.connect(self._wear)
        rooms.language_chosen.connect(self._speak)
        rooms.idle_lock_chosen.connect(self.idle.set_minutes)
        rooms.board_turned.connect(self.idle.hold)
        rooms.pin_wanted.connect(self.leaving.ask_new_pin)
        rooms.export_wanted.connect(self.leaving.ask_export)
        rooms.wipe_wanted.connect(self.leaving.wipe)
        rooms.sign_out_wanted.connect(self.leaving.sign_out)

    def show(self) -> None:
        """The window, with the way in over it."""
        if self.desk is None:
            self.entrance.show()
        self.shell.show()

    async def close(self) -> None:
        """Let everything go: tasks, network, store."""
        await self.leave_desk()
        await self.tasks.close()
        for watch in (self.keys, self.idle):
            self.application.removeEventFilter(watch)
        self._dialog_words.fall_silent()
        sys.excepthook = self._crash_hook

    # who works here

    def take_desk(self, opened: Opened) -> None:
        """Somebody has come in: their pages, their exchange."""
        around = self.around
        self.desk = self.rooms.desk = Desk(
            opened,
            self.exchanging.show_progress,
            device=self.door.device().id,
            clock=around.clock,
            ends=lambda: time.fromisoformat(self.settings[END_OF_DAY]),
            rhythm=around.rhythm,
            transport=around.transport,
        )
        self.desk.journal.tell_faults(self.tell_fault)
        self.shell.forget_pages()
        self.shell.offer(offered_to(self.desk.roles))
        self.shell.uncover()
        self.shell.setWindowTitle(f"{_('Парта')} — {self.desk.title}")
        self.shell.go(Place.MY_DAY)
        self.exchanging.show_progress(self.desk.engine.shown)
        self.desk.start(self._desk_tasks)
        self._desk_tasks.keep(partial(keep_handing_over, self.desk, self.say), "journals of new teachers")
        if opened.store.taken_back:
            self.say(_("Возвращено из журнала действий: {n}").format(n=opened.store.taken_back))
        self._desk_tasks.start(self._offer_pin(opened), "offer of a PIN")

    async def _offer_pin(self, opened: Opened) -> None:
        """Whose PIN is spent or was never set can choose one, where there is a keyring."""
        if not self.door.has_pin(opened.account) and not await asyncio.to_thread(self.door.needs_phrase):
            self.shell.foot.messages.offer(_("PIN не задан."), _("Придумать PIN"), self.leaving.ask_new_pin)

    async def leave_desk(self) -> None:
        """Whoever works here goes; nothing of theirs stays in the window."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        await self._desk_tasks.close()
        self.shell.forget_pages()
        self.idle.hold(False)
        await desk.close()

    def _at_work(self) -> Desk | None:
        return self.desk

    def lock(self) -> None:
        """The lock falls, also over another cover; behind it everything stays as it is."""
        if self.desk is not None and not isinstance(self.shell.covering, LockScreen):
            self.entrance.show_lock(self.desk.account)

    def _sign_in_again(self) -> None:
        if self.desk is not None:
            self.entrance.show_sign_in_again(self.desk.account)

    def _renew(self, admission: Admission) -> None:
        assert self.desk is not None
        self.desk.renew(admission.session)
        if not isinstance(self.shell.covering, LockScreen):
            self.shell.uncover()
        self.tasks.start(self.door.put_password(self.desk.opened, admission.password), "new password")

    # words

    def say(self, words: str, tone: str = "") -> None:
        """A sentence in the foot of the window."""
        self.shell.foot.messages.say(words, tone)

    def tell_fault(self, fault: StoreFault) -> None:
        """A fault of the journal on this computer, in the foot of the window."""
        is_full = isinstance(fault, NotWritten) and fault.full
        if isinstance(fault, Damaged | NotWritten) and not is_full:
            self.telling.offer(of_store(fault))
        else:
            self.say(of_store(fault).line, "red")

    def _tell_error(self, error: Exception) -> None:
        if isinstance(error, StoreFault):
            self.tell_fault(error)
        elif not isinstance(error, Closed):
            self.telling.offer(of_local_error())
            self._crash_hook(type(error), error, error.__traceback__)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A fault that no screen has caught has words; what is ours goes to the crash hook besides."""
        if isinstance(error, StoreFault):
            self.tell_fault(error)
            return
        self._crash_hook(kind, error, trace)
        if isinstance(error, Exception):
            self.telling.offer(of_slip())

    # habits

    def _wear(self, theme: str) -> None:
        self.look.choose(Theme(theme))

    def _say_in(self, language: Language) -> None:
        speak(language)
        self._dialog_words.speak(language)

    def _speak(self, language: str) -> None:
        self._say_in(Language(language))
        if self.desk is not None:
            self.shell.forget_pages()
            self.shell.go(Place.MORE)

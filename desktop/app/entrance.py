"""The entrance: the screens of the way in, and the door behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from desktop.app.door import Admission, Closed, Door, Opened
from desktop.app.tasks import Tasks
from desktop.models.faults import Damaged, NoSuchSlot, PinSpent, StoreFault, TooSoon, WrongSecret
from desktop.settings import Account
from desktop.ui.faults.door import DoorFault, of_door
from desktop.ui.faults.store import of_store
from desktop.ui.shell.window import Shell
from desktop.ui.sign_in.first_start import FirstStart
from desktop.ui.sign_in.lock_screen import AccountLine, LockScreen
from desktop.ui.sign_in.school_step import SchoolLine


class Entrance(QObject):
    """Covers the window until somebody has come in. At most one journal is open behind it."""

    opened = Signal(object)
    """An Opened: the journal of whoever has come in."""
    returned = Signal()
    """The idle lock was opened by the one who works here."""
    renewed = Signal(object)
    """An Admission: the person at the desk has signed in again."""

    def __init__(
        self, shell: Shell, door: Door, tasks: Tasks, leave_desk: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._door = door
        self._tasks = tasks
        self._leave_desk = leave_desk
        self._at_desk: Account | None = None
        self._admission: Admission | None = None
        self._is_phrase = False
        self._tried: tuple[Account, str, bool] | None = None
        self.first_start: FirstStart | None = None
        self.lock: LockScreen | None = None

    def show(self) -> None:
        """The lock where somebody is known, else the first start."""
        if self._door.accounts:
            self.show_lock()
        else:
            self.show_first_start()

    async def start_anew(self) -> None:
        """Whoever worked here has gone for good."""
        await self._leave_desk()
        self._at_desk = None
        self.show()

    def show_lock(self, at_desk: Account | None = None) -> None:
        """Ask for the PIN; `at_desk` stays at work behind the lock."""
        self._at_desk = at_desk
        accounts = self._door.accounts
        lines = [_line(one, has_pin=self._door.has_pin(one)) for one in accounts]
        if not lines:
            self.show_first_start()
            return
        lock = self.lock = LockScreen(lines, chosen=_key(at_desk) if at_desk else "")
        lock.unlock_given.connect(self._unlock)
        lock.newcomer_wanted.connect(self.show_first_start)
        lock.recovery_wanted.connect(self._recover)
        self._shell.cover(lock)

    def show_first_start(self) -> None:
        """Ask everything, with the last server already filled in."""
        accounts = self._door.accounts
        address = accounts[0].server if accounts else ""
        start = self.first_start = FirstStart(address=address, can_leave=bool(accounts))
        start.address_given.connect(self._find_schools)
        start.credentials_given.connect(self._sign_in)
        start.pin_given.connect(self._found)
        start.left.connect(self._leave_first_start)
        self._shell.cover(start)

    def show_sign_in_again(self, account: Account) -> None:
        """The server wants the password once more; the person stays at the desk."""
        self._at_desk = account
        start = self.first_start = FirstStart(address=account.server, login=account.login, can_leave=True)
        start.credentials_given.connect(self._sign_in)
        start.left.connect(self._shell.uncover)
        start.show_schools([SchoolLine(account.school, account.school_name)])
        self._shell.cover(start)

    # first start

    def _find_schools(self, address: str) -> None:
        self._tasks.start(self._ask_schools(address), "schools")

    async def _ask_schools(self, address: str) -> None:
        assert self.first_start is not None
        try:
            found = await self._door.find_schools(address)
        except Closed as closed:
            self.first_start.tell(of_door(closed.fault))
            return
        lines = [SchoolLine(one.id, one.name, one.place, one.region, one.kind) for one in found]
        self.first_start.show_schools(lines)

    def _sign_in(self, school: str, login: str, password: str) -> None:
        assert self.first_start is not None
        address = self.first_start.address.edit.text().strip()
        address = address if "://" in address else f"https://{address}"
        self._tasks.start(self._ask_in(address, school, login, password), "sign in")

    async def _ask_in(self, address: str, school: str, login: str, password: str) -> None:
        assert self.first_start is not None
        try:
            admission = await self._door.sign_in(address, school, login, password)
            await self._admit(admission)
        except Closed as closed:
            self.first_start.tell(of_door(closed.fault))
        except StoreFault as fault:
            self.first_start.tell(of_store(fault))

    async def _admit(self, admission: Admission) -> None:
        """Back to the desk, into a journal that is here, or on to a new PIN."""
        assert self.first_start is not None
        if self._at_desk is not None:
            if admission.account.person != self._at_desk.person:
                raise Closed(DoorFault.OTHER_PERSON)
            self.renewed.emit(admission)
            return
        await self._leave_desk()
        if self._door.is_known(admission):
            self.opened.emit(await self._door.reopen(admission))
            return
        self._admission = admission
        self._is_phrase = await asyncio.to_thread(self._door.needs_phrase)
        self.first_start.ask_pin(phrase=self._is_phrase)

    def _found(self, secret: str) -> None:
        self._tasks.start(self._make_journal(secret), "first journal")

    async def _make_journal(self, secret: str) -> None:
        assert self.first_start is not None
        assert self._admission is not None
        try:
            opened = await self._door.found(self._admission, secret, is_phrase=self._is_phrase)
        except Closed as closed:
            self.first_start.tell(of_door(closed.fault))
        except StoreFault as fault:
            self.first_start.tell(of_store(fault))
        else:
            self._admission = None
            self.opened.emit(opened)

    def _leave_first_start(self) -> None:
        self.show_lock(self._at_desk)

    # the lock

    def _unlock(self, key: str, secret: str, by_pin: bool) -> None:
        account = next(one for one in self._door.accounts if _key(one) == key)
        self._tried = account, secret, by_pin
        self._tasks.start(self._open(account, secret, by_pin), "unlock")

    async def _open(self, account: Account, secret: str, by_pin: bool) -> None:
        assert self.lock is not None
        try:
            if self._at_desk is not None:
                await self._door.verify(account, secret, by_pin=by_pin)
                if _key(self._at_desk) == _key(account):
                    self.returned.emit()
                    return
                await self._leave_desk()
                self._at_desk = None
            self.opened.emit(await self._door.unlock(account, secret, by_pin=by_pin))
        except Closed as closed:
            self.lock.refuse(of_door(closed.fault))
        except Damaged as fault:
            self.lock.offer_recovery(of_store(fault))
        except StoreFault as fault:
            self._refuse(fault)

    def _refuse(self, fault: StoreFault) -> None:
        assert self.lock is not None
        wait = fault.wait_seconds if isinstance(fault, WrongSecret | TooSoon) else 0
        ask_password = isinstance(fault, PinSpent | NoSuchSlot)
        self.lock.refuse(of_store(fault), wait_seconds=wait, ask_password=ask_password)

    def _recover(self) -> None:
        assert self._tried is not None
        self._tasks.start(self._open_recovered(*self._tried), "recover")

    async def _open_recovered(self, account: Account, secret: str, by_pin: bool) -> None:
        assert self.lock is not None
        try:
            opened: Opened = await self._door.recover(account, secret, by_pin=by_pin)
        except StoreFault as fault:
            self._refuse(fault)
        except Closed as closed:
            self.lock.refuse(of_door(closed.fault))
        else:
            self.opened.emit(opened)


def _key(account: Account) -> str:
    return f"{account.school} {account.person}"


def _line(account: Account, *, has_pin: bool) -> AccountLine:
    return AccountLine(_key(account), account.login, account.school_name, has_pin)

"""The way from a closed program to an open store: server, account, key. No window here.

Whatever goes wrong is one of two things: `Closed` with a `DoorFault` (the way in), or a `StoreFault`
(the journal on this computer). Stretching a PIN costs a third of a second on purpose, so it is done
beside the GUI's thread.
"""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx

from desktop.models.durable import make_private_folder
from desktop.models.faults import NoCopy
from desktop.models.keys import Cost, new_key
from desktop.models.layout import Layout
from desktop.models.lockbox import Lockbox, Slot
from desktop.models.remembered import put_session
from desktop.models.rescue import open_last_copy, rebuild_from_journal
from desktop.models.store import Store, open_store
from desktop.places import Places, store_name
from desktop.secrets import Keyring, KeyringShut, NoKeyring, companion_of, put_companion
from desktop.settings import ACCOUNTS, DEVICE, Account, Settings
from desktop.ui.faults.door import DoorFault
from sync.errors import BadAnswer, NotOurServer, Pause, Refusal, SignedOut, SyncError, Unreachable
from sync.messages import Device, SchoolListed, Session, SignInRequest
from sync.remote import HttpRemote, Tokens, check_address


class Closed(Exception):
    """The way in is closed; `fault` has the words."""

    def __init__(self, fault: DoorFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Admission:
    """The server has let somebody in; nothing is on this computer yet."""

    address: str
    login: str
    password: str
    session: Session

    @property
    def account(self) -> Account:
        school, person = self.session.school, self.session.person
        return Account(self.address, school.id, school.name, self.login, person.id)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store with its key and whose it is."""

    account: Account
    store: Store
    key: bytes


class _Forgetful:
    """Tokens during a sign-in: the store that will keep them is not open yet."""

    def read(self) -> Tokens | None:
        return None

    def keep(self, tokens: Tokens | None) -> None:
        return


class Door:
    """One computer's way in. `transport` lets a test talk to a server in its own process."""

    def __init__(
        self,
        settings: Settings,
        places: Places,
        keyring: Keyring,
        *,
        cost: Cost | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.settings = settings
        self.places = places
        self._keyring = keyring
        self._cost = cost
        self._transport = transport

    # the server

    async def find_schools(self, address: str) -> list[SchoolListed]:
        """The schools of a server. Raises Closed."""
        remote = self._remote(address)
        try:
            with _telling():
                schools = await remote.schools()
        finally:
            await remote.close()
        if not schools:
            raise Closed(DoorFault.NO_SCHOOLS)
        return schools

    async def sign_in(self, address: str, school: str, login: str, password: str) -> Admission:
        """Ask the server. Raises Closed."""
        remote = self._remote(address)
        try:
            with _telling():
                request = SignInRequest(school, login, password, self.device())
                return Admission(remote.url, login, password, await remote.sign_in(request))
        finally:
            await remote.close()

    def device(self) -> Device:
        """This computer as the server knows it; its id is made once."""
        if not self.settings[DEVICE]:
            self.settings[DEVICE] = uuid4().hex
        return Device(self.settings[DEVICE], platform.node())

    # the store

    @property
    def accounts(self) -> list[Account]:
        """Who has a journal on this computer, the last one first."""
        return [one for one in self.settings[ACCOUNTS] if self.lockbox(one).exists]

    def has_pin(self, account: Account) -> bool:
        return self.lockbox(account).has(Slot.PIN)

    def is_known(self, admission: Admission) -> bool:
        """Whether this person already has a journal here."""
        return self.lockbox(admission.account).exists

    def needs_phrase(self) -> bool:
        """Whether this computer has no keyring, so that a PIN cannot be enough. Raises Closed."""
        probe = new_key()
        try:
            self._keyring.put("probe", probe)
            kept = self._keyring.read("probe") == probe
            self._keyring.drop("probe")
        except NoKeyring:
            return True
        except KeyringShut as error:
            raise Closed(DoorFault.KEYRING_SHUT) from error
        return not kept

    async def found(self, admission: Admission, secret: str, *, is_phrase: bool) -> Opened:
        """Make a journal on this computer, opened by the PIN or phrase from now on.

        Raises FileExistsError where there is one: a new half in the keyring would shut it for ever.
        """
        box, account = self.lockbox(admission.account), admission.account
        if box.exists:
            raise FileExistsError(_store_of(account))
        companion = None if is_phrase else await self._put_companion(account)

        make_private_folder(self._folder(account))

        def make() -> bytes:
            key = box.create(secret if is_phrase else admission.password, companion)
            if not is_phrase:
                box.put_secret(Slot.PIN, key, secret, companion)
            return key

        return self._welcome(admission, await asyncio.to_thread(make))

    async def reopen(self, admission: Admission) -> Opened:
        """Open a journal that is already here with the password that the server has just taken."""
        key = await self._unseal(admission.account, Slot.PASSWORD, admission.password)
        return self._welcome(admission, key)

    async def unlock(self, account: Account, secret: str, *, by_pin: bool) -> Opened:
        """Open a journal without the server. Raises Closed, StoreFault."""
        key = await self._unseal(account, Slot.PIN if by_pin else Slot.PASSWORD, secret)
        opened = Opened(account, open_store(self._folder(account), key), key)
        self.settings.remember(account)
        return opened

    async def recover(self, account: Account, secret: str, *, by_pin: bool) -> Opened:
        """Open a damaged journal: the last whole copy, else what the op journal knows."""
        key = await self._unseal(account, Slot.PIN if by_pin else Slot.PASSWORD, secret)
        folder = self._folder(account)
        try:
            store = open_last_copy(folder, key)
        except NoCopy:
            store = rebuild_from_journal(folder, key)
        return Opened(account, store, key)

    async def verify(self, account: Account, secret: str, *, by_pin: bool) -> None:
        """Is this the person's secret? For the idle lock, under which the store stays open."""
        await self._unseal(account, Slot.PIN if by_pin else Slot.PASSWORD, secret)

    async def put_pin(self, opened: Opened, pin: str) -> None:
        """A new PIN, or a new phrase where there is no keyring."""
        companion = await self._companion(opened.account)
        slot = Slot.PASSWORD if companion is None else Slot.PIN
        box = self.lockbox(opened.account)
        await asyncio.to_thread(box.put_secret, slot, opened.key, pin, companion)

    async def put_password(self, opened: Opened, password: str) -> None:
        """The password at the server has changed: it opens the journal here, too."""
        companion = await self._companion(opened.account)
        if companion is not None:
            box = self.lockbox(opened.account)
            await asyncio.to_thread(box.put_secret, Slot.PASSWORD, opened.key, password, companion)

    def forget(self, account: Account) -> None:
        """The journal was wiped: nothing of it stays in the keyring or on the list."""
        self.settings.forget(account)

    def forget_companion(self, account: Account) -> None:
        """Drop the keyring's half of the key."""
        try:
            self._keyring.drop(_store_of(account))
        except (NoKeyring, KeyringShut):
            return

    def lockbox(self, account: Account) -> Lockbox:
        return Lockbox(Layout(self._folder(account)).lockbox, cost=self._cost)

    def _welcome(self, admission: Admission, key: bytes) -> Opened:
        account = admission.account
        store = open_store(self._folder(account), key)
        put_session(store.shelf, admission.session)
        self.settings.remember(account)
        return Opened(account, store, key)

    async def _unseal(self, account: Account, slot: Slot, secret: str) -> bytes:
        box, companion = self.lockbox(account), await self._companion(account)
        if not box.exists:
            raise Closed(DoorFault.NO_JOURNAL_YET)
        return await asyncio.to_thread(box.open, slot, secret, companion)

    async def _companion(self, account: Account) -> bytes | None:
        """The keyring may ask its owner something, so it is asked beside the GUI's thread."""
        try:
            return await asyncio.to_thread(companion_of, self._keyring, _store_of(account))
        except KeyringShut as error:
            raise Closed(DoorFault.KEYRING_SHUT) from error

    async def _put_companion(self, account: Account) -> bytes | None:
        try:
            return await asyncio.to_thread(put_companion, self._keyring, _store_of(account), new_key())
        except KeyringShut as error:
            raise Closed(DoorFault.KEYRING_SHUT) from error

    def _folder(self, account: Account) -> Path:
        return self.places.store(account.school, account.person)

    def _remote(self, address: str) -> HttpRemote:
        try:
            return HttpRemote(check_address(address), _Forgetful(), self._transport)
        except ValueError as error:
            is_http = address.strip().lower().startswith("http://")
            fault = DoorFault.NOT_ENCRYPTED if is_http else DoorFault.NOT_AN_ADDRESS
            raise Closed(fault) from error


def _store_of(account: Account) -> str:
    return store_name(account.school, account.person)


@contextmanager
def _telling() -> Iterator[None]:
    """What the network or the server says becomes a fault of the door."""
    try:
        yield
    except SyncError as error:
        raise Closed(_fault_of(error)) from error


def _fault_of(error: SyncError) -> DoorFault:
    kinds: tuple[tuple[type[SyncError], DoorFault], ...] = (
        (NotOurServer, DoorFault.NOT_OUR_SERVER),
        (Pause, DoorFault.BUSY),
        (Unreachable, DoorFault.NOBODY_ANSWERS),
        (SignedOut, DoorFault.BAD_CREDENTIALS),
        (BadAnswer, DoorFault.BROKEN_ANSWER),
    )
    found = next((fault for kind, fault in kinds if isinstance(error, kind)), DoorFault.BROKEN_ANSWER)
    if isinstance(error, Pause) and error.code == "too_many_tries":
        return DoorFault.TOO_MANY_TRIES
    is_old = isinstance(error, Refusal) and error.status == 426
    return DoorFault.PROTOCOL_TOO_OLD if is_old else found

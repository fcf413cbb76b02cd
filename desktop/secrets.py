"""The system keyring: the only place that speaks to it, and what to do where there is none.

The keyring holds one half of each store's key, the *companion* (see `desktop.models.keys`); the other
half comes from the person's PIN or password. It belongs to the computer's account, so it keeps a stolen
disk shut; it does not tell two teachers of one staff-room computer apart, the PIN does.

A keyring that stores secrets in the open, or none at all, counts as none: then a long password alone
has to open the store.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

SERVICE = "Parta"
_RECOMMENDED = 1
"""Backends of a lower priority are placeholders or write into plain files (keyring's own scale)."""


class NoKeyring(Exception):
    """There is no keyring here that keeps a secret; `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeyringShut(Exception):
    """There is one, and its owner has to unlock it, or did not want to; asking again may help."""


class Keyring(Protocol):
    """A drawer of secrets by account name. Each call raises NoKeyring or KeyringShut."""

    def read(self, account: str) -> bytes | None: ...

    def put(self, account: str, secret: bytes) -> None: ...

    def drop(self, account: str) -> None:
        """Forget a secret; one that is not there is forgotten already."""
        ...


class SystemKeyring:
    """The keyring of this computer's account: Credential Locker, Keychain, Secret Service, KWallet."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend

    def read(self, account: str) -> bytes | None:
        with _telling():
            text = self._open().get_password(SERVICE, account)
        try:
            return None if text is None else b64decode(text, validate=True)
        except ValueError:  # not base64, so not ours
            return None

    def put(self, account: str, secret: bytes) -> None:
        with _telling():
            self._open().set_password(SERVICE, account, b64encode(secret).decode())

    def drop(self, account: str) -> None:
        with _telling(), suppress(PasswordDeleteError):
            self._open().delete_password(SERVICE, account)

    def _open(self) -> KeyringBackend:
        backend = self._backend or keyring.get_keyring()
        if float(backend.priority) < _RECOMMENDED:
            raise NoKeyring(type(backend).__module__)
        return backend


@contextmanager
def _telling() -> Iterator[None]:
    """Whatever a backend says becomes one of two things: shut, or none."""
    try:
        yield
    except KeyringLocked as error:
        raise KeyringShut from error
    except _refusals() as error:
        raise NoKeyring(type(error).__name__) from error


def _refusals() -> tuple[type[Exception], ...]:
    """What backends raise; those of libraries that are not loaded cannot have been raised."""
    theirs = (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("win32ctypes.pywin32.pywintypes", "error"),
    )
    loaded = [getattr(sys.modules[module], name) for module, name in theirs if module in sys.modules]
    return (KeyringError, RuntimeError, ImportError, OSError, *loaded)


class MemoryKeyring:
    """A keyring for tests and for the demo: forgets at the end, can be shut or missing."""

    def __init__(self, *, shut: bool = False, missing: bool = False) -> None:
        self.secrets: dict[str, bytes] = {}
        self.shut = shut
        self.missing = missing

    def read(self, account: str) -> bytes | None:
        self._refuse()
        return self.secrets.get(account)

    def put(self, account: str, secret: bytes) -> None:
        self._refuse()
        self.secrets[account] = secret

    def drop(self, account: str) -> None:
        self._refuse()
        self.secrets.pop(account, None)

    def _refuse(self) -> None:
        if self.missing:
            raise NoKeyring("missing")
        if self.shut:
            raise KeyringShut


def companion_of(drawer: Keyring, store: str) -> bytes | None:
    """The keyring's half of a store's key; None when there is no keyring or it holds none.

    Raises KeyringShut: the caller asks its owner to unlock it, before a PIN is wasted.
    """
    try:
        return drawer.read(store)
    except NoKeyring:
        return None


def put_companion(drawer: Keyring, store: str, companion: bytes) -> bytes | None:
    """Put a store's companion into the keyring; None when there is none that keeps it.

    It is read back before anything is sealed with it: some keyrings say yes and forget.
    """
    try:
        drawer.put(store, companion)
        return companion if drawer.read(store) == companion else None
    except NoKeyring:
        return None

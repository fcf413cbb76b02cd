"""The keyring: the real one behind every backend, the fake one, and what happens where there is none."""

from __future__ import annotations

from collections.abc import Callable

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from desktop.secrets import (
    Keyring,
    KeyringShut,
    MemoryKeyring,
    NoKeyring,
    SystemKeyring,
    companion_of,
    put_companion,
)

SECRET = bytes(range(32))


class DictBackend(KeyringBackend):
    """A keyring as a desktop system has it, in a dict."""

    priority: float = 5

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.texts.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.texts[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.texts:
            raise PasswordDeleteError
        del self.texts[service, username]


class TroubledBackend(DictBackend):
    """A keyring that answers everything with one error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    def delete_password(self, service: str, username: str) -> None:
        raise self._error


class OpenFileBackend(DictBackend):
    """A keyring that writes secrets into a plain file: keyring itself does not recommend it."""

    priority = 0.5


class ForgetfulBackend(DictBackend):
    """A keyring that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


@pytest.fixture(params=["memory", "system"])
def drawer(request: pytest.FixtureRequest) -> Keyring:
    """The keyring under test: the fake keeps to what the real one does."""
    return MemoryKeyring() if request.param == "memory" else SystemKeyring(DictBackend())


def asked(drawer: Keyring) -> list[Callable[[], object]]:
    """Each question that can be put to a keyring."""
    return [
        lambda: drawer.read("store"),
        lambda: drawer.put("store", SECRET),
        lambda: drawer.drop("store"),
    ]


def test_a_secret_is_read_as_it_was_put(drawer: Keyring) -> None:
    """Any bytes survive, each account has its own, the last one put counts."""
    drawer.put("store", b"old")
    drawer.put("store", SECRET)
    drawer.put("other", b"\0\xff")

    assert (drawer.read("store"), drawer.read("other"), drawer.read("third")) == (SECRET, b"\0\xff", None)


def test_a_dropped_secret_is_gone(drawer: Keyring) -> None:
    """Dropping one that is not there is no error."""
    drawer.put("store", SECRET)

    drawer.drop("store")
    drawer.drop("store")

    assert drawer.read("store") is None


def test_what_somebody_else_wrote_there_is_no_secret_of_ours() -> None:
    """A text that is not base64 counts as nothing."""
    backend = DictBackend()
    backend.texts["Parta", "store"] = "не наше"

    assert SystemKeyring(backend).read("store") is None


@pytest.mark.parametrize(
    "drawer", [SystemKeyring(TroubledBackend(KeyringLocked())), MemoryKeyring(shut=True)]
)
def test_a_locked_keyring_is_told_apart_from_none(drawer: Keyring) -> None:
    """Its owner can unlock it, so the program asks instead of giving it up."""
    for ask in asked(drawer):
        with pytest.raises(KeyringShut):
            ask()
    with pytest.raises(KeyringShut):
        companion_of(drawer, "store")


NONE_AT_ALL = [
    SystemKeyring(FailKeyring()),  # type: ignore[no-untyped-call]  # keyring leaves it untyped
    SystemKeyring(NullKeyring()),  # type: ignore[no-untyped-call]  # keyring leaves it untyped
    SystemKeyring(OpenFileBackend()),
    SystemKeyring(TroubledBackend(PasswordSetError("no"))),
    SystemKeyring(TroubledBackend(RuntimeError("no bus"))),
    SystemKeyring(TroubledBackend(OSError(5, "credential service"))),
    MemoryKeyring(missing=True),
]


@pytest.mark.parametrize("drawer", NONE_AT_ALL)
def test_no_backend_a_placeholder_an_open_file_or_a_broken_one_is_no_keyring(drawer: Keyring) -> None:
    """Each question is answered with NoKeyring, and the store does without a companion."""
    for ask in asked(drawer):
        with pytest.raises(NoKeyring):
            ask()
    assert companion_of(drawer, "store") is None
    assert put_companion(drawer, "store", SECRET) is None


def test_without_a_choice_of_ours_the_system_s_backend_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The backend is the one that the keyring library finds on this computer."""
    backend = DictBackend()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    SystemKeyring().put("store", SECRET)

    assert list(backend.texts) == [("Parta", "store")]


def test_an_unexpected_error_of_a_backend_is_not_swallowed() -> None:
    """A mistake is no missing keyring."""
    with pytest.raises(ZeroDivisionError):
        SystemKeyring(TroubledBackend(ZeroDivisionError())).read("store")


def test_a_companion_counts_only_when_it_can_be_read_back(drawer: Keyring) -> None:
    """A keyring that forgets what it was given would shut the store for ever."""
    assert put_companion(drawer, "store", SECRET) == SECRET
    assert companion_of(drawer, "store") == SECRET
    assert put_companion(SystemKeyring(ForgetfulBackend()), "store", SECRET) is None

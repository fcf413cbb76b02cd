"""The door: what the network or a server says becomes one of its faults; the store opens by PIN."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from desktop.app.door import Admission, Closed, Door, Opened
from desktop.models.faults import Busy, CompanionMissing, WrongSecret
from desktop.models.keys import Cost
from desktop.places import find_places
from desktop.secrets import MemoryKeyring
from desktop.settings import settings_in
from desktop.ui.faults.door import DoorFault
from sync.messages import PersonShown, SchoolShown, Session

ADDRESS = "https://journal.example.org"
SESSION = Session(
    "access", 600, "refresh", PersonShown("p", "Петрова А. И.", ["teacher"]), SchoolShown("s", "Школа")
)
Answer = Callable[[httpx.Request], httpx.Response]


def problem(status: int, code: str) -> Answer:
    """A server of ours that refuses."""
    headers = {"Content-Type": "application/problem+json"}
    body = {"type": "about:blank", "title": code, "status": status, "code": code}
    return lambda _request: httpx.Response(status, headers=headers, json=body)


def page(_request: httpx.Request) -> httpx.Response:
    """A captive portal."""
    return httpx.Response(200, headers={"Content-Type": "text/html"}, text="<html>Войдите</html>")


def nobody(request: httpx.Request) -> httpx.Response:
    """A network without a way there."""
    raise httpx.ConnectError("no route", request=request)


def empty(_request: httpx.Request) -> httpx.Response:
    """A server on which no school was made yet."""
    return httpx.Response(200, json=[])


def strange(_request: httpx.Request) -> httpx.Response:
    """Something that speaks JSON, and not ours."""
    return httpx.Response(200, json={"schools": "many"})


def door_to(folder: Path, answer: Answer = nobody, keyring: MemoryKeyring | None = None) -> Door:
    """A door on a computer of its own, to a server that answers so."""
    places = find_places({"PARTA_HOME": str(folder)})
    transport = httpx.MockTransport(answer)
    drawer = keyring or MemoryKeyring()
    return Door(settings_in(places.settings), places, drawer, cost=Cost(1, 64), transport=transport)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (nobody, DoorFault.NOBODY_ANSWERS),
        (page, DoorFault.NOT_OUR_SERVER),
        (empty, DoorFault.NO_SCHOOLS),
        (strange, DoorFault.BROKEN_ANSWER),
        (problem(426, "protocol_too_old"), DoorFault.PROTOCOL_TOO_OLD),
        (problem(429, "too_many_tries"), DoorFault.TOO_MANY_TRIES),
        (problem(503, "busy"), DoorFault.BUSY),
    ],
)
def test_what_answers_at_an_address_is_told_apart(tmp_path: Path, answer: Answer, fault: DoorFault) -> None:
    """Nobody, a portal, a server without schools, a stranger, a newer one, a busy one."""
    with pytest.raises(Closed) as closed:
        asyncio.run(door_to(tmp_path, answer).find_schools(ADDRESS))

    assert closed.value.fault is fault


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://journal.example.org", DoorFault.NOT_ENCRYPTED),
        ("journal", DoorFault.NOT_AN_ADDRESS),
        ("", DoorFault.NOT_AN_ADDRESS),
    ],
)
def test_no_password_travels_in_the_open(tmp_path: Path, address: str, fault: DoorFault) -> None:
    """Refused before anything is sent."""
    with pytest.raises(Closed) as closed:
        asyncio.run(door_to(tmp_path).sign_in(address, "s", "petrova", "secret"))

    assert closed.value.fault is fault


def test_a_wrong_password_is_told_as_such(tmp_path: Path) -> None:
    """401 at the door is no expired token."""
    with pytest.raises(Closed) as closed:
        asyncio.run(
            door_to(tmp_path, problem(401, "bad_credentials")).sign_in(ADDRESS, "s", "petrova", "wrong")
        )

    assert closed.value.fault is DoorFault.BAD_CREDENTIALS


def admitted(login: str = "petrova", password: str = "parta-petrova") -> Admission:
    """Somebody whom the server has let in."""
    return Admission(ADDRESS, login, password, SESSION)


def found(door: Door, pin: str = "2580") -> Opened:
    """A first journal on this computer."""
    return asyncio.run(door.found(admitted(), pin, is_phrase=False))


def test_the_pin_opens_and_another_does_not(tmp_path: Path) -> None:
    """Later starts need no server; the account is on the list."""
    door = door_to(tmp_path)
    first = found(door)
    first.store.close()
    [account] = door.accounts

    with pytest.raises(WrongSecret):
        asyncio.run(door.unlock(account, "0000", by_pin=True))
    again = asyncio.run(door.unlock(account, "2580", by_pin=True))

    assert again.key == first.key
    again.store.close()


def test_the_password_opens_where_the_pin_is_forgotten(tmp_path: Path) -> None:
    """And then a new PIN can be set."""
    door = door_to(tmp_path)
    found(door).store.close()
    [account] = door.accounts

    opened = asyncio.run(door.unlock(account, "parta-petrova", by_pin=False))
    asyncio.run(door.put_pin(opened, "1470"))
    opened.store.close()

    asyncio.run(door.unlock(account, "1470", by_pin=True)).store.close()


def test_a_changed_password_opens_the_journal_here_too(tmp_path: Path) -> None:
    """After a new sign-in with it."""
    door = door_to(tmp_path)
    opened = found(door)

    asyncio.run(door.put_password(opened, "brand-new-password"))
    opened.store.close()

    asyncio.run(door.reopen(admitted(password="brand-new-password"))).store.close()


def test_two_programs_do_not_open_one_journal(tmp_path: Path) -> None:
    """The claim is given back when the first one closes."""
    door = door_to(tmp_path)
    first = found(door)

    with pytest.raises(Busy):
        asyncio.run(door.unlock(first.account, "2580", by_pin=True))

    first.store.close()


def test_a_locked_keyring_costs_no_try(tmp_path: Path) -> None:
    """The person unlocks it and tries again; nothing was counted."""
    drawer = MemoryKeyring()
    door = door_to(tmp_path, keyring=drawer)
    opened = found(door)
    opened.store.close()
    drawer.shut = True

    with pytest.raises(Closed) as closed:
        asyncio.run(door.unlock(opened.account, "0000", by_pin=True))

    assert closed.value.fault is DoorFault.KEYRING_SHUT
    drawer.shut = False
    asyncio.run(door.unlock(opened.account, "2580", by_pin=True)).store.close()


def test_a_keyring_that_lost_its_half_says_so(tmp_path: Path) -> None:
    """A short password cannot open alone."""
    drawer = MemoryKeyring()
    door = door_to(tmp_path, keyring=drawer)
    opened = found(door)
    opened.store.close()
    drawer.secrets.clear()

    with pytest.raises(CompanionMissing):
        asyncio.run(door.unlock(opened.account, "2580", by_pin=True))


@pytest.mark.parametrize("missing", [True, False])
def test_a_phrase_is_needed_where_there_is_no_keyring(tmp_path: Path, missing: bool) -> None:
    """It is tried out: some keyrings say yes and forget."""
    assert door_to(tmp_path, keyring=MemoryKeyring(missing=missing)).needs_phrase() is missing


def test_the_device_is_the_same_at_each_start(tmp_path: Path) -> None:
    """A random id of 32 hex digits, made once."""
    first, second = door_to(tmp_path).device(), door_to(tmp_path).device()

    assert first.id == second.id
    assert len(first.id) == 32


def test_a_second_journal_for_the_same_person_touches_no_key(tmp_path: Path) -> None:
    """It is refused before the keyring's half is written over, so the first journal still opens."""
    door = door_to(tmp_path)
    first = found(door)
    first.store.close()

    with pytest.raises(FileExistsError):
        found(door)

    asyncio.run(door.unlock(first.account, "2580", by_pin=True)).store.close()

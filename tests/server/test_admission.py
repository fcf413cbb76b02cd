"""Who is served, who waits, who is sent away."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from server.admission import READERS_YIELD_AT, Gate
from server.app import READERS_AT_ONCE, build_gates
from server.database import sqlite_url
from server.refusal import Refused
from server.routes.exchange import EXCHANGE_ROUTES
from server.routes.people import PEOPLE_ROUTES
from server.service import open_service
from server.serving import Listening, configure
from server.throttle import TRIES_PER_ADDRESS, TRIES_PER_LOGIN, WINDOW_SECONDS, Throttle


def test_one_more_than_may_wait_is_sent_away() -> None:
    """503 at once; whoever waits is served when a place falls free."""

    async def crowd() -> list[str]:
        gate, hold = Gate(at_once=1, waiting=2), asyncio.Event()

        async def visit() -> str:
            try:
                async with gate.enter():
                    await hold.wait()
                    return "served"
            except Refused as refused:
                return refused.problem.code

        visits = [asyncio.create_task(visit()) for _ in range(4)]
        await asyncio.sleep(0)
        hold.set()
        return list(await asyncio.gather(*visits))

    assert asyncio.run(crowd()) == ["served", "served", "served", "busy"]


def test_readers_are_sent_away_before_writers() -> None:
    """While many pushes wait, a reader for whom there is no free place comes back later."""

    async def crowd() -> int:
        pushes = Gate(at_once=1)
        readers = Gate(at_once=1, yields_to=pushes)
        async with pushes.enter(), readers.enter():
            waiting = [asyncio.create_task(_pass(pushes)) for _ in range(READERS_YIELD_AT)]
            await asyncio.sleep(0)
            with pytest.raises(Refused) as refused:
                await _pass(readers)
        await asyncio.gather(*waiting)
        return refused.value.problem.status

    assert asyncio.run(crowd()) == 503


def test_hello_is_heard_while_readers_are_sent_away(tmp_path: Path) -> None:
    """However many push, and although every reader's place is taken: a round's first words have their own."""
    service = open_service(tmp_path, sqlite_url(tmp_path))
    queues = {route.path: route.queue for route in (*EXCHANGE_ROUTES, *PEOPLE_ROUTES)}

    async def crowd() -> None:
        gates = build_gates(service)
        pushes, readers = gates[queues["/v1/push"]], gates[queues["/v1/pull"]]
        async with AsyncExitStack() as inside:
            for gate, places in ((pushes, service.pushes_at_once), (readers, READERS_AT_ONCE)):
                for _ in range(places):
                    await inside.enter_async_context(gate.enter())
            waiting = [asyncio.create_task(_pass(pushes)) for _ in range(READERS_YIELD_AT)]
            await asyncio.sleep(0)
            with pytest.raises(Refused):
                await _pass(readers)
            await _pass(gates[queues["/v1/refresh"]])
            await _pass(gates[queues["/v1/hello"]])
        await asyncio.gather(*waiting)

    asyncio.run(crowd())
    service.engine.dispose()


def test_tries_are_forgiven_with_time() -> None:
    """A login waits out the window since its fifth-last failure, not longer."""
    now = 1_000.0
    throttle = Throttle(lambda: now)
    for _ in range(TRIES_PER_LOGIN):
        assert throttle.wait("anna", "school") is None
        throttle.fail("anna", "school")
        now += 10

    assert throttle.wait("anna", "school") == WINDOW_SECONDS - 10 * TRIES_PER_LOGIN
    assert throttle.wait("boris", "school") is None
    now += WINDOW_SECONDS
    assert throttle.wait("anna", "school") is None


def test_an_address_that_tries_every_login_waits_too() -> None:
    """Guessing one password for everybody is counted by address."""
    throttle = Throttle(lambda: 0.0)
    for number in range(TRIES_PER_ADDRESS):
        throttle.fail(f"login {number}", "attacker")

    assert throttle.wait("anna", "attacker") == WINDOW_SECONDS
    assert throttle.wait("anna", "school") is None


def test_who_failed_long_ago_is_forgotten() -> None:
    """What is past the window takes no memory."""
    now = 0.0
    throttle = Throttle(lambda: now)
    for number in range(50):
        throttle.fail(f"login {number}", "attacker")
        now += 1
    now = 40 + WINDOW_SECONDS

    throttle.wait("anna", "school")

    assert len(throttle) == 10


@pytest.mark.parametrize(
    ("proxy", "peer", "counted"),
    [
        ("127.0.0.1", "127.0.0.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5,10.0.0.6", "10.0.0.6", "203.0.113.7"),
        (None, "127.0.0.1", "127.0.0.1"),
    ],
)
def test_only_the_proxy_names_a_clients_address(
    tmp_path: Path, proxy: str | None, peer: str, counted: str
) -> None:
    """What a client wrote before the proxy's own word, or says without a proxy, counts for nothing."""
    service = open_service(tmp_path, sqlite_url(tmp_path))
    config = configure(service, Listening(proxy=proxy))
    met: list[str] = []

    async def note(scope: Any, receive: Any, send: Any) -> None:
        met.append(scope["client"][0])

    config.app = note
    config.load()
    told = [(b"x-forwarded-for", b"192.0.2.66, 203.0.113.7")]
    scope: Any = {"type": "http", "scheme": "http", "client": (peer, 5), "headers": told}
    asyncio.run(config.loaded_app(scope, _unused, _unused))
    service.engine.dispose()

    assert met == [counted]


async def _unused(*_: Any) -> Any:
    raise AssertionError


async def _pass(gate: Gate) -> None:
    async with gate.enter():
        pass

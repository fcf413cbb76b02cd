"""Whatever a wire does: her program lives, keeps the queue, stays signed in; the next round is good."""

from __future__ import annotations

import asyncio

import pytest

from desktop.models.remembered import read_session
from sync.progress import OfflineReason, SyncState
from tests.processes.house import House, assert_painted
from tests.processes.laptop import Laptop
from tests.processes.proxy import PLACES, Proxy, Trouble, cut_answer, cut_request, late, page, twice

NO_NETWORK, NOT_OURS = OfflineReason.NO_NETWORK, OfflineReason.NOT_OUR_SERVER
ASKED = ("snapshot", "hello", "push", "pull", "refresh")
TROUBLES: dict[str, tuple[Trouble, OfflineReason | None]] = {
    **{f"a request cut {place}": (cut_request(place), NO_NETWORK) for place in PLACES},
    **{f"an answer cut {place}": (cut_answer(place), NO_NETWORK) for place in PLACES},
    "a request that comes twice": (twice, None),
    "a slow wire": (late, None),
    "a portal's page": (page("200 OK"), NOT_OURS),
    "a portal's redirect": (page("302 Found", "Location: http://login.example/"), NOT_OURS),
    "a portal's redirect without a place": (page("302 Found"), NOT_OURS),
    "a portal's 511": (page("511 Network Authentication Required"), NOT_OURS),
    "a portal's 401": (page("401 Unauthorized", 'WWW-Authenticate: Basic realm="wifi"'), NOT_OURS),
    "a proxy's 502": (page("502 Bad Gateway"), NOT_OURS),
    "a proxy's 502 after all was done": (page("502 Bad Gateway", reaches_server=True), NOT_OURS),
    "a proxy's 503": (page("503 Service Unavailable", "Retry-After: soon"), NOT_OURS),
    "a proxy's 407": (page("407 Proxy Authentication Required"), NOT_OURS),
}


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", TROUBLES)
def test_a_bad_wire_costs_a_round_and_nothing_else(house: House, name: str) -> None:
    """At each message in turn: told as what it is, nothing lost, nobody signed out, all applied once."""
    trouble, reason = TROUBLES[name]
    house.server.start()

    said = asyncio.run(suffer(house, trouble, reason, trickles=False))

    assert len(said) == 4 * len(ASKED)
    house.settle(said)


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
def test_a_wire_that_trickles_is_a_wire(house: House) -> None:
    """Seven bytes at a time, every round is whole."""
    house.server.start()

    said = asyncio.run(suffer(house, late, None, trickles=True))

    house.settle(said)


async def suffer(
    house: House, trouble: Trouble, reason: OfflineReason | None, *, trickles: bool
) -> list[str]:
    """Type, meet the trouble at each message in turn, go on; what was typed."""
    said: list[str] = []
    async with Proxy(house.server.port) as proxy, Laptop(house.store, proxy.url, house.town.id) as laptop:
        proxy.trickles = trickles
        await laptop.sign_in()
        for at, asked in enumerate(ASKED):
            for number in (2 * at, 2 * at + 1):
                laptop.put(number)
                said += [f"typing {number}", f"painted {number}"]
            if asked == "refresh":
                laptop.spend_token()
            proxy.troubled, proxy.trouble = f"/v1/{asked}", trouble

            report = await laptop.round()

            assert proxy.was_met
            assert (asked, report.offline_reason) == (asked, reason)
            assert_painted(laptop, said)
            assert laptop.desk.engine.shown.state is not SyncState.SIGNED_OUT
            assert read_session(laptop.desk.store.shelf) is not None
            assert (await laptop.round()).finished
    return said

"""A disk that is full at the k-th write of a round, for every k, on either side."""

from __future__ import annotations

import asyncio
import sys
from itertools import count

import pytest

from sync.record import canonical
from tests.desktop.models.doomed import Doomed
from tests.processes.full_disk import FILLS, FRAME, exchange_on_a_full_disk
from tests.processes.house import House
from tests.processes.laptop import Laptop, Stroke

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the files of another process"),
    pytest.mark.parametrize("model", ["sqlite"], indirect=True),
]


@pytest.mark.parametrize("fill", FILLS)
def test_a_client_whose_disk_is_full_at_the_kth_write_of_a_round(house: House, fill: str) -> None:
    """Each round that the disk stops loses nothing; with room again it ends well, until none is stopped."""
    house.server.start()
    place = (house.store, house.server.url, house.town.id)

    said = Doomed(exchange_on_a_full_disk, *place, fill).said_to_the_end()

    painted = [int(line.partition(" ")[2]) for line in said if line.startswith("painted")]
    assert said[-1].startswith("painted")
    assert len(painted) >= 2 * (2 if fill == "the op journal" else 10)
    house.assert_agreed({number: canonical(Stroke(number).value) for number in painted})


def test_a_server_whose_disk_is_full_at_the_kth_write_of_a_round(house: House) -> None:
    """It asks for patience and lives; with room again the same ops are taken once, for every k."""
    house.server.start()

    refused, said = asyncio.run(exchange_with_a_full_server(house))

    assert refused >= 10
    house.settle(said)


async def exchange_with_a_full_server(house: House) -> tuple[int, list[str]]:
    """Rounds with a spent token and a mark to be sent; how many the disk stopped, what was typed."""
    said: list[str] = []
    async with Laptop(house.store, house.server.url, house.town.id) as laptop:
        await laptop.settle()
        for room in count(1):
            laptop.put(room)
            said += [f"typing {room}", f"painted {room}"]
            laptop.spend_token()
            house.server.limit(room * FRAME)
            report = await laptop.round()
            house.server.limit(None)
            if report.finished:
                return room - 1, said
            assert (await laptop.round()).finished
    raise AssertionError("counting ends with a good round")

"""Both sides killed again and again, at moments that nobody has chosen."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.desktop.models.doomed import Doomed
from tests.desktop.models.test_kills import KILLS
from tests.processes.house import House
from tests.processes.programs import type_and_exchange

THOROUGH = KILLS > 20
STROKES = 160
"""So many cells there are to be marked; each is marked once."""


def test_random_kills_of_either_side_lose_nothing(house: House) -> None:
    """A laptop that types and exchanges, a server that serves: one of them dies, both go on."""
    dice, said = Random(20_261_128), list[str]()
    house.server.start()

    for number in range(max(4, KILLS // 4)):
        first = number * 2 % STROKES
        program = Doomed(type_and_exchange, house.store, house.server.url, house.town.id, first)
        said.append(program.hear())
        time.sleep(dice.uniform(0, 0.2))
        if dice.random() < 0.5:
            house.server.kill()
            house.server.start()
        said += program.kill()

    house.settle([line for line in said if line != "open"])


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
def test_a_day_without_a_kill(house: House) -> None:
    """The road by which the points are reached is itself a good day."""
    house.server.start()

    said = house.live_a_day()

    assert said[-1] == "end"
    house.settle(said)

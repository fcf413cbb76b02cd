"""A teacher's program that is killed at every labelled moment of a day, in the middle of typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.failpoint import CLIENT
from tests.desktop.models.doomed import Doomed
from tests.processes.chores import CHORES, do_chore, furnish
from tests.processes.house import House
from tests.processes.test_random_kills import THOROUGH

OF_A_DAY = [
    point
    for point in CLIENT
    if point.partition(".")[0]
    in ("store", "sign-in", "hello", "push", "pull", "snapshot", "refresh", "sign-out")
    or point.startswith("op-journal.appended")
]


IN_ALL = {point: 14 for point in OF_A_DAY if point.startswith(("store", "op-journal"))}
"""A day has so many transactions with ops at least; the other points come once or more."""
SEVERAL = range(1, 15) if THOROUGH else (1, 9)
MOMENTS = [(point, n) for point in OF_A_DAY for n in SEVERAL if n <= IN_ALL.get(point, 1)]


@pytest.mark.parametrize("model", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("point", "passes"), MOMENTS)
def test_a_client_killed_at_any_moment_of_a_day(house: House, point: str, passes: int) -> None:
    """The moment is reached; whatever was painted is there, and goes to the server once."""
    house.server.start()

    said = house.live_a_day(point, passes)

    assert said[-1:] != ["end"]
    house.settle(said, signed_out=point.startswith("sign-out"))


OF_CHORES = [point for point in CLIENT if point not in OF_A_DAY]


@pytest.mark.parametrize("point", OF_CHORES)
def test_a_client_killed_at_any_moment_of_a_chore(tmp_path: Path, point: str) -> None:
    """Copies, boxes, settings, sticks, rescues: the old thing is there or the new one, and every op."""
    chore, folder = point.partition(".")[0], tmp_path / "store"
    ops = furnish(folder)

    said = Doomed(do_chore, folder, chore, point).said_to_the_end()

    assert said == []
    assert CHORES[chore].holds(folder, ops)

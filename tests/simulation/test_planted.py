"""The simulator is trusted because it sees planted bugs."""

from __future__ import annotations

import pytest

from tests.simulation import planted_laptop, planted_server
from tests.simulation.broken import Broken
from tests.simulation.planting import PLANTED
from tests.simulation.plays import PLAYS

SEEDS = 600
HOMES = (planted_server, planted_laptop)  # imported, they enter their bugs into PLANTED


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bug of the list breaks an invariant that it is known to break, within 600 seeds."""
    planted = PLANTED[name]

    planted.plant(monkeypatch)

    assert first_broken() in planted.breaks


def first_broken() -> int | None:
    """The invariant that breaks first; None when 600 seeds are clean."""
    for seed in range(SEEDS):
        for play in PLAYS.values():
            try:
                play(seed)
            except Broken as broken:
                return broken.invariant
    return None

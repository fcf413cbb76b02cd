"""The simulator is trusted because it sees planted bugs."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import ROOT
from tests.simulation import planted_laptop, planted_server
from tests.simulation.broken import Broken
from tests.simulation.planting import PLANTED
from tests.simulation.plays import play

SEEDS = 600
PAGE = (ROOT / "docs/SYNC.md").read_text(encoding="utf-8")
HOMES = (planted_server, planted_laptop)  # imported, they enter their bugs into PLANTED


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bug of the list breaks an invariant that it is known to break, within 600 seeds."""
    planted = PLANTED[name]

    planted.plant(monkeypatch)

    assert first_broken() in planted.breaks


def test_every_bug_of_the_protocol_s_page_is_planted() -> None:
    """The list of docs/SYNC.md, section 7, and the bugs here are the same, name by name."""
    listed = re.search(r"\*\*planted bugs\*\*, each within 600 seeds, by a test: (.*?)\. \(", PAGE, re.DOTALL)

    assert listed is not None
    assert {name.replace("`", "") for name in listed[1].split(", ")} == set(PLANTED)


def test_every_invariant_has_a_bug_that_breaks_it() -> None:
    """No oracle is trusted that has never been seen to speak."""
    broken = frozenset[int]().union(*(planted.breaks for planted in PLANTED.values()))

    assert broken == frozenset(range(1, 14))


def first_broken() -> int | None:
    """The invariant that breaks first; None when 600 seeds are clean."""
    for seed in range(SEEDS):
        try:
            play(seed)
        except Broken as broken:
            return broken.invariant
    return None

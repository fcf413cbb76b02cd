"""The sync protocol under everything that can go wrong; `make simulate` plays far more seeds."""

from __future__ import annotations

from collections import Counter

from tests.simulation import mishaps
from tests.simulation.plays import PLAYS

SEEDS = 1_000
STATUSES = ("applied", "merged", "noop", "conflict", "review", "rejected")


def test_every_invariant_holds_in_every_seed() -> None:
    """No oracle of docs/SYNC.md, section 6, is broken, and each mishap has met each status."""
    met: Counter[str] = Counter()
    for seed in range(SEEDS):
        for play in PLAYS.values():
            met += play(seed).met

    pairs = [f"{mishap} × {status}" for mishap in mishaps.ALL for status in STATUSES]
    assert [pair for pair in pairs if not met[pair]] == []

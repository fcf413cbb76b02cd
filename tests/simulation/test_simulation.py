"""The sync protocol under everything that can go wrong; `make simulate` plays far more seeds."""

from __future__ import annotations

import pytest

from tests.simulation.hunt import hunt, story
from tests.simulation.planted_server import last_writer_wins
from tests.simulation.plays import STEPS

PARTS = 10
SEEDS_OF_A_PART = 2_000


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_invariant_holds_in_every_seed(part: int) -> None:
    """In 20,000 seeds no oracle of docs/SYNC.md, section 6, is broken, and each mishap meets each status.

    None of the seeds is tame: each has at least 3 laptops, 60 steps and 3 mishaps that really happened.
    """
    seeds = range(part * SEEDS_OF_A_PART, (part + 1) * SEEDS_OF_A_PART)

    found = hunt(seeds)

    assert not found.broken, "\n".join(story(found.broken[0]))
    assert (found.tame, found.unmet()) == ([], [])


def test_a_seed_that_breaks_is_told_shortly_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing seed prints a trace that a person can read, and the command that plays it again."""
    last_writer_wins(monkeypatch)
    seed = hunt(range(20)).broken[0]

    told = list(story(seed))

    steps = int(told[-1].rpartition(" ")[2])
    assert told[-1] == f"again: python -m tests.simulation --first {seed} --seeds 1 --steps {steps}"
    assert steps < STEPS
    assert any(" writes w1: " in line for line in told)
    assert list(story(seed, steps)) == told


def test_a_seed_plays_alike_each_time() -> None:
    """The same seed gives the same play, so what it found can be found again."""
    first, again = hunt(range(20)), hunt(range(20))

    assert first.met == again.met

"""The simulation once more, its laptops over encrypted files: what holds in memory holds on disk.

A kill closes the file and opens it anew, a back-up and a clone are copies of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.disk import FileDisk, FileLaptop
from tests.simulation import mishaps, world
from tests.simulation.plays import PLAYS

SEEDS = 8


@pytest.fixture
def over_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every laptop of a simulation has a disk of its own under the test's folder."""
    monkeypatch.setattr(FileDisk, "places", tmp_path, raising=False)
    monkeypatch.setattr(FileDisk, "opened", [], raising=False)
    monkeypatch.setattr(world, "Laptop", FileLaptop)
    monkeypatch.setattr(mishaps, "Laptop", FileLaptop)
    yield
    for store in FileDisk.opened:
        store.close()


@pytest.mark.slow
@pytest.mark.usefixtures("over_files")
@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_invariant_holds_over_files(play: str, seed: int) -> None:
    """The oracles of docs/SYNC.md, section 6, find nothing, and laptops were really killed and copied."""
    played = PLAYS[play](seed)

    assert len(FileDisk.opened) > len(played.laptops)
    assert not any(store.taken_back for store in FileDisk.opened)

"""The simulation once more, its laptops over encrypted files: what holds in memory holds on disk.

A kill closes the file and opens it anew, a back-up and a clone are copies of the folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from desktop.models.store import Store, open_store
from tests.simulation import mishaps, world
from tests.simulation.laptop import Laptop, MortalShelf
from tests.simulation.plays import PLAYS

SEEDS = 8
KEY = bytes(range(32))


class FileDisk(MortalShelf):
    """A laptop's disk: the mortal shelf's countdown, and the rows in a real store."""

    places: Path
    opened: list[Store]

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder or Path(mkdtemp(dir=self.places), "store")
        self.open()

    def open(self) -> None:
        """Open the store; `rows` is what the calls go to."""
        self.store = open_store(self.folder, KEY)
        self.opened.append(self.store)

    def reopen(self) -> None:
        """The process was killed and starts again."""
        self.store.close()
        self.open()
        assert self.store.taken_back == 0

    def copied(self) -> FileDisk:
        """The disk as it is now, in another computer."""
        place = Path(mkdtemp(dir=self.places), "store")
        self.store.close()
        shutil.copytree(self.folder, place)
        self.open()
        return FileDisk(place)


def forward(name: str) -> Callable[..., object]:
    """A method of the mortal shelf that counts down and then writes into the file."""

    def method(self: FileDisk, *args: object, **more: object) -> object:
        if name in ("put_meta", "put_bucket", "put_base", "append_op", "put_op"):
            self._live_on()
        return getattr(self.store.shelf, name)(*args, **more)

    return method


for _name in [name for name in dir(MortalShelf) if name.startswith(("read_", "put_", "drop_", "clear_"))]:
    setattr(FileDisk, _name, forward(_name))
for _name in ("transaction", "append_op", "forget_ops"):
    setattr(FileDisk, _name, forward(_name))


class FileLaptop(Laptop):
    """A laptop with such a disk."""

    def __init__(
        self, name: str, person: str, new_op: Callable[[], str], shelf: MortalShelf | None = None
    ) -> None:
        super().__init__(name, person, new_op, shelf or FileDisk())

    def start(self) -> None:
        """Whatever was in memory is gone."""
        assert isinstance(self.shelf, FileDisk)
        self.shelf.reopen()
        super().start()


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

"""A disk for the simulation's laptops: the mortal shelf's countdown, and the rows in a real store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from desktop.models.store import Store, open_store
from tests.simulation.laptop import Killed, Laptop, MortalShelf

KEY = bytes(range(32))


class FileDisk(MortalShelf):
    """A laptop's disk: the mortal shelf's countdown, and the rows in a real store."""

    places: Path
    opened: list[Store]
    is_dead = False

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
        self.is_dead = False
        self.open()

    def copied(self) -> FileDisk:
        """The disk as it is now, in another computer."""
        place = Path(mkdtemp(dir=self.places), "store")
        self.store.close()
        shutil.copytree(self.folder, place)
        self.open()
        return type(self)(place)

    def close(self) -> None:
        """Nobody needs it any more."""
        self.store.close()

    def live(self) -> None:
        """What is dead does nothing any more."""
        if self.is_dead:
            raise Killed

    def _live_on(self) -> None:
        self.is_dead = self.rows_to_live == 0
        super()._live_on()

    def die(self) -> None:
        """The process ends here."""
        self.is_dead = True
        raise Killed


def forward(name: str) -> Callable[..., object]:
    """A method of the mortal shelf that counts down and then writes into the file."""

    def method(self: FileDisk, *args: object, **more: object) -> object:
        self.live()
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

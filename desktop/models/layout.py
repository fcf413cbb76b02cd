"""What lies in a store's folder, and under which names. No name says whose store it is.

key.json, key.json.2    the boxes with the key; see `lockbox`
journal.db (-wal)       the database; every page encrypted
ops.log                 the op journal; every line encrypted
copies/                 whole copies of the database, daily and from before each migration
damaged/                what could not be read, kept for whoever can
claim                   locked while a program has the store open; empty
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one store."""

    folder: Path

    @property
    def lockbox(self) -> Path:
        return self.folder / "key.json"

    @property
    def database(self) -> Path:
        return self.folder / "journal.db"

    @property
    def journal(self) -> Path:
        return self.folder / "ops.log"

    @property
    def copies(self) -> Path:
        return self.folder / "copies"

    @property
    def damaged(self) -> Path:
        return self.folder / "damaged"

    @property
    def claim(self) -> Path:
        return self.folder / "claim"


def with_side_files(database: Path) -> tuple[Path, ...]:
    """A database and the files that SQLite keeps beside it; they live and move together."""
    return (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal")))

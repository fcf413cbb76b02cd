"""How a record stands at the server: its cells, and whose write each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.record import Cells, RecordKey, Value


class Place(NamedTuple):
    """Where a write stands in the order of one epoch. Places of two epochs are never compared."""

    epoch: str
    number: int

    def is_later_than(self, other: Place) -> bool:
        return self.epoch == other.epoch and self.number > other.number


@dataclass(slots=True)
class Standing:
    """One cell: its value, and whose write it is.

    `rev` is the number under which the feed tells it. `at` is the place of the write whose value
    stands; a replayed write keeps its old place. `floor` holds, for each other epoch, the greatest
    number that the cell has swallowed.
    """

    value: Value = None
    rev: int = 0
    at: Place | None = None
    floor: dict[str, int] = field(default_factory=dict)
    by: str = ""
    time: str = ""

    def swallow(self, place: Place) -> None:
        """Let a write of `place` stand here, and remember what it replaced."""
        if self.at is not None and self.at.epoch != place.epoch:
            self.floor[self.at.epoch] = max(self.floor.get(self.at.epoch, 0), self.at.number)
        self.at = place

    def has_swallowed(self, place: Place) -> bool:
        """Was a write of this place known to whoever wrote what stands?"""
        return place.number <= self.floor.get(place.epoch, 0)


@dataclass(slots=True)
class Record:
    """A record with its cells; `rev` is the greatest number of any of them."""

    kind: str
    id: str
    bucket: str
    cells: dict[str, Standing] = field(default_factory=dict)
    rev: int = 0

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.kind, self.id)

    def value(self, cell: str) -> Value:
        """The cell's value; None when it is empty or was never written."""
        standing = self.cells.get(cell)
        return None if standing is None else standing.value

    def values(self) -> Cells:
        """The cells as plain values, read where they stand."""
        return _Values(self.cells)


class _Values(Mapping[str, Value]):
    def __init__(self, cells: dict[str, Standing]) -> None:
        self._cells = cells

    def __getitem__(self, cell: str) -> Value:
        return self._cells[cell].value

    def get(self, cell: str, default: Value = None) -> Value:
        standing = self._cells.get(cell)
        return default if standing is None else standing.value

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

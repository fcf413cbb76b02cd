"""A sheet: what is printed, whatever it is printed on.

Paper, spreadsheets and pages of a browser are made of the same sheets by writers that know no school.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a cell: what it says, and shorter ways to say it, for where there is little room."""

    full: str
    shorter: tuple[str, ...] = ()
    is_strong: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """The longest first."""
        return (self.full, *self.shorter)

    def within(self, letters: int) -> str:
        """The longest way to say it in so many letters, else the shortest there is."""
        return next((way for way in self.ways if len(way) <= letters), self.ways[-1])


Cell = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: its head, what stands under the head, and the group that it belongs to.

    ``share`` is how wide a column is beside the others. Rows of one group stay together.
    """

    title: str
    note: str = ""
    group: str = ""
    share: float = 1.0


class Manner(StrEnum):
    """How a sheet wants to be shown."""

    WALL = "wall"
    """A week in as few pages as can be read."""
    POSTER = "poster"
    """One page, in letters as large as it takes."""
    LIST = "list"
    """Rows of a comfortable size, over as many pages as they need."""


@dataclass(frozen=True)
class Sheet:
    """A table with heads; ``cells`` by row and column, the empty ones left out.

    ``name`` is short and tells the sheet from others in one file; ``about`` stands under the title.
    ``corner`` is over the rows' heads.
    """

    name: str
    title: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    about: str = ""
    corner: str = ""
    manner: Manner = Manner.WALL
    foot: str = ""

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), ())


def groups_of(lines: tuple[Line, ...]) -> list[tuple[str, range]]:
    """Lines that follow each other under one group, as ranges of their indexes."""
    found: list[tuple[str, range]] = []
    for at, line in enumerate(lines):
        if found and line.group and found[-1][0] == line.group:
            found[-1] = (line.group, range(found[-1][1].start, at + 1))
        else:
            found.append((line.group, range(at, at + 1)))
    return found

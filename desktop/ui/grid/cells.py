"""What stands in a cell: `[attendance] [mark(/mark)*] [.]`, and how it is shown.

Texts only: the grid knows no school. A screen makes these from its journal and takes
them back as wishes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

MOST_MARKS: Final = 3
DUTY: Final = "."


class Place(NamedTuple):
    """A cell by the keys of its row and column: places survive rows that come and go."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class CellValue:
    """Content of one cell: `5`, `5/4`, `Н`, `Н 4`, `ОП 3`, `.`, `УП .`."""

    attendance: str = ""
    marks: tuple[str, ...] = ()
    duty: bool = False

    def __str__(self) -> str:
        parts = (self.attendance, "/".join(self.marks), DUTY if self.duty else "")
        return " ".join(part for part in parts if part)

    def __bool__(self) -> bool:
        return bool(self.attendance or self.marks or self.duty)

    @property
    def is_marked(self) -> bool:
        """Whether the cell answers for its work: a mark, or a word that it is owed."""
        return bool(self.marks) or self.duty

    def with_marks(self, *marks: str) -> CellValue:
        """The cell with these marks instead of its own; a mark closes the duty."""
        return replace(self, marks=marks, duty=False)

    def with_attendance(self, code: str) -> CellValue:
        """The cell with this attendance code; its marks stay, nothing is dropped silently."""
        return replace(self, attendance=code)

    def with_duty_turned(self) -> CellValue:
        """The cell with its duty dot put or taken off."""
        return replace(self, duty=not self.duty)


EMPTY: Final = CellValue()


class Fate(StrEnum):
    """How far a cell has come on its way to the server."""

    SETTLED = "settled"
    UNSENT = "unsent"
    REJECTED = "rejected"
    TWO_VERSIONS = "two_versions"


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell as the grid shows it.

    `closed`: why nothing may be typed here, in words; empty for an open cell. `absent`:
    entry passes over the pupil. `other`: the server's value beside our own while the two
    versions wait for a choice.
    """

    value: CellValue = EMPTY
    has_comment: bool = False
    absent: bool = False
    closed: str = ""
    fate: Fate = Fate.SETTLED
    other: CellValue | None = None


BLANK: Final = CellShown()

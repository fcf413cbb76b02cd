"""What the grid shows: rows, columns, cells and summaries, as values of a screen's making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop.ui.grid.cells import CellShown, Place
from desktop.ui.grid.grammar import Scale


@dataclass(frozen=True, slots=True)
class Badge:
    """A small word beside a name or a date: «нов», «ОВЗ», «К·3»; `title` explains it."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """A pupil: `number` in the list (empty for who has none), full and short name.

    `gone`: entry passes over the row and its name is grey, `remark` says why. A row is a
    `divider` of a joint lesson when it holds nobody.
    """

    key: str
    number: str
    name: str
    short: str = ""
    badges: tuple[Badge, ...] = ()
    gone: bool = False
    remark: str = ""
    divider: bool = False


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A work of a lesson. Columns of one `lesson` stand together under its date.

    `work`: the badge of type and weight, empty for the plain default work. `note`:
    «проверяется до 25.11» while the work is being marked.
    """

    key: str
    lesson: str
    month: str
    day: str
    number: str
    scale: Scale
    work: Badge | None = None
    note: str = ""
    title: str = ""
    current: bool = False


class Tone(StrEnum):
    """Whether a summary cell asks to be looked at."""

    CALM = "calm"
    SHORT = "short"
    WRONG = "wrong"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column of the frozen right edge; `takes_marks` for the term mark."""

    key: str
    title: str
    explained: str = ""
    width: int = 44


@dataclass(frozen=True, slots=True)
class SummaryShown:
    """A cell of the right edge; `chip`: draw the text as a mark."""

    text: str = ""
    tone: Tone = Tone.CALM
    chip: bool = False
    explained: str = ""


class Sheet(Protocol):
    """A page as the grid shows it; all answers are look-ups, none of them counts."""

    @property
    def rows(self) -> Sequence[RowShown]:
        """Pupils, from above."""
        ...

    @property
    def columns(self) -> Sequence[ColumnShown]:
        """Works, from the left."""
        ...

    @property
    def summary_columns(self) -> Sequence[SummaryColumn]:
        """The frozen right edge."""
        ...

    @property
    def takes_newcomers(self) -> bool:
        """Whether the last row is «+ Новенький…»."""
        ...

    def cell(self, place: Place) -> CellShown:
        """What stands in a cell."""
        ...

    def summary(self, row: str, column: str) -> SummaryShown:
        """What stands in a cell of the right edge."""
        ...

    def explain(self, place: Place) -> str:
        """The hover card: work, weight, date, comment, who; empty for none."""
        ...


class SheetField:
    """A sheet as fast entry walks it: only rows of pupils who are still in the course."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._scales = {column.key: column.scale for column in sheet.columns}
        self._pupils = tuple(row.key for row in sheet.rows if not row.divider)

    def pupils(self) -> Sequence[str]:
        """Every row with a person; closed cells are passed over one by one."""
        return self._pupils

    def scale(self, column: str) -> Scale:
        """The scale of a column's marks."""
        return self._scales[column]

    def cell(self, place: Place) -> CellShown:
        """What stands in a cell now."""
        return self._sheet.cell(place)

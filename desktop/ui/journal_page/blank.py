"""A page before any is open."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.ui.grid.cells import BLANK, CellShown, Place
from desktop.ui.grid.sheet import ColumnShown, RowShown, SummaryColumn, SummaryShown


class BlankSheet:
    """Nobody and nothing."""

    rows: Sequence[RowShown] = ()
    columns: Sequence[ColumnShown] = ()
    summary_columns: Sequence[SummaryColumn] = ()
    takes_newcomers = False

    def cell(self, place: Place) -> CellShown:
        return BLANK

    def summary(self, row: str, column: str) -> SummaryShown:
        return SummaryShown()

    def explain(self, place: Place) -> str:
        return ""

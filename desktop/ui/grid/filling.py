"""Filling a column with what was just typed in it."""

from __future__ import annotations

from collections.abc import Collection

from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import Effect, Fill, Hint
from desktop.ui.grid.grammar import Codes
from desktop.ui.grid.walk import Field, Walk
from desktop.ui.words import _


class Filling:
    """The last mark, зачёт or долг typed in each column; never an absence code."""

    def __init__(self, field: Field, codes: Codes) -> None:
        self._field = field
        self._walk = Walk(field)
        self._codes = codes
        self._typed: dict[str, CellValue] = {}

    def remember(self, column: str, value: CellValue) -> None:
        """Keep what a fill of this column would put, if the value has such a thing."""
        if value.is_marked:
            self._typed[column] = CellValue(marks=value.marks, duty=value.duty)

    def forget(self, column: str) -> None:
        """The last entry was taken back: there is nothing to fill with."""
        self._typed.pop(column, None)

    def walk_on(self, field: Field) -> None:
        """The page has other rows now."""
        self._field, self._walk = field, Walk(field)

    def forget_all(self) -> None:
        """Another page is open."""
        self._typed.clear()

    def wanted(self, column: str, written: Collection[Place] = ()) -> Effect:
        """The fill that Ctrl+Enter asks for: the empty cells, else (with a question) all."""
        value = self._typed.get(column)
        if value is None:
            return Hint(_("Сначала наберите отметку, которой заполнить столбец"))
        cells = [place for place in self._walk.fillable(column, self._codes) if place not in written]
        empty = tuple(place for place in cells if not self._field.cell(place).value.is_marked)
        if empty:
            return Fill(empty, value)
        others = tuple(place for place in cells if not self._holds(place, value))
        return Fill(others, value, replaces=True) if others else Hint(_("Так уже стоит у всех"))

    def _holds(self, place: Place, value: CellValue) -> bool:
        cell = self._field.cell(place).value
        return (cell.marks, cell.duty) == (value.marks, value.duty)

"""Ways down a column: whom entry passes over, who is still without a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from desktop.ui.grid.cells import CellShown, Place
from desktop.ui.grid.grammar import Codes, Scale


class Field(Protocol):
    """What fast entry asks of the sheet it types into."""

    def pupils(self) -> Sequence[str]:
        """Keys of the rows that entry walks through, from above."""
        ...

    def scale(self, column: str) -> Scale:
        """The scale of a column's marks."""
        ...

    def cell(self, place: Place) -> CellShown:
        """What stands in a cell now."""
        ...


class Walk:
    """The order of a field's cells in one column."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def below(self, place: Place) -> Place | None:
        """The next pupil, whoever it is; None after the last."""
        return next(self._after(place), None)

    def above(self, place: Place) -> Place | None:
        """The pupil before, whoever it is; None before the first."""
        rows = list(self._field.pupils())
        at = rows.index(place.row) if place.row in rows else 0
        return Place(rows[at - 1], place.column) if at > 0 else None

    def next_present(self, place: Place) -> Place | None:
        """The next pupil who takes part in this lesson."""
        return next(filter(self.takes_part, self._after(place)), None)

    def next_unmarked(self, place: Place | None, column: str) -> Place | None:
        """The next pupil without a mark, not absent; from the top when `place` is None."""
        ahead = self._all(column) if place is None else self._after(place)
        return next(filter(self._is_gap, ahead), None)

    def count_unmarked(self, column: str) -> int:
        """How many pupils who take part have neither mark nor duty in this column."""
        return sum(map(self._is_gap, self._all(column)))

    def fillable(self, column: str, codes: Codes) -> tuple[Place, ...]:
        """Cells that a fill may touch: open, and without a code that says «was not there»."""
        return tuple(place for place in self._all(column) if self._may_fill(place, codes))

    def takes_part(self, place: Place) -> bool:
        """Whether the cell is open and its pupil was in the lesson."""
        shown = self._field.cell(place)
        return not shown.closed and not shown.absent

    def _is_gap(self, place: Place) -> bool:
        return self.takes_part(place) and not self._field.cell(place).value.is_marked

    def _may_fill(self, place: Place, codes: Codes) -> bool:
        code = self._field.cell(place).value.attendance
        return self.takes_part(place) and (not code or code in codes.stays)

    def _all(self, column: str) -> Iterator[Place]:
        return (Place(row, column) for row in self._field.pupils())

    def _after(self, place: Place) -> Iterator[Place]:
        rows = list(self._field.pupils())
        begin = rows.index(place.row) + 1 if place.row in rows else 0
        return (Place(row, place.column) for row in rows[begin:])

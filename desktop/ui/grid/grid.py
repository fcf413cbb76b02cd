"""The marking grid: its face, and the keys that drive it."""

from __future__ import annotations

from desktop.ui.grid.face import GridFace
from desktop.ui.grid.grammar import RUSSIAN_CODES, Codes
from desktop.ui.grid.keys import Meaning
from desktop.ui.grid.sheet import Sheet
from desktop.ui.grid.steering import Steering
from desktop.ui.grid.whole_cell import WholeCell


class MarkingGrid(GridFace):
    """A page of marks with fast entry; `KeyReader` brings it the keys."""

    def __init__(self, sheet: Sheet, codes: Codes = RUSSIAN_CODES) -> None:
        super().__init__(sheet, codes)
        self.whole = WholeCell(self)
        self._steering = Steering(self, self.whole)
        self.table.dragged.connect(self._steering.fill_dragged)
        self.bar.bulk_asked.connect(self._steering.act_in_bulk)

    def use_touch(self, touch: bool) -> None:
        """Rows and a docked palette for fingers."""
        super().use_touch(touch)
        self.whole.dock(touch)

    def take_key(self, meaning: Meaning) -> bool:
        """Do what a key asks for; the window's chords are left to the window."""
        return self._steering.take_key(meaning)

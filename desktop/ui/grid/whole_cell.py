"""Cells made whole instead of key by key: the palette of marks, editing as text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPoint

from desktop.ui.grid.cells import Place
from desktop.ui.grid.chooser import MarkPalette
from desktop.ui.grid.editor import CellEditor
from desktop.ui.grid.face import GridFace
from desktop.ui.grid.grammar import Misread, parse_cell
from desktop.ui.look import palette


class WholeCell(QObject):
    """The pop-up palette, the docked one for fingers, and the line over a cell."""

    def __init__(self, grid: GridFace) -> None:
        super().__init__(grid)
        self._grid = grid
        self.editor = CellEditor(grid.table.viewport())
        self.chooser = MarkPalette(grid)
        self.docked = MarkPalette(grid, docked=True)
        self.docked.hide()
        grid.column.addWidget(self.docked)
        self.editor.confirmed.connect(self._take_text)
        self.editor.left.connect(grid.table.setFocus)
        for one in (self.chooser, self.docked):
            one.value_chosen.connect(grid.put_value)
            one.text_wanted.connect(self.edit_as_text)
        grid.table.palette_wanted.connect(self._pop_up)
        grid.place_changed.connect(self._follow)

    def dock(self, is_docked: bool) -> None:
        """Keep the palette under the grid, in step with the cursor."""
        self.docked.setVisible(is_docked)
        self._follow(self._grid.entry.place)

    def edit_as_text(self) -> None:
        """Open the cell under the cursor as text."""
        grid, place = self._grid, self._open_place()
        if place is not None:
            rect = grid.table.visualRect(grid.table.currentIndex())
            self.editor.begin(rect, str(grid.model.sheet.cell(place).value))

    def _take_text(self, text: str) -> None:
        grid, place = self._grid, self._grid.entry.place
        if place is None:
            return
        read = parse_cell(text, grid.field.scale(place.column), grid.codes)
        if isinstance(read, Misread):
            grid.refuse(place, read.words)
            return
        self.editor.hide()
        grid.put_value(read)

    def _pop_up(self, index: QModelIndex) -> None:
        grid = self._grid
        if grid.model.is_newcomer(index.row()):
            grid.newcomer_wanted.emit()
            return
        place = None if self.docked.isVisible() else self._open_place()
        if place is not None:
            self._offer(self.chooser, place)
            corner = grid.table.visualRect(index).bottomLeft() + QPoint(0, 2)
            self.chooser.pop_up(grid.table.viewport().mapToGlobal(corner))

    def _follow(self, place: Place | None) -> None:
        if self.docked.isVisible() and place is not None:
            self._offer(self.docked, place)

    def _offer(self, chooser: MarkPalette, place: Place) -> None:
        value = self._grid.model.sheet.cell(place).value
        chooser.offer(self._grid.field.scale(place.column), value, palette.worn())

    def _open_place(self) -> Place | None:
        """The cell under the cursor; one that is closed shakes and says why."""
        place = self._grid.entry.place
        if place is None or self._grid.entry.is_at_bar:
            return None
        closed = self._grid.model.sheet.cell(place).closed
        if closed:
            self._grid.refuse(place, closed)
            return None
        return place

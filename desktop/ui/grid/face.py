"""The grid without its keys: table, frozen edge, line, and the effects shown on them.

The grid writes nothing. It says what the teacher wishes; the screen writes, and tells
the grid by `touch` which cells look different now.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.grid.bar import EntryBar
from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.clipboard import Page
from desktop.ui.grid.effects import (
    ClassDone,
    Effect,
    Fill,
    Hint,
    Move,
    Put,
    Refuse,
    TakeBack,
    Waiting,
)
from desktop.ui.grid.entry import Entry
from desktop.ui.grid.frozen import SummaryTable
from desktop.ui.grid.grammar import RUSSIAN_CODES, Codes
from desktop.ui.grid.model import GridModel, SummaryModel
from desktop.ui.grid.shake import Shake
from desktop.ui.grid.sheet import Sheet, SheetField, Tone
from desktop.ui.grid.table import MarkTable
from desktop.ui.grid.walk import Walk
from desktop.ui.look import measures, palette


class GridFace(QWidget):
    """A page of marks.

    Wishes carry values of `effects.py` and `clipboard.py`: `put_wanted(Put)`,
    `take_back_wanted(TakeBack)`, `fill_wanted(Fill)`, `paste_wanted(Fit)`,
    `wipe_wanted(places)`, `cut_wanted(places)`, `comment_wanted(places)`,
    `bulk_wanted(Bulk, places)`, `menu_wanted(Place | None, QPoint)`, menus of a name or a
    lesson with its key. Past: `refused(words)`,
    `place_changed(Place | None)`, `class_done(unmarked)`.
    """

    put_wanted = Signal(object)
    take_back_wanted = Signal(object)
    fill_wanted = Signal(object)
    paste_wanted = Signal(object)
    wipe_wanted = Signal(object)
    cut_wanted = Signal(object)
    comment_wanted = Signal(object)
    bulk_wanted = Signal(str, object)
    menu_wanted = Signal(object, QPoint)
    row_menu_wanted = Signal(str, QPoint)
    column_menu_wanted = Signal(str, QPoint)
    row_wanted = Signal(str)
    column_wanted = Signal(str)
    summary_wanted = Signal(str, str)
    newcomer_wanted = Signal()
    refused = Signal(str)
    place_changed = Signal(object)
    class_done = Signal(int)

    def __init__(self, sheet: Sheet, codes: Codes = RUSSIAN_CODES) -> None:
        super().__init__()
        colours = palette.worn()
        self.codes = codes
        self.model = GridModel(sheet)
        self.summary_model = SummaryModel(sheet)
        self.table = MarkTable(self.model, colours)
        self.edge = SummaryTable(self.summary_model, self.table, colours)
        self.bar = EntryBar(colours)
        self.field = SheetField(sheet)
        self.entry = Entry(self.field, codes)
        self._foot = QWidget()  # as high as the table's scroll bar, so that both views end at one row
        self._foot.setFixedHeight(self.table.horizontalScrollBar().sizeHint().height())
        self._foot.setBackgroundRole(QPalette.ColorRole.Base)
        self._foot.setAutoFillBackground(True)
        self._shake = Shake(self.table)
        self._waiting: Waiting | None = None
        self._moving = False
        self._touch = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.edge, 1)
        right.addWidget(self._foot)
        sides.addLayout(right)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(sides, 1)
        self.column.addWidget(self.bar)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.place_chosen.connect(self._place_chosen)
        self.table.resized.connect(self.fit_rows)
        self.table.pressed.connect(self._pressed)
        self.table.menu_asked.connect(self._ask_menu)
        self.table.names.menu_asked.connect(self._ask_row_menu)
        self.table.lessons.menu_asked.connect(self._ask_column_menu)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.names.sectionDoubleClicked.connect(self._row_clicked)
        self.table.lessons.sectionDoubleClicked.connect(self._column_clicked)
        self.edge.summary_chosen.connect(self.summary_wanted)

    # What a screen calls.

    def show_sheet(self, sheet: Sheet, *, same_page: bool = False) -> None:
        """Show another page, or this one with other rows; then the cursor keeps its cell."""
        if not same_page:
            self.run(self.entry.go_to(None))
            self.entry.forget()
        self.model.show_sheet(sheet)
        self.summary_model.show_sheet(sheet)
        self.field = SheetField(sheet)
        self.entry.walk_on(self.field)
        self.edge.fit_columns()
        self.fit_rows()
        self._find_cursor()

    def _find_cursor(self) -> None:
        """Rows moved: the ring, or the bar's, and what waits stay with their pupil."""
        index = self.model.index_of(self.entry.place)
        if not index.isValid():
            self.table.delegate.cursor = (-1, -1)
        elif self.entry.is_at_bar:
            self._stand_on(index)
            self._show_done(Walk(self.field).count_unmarked(self.model.columns[index.column()].key))
        else:
            self._stand_on(index)
        if self._waiting is not None:
            self._show_waiting(self._waiting)

    def touch(self, places: Iterable[Place], rows: Iterable[str] = ()) -> None:
        """These cells, and the sums of these pupils, look different now."""
        self.model.touch(places)
        self.summary_model.touch(rows)

    def go_to(self, place: Place) -> None:
        """Put the cursor on a cell."""
        index = self.model.index_of(place)
        if index.isValid():
            self.table.show_cursor(index)
            self.table.setFocus()

    def page(self) -> Page:
        """The page as pasting sees it."""
        columns = [column.key for column in self.model.columns]
        return Page(self.model.rows, columns, self.field, self.codes)

    def use_touch(self, touch: bool) -> None:
        """Cells for fingers."""
        self._touch = touch
        width = measures.TOUCH_WIDTH if touch else measures.DATE_COLUMN
        self.table.lessons.setDefaultSectionSize(width)
        self.fit_rows()

    def use_board(self, board: bool) -> None:
        """«Режим доски»: the page is projected, so only the cursor's pupil shows marks."""
        self.edge.setVisible(not board)
        self._foot.setVisible(not board)
        self.table.delegate.only_cursor = board
        self.table.viewport().update()

    def fit_rows(self) -> None:
        """Rows share the height, in both views."""
        self.table.fit_rows(touch=self._touch)
        self.edge.fit_rows()

    # Effects of fast entry.

    def run(self, effects: Iterable[Effect]) -> None:
        """Do what fast entry asks for, in its order."""
        for effect in effects:
            self._run(effect)

    def _run(self, effect: Effect) -> None:
        match effect:
            case Put():
                self.put_wanted.emit(effect)
            case TakeBack():
                self.take_back_wanted.emit(effect)
            case Fill():
                self.fill_wanted.emit(effect)
            case Move(place):
                self._stand_on(self.model.index_of(place))
            case Waiting():
                self._show_waiting(effect)
            case ClassDone(column):
                self._show_done(Walk(self.field).count_unmarked(column))
            case Hint(words):
                self.bar.say(words)
            case Refuse(place, words):
                self.refuse(place, words)

    def refuse(self, place: Place, words: str) -> None:
        """Shake a cell and say why; a screen calls it for its own refusals too."""
        index = self.model.index_of(place)
        if index.isValid():
            self._shake.shake(index.row(), index.column())
        self.bar.say(words, Tone.WRONG)
        self.refused.emit(words)

    def put_value(self, value: CellValue) -> None:
        """The palette or the editor made a whole cell."""
        self.table.setFocus()
        self.run(self.entry.put(value))

    def _stand_on(self, index: QModelIndex) -> None:
        """Move the ring without telling fast entry, which asked for it."""
        self._moving = True
        self.table.delegate.cursor = (index.row(), index.column())
        self.table.show_cursor(index)
        self._moving = False
        if self.bar.has_ring:
            self.bar.clear()
        self.table.touch_cell(index.row(), index.column())
        self.place_changed.emit(self.entry.place)

    def _show_waiting(self, waiting: Waiting) -> None:
        index = self.model.index_of(waiting.place)
        here = (index.row(), index.column())
        self._waiting = waiting if waiting.text else None
        self.table.delegate.waiting = (here, waiting.text) if waiting.text else None
        self.table.touch_cell(*here)

    def _show_done(self, unmarked: int) -> None:
        row, column = self.table.delegate.cursor
        self.table.delegate.cursor = (-1, -1)
        self.table.touch_cell(row, column)
        self.bar.show_done(unmarked)
        self.class_done.emit(unmarked)

    # The table's events.

    def _place_chosen(self, index: QModelIndex) -> None:
        self.edge.go_to(index.row())
        if self._moving:
            return
        if self.bar.has_ring:
            self.bar.clear()
        self.run(self.entry.go_to(self.model.place(index)))
        self.place_changed.emit(self.entry.place)

    def _pressed(self, index: QModelIndex) -> None:
        """A click on the last pupil takes the ring back from the bar."""
        if self.entry.is_at_bar and index.isValid():
            self.run(self.entry.go_to(self.model.place(index)))
            self._stand_on(index)

    def _selection_changed(self) -> None:
        self.bar.show_bulk(len(self.table.selectionModel().selectedIndexes()))

    def ask_menu_at_cursor(self) -> None:
        """Shift+F10: the menu of the cell under the cursor."""
        corner = self.table.visualRect(self.table.currentIndex()).bottomLeft()
        self._ask_menu(self.table.viewport().mapToGlobal(corner))

    def _ask_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.entry.place, at)

    def _ask_row_menu(self, row: int, at: QPoint) -> None:
        if not self.model.is_newcomer(row):
            self.row_menu_wanted.emit(self.model.rows[row].key, at)

    def _ask_column_menu(self, column: int, at: QPoint) -> None:
        self.column_menu_wanted.emit(self.model.columns[column].key, at)

    def _row_clicked(self, row: int) -> None:
        if self.model.is_newcomer(row):
            self.newcomer_wanted.emit()
        else:
            self.row_wanted.emit(self.model.rows[row].key)

    def _column_clicked(self, column: int) -> None:
        self.column_wanted.emit(self.model.columns[column].key)

    def changeEvent(self, event: QEvent) -> None:
        """The palette changed: everything painted by hand changes too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "bar"):
            for part in (self.table, self.edge, self.bar):
                part.wear(palette.worn())

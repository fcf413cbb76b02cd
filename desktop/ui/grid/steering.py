"""What the grid does with each key: fast entry, moves, selection, clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

from desktop.ui.grid import copying
from desktop.ui.grid.bar import Bulk
from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import Effect, Fill, Hint
from desktop.ui.grid.face import GridFace
from desktop.ui.grid.keys import Action, Meaning, Refused, Typed
from desktop.ui.grid.moves import EXTENDING, JUMPS, STEPS, jumped, stepped
from desktop.ui.grid.whole_cell import WholeCell
from desktop.ui.words import _


class Steering:
    """One grid's hands."""

    def __init__(self, grid: GridFace, whole: WholeCell) -> None:
        self._grid = grid
        entry = grid.entry
        self._entry_keys: Mapping[Action, Callable[[], list[Effect]]] = {
            Action.NEXT_UNMARKED: entry.space,
            Action.TAKE_BACK: entry.backspace,
            Action.FILL_EMPTY: entry.fill,
            Action.CANCEL: entry.escape,
        }
        self._acts: Mapping[Action, Callable[[], None]] = {
            Action.CONFIRM: self._confirm,
            Action.CONFIRM_UP: self._up,
            Action.UP: self._up,
            Action.DOWN: self._down,
            Action.CLEAR: self._clear,
            Action.EDIT_TEXT: whole.edit_as_text,
            Action.COMMENT: self._comment,
            Action.FILL_DOWN: self._fill_down,
            Action.COPY: self._copy,
            Action.CUT: self._cut,
            Action.PASTE: self._paste,
            Action.SELECT_ALL: grid.table.selectAll,
            Action.MENU: grid.ask_menu_at_cursor,
        }

    def take_key(self, meaning: Meaning) -> bool:
        """Do what a key asks for; False for what only the window can do."""
        grid = self._grid
        if isinstance(meaning, Typed):
            grid.run(grid.entry.type(meaning.token))
            return True
        if isinstance(meaning, Refused):
            self._refuse(meaning.words)
            return True
        action = meaning.action
        if action in self._entry_keys:
            grid.run(self._entry_keys[action]())
        elif action in self._acts:
            self._acts[action]()
        elif action in STEPS or action in JUMPS:
            self._move(action)
        else:
            grid.run(grid.entry.interrupt())
            return False
        return True

    def fill_dragged(self, column: int, source: int, first: int, last: int) -> None:
        """The fill handle was let go over these rows."""
        model = self._grid.model
        rows = [row for row in range(first, last + 1) if row != source]
        places = [model.place(model.index(row, column)) for row in rows]
        origin = model.place(model.index(source, column))
        self._fill(origin, [place for place in places if place is not None])

    def act_in_bulk(self, name: str) -> None:
        """A button of the bar."""
        grid, act = self._grid, Bulk(name)
        places = grid.table.places()
        if act is Bulk.COPY:
            self._copy()
        elif act is Bulk.CLEAR:
            grid.wipe_wanted.emit(places)
        elif act is Bulk.COMMENT:
            grid.comment_wanted.emit(places)
        elif act is Bulk.DUTY_ON:
            grid.run([Fill(self._open(places), CellValue(duty=True))])
        else:
            grid.bulk_wanted.emit(name, places)
        grid.table.setFocus()

    # Moves.

    def _confirm(self) -> None:
        grid = self._grid
        if grid.model.is_newcomer(grid.table.currentIndex().row()):
            grid.newcomer_wanted.emit()
            return
        grid.run(grid.entry.enter())

    def _down(self) -> None:
        """Down by fast entry; from the last pupil to the newcomers' row."""
        grid = self._grid
        place, was_at_bar = grid.entry.place, grid.entry.is_at_bar
        grid.run(grid.entry.down())
        below = grid.table.currentIndex().row() + 1
        if place == grid.entry.place and not was_at_bar and grid.model.is_newcomer(below):
            self._show(below, grid.table.currentIndex().column())

    def _up(self) -> None:
        grid = self._grid
        index = grid.table.currentIndex()
        if grid.entry.place is None:
            self._show(max(index.row() - 1, 0), index.column())
        else:
            grid.run(grid.entry.up())

    def _move(self, action: Action) -> None:
        grid = self._grid
        index = grid.table.currentIndex()
        at = (max(index.row(), 0), max(index.column(), 0))
        if action in EXTENDING:
            self._extend(action)
        elif action in STEPS:
            self._show(*stepped(at, action, grid.model.rowCount(), grid.model.columnCount()))
        else:
            page = max(grid.table.viewport().height() // max(grid.table.rowHeight(0), 1) - 1, 1)
            self._show(*jumped(at, action, len(grid.model.rows), grid.model.columns, page))

    def _extend(self, action: Action) -> None:
        table, model = self._grid.table, self._grid.model
        self._grid.run(self._grid.entry.interrupt())
        here = table.currentIndex()
        chosen = table.selectionModel().selectedIndexes() or [here]
        rows, columns = [at.row() for at in chosen], [at.column() for at in chosen]
        far = (
            max(rows) if min(rows) == here.row() else min(rows),
            max(columns) if min(columns) == here.column() else min(columns),
        )
        to = stepped(far, action, len(model.rows), model.columnCount())
        table.extend_to(model.index(*to))

    def _show(self, row: int, column: int) -> None:
        """Show the cursor here; leaving the bar counts as a move even to the same cell."""
        grid = self._grid
        index = grid.model.index(row, column)
        grid.run(grid.entry.go_to(grid.model.place(index)))
        grid.table.delegate.cursor = (row, column)
        grid.table.show_cursor(index)
        if grid.bar.has_ring:
            grid.bar.clear()
        grid.table.touch_cell(row, column)

    # Wishes.

    def _refuse(self, words: str) -> None:
        place = self._grid.entry.place
        if place is not None:
            self._grid.refuse(place, words)

    def _clear(self) -> None:
        places = self._grid.table.places()
        if len(places) > 1:
            self._grid.wipe_wanted.emit(places)
        else:
            self._grid.run(self._grid.entry.wipe())

    def _comment(self) -> None:
        self._grid.run(self._grid.entry.interrupt())
        places = self._grid.table.places()
        if places:
            self._grid.comment_wanted.emit(places)

    def _fill_down(self) -> None:
        """The first selected cell into those below; one cell takes the value above it."""
        grid = self._grid
        grid.run(grid.entry.interrupt())
        places = grid.table.places()
        if len(places) == 1:
            index = grid.table.currentIndex()
            above = grid.model.place(grid.model.index(index.row() - 1, index.column()))
            self._fill(above, list(places))
            return
        by_column = sorted(places, key=lambda place: place.column)
        for _column, run in groupby(by_column, key=lambda place: place.column):
            origin, *others = run
            self._fill(origin, others)

    def _fill(self, origin: Place | None, places: list[Place]) -> None:
        if origin is None:
            return
        value = self._grid.model.sheet.cell(origin).value
        open_places = self._open(tuple(places))
        if value.is_marked and open_places:
            self._grid.run([Fill(open_places, CellValue(marks=value.marks, duty=value.duty))])
        else:
            self._grid.run([Hint(_("Заполнять нечем: в первой клетке нет отметки"))])

    def _open(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Cells that a fill may touch: those of pupils who were there."""
        cell = self._grid.model.sheet.cell
        return tuple(one for one in places if not cell(one).closed and not cell(one).absent)

    # The clipboard.

    def _copy(self) -> None:
        grid = self._grid
        grid.run(grid.entry.interrupt())
        rows = [(key, list(run)) for key, run in groupby(grid.table.places(), key=lambda at: at.row)]
        table = tuple(tuple(str(grid.model.sheet.cell(place).value) for place in run) for _key, run in rows)
        copying.copy(table, [key for key, _run in rows])

    def _cut(self) -> None:
        self._copy()
        self._grid.cut_wanted.emit(self._grid.table.places())

    def _paste(self) -> None:
        grid = self._grid
        grid.run(grid.entry.interrupt())
        place = grid.entry.place
        fit = copying.pasted(grid.page(), place) if place is not None else None
        if fit is None:
            grid.bar.say(_("В буфере обмена нет таблицы"))
        else:
            grid.paste_wanted.emit(fit)

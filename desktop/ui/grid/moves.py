"""Where an arrow leads: positions in the table, no Qt events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.ui.grid.keys import Action
from desktop.ui.grid.sheet import ColumnShown

STEPS: Final = {
    Action.LEFT: (0, -1),
    Action.RIGHT: (0, 1),
    Action.NEXT_CELL: (0, 1),
    Action.PREVIOUS_CELL: (0, -1),
    Action.EXTEND_UP: (-1, 0),
    Action.EXTEND_DOWN: (1, 0),
    Action.EXTEND_LEFT: (0, -1),
    Action.EXTEND_RIGHT: (0, 1),
}
EXTENDING: Final = frozenset({Action.EXTEND_UP, Action.EXTEND_DOWN, Action.EXTEND_LEFT, Action.EXTEND_RIGHT})
JUMPS: Final = frozenset(
    {
        *(Action.FIRST_PUPIL, Action.LAST_PUPIL, Action.FIRST_LESSON, Action.LAST_LESSON),
        *(Action.PREVIOUS_WORK, Action.NEXT_WORK, Action.PAGE_UP, Action.PAGE_DOWN),
    }
)


def stepped(at: tuple[int, int], action: Action, rows: int, columns: int) -> tuple[int, int]:
    """One cell further, never over the edge."""
    down, right = STEPS[action]
    return _within(at[0] + down, rows), _within(at[1] + right, columns)


def jumped(
    at: tuple[int, int], action: Action, rows: int, columns: Sequence[ColumnShown], page: int
) -> tuple[int, int]:
    """Where a far key leads; `rows` counts pupils only, `page` is a screenful of rows."""
    row, column = at
    rows_for = {
        Action.FIRST_PUPIL: 0,
        Action.LAST_PUPIL: rows - 1,
        Action.PAGE_UP: row - page,
        Action.PAGE_DOWN: row + page,
    }
    columns_for = {
        Action.FIRST_LESSON: 0,
        Action.LAST_LESSON: len(columns) - 1,
        Action.PREVIOUS_WORK: _next_work(columns, column, -1),
        Action.NEXT_WORK: _next_work(columns, column, 1),
    }
    return (
        _within(rows_for.get(action, row), rows),
        _within(columns_for.get(action, column), len(columns)),
    )


def _next_work(columns: Sequence[ColumnShown], column: int, step: int) -> int:
    """The nearest column with a work of its own (К, ДЗ, С), not just answers; else stay."""
    at = column + step
    while 0 <= at < len(columns):
        if columns[at].work is not None:
            return at
        at += step
    return column


def _within(at: int, count: int) -> int:
    return max(0, min(at, count - 1))

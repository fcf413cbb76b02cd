"""Ctrl+Enter: what was just typed goes into every empty cell of the column."""

from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import Fill
from desktop.ui.grid.grammar import points
from tests.desktop.ui.grid.paper import COLUMN, Hands


def test_the_empty_are_filled() -> None:
    """Marks, the absent and closed cells stay."""
    hands = Hands(6).holds(2, "3").holds(3, "Н").closes(4).types("5 Fill")

    assert hands.column == ["5", "5", "3", "Н", "", "5"]


def test_a_late_pupil_is_filled_beside_the_code() -> None:
    """A code is never overwritten; one who was late was there."""
    assert Hands(3).holds(1, "ОП").holds(2, "ОСВ").types("5 Fill").column == ["5", "ОП 5", "ОСВ"]


def test_an_absence_is_never_filled() -> None:
    """Only a mark, зачёт or долг typed in this column is filled with."""
    hands = Hands(3).types("Н Fill")

    assert hands.column == ["Н"]
    assert hands.words == ["Сначала наберите отметку, которой заполнить столбец"]


def test_a_duty_is_filled() -> None:
    """Nobody has brought the work."""
    assert Hands(3).types(". Fill").column == [".", ".", "."]


def test_a_waiting_mark_is_filled() -> None:
    """`8 5 Ctrl+Enter` on a hundred points: the cell that waited is a mark, not a part of the fill."""
    hands = Hands(3, points(100)).types("8 5 Fill")

    assert hands.column == ["85", "85", "85"]
    assert hands.last(Fill) == Fill((hands.place(1), hands.place(2)), CellValue(marks=("85",)))


def test_what_was_taken_back_fills_nothing() -> None:
    """After Backspace there is no mark that was just typed."""
    assert Hands(3).types("5 Back Fill").column == []


def test_with_none_empty_it_asks() -> None:
    """A fill that would replace says so, and leaves alone whoever has that mark."""
    hands = Hands(3).holds(1, "4").holds(2, "5").types("5 Fill")

    assert hands.last(Fill) == Fill((Place("p1", COLUMN),), CellValue(marks=("5",)), replaces=True)


def test_where_all_have_it_nothing_is_filled() -> None:
    """No step for undo comes of nothing."""
    hands = Hands(2).holds(1, "5").types("5 Fill")

    assert hands.last(Fill) is None
    assert hands.words == ["Так уже стоит у всех"]

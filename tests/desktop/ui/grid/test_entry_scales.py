"""What is a mark depends on the column."""

import pytest

from desktop.ui.grid.cells import Place
from desktop.ui.grid.effects import Refuse, Waiting
from desktop.ui.grid.grammar import TERM_CODES, five_point, no_marks, pass_or_fail, points, term_marks
from tests.desktop.ui.grid.paper import COLUMN, Hands


def test_outside_the_scale() -> None:
    """A token outside the scale is refused with words; the cursor stays."""
    hands = Hands().types("9")

    assert hands.last(Refuse) == Refuse(Place("p0", COLUMN), "В этом классе отметки от 2 до 5")
    assert hands.cursor == 0
    assert hands.types("1").column == []
    assert Hands(scale=five_point(1)).types("1").column == ["1"]


def test_ten_points_let_one_wait() -> None:
    """On 10 points `1` waits for a second digit; every other digit commits."""
    hands = Hands(scale=points(10)).types("1")
    assert hands.column == []
    assert hands.last(Waiting) == Waiting(Place("p0", COLUMN), "1")

    assert hands.types("0 7 1 5 9").column == ["10", "7", "1", "5", "9"]


def test_twelve_points_let_one_wait() -> None:
    """On 12 points 10, 11 and 12 are typed as they are read; 1 and 3 are two marks."""
    assert Hands(scale=points(12)).types("1 2 1 1 1 0 1 3").column == ["12", "11", "10", "1", "3"]


@pytest.mark.parametrize("key", ["Enter", "Down", "Space"])
def test_what_waits_is_written_by_the_next_key(key: str) -> None:
    """Enter, an arrow or Space write a waiting 1 and go one pupil on, not two."""
    assert Hands(scale=points(10)).types(f"1 {key} 7").column == ["1", "7"]


def test_what_waits_is_written_by_a_click() -> None:
    """A click elsewhere writes the mark that waited."""
    assert Hands(scale=points(10)).types("1").clicks(3).types("7").column == ["1", "", "", "7"]


def test_what_waits_is_dropped_by_escape() -> None:
    """Esc drops it, Backspace takes its digits back."""
    assert Hands(scale=points(10)).types("1 Esc 7").column == ["7"]
    assert Hands(scale=points(100)).types("8 5 Back 7 Enter").column == ["87"]


def test_a_code_writes_what_waits() -> None:
    """Н after a waiting 1 is the next pupil's."""
    assert Hands(scale=points(10)).types("1 Н").column == ["1", "Н"]


def test_a_second_mark_may_wait_too() -> None:
    """10\\12 on twelve points."""
    assert Hands(scale=points(12)).types("1 0 \\ 1 2 5").column == ["10/12", "5"]
    assert Hands(scale=points(12)).types("9 \\ 1 Down 5").column == ["9/1", "", "5"]


def test_a_hundred_points_wait_for_enter() -> None:
    """7, 70 and 100 are all marks: Enter says which."""
    hands = Hands(scale=points(100)).types("7 Enter 7 0 Enter 1 0 0 Enter 0 Enter")

    assert hands.column == ["7", "70", "100", "0"]


def test_a_hundred_and_one_is_refused() -> None:
    """A digit that would leave the scale is refused, the rest waits on."""
    hands = Hands(scale=points(100)).types("1 0 1 Enter")

    assert hands.column == ["10"]
    assert hands.words == ["В этом классе отметки от 0 до 100"]


def test_two_marks_of_a_hundred() -> None:
    """85\\90 Enter."""
    assert Hands(scale=points(100)).types("8 5 \\ 9 0 Enter 7 Enter").column == ["85/90", "7"]


def test_pass_or_fail() -> None:
    """5, 1 and З pass; 2 and 0 fail; other digits are refused."""
    hands = Hands(scale=pass_or_fail()).types("5 1 З 2 0 4")

    assert hands.column == ["зач", "зач", "зач", "незач", "незач"]
    assert hands.words == ["Здесь зачёт (5, 1 или З) или незачёт (2 или 0)"]


def test_a_second_pass() -> None:
    """зач/незач by letters and digits."""
    assert Hands(scale=pass_or_fail()).types("З \\ 2 З").column == ["зач/незач", "зач"]


def test_no_marks() -> None:
    """Grade 1 takes attendance and dots, and says so about digits."""
    hands = Hands(scale=no_marks()).types("5 Н .")

    assert hands.column == ["Н", "."]
    assert hands.words == ["В этом классе без отметок: посещаемость, точки, комментарии"]


def test_term_marks() -> None:
    """Н is н/а, О is осв, З is зач; hands that type «осв» touch no neighbour."""
    hands = Hands(scale=term_marks(five_point()), codes=TERM_CODES).types("5 Н О С В З 4")

    assert hands.column == ["5", "н/а", "осв", "зач", "4"]


def test_a_pass_is_no_mark_of_numbers() -> None:
    """З on a five-point column is refused."""
    assert Hands().types("З").words == ["«З» здесь не ставят"]

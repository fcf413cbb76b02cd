"""Fast entry, as a teacher types it."""

import pytest

from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import ClassDone, Hint, Put, TakeBack
from desktop.ui.grid.grammar import points
from desktop.ui.grid.walk import Walk
from tests.desktop.ui.grid.paper import COLUMN, Hands


def test_thirty_digits_are_thirty_marks() -> None:
    """A class of thirty is marked with thirty keys."""
    hands = Hands(30)

    hands.types(" ".join("5432" * 8)[: 30 * 2])

    assert hands.column == list(("5432" * 8)[:30])


def test_enter_after_a_digit_only_confirms() -> None:
    """`5 Enter 4 Enter` is the same as `5 4`: hands that know Excel press Enter by themselves."""
    assert Hands().types("5 Enter 4 Enter 3 Enter").column == Hands().types("5 4 3").column


def test_a_second_enter_goes_down() -> None:
    """Only the Enter directly after the cursor went by itself confirms; the next one moves."""
    assert Hands().types("5 Enter Enter 4").column == ["5", "", "4"]


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        ("У П", "УП"),
        ("О С В", "ОСВ"),
        ("С В", "ОСВ"),
        ("О Т", "ОТ"),
        ("Н П", "НП"),
        ("Н", "Н"),
        ("Б", "Б"),
        ("О 3", "ОП 3"),
        ("О П 3", "ОП 3"),
        ("5 \\ 4", "5/4"),
        ("5 \\ 4 \\ 3", "5/4/3"),
        ("О 5 \\ 4", "ОП 5/4"),
        (".", "."),
    ],
)
def test_a_tail_belongs_to_the_cell_just_left(keys: str, cell: str) -> None:
    """Hands type the whole of УП, ОСВ, О 3 and 5\\4, and no neighbour is touched."""
    hands = Hands().types(keys)

    assert hands.column == [cell]
    assert hands.types("4").column == [cell, "4"]
    assert hands.words == []


def test_the_tail_reaches_the_last_pupil_from_the_bar() -> None:
    """A second mark typed after the last pupil is still that pupil's."""
    assert Hands(2, at=1).types("5 \\ 4").column == ["", "5/4"]


def test_a_key_between_ends_the_tail() -> None:
    """`Н Enter П` is no НП: something came between."""
    hands = Hands().types("Н Enter П")

    assert hands.column == ["Н"]
    assert hands.words == ["«П» здесь не ставят"]


def test_a_click_between_ends_the_tail() -> None:
    """After a click `\\` needs a mark in the cell that was clicked."""
    hands = Hands().types("5").clicks(4).types("\\ 4")

    assert hands.column == ["5", "", "", "", "4"]
    assert hands.words == ["Сначала отметка, потом «\\» и вторая"]


def test_a_second_mark_joins_one_that_stands() -> None:
    """`\\ 4` on a cell that holds 5 makes 5/4 and goes on."""
    hands = Hands().holds(0, "5").types("\\ 4 3")

    assert hands.column == ["5/4", "3"]


def test_a_cell_holds_three_marks_at_most() -> None:
    """A fourth mark is refused with words."""
    hands = Hands().types("5 \\ 4 \\ 3 \\")

    assert hands.column == ["5/4/3"]
    assert hands.words == ["В одной клетке не больше трёх отметок"]


def test_a_second_mark_needs_a_first() -> None:
    """`\\` after Н is refused: there is no mark beside which another could stand."""
    assert Hands().types("Н \\").words == ["Сначала отметка, потом «\\» и вторая"]


def test_absent_pupils_are_passed_over() -> None:
    """The cursor goes by itself to the next pupil who was in the lesson."""
    hands = Hands().holds(1, "Н").holds(2, "Б").holds(3, "ОП")

    assert hands.types("5 4").column == ["5", "Н", "Б", "ОП 4"]


def test_arrows_reach_the_absent() -> None:
    """Work done later is marked beside the absence: Н 4."""
    assert Hands().holds(1, "Н").types("Down 4").column == ["", "Н 4"]


def test_a_pupil_who_left_is_skipped() -> None:
    """Closed cells are passed over, and refuse what is typed into them."""
    hands = Hands().closes(1)

    assert hands.types("5 4").column == ["5", "", "4"]
    assert hands.clicks(1).types("5").words == ["Ученик выбыл 07.11"]


def test_a_digit_after_the_last_pupil_changes_nothing() -> None:
    """On the bar digits do nothing."""
    hands = Hands(3).types("5 4 3")

    assert hands.last(ClassDone) == ClassDone(COLUMN)
    assert hands.types("2 5 Н . Enter").column == ["5", "4", "3"]


def test_the_bar_counts_who_is_left() -> None:
    """«Класс пройден, без отметки: 3» counts neither the absent nor those who owe the work."""
    hands = Hands(6).holds(1, "Н").holds(2, ".").clicks(5).types("5")

    assert Walk(hands.paper).count_unmarked(COLUMN) == 3


def test_space_leads_to_the_next_without_a_mark() -> None:
    """Space passes over marks, duties and the absent; from the bar it begins at the top."""
    hands = Hands(5).holds(1, "4").holds(2, "Н").types("Space")
    assert hands.cursor == 3

    hands.types("Space Space")
    assert hands.entry.is_at_bar

    hands.types("Space")
    assert hands.cursor == 0


def test_up_leaves_the_bar_for_the_last_pupil() -> None:
    """From the bar ↑ comes back to the last pupil."""
    hands = Hands(2, at=1).types("5 Up 4")

    assert hands.column == ["", "4"]


def test_a_digit_overwrites() -> None:
    """To correct a mark is one key; attendance stays beside it."""
    assert Hands().holds(0, "ОП 3/4").types("5").column == ["ОП 5"]


def test_a_mark_closes_the_duty() -> None:
    """The owed work was done."""
    assert Hands().holds(0, ".").types("4").column == ["4"]


def test_the_dot_is_put_and_taken_off() -> None:
    """A second dot on the same pupil takes the duty off."""
    assert Hands().types(".").column == ["."]
    assert Hands().types(". Up .").column == []
    assert Hands().holds(0, "УП").types(".").column == ["УП ."]


def test_a_code_never_drops_a_mark() -> None:
    """Н typed over a 5 keeps the 5: what to do with both is the teacher's choice."""
    assert Hands().holds(0, "5").types("Н").column == ["Н 5"]


def test_backspace_returns_the_earlier_value() -> None:
    """The last entry is taken back whole, tail and all, and the cursor returns to it."""
    hands = Hands().holds(0, "3").types("5 \\ 4 2 Back")
    assert hands.column == ["5/4"]

    hands.types("Back")
    assert hands.column == ["3"]
    assert hands.cursor == 0


def test_backspace_says_what_it_put() -> None:
    """A taking back carries both values, so that a foreign change is not overwritten."""
    hands = Hands().holds(0, "3").types("5 Back")

    taken = hands.last(TakeBack)
    assert taken == TakeBack(Place("p0", COLUMN), CellValue(marks=("5",)), CellValue(marks=("3",)))


def test_a_tail_grows_from_what_was_typed() -> None:
    """A screen that writes late does not make «5/4» out of what stood before the 5."""
    entry = Hands().holds(0, "3").entry

    entry.type("5")
    entry.type("\\")

    assert Put(Place("p0", COLUMN), CellValue(marks=("5",)), CellValue(marks=("5", "4"))) in entry.type("4")


def test_backspace_with_nothing_to_take_back_says_so() -> None:
    """Backspace never clears a cell that was not just typed."""
    hands = Hands().holds(0, "3").types("Back")

    assert hands.column == ["3"]
    assert isinstance(hands.last(Hint), Hint)


def test_delete_clears_and_stays() -> None:
    """Delete empties the cell under the cursor."""
    hands = Hands().holds(0, "ОП 3").types("Del")

    assert hands.column == []
    assert hands.cursor == 0


def test_digit_and_arrow_thrice_earn_one_hint() -> None:
    """Who presses ↓ after each digit is told, once, that it skips a pupil."""
    hands = Hands().types("5 Down 5 Down 5")
    assert hands.words == []

    hands.types("Down 5 Down 5 Down 5 Down")
    assert hands.words == ["Отметка сама переходит ниже, ↓ пропускает ученика"]


def test_arrows_among_plain_digits_earn_no_hint() -> None:
    """Skipping one pupil now and then is what ↓ is for."""
    assert Hands().types("5 Down 5 4 Down 5 4 Down 5 4 Down").words == []


def test_the_cursor_keeps_its_pupil_when_rows_come_and_go() -> None:
    """A sync that brings a pupil neither loses what waits nor moves the cursor."""
    hands = Hands(3, points(10)).types("7 1")

    hands.paper.rows = ["new", *hands.paper.rows]
    hands.entry.walk_on(hands.paper)
    hands.types("0 5")

    assert hands.column == ["", "7", "10", "5"]


def test_a_put_says_what_the_teacher_saw() -> None:
    """The value before goes along, for undo and for the three-way check."""
    hands = Hands().holds(0, "3").types("5")

    assert hands.effects[0] == Put(hands.place(0), CellValue(marks=("3",)), CellValue(marks=("5",)))

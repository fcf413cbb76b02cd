"""Marks typed through the real widgets arrive in the journal, and nowhere else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.ui.grid.cells import Place
from sync.identity import lesson_id
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    BELOVA,
    GROMOVA,
    TODAY,
    Taught,
    today_work,
)
from tests.desktop.ui.journal_page.conftest import Opener
from tests.desktop.ui.journal_page.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
BUCKET = f"course:{ALGEBRA}"
LESSON = lesson_id(ALGEBRA, TODAY, ALGEBRA_SLOT)


def test_thirty_digits_mark_a_class_of_thirty(full_desk: Desk) -> None:
    """One key for a pupil: the cursor goes down by itself, past who has left."""
    full_desk.type("5" * 30)

    marked = full_desk.column()
    assert marked.count("5") == 29
    assert marked[3] == ""
    assert full_desk.journal.counts().unsent == 29


def test_a_digit_after_the_last_pupil_changes_nothing(full_desk: Desk) -> None:
    """The bar has the focus when the class is behind: further digits go nowhere."""
    full_desk.type("5" * 29)
    before = full_desk.column()

    full_desk.type("2222")

    assert full_desk.column() == before
    assert "Класс пройден" in full_desk.grid.bar.words.text()


@pytest.mark.parametrize("layout", ["ru", "latin"])
def test_enter_after_a_digit_only_confirms(desk: Desk, layout: str) -> None:
    """`5 Enter 4 Enter` gives the same as `5 4`."""
    for digit in "54":
        desk.type(digit, layout)
        desk.enter()

    assert desk.column()[:3] == ["5", "4", ""]


@pytest.mark.parametrize(
    ("keys", "shows"),
    [
        ("УП", "УП"),
        ("ОСВ", "ОСВ"),
        ("О3", "ОП 3"),
        ("5\\4", "5/4"),
        ("НП", "НП"),
        ("Н", "Н"),
        ("Ё", "."),
        ("ОТ", "ОТ"),
    ],
)
@pytest.mark.parametrize("layout", ["ru", "latin"])
def test_whole_tokens_touch_no_neighbour(desk: Desk, keys: str, shows: str, layout: str) -> None:
    """Hands that type a whole code, or a second mark, write one cell."""
    desk.type(keys, layout)

    assert desk.column() == [shows, "", "", "", "", ""]


@pytest.mark.parametrize("numlock", [True, False])
def test_the_number_pad_marks_whatever_numlock_says(desk: Desk, numlock: bool) -> None:
    """Keypad keys are digits and signs: 5 / 4, then 3, then the dot."""
    desk.pad("5/4", numlock=numlock)
    desk.pad("3", numlock=numlock)
    desk.pad(",", numlock=numlock)

    assert desk.column()[:3] == ["5/4", "3", "."]


def test_codes_are_stored_by_the_school_s_keys(desk: Desk) -> None:
    """«УП» on the screen is `excused` in the journal."""
    desk.type("У")

    lesson = desk.screen.lesson
    assert lesson is not None
    assert desk.journal.read_codes(lesson) == {ABRAMOV: "excused"}


def test_entry_passes_over_the_absent_and_the_gone(desk: Desk) -> None:
    """Who was marked absent, and who has left, are skipped; arrows reach the absent."""
    desk.go_to(BELOVA)
    desk.type("Н")
    desk.go_to(ABRAMOV)

    desk.type("543")

    assert desk.column() == ["5", "Н", "4", "", "3", ""]


def test_a_closed_cell_says_why(desk: Desk) -> None:
    """A mark for who has left is refused in words, the cursor stays."""
    desk.go_to(GROMOVA)

    desk.type("5")

    assert desk.said[-1] == "Ученик выбыл 13.11"
    assert desk.place == Place(GROMOVA, today_work())
    assert desk.journal.counts().unsent == 0


def test_a_mark_outside_the_scale_is_refused_in_words(desk: Desk) -> None:
    """9 on the five-point scale: words, no dialog, nothing written."""
    desk.type("9")

    assert desk.said[-1] == "В этом классе отметки от 2 до 5"
    assert desk.place == Place(ABRAMOV, today_work())
    assert desk.journal.counts().unsent == 0


def test_on_twelve_points_one_waits(opened: Opener) -> None:
    """`1` may be 1 or 12: it waits for the second digit."""
    taught = Taught()
    taught.told(BUCKET, "course", ALGEBRA, {"scale": "12"})
    taught.replica.copy.load()
    desk = opened(taught)

    desk.type("1")
    waits = desk.column()[0]
    desk.type("2")

    assert (waits, desk.column()[0]) == ("", "12")


def test_backspace_returns_what_stood_before(desk: Desk) -> None:
    """The earlier value comes back with its comment, and the cursor with it."""
    desk.type("3")
    page = desk.screen.page
    assert page is not None
    desk.journal.put_comment(page, ABRAMOV, today_work(), "Не дописал")
    desk.go_to(ABRAMOV)
    desk.type("5")

    desk.hit(Qt.Key.Key_Backspace)

    mark = page.cell(ABRAMOV, today_work()).mark
    assert mark is not None
    assert (mark.values, mark.comment) == (("3",), "Не дописал")
    assert desk.place == Place(ABRAMOV, today_work())


def test_backspace_after_delete_returns_the_comment_too(desk: Desk) -> None:
    """What Delete has cleared comes back whole: the mark and what was said of it."""
    desk.type("3")
    page = desk.screen.page
    assert page is not None
    desk.journal.put_comment(page, ABRAMOV, today_work(), "Не дописал")
    desk.go_to(ABRAMOV)
    desk.hit(Qt.Key.Key_Delete)

    desk.hit(Qt.Key.Key_Backspace)

    mark = page.cell(ABRAMOV, today_work()).mark
    assert mark is not None
    assert (mark.values, mark.comment) == (("3",), "Не дописал")


def test_a_fill_is_taken_back_by_one_key(full_desk: Desk) -> None:
    """5, Ctrl+Enter, Ctrl+Я: the whole class, and back to the one mark that was typed."""
    full_desk.go_to(full_desk.taught.pupils[2])
    full_desk.type("Н")
    full_desk.go_to(full_desk.taught.pupils[0])
    full_desk.type("5")

    full_desk.hit(Qt.Key.Key_Return, CTRL)
    filled = full_desk.column()
    full_desk.chord("Я")

    assert filled.count("5") == 28
    assert (filled[2], filled[3]) == ("Н", "")
    assert full_desk.column() == ["5", "", "Н", *[""] * 27]
    full_desk.chord("Н", "latin")
    assert full_desk.column() == filled


def test_a_fill_over_marks_asks_first(desk: Desk) -> None:
    """With none empty it asks «Заменить…?», and no leaves all as it stands."""
    desk.type("55555")
    desk.go_to(ABRAMOV)
    desk.type("4")

    desk.hit(Qt.Key.Key_Return, CTRL)
    asked = desk.screen.ask.words.text()
    desk.hit(Qt.Key.Key_Escape)
    stayed = desk.column()
    desk.grid.setFocus()
    desk.hit(Qt.Key.Key_Return, CTRL)
    desk.enter()

    assert asked == "Заменить 4 стоящие?"
    assert stayed == ["4", "5", "5", "", "5", "5"]
    assert desk.column() == ["4", "4", "4", "", "4", "4"]


def test_what_is_typed_is_said_to_be_saved(desk: Desk) -> None:
    """«Сохранено на этом компьютере», at once."""
    desk.type("5")

    assert desk.screen.header.saved.text() == "Сохранено на этом компьютере"

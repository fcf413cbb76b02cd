"""The grid on the screen: keys arrive as events, wishes leave as signals."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.grid.cells import Place
from desktop.ui.grid.chooser import MarkButton
from desktop.ui.grid.keys import Action, Wish
from desktop.ui.look.style import Theme, dress
from tests.desktop.ui.grid.board import CTRL, KEY, SHIFT, named, pad, printable
from tests.desktop.ui.grid.screen import LESSON, Screen, chord, hit, place_of, press
from tests.looks.demo_sheet import build_sheet


@pytest.mark.parametrize("layout", ["ru", "latin"])
def test_keys_become_marks(screen: Screen, layout: str) -> None:
    """5, НП, О 3, 5\\4 in either layout."""
    press(screen, 0x06, 0x15, 0x22, 0x24, 0x04, 0x06, 0x2B, 0x05, layout=layout)

    assert screen.column()[:4] == ["5", "НП", "ОП 3", "5/4"]


@pytest.mark.parametrize("numlock", [True, False])
def test_the_keypad_marks(screen: Screen, numlock: bool) -> None:
    """5 / 4, then Н, then a duty, on the keypad."""
    for sign in "5/4-,":
        QCoreApplication.sendEvent(screen.grid.table, pad(sign, "offscreen", numlock))

    assert screen.column()[:3] == ["5/4", "Н", "."]


def test_the_ring_follows(screen: Screen) -> None:
    """The current index is the cursor of fast entry, and only one cell is selected."""
    press(screen, 0x06, 0x05)

    assert screen.grid.table.currentIndex().row() == 2
    assert screen.grid.entry.place == Place("p2", LESSON)
    assert len(screen.grid.table.selectionModel().selectedIndexes()) == 1


def test_exactly_the_touched_cell_is_painted(screen: Screen, qtbot: QtBot) -> None:
    """One mark says dataChanged for one cell of the grid and one row of sums."""
    touched: list[tuple[int, int, int, int]] = []

    def note(first: object, last: object) -> None:
        touched.append((first.row(), first.column(), last.row(), last.column()))  # type: ignore[attr-defined]  # Qt's

    screen.grid.model.dataChanged.connect(note)
    press(screen, 0x06)

    assert touched == [(0, 8, 0, 8)]


def test_arrows_move_and_never_leave(screen: Screen) -> None:
    """Arrows stop at the edges; ↓ under the last pupil reaches the newcomers' row."""
    hit(screen, KEY.Key_Left)
    assert screen.grid.entry.place == Place("p0", "w7")

    hit(screen, KEY.Key_Up)
    assert screen.grid.entry.place == Place("p0", "w7")

    hit(screen, KEY.Key_Down, CTRL)
    assert screen.grid.entry.place == Place("p5", "w7")

    hit(screen, KEY.Key_Down)
    assert place_of(screen) is None
    assert screen.grid.model.is_newcomer(screen.grid.table.currentIndex().row())

    hit(screen, KEY.Key_Up)
    assert screen.grid.entry.place == Place("p5", "w7")


def test_home_and_end_are_lessons(screen: Screen) -> None:
    """Home is the first lesson, End the last; Ctrl+→ the next work with a badge of its own."""
    hit(screen, KEY.Key_End)
    assert screen.grid.entry.place == Place("p0", "w11")

    hit(screen, KEY.Key_Home)
    hit(screen, KEY.Key_Right, CTRL)
    place = screen.grid.entry.place
    assert place is not None
    assert screen.sheet.columns[int(place.column[1:])].work is not None


def test_newcomers_are_asked_for(screen: Screen, qtbot: QtBot) -> None:
    """Enter on the last row wishes for a newcomer; a digit there does nothing."""
    hit(screen, KEY.Key_Down, CTRL)
    hit(screen, KEY.Key_Down)
    press(screen, 0x06)
    with qtbot.waitSignal(screen.grid.newcomer_wanted):
        hit(screen, KEY.Key_Return)

    assert not any(screen.column())


def test_the_bar_gets_the_ring(screen: Screen) -> None:
    """After the last pupil the ring is on the bar, with the number left; Space leads back."""
    screen.grid.go_to(Place("p5", LESSON))
    press(screen, 0x06, 0x05)

    assert screen.column() == ["", "", "", "", "", "5"]
    assert screen.grid.bar.has_ring is True
    assert "без отметки: 5" in screen.grid.bar.words.text()

    hit(screen, KEY.Key_Space)
    assert place_of(screen) == Place("p0", LESSON)
    assert not screen.grid.bar.has_ring


def test_an_arrow_leaves_the_bar(screen: Screen) -> None:
    """← from the bar takes the ring back into the grid."""
    screen.grid.go_to(Place("p5", LESSON))
    press(screen, 0x06)
    hit(screen, KEY.Key_Left)

    assert not screen.grid.bar.has_ring
    assert screen.grid.entry.place == Place("p5", "w7")
    assert screen.grid.table.delegate.cursor == (5, 7)


def test_a_refusal_shakes_and_speaks(screen: Screen) -> None:
    """A 9 leaves the cell as it is; the words are red in the line."""
    press(screen, 0x0A)

    assert screen.wishes == ["В этом классе отметки от 2 до 5"]
    assert screen.grid.bar.words.text() == "В этом классе отметки от 2 до 5"
    assert screen.grid.table.delegate.shaken is not None


def test_the_shaking_ends(screen: Screen, qtbot: QtBot) -> None:
    """The cell stands still again after a moment."""
    press(screen, 0x0A)

    qtbot.waitUntil(lambda: screen.grid.table.delegate.shaken is None)


def test_the_latin_slash_is_refused(screen: Screen) -> None:
    """Key 35 in the Latin layout says which keys to press."""
    press(screen, 0x35, layout="latin")

    assert screen.wishes == ["Латинская раскладка: вторая отметка «\\», долг «Ё»"]


def test_what_waits_is_shown(qtbot: QtBot, screen: Screen) -> None:
    """A second mark that is begun stands in its cell as «5/_»."""
    press(screen, 0x06, 0x2B)
    assert screen.grid.table.delegate.waiting == ((0, 8), "5/")

    press(screen, 0x05)
    assert screen.grid.table.delegate.waiting is None


def test_a_cell_is_edited_as_text(screen: Screen) -> None:
    """F2 opens the cell, Enter writes it and goes on, wrong text stays open with words."""
    hit(screen, KEY.Key_F2)
    assert screen.grid.whole.editor.isVisible() is True

    screen.grid.whole.editor.setText("н 9")
    screen.grid.whole.editor.returnPressed.emit()
    assert screen.grid.whole.editor.isVisible()
    assert screen.wishes == ["«н 9» — такой отметки здесь нет"]

    screen.grid.whole.editor.setText("н 4")
    screen.grid.whole.editor.returnPressed.emit()
    assert not screen.grid.whole.editor.isVisible()
    assert screen.column()[0] == "Н 4"


def test_escape_leaves_the_cell_as_it_was(screen: Screen) -> None:
    """= opens, Esc closes, nothing is written."""
    press(screen, 0x0D)
    screen.grid.whole.editor.setText("5")
    QCoreApplication.sendEvent(screen.grid.whole.editor, named(KEY.Key_Escape, platform="offscreen"))

    assert not screen.grid.whole.editor.isVisible()
    assert screen.column()[0] == ""


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a pop-up grabs the keyboard; offscreen has none
def test_a_second_click_offers_the_palette(screen: Screen) -> None:
    """Click selects, click again opens; a button writes and the cursor goes on."""
    table = screen.grid.table
    at = table.visualRect(table.model().index(1, 8)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not screen.grid.whole.chooser.isVisible()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.grid.whole.chooser.isVisible()

    buttons = {button.text(): button for button in screen.grid.whole.chooser.findChildren(MarkButton)}
    assert list(buttons) == ["5", "4", "3", "2", "Н", "Б", "УП", "•", "✎"]
    buttons["4"].click()
    assert screen.column()[1] == "4"
    assert screen.grid.entry.place == Place("p2", LESSON)
    assert not screen.grid.whole.chooser.isVisible()


def test_the_window_s_chords_pass_the_grid(screen: Screen) -> None:
    """Undo, the lesson panel and the like are the window's; they end a tail."""
    press(screen, 0x15)
    chord(screen, 0x2C)
    chord(screen, 0x12)
    hit(screen, KEY.Key_F5)
    press(screen, 0x22)

    assert screen.chords == [Wish(Action.UNDO), Wish(Action.LESSON_PANEL), Wish(Action.SYNC)]
    assert screen.column()[0] == "Н"


def test_text_fields_keep_letters_and_digits(screen: Screen) -> None:
    """In a text field 5 is text, Ctrl+У is still the lesson panel, Ctrl+Ф selects its own text."""
    screen.field.setText("дз")
    for event in (
        printable(0x06, "ru", "offscreen"),
        printable(0x12, "ru", "offscreen", CTRL),
        printable(0x1E, "ru", "offscreen", CTRL),
    ):
        QCoreApplication.sendEvent(screen.field, event)

    assert screen.field.text() == "дз5"
    assert screen.field.selectedText() == "дз5"
    assert screen.chords == [Wish(Action.LESSON_PANEL)]
    assert not any(screen.column())


def test_a_sync_moves_no_cursor(screen: Screen) -> None:
    """Rows that arrive shift the table under the ring: it stays on its pupil."""
    press(screen, 0x06)
    sheet = build_sheet(8, 12)
    sheet.rows = [*sheet.rows[6:], *screen.sheet.rows]
    sheet.cells = screen.sheet.cells
    screen.sheet = sheet
    screen.grid.show_sheet(sheet, same_page=True)

    assert screen.grid.table.currentIndex().row() == 3
    press(screen, 0x05)
    assert str(sheet.cell(Place("p1", LESSON)).value) == "4"


def test_both_views_share_rows_and_scrolling(screen: Screen, qapp: QApplication) -> None:
    """The right edge scrolls with the table, by the same rows, even before it is laid out."""
    screen.grid.show_sheet(build_sheet(60, 12))
    screen.grid.go_to(Place("p50", LESSON))
    qapp.processEvents()

    scrolled = screen.grid.table.verticalScrollBar().value()
    assert scrolled > 20
    assert screen.grid.edge.verticalScrollBar().value() == scrolled
    assert screen.grid.edge.rowHeight(0) == screen.grid.table.rowHeight(0)


def test_the_menu_and_comment_name_their_cell(screen: Screen, qtbot: QtBot) -> None:
    """Shift+F10 and Shift+F2 tell which cells they mean."""
    with qtbot.waitSignal(screen.grid.menu_wanted) as asked:
        hit(screen, KEY.Key_F10, SHIFT)
    assert asked.args is not None
    assert asked.args[0] == Place("p0", LESSON)
    assert isinstance(asked.args[1], QPoint)

    hit(screen, KEY.Key_F2, SHIFT)
    assert screen.wishes == [(Place("p0", LESSON),)]


def test_the_look_changes_under_an_open_page(screen: Screen, qapp: QApplication) -> None:
    """Switching to dark repaints marks, names and sums; back again gives the same picture."""
    press(screen, 0x06)
    light = screen.grid.grab().toImage()

    dress(qapp, Theme.DARK)
    qapp.processEvents()
    assert screen.grid.grab().toImage() != light

    dress(qapp, Theme.LIGHT)
    qapp.processEvents()
    assert screen.grid.grab().toImage() == light


def test_screen_readers_hear_the_cell(screen: Screen) -> None:
    """The model gives every cell as text."""
    press(screen, 0x24, 0x04)

    assert screen.grid.model.data(screen.grid.model.index(0, 8)) == "ОП 3"

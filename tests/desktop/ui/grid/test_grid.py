"""The grid on the screen: keys arrive as events, wishes leave as signals."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.grid.bar import Bulk
from desktop.ui.grid.cells import CellShown, CellValue, Place
from desktop.ui.grid.chooser import MarkButton
from desktop.ui.grid.clipboard import Fit
from desktop.ui.grid.effects import Fill, Put, TakeBack
from desktop.ui.grid.grid import MarkingGrid
from desktop.ui.grid.key_reader import KeyReader
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.style import Theme, dress
from tests.desktop.ui.grid.board import CTRL, KEY, SHIFT, named, pad, printable
from tests.looks.demo_sheet import DemoSheet, build_sheet

LESSON = "w8"


class Screen(QWidget):
    """A screen of the least kind: it writes what the grid wishes and keeps the rest."""

    def __init__(self, sheet: DemoSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.grid = MarkingGrid(sheet)
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.grid)
        self.chords: list[Meaning] = []
        self.wishes: list[object] = []
        self.grid.put_wanted.connect(self.write)
        self.grid.take_back_wanted.connect(self.write)
        for wish in (self.grid.fill_wanted, self.grid.paste_wanted, self.grid.wipe_wanted):
            wish.connect(self.wishes.append)
        for more in (self.grid.comment_wanted, self.grid.cut_wanted, self.grid.refused):
            more.connect(self.wishes.append)

    def write(self, wish: Put | TakeBack) -> None:
        """Write at once, and say which cell looks different."""
        self.sheet.put(wish.place, wish.after)
        self.grid.touch([wish.place], [wish.place.row])

    def take_key(self, meaning: Meaning) -> bool:
        """What the grid leaves to the window."""
        self.chords.append(meaning)
        return True

    def column(self, key: str = LESSON) -> list[str]:
        """A column as text."""
        return [str(self.sheet.cell(Place(row.key, key)).value) for row in self.sheet.rows]


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[Screen]:
    """Six pupils, twelve works, nothing marked; the cursor on the first pupil."""
    dress(qapp, Theme.LIGHT)
    sheet = build_sheet(6, 12)
    sheet.cells.clear()
    made = Screen(sheet)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    reader = KeyReader(qapp)
    qapp.installEventFilter(reader)
    made.grid.go_to(Place("p0", LESSON))
    yield made
    qapp.removeEventFilter(reader)
    reader.deleteLater()


def press(screen: Screen, *scans: int, layout: str = "ru") -> None:
    """Press printable keys over the grid."""
    for scan in scans:
        QCoreApplication.sendEvent(screen.grid.table, printable(scan, layout, "offscreen"))


def hit(screen: Screen, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key without a character."""
    QCoreApplication.sendEvent(screen.grid.table, named(key, held, "offscreen"))


def chord(screen: Screen, scan: int, layout: str = "ru") -> None:
    """Press a Ctrl chord."""
    QCoreApplication.sendEvent(screen.grid.table, printable(scan, layout, "offscreen", CTRL))


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
    assert screen.grid.entry.place is None
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
    assert screen.grid.bar.has_ring
    assert "без отметки: 5" in screen.grid.bar.words.text()

    hit(screen, KEY.Key_Space)
    assert not screen.grid.bar.has_ring
    assert screen.grid.entry.place == Place("p0", LESSON)


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


def test_shift_and_arrows_select(screen: Screen) -> None:
    """A selection grows and shrinks from the cursor, and offers bulk acts."""
    hit(screen, KEY.Key_Down, SHIFT)
    hit(screen, KEY.Key_Down, SHIFT)
    hit(screen, KEY.Key_Up, SHIFT)

    assert screen.grid.table.places() == (Place("p0", LESSON), Place("p1", LESSON))
    assert screen.grid.bar.buttons[0].isVisible()


def test_fill_down_takes_the_first(screen: Screen) -> None:
    """Ctrl+В fills the selection with its first cell, one step, never over an absence."""
    screen.sheet.put(Place("p0", LESSON), CellValue(marks=("5",)))
    screen.sheet.cells[Place("p1", LESSON)] = CellShown(CellValue("Н"), absent=True)
    hit(screen, KEY.Key_Down, SHIFT)
    hit(screen, KEY.Key_Down, SHIFT)
    chord(screen, 0x20)

    assert screen.wishes == [Fill((Place("p2", LESSON),), CellValue(marks=("5",)))]


def test_the_fill_handle_fills(screen: Screen) -> None:
    """Dragging the handle over three pupils is one fill."""
    screen.sheet.put(Place("p0", LESSON), CellValue(marks=("4",)))
    screen.grid.table.dragged.emit(8, 0, 0, 2)

    assert screen.wishes == [Fill((Place("p1", LESSON), Place("p2", LESSON)), CellValue(marks=("4",)))]


def test_ctrl_enter_fills_the_empty(screen: Screen) -> None:
    """5, Ctrl+Enter: the other five."""
    press(screen, 0x06)
    hit(screen, KEY.Key_Return, CTRL)

    (fill,) = screen.wishes
    assert isinstance(fill, Fill)
    assert len(fill.places) == 5


def test_delete_of_several_is_one_wish(screen: Screen) -> None:
    """Delete over a selection wishes to wipe all of it."""
    hit(screen, KEY.Key_Down, SHIFT)
    hit(screen, KEY.Key_Delete)

    assert screen.wishes == [(Place("p0", LESSON), Place("p1", LESSON))]


def test_copied_cells_paste_by_pupil(screen: Screen) -> None:
    """Copy in one lesson, paste in another from another row: each mark finds its pupil."""
    screen.sheet.put(Place("p0", LESSON), CellValue(marks=("5", "4")))
    screen.sheet.put(Place("p1", LESSON), CellValue("Н"))
    hit(screen, KEY.Key_Down, SHIFT)
    chord(screen, 0x2E)
    assert QGuiApplication.clipboard().text() == "5/4\r\nН\r\n"

    screen.grid.go_to(Place("p3", "w9"))
    chord(screen, 0x2F)

    (fit,) = screen.wishes
    assert isinstance(fit, Fit)
    assert {cell.place: str(cell.after) for cell in fit.changes} == {
        Place("p0", "w9"): "5/4",
        Place("p1", "w9"): "Н",
    }


def test_a_column_of_a_spreadsheet_pastes_from_the_cursor(screen: Screen) -> None:
    """Text from elsewhere goes by position."""
    QGuiApplication.clipboard().setText("5\t\r\n5,0\t\r\n")
    chord(screen, 0x2F)

    (fit,) = screen.wishes
    assert isinstance(fit, Fit)
    assert fit.is_clean
    assert [cell.place for cell in fit.changes] == [Place("p0", LESSON), Place("p1", LESSON)]


def test_an_empty_clipboard_says_so(screen: Screen) -> None:
    """Ctrl+М with nothing to paste asks for nothing."""
    QGuiApplication.clipboard().clear()
    chord(screen, 0x2F)

    assert screen.wishes == []
    assert screen.grid.bar.words.text() == "В буфере обмена нет таблицы"


def test_a_cell_is_edited_as_text(screen: Screen) -> None:
    """F2 opens the cell, Enter writes it and goes on, wrong text stays open with words."""
    hit(screen, KEY.Key_F2)
    assert screen.grid.editor.isVisible()

    screen.grid.editor.setText("н 9")
    screen.grid.editor.returnPressed.emit()
    assert screen.grid.editor.isVisible()
    assert screen.wishes == ["«н 9» — такой отметки здесь нет"]

    screen.grid.editor.setText("н 4")
    screen.grid.editor.returnPressed.emit()
    assert not screen.grid.editor.isVisible()
    assert screen.column()[0] == "Н 4"


def test_escape_leaves_the_cell_as_it_was(screen: Screen) -> None:
    """= opens, Esc closes, nothing is written."""
    press(screen, 0x0D)
    screen.grid.editor.setText("5")
    QCoreApplication.sendEvent(screen.grid.editor, named(KEY.Key_Escape, platform="offscreen"))

    assert not screen.grid.editor.isVisible()
    assert screen.column()[0] == ""


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a pop-up grabs the keyboard; offscreen has none
def test_a_second_click_offers_the_palette(screen: Screen, qtbot: QtBot) -> None:
    """Click selects, click again opens; a button writes and the cursor goes on."""
    table = screen.grid.table
    at = table.visualRect(table.model().index(1, 8)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not screen.grid.chooser.isVisible()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.grid.chooser.isVisible()

    buttons = {button.text(): button for button in screen.grid.chooser.findChildren(MarkButton)}
    assert list(buttons) == ["5", "4", "3", "2", "Н", "Б", "УП", "•", "✎"]
    buttons["4"].click()
    assert screen.column()[1] == "4"
    assert screen.grid.entry.place == Place("p2", LESSON)
    assert not screen.grid.chooser.isVisible()


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
    screen.grid.table.verticalScrollBar().setValue(20)
    qapp.processEvents()

    assert screen.grid.edge.verticalScrollBar().value() == 20
    assert screen.grid.edge.rowHeight(0) == screen.grid.table.rowHeight(0)


def test_bulk_acts_are_wishes(screen: Screen, qtbot: QtBot) -> None:
    """Клетки выбраны: долг is a fill, the type of the work is the screen's."""
    hit(screen, KEY.Key_Down, SHIFT)
    places = (Place("p0", LESSON), Place("p1", LESSON))
    screen.grid.bar.bulk_asked.emit(str(Bulk.DUTY_ON))
    assert screen.wishes == [Fill(places, CellValue(duty=True))]

    with qtbot.waitSignal(screen.grid.bulk_wanted) as asked:
        screen.grid.bar.bulk_asked.emit(str(Bulk.WORK))
    assert asked.args == ["work", places]


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

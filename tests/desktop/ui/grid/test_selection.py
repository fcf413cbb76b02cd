"""More than one cell: selecting, filling, copying, pasting."""

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.ui.grid.bar import Bulk
from desktop.ui.grid.cells import CellShown, CellValue, Place
from desktop.ui.grid.clipboard import Fit
from desktop.ui.grid.effects import Fill
from tests.desktop.ui.grid.board import CTRL, KEY, SHIFT
from tests.desktop.ui.grid.screen import LESSON, Screen, chord, hit, press


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


def test_bulk_acts_are_wishes(screen: Screen, qtbot: QtBot) -> None:
    """Клетки выбраны: долг is a fill, the type of the work is the screen's."""
    hit(screen, KEY.Key_Down, SHIFT)
    places = (Place("p0", LESSON), Place("p1", LESSON))
    screen.grid.bar.bulk_asked.emit(str(Bulk.DUTY_ON))
    assert screen.wishes == [Fill(places, CellValue(duty=True))]

    with qtbot.waitSignal(screen.grid.bulk_wanted) as asked:
        screen.grid.bar.bulk_asked.emit(str(Bulk.WORK))
    assert asked.args == ["work", places]

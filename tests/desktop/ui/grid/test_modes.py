"""The grid for fingers, for the projector, and while a sync arrives."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.grid.cells import CellShown, CellValue, Place
from desktop.ui.grid.chooser import MarkButton, choices
from desktop.ui.grid.effects import Fill
from desktop.ui.grid.grammar import five_point, no_marks, pass_or_fail, points
from desktop.ui.grid.key_sheet import key_rows
from desktop.ui.look import measures
from tests.desktop.ui.grid.board import CTRL, KEY, named, printable
from tests.desktop.ui.grid.screen import LESSON, Screen, hit, place_of, press
from tests.looks.demo_sheet import build_sheet


def test_fingers_get_a_docked_palette(screen: Screen, qapp: QApplication) -> None:
    """Targets of 44 × 36 px under the grid; each touch marks and goes on."""
    screen.grid.use_touch(True)
    qapp.processEvents()
    palette = screen.grid.whole.docked
    assert palette.isVisible()
    assert screen.grid.table.rowHeight(0) == measures.ROW_TOUCH

    for mark in ("5", "4"):
        found = [one for one in palette.findChildren(MarkButton) if one.text() == mark]
        assert found[-1].minimumWidth() >= 44
        assert found[-1].minimumHeight() >= 36
        found[-1].click()

    assert screen.column()[:2] == ["5", "4"]


def test_the_palette_follows_the_scale() -> None:
    """Best first; a hundred points have no buttons, keys are quicker."""
    assert choices(five_point()) == ("5", "4", "3", "2")
    assert choices(pass_or_fail()) == ("зач", "незач")
    assert choices(points(12))[0] == "12"
    assert choices(points(100)) == choices(no_marks()) == ()


def test_the_projector_shows_one_pupil(screen: Screen, qapp: QApplication) -> None:
    """«Режим доски» hides the sums and everybody's marks but the cursor's."""
    screen.sheet.put(Place("p0", LESSON), CellValue(marks=("5",)))
    screen.sheet.put(Place("p4", LESSON), CellValue(marks=("2",)))
    screen.grid.touch([Place("p0", LESSON), Place("p4", LESSON)])
    screen.grid.use_board(True)
    qapp.processEvents()
    assert not screen.grid.edge.isVisible()

    hidden = screen.grid.table.grab().toImage()
    screen.sheet.put(Place("p4", LESSON), CellValue())
    screen.grid.touch([Place("p4", LESSON)])
    assert screen.grid.table.grab().toImage() == hidden

    screen.sheet.put(Place("p0", LESSON), CellValue())
    screen.grid.touch([Place("p0", LESSON)])
    assert screen.grid.table.grab().toImage() != hidden


def test_what_waits_follows_its_pupil(screen: Screen) -> None:
    """A second mark half typed when a sync brings pupils is finished in its own row."""
    press(screen, 0x06, 0x2B)
    sheet = build_sheet(8, 12)
    sheet.rows = [*sheet.rows[6:], *screen.sheet.rows]
    sheet.cells = screen.sheet.cells
    screen.sheet = sheet
    screen.grid.show_sheet(sheet, same_page=True)

    assert screen.grid.table.delegate.waiting == ((2, 8), "5/")
    press(screen, 0x05)
    assert str(sheet.cell(Place("p0", LESSON)).value) == "5/4"
    assert place_of(screen) == Place("p1", LESSON)


def test_the_bar_keeps_the_ring_through_a_sync(screen: Screen) -> None:
    """Rows that arrive do not put the cursor back into the grid: a digit would be a mark."""
    screen.grid.go_to(Place("p5", LESSON))
    press(screen, 0x06)
    screen.grid.show_sheet(screen.sheet, same_page=True)
    press(screen, 0x05)

    assert screen.grid.bar.has_ring
    assert screen.column() == ["", "", "", "", "", "5"]


def test_another_page_forgets_the_last(screen: Screen) -> None:
    """Nothing typed before can be taken back on another page; what waited was written."""
    press(screen, 0x06)
    screen.grid.show_sheet(build_sheet(3, 12))
    hit(screen, KEY.Key_Backspace)

    assert place_of(screen) is None
    assert screen.column()[0] == "5"


def test_a_click_takes_the_ring_back_from_the_bar(screen: Screen) -> None:
    """After the class is done, a click on the last pupil edits that pupil again."""
    screen.grid.go_to(Place("p5", LESSON))
    press(screen, 0x06)
    table = screen.grid.table
    at = table.visualRect(table.currentIndex()).center()
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert not screen.grid.bar.has_ring
    press(screen, 0x05)
    assert screen.column()[5] == "4"


def test_the_ring_stays_when_focus_goes(screen: Screen) -> None:
    """The cursor is visible at all times, grey while keys go elsewhere."""
    table = screen.grid.table
    QApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusOut))
    assert table.delegate.focused is False
    assert table.delegate.cursor == (0, 8)

    QApplication.sendEvent(table, QFocusEvent(QEvent.Type.FocusIn))
    assert bool(table.delegate.focused)


def test_names_and_lessons_have_menus(screen: Screen, qtbot: QtBot) -> None:
    """A right click on a heading names the pupil or the work."""
    lessons, names = screen.grid.table.lessons, screen.grid.table.names
    at = QPoint(lessons.sectionViewportPosition(8) + 5, 30)
    with qtbot.waitSignal(screen.grid.column_menu_wanted) as column:
        QApplication.sendEvent(lessons.viewport(), context_menu(at))
    with qtbot.waitSignal(screen.grid.row_menu_wanted) as row:
        QApplication.sendEvent(
            names.viewport(), context_menu(QPoint(5, names.sectionViewportPosition(2) + 5))
        )

    assert column.args is not None
    assert row.args is not None
    assert (column.args[0], row.args[0]) == (LESSON, "p2")


def context_menu(at: QPoint) -> QContextMenuEvent:
    """A right click."""
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at)


def test_a_closed_cell_opens_no_palette(screen: Screen) -> None:
    """A closed cell shakes and says why, by key and by mouse."""
    screen.sheet.cells[Place("p0", LESSON)] = CellShown(closed="Ученик выбыл 07.11")
    screen.grid.table.palette_wanted.emit(screen.grid.table.currentIndex())
    hit(screen, KEY.Key_F2)
    press(screen, 0x06)

    assert screen.wishes == ["Ученик выбыл 07.11"] * 3
    assert not screen.grid.whole.editor.isVisible()


def test_a_drag_selects_and_leaves_the_ring(screen: Screen) -> None:
    """The cursor stays where the drag began; a Shift+click selects to the click."""
    table = screen.grid.table
    cells = [table.visualRect(table.model().index(row, 8)).center() for row in range(6)]
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=cells[1])
    drag(screen, cells[3])
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=cells[3])

    assert place_of(screen) == Place("p1", LESSON)
    assert [place.row for place in table.places()] == ["p1", "p2", "p3"]

    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, cells[5])
    assert place_of(screen) == Place("p1", LESSON)
    assert len(table.places()) == 5


def test_the_handle_is_dragged_down_its_column(screen: Screen) -> None:
    """From the corner of the cell over three pupils: one fill with what stands in the first."""
    screen.sheet.put(Place("p0", LESSON), CellValue(marks=("5",)))
    table = screen.grid.table
    corner = table.visualRect(table.currentIndex()).bottomRight() - QPoint(3, 3)
    below = table.visualRect(table.model().index(2, 10)).center()
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    drag(screen, below)
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=below)

    (fill,) = screen.wishes
    assert fill == Fill((Place("p1", LESSON), Place("p2", LESSON)), CellValue(marks=("5",)))


def drag(screen: Screen, to: QPoint) -> None:
    """Move the mouse with its left button held."""
    viewport = screen.grid.table.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = viewport.mapToGlobal(to)
    QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, to, where, left, left, none))


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a pop-up grabs the keyboard; offscreen has none
def test_keys_go_on_under_the_palette(screen: Screen) -> None:
    """Who types while the pop-up is open marks the cell; Esc only closes."""
    table, chooser = screen.grid.table, screen.grid.whole.chooser
    table.palette_wanted.emit(table.currentIndex())
    QApplication.sendEvent(chooser, named(KEY.Key_Escape, platform="offscreen"))
    assert chooser.isVisible() is False
    assert screen.column()[0] == ""

    table.palette_wanted.emit(table.currentIndex())
    QApplication.sendEvent(chooser, printable(0x06, "ru", "offscreen"))
    assert not chooser.isVisible()
    assert screen.column()[0] == "5"


def test_ctrl_a_selects_the_class(screen: Screen) -> None:
    """Everything, without the row of newcomers."""
    screen.grid.table.selectAll()
    assert len(screen.grid.table.places()) == 6 * 12

    hit(screen, KEY.Key_Up, CTRL)
    assert len(screen.grid.table.places()) == 1


def test_the_key_map_is_told() -> None:
    """Each line of «Клавиши» says what and which key."""
    rows = key_rows()

    assert all(row.action and row.laptop for row in rows)
    assert len({row.action for row in rows}) == len(rows)

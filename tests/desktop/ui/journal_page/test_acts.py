"""What the page does beyond marks: comments, guests, menus, ways to other screens."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.grid.cells import Place
from desktop.ui.journal_page.move import MoveDialog
from school.mark import Mark
from sync.identity import default_work_id, lesson_id
from tests.desktop.models.joint import ANTONOV, BORISOVA, joint_school
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    GEOMETRY,
    TODAY,
    VOLKOV,
    ZHUKOVA,
    Taught,
    named,
    today_work,
)
from tests.desktop.ui.journal_page.conftest import Opener
from tests.desktop.ui.journal_page.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_comment_for_parents_and_a_note_for_me(desk: Desk) -> None:
    """Shift+8, text, Enter: on the mark; turned to «только я» it is another record."""
    desk.type("3")
    desk.go_to(ABRAMOV)
    desk.hit(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    desk.write("Не дописал 2")
    desk.enter()
    desk.hit(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    desk.screen.acts.comment.turn()
    desk.write("Списал")
    desk.enter()

    page, column = desk.screen.page, desk.screen.column
    assert page is not None
    assert column is not None
    assert page.cell(ABRAMOV, today_work()).mark == Mark(("3",), comment="Не дописал 2")
    assert desk.journal.read_mark_note(ABRAMOV, column) == "Списал"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_phrase_is_two_keys(desk: Desk) -> None:
    """↓ Enter puts the first phrase."""
    desk.type("5")
    desk.go_to(ABRAMOV)
    desk.pad("*")
    desk.hit(Qt.Key.Key_Down)
    desk.enter()

    page = desk.screen.page
    assert page is not None
    assert page.cell(ABRAMOV, today_work()).mark == Mark(("5",), comment="Молодец!")


def test_a_newcomer_is_added_from_the_last_row(desk: Desk) -> None:
    """«+ Новенький…», Enter, a name, Enter: a row of his own that takes marks."""
    desk.go_to(ZHUKOVA)
    desk.hit(Qt.Key.Key_Down)
    desk.enter()
    desk.write("Кузнецов Илья")
    desk.enter()

    (guest,) = desk.journal.read_guests(ALGEBRA)
    desk.go_to(guest.id)
    desk.type("4")
    assert (guest.name, desk.cell(guest.id)) == ("Кузнецов Илья", "4")


def test_the_order_that_has_come_is_noticed(opened: Opener) -> None:
    """A guest with the name of a pupil who is enrolled now: one yes carries the marks over."""
    taught = Taught()
    taught.told(f"person:{named(1)}", "guest", named(8000), guest_cells())
    taught.replica.copy.load()
    desk = opened(taught)
    asked = desk.screen.ask.words.text()

    desk.screen.ask.yes.click()

    assert asked == "«Жукова Вера» — это Жукова Вера, 7Б? Перенести 1 отметку?"
    assert desk.cell(ZHUKOVA) == "4"
    assert desk.journal.read_guests(ALGEBRA) == ()


def guest_cells() -> dict[str, object]:
    """A guest with one mark of today."""
    lesson = lesson_id(ALGEBRA, TODAY, 1)
    mark = {"values": ["4"], "duty": False, "comment": ""}
    return {
        "course": ALGEBRA,
        "name": "Жукова Вера",
        "entries": {f"{lesson}/mark/{default_work_id(lesson)}": mark},
    }


def test_a_bulk_clearing_leaves_attendance(desk: Desk) -> None:
    """Delete over several cells clears marks, never the codes that stand there."""
    desk.type("5")
    desk.type("Н")
    desk.go_to(ABRAMOV)
    desk.hit(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    desk.hit(Qt.Key.Key_Delete)

    assert desk.column()[:2] == ["", "Н"]


def test_marks_go_to_another_lesson(desk: Desk) -> None:
    """«Перенести отметки в другой урок…» lists own lessons, moves by pupil, and is one step."""
    desk.type("54")
    desk.screen.acts.move_marks()
    dialog = desk.screen.findChild(MoveDialog)
    assert dialog is not None
    dialog.field.setText("Геометрия")
    dialog.yes.click()

    there = desk.journal.read_lesson(GEOMETRY, date(2026, 11, 18), 2)
    moved = desk.journal.read_counts(there).marks
    desk.chord("Я")

    assert moved == 2
    assert desk.column()[:2] == ["5", "4"]


def test_the_next_gap_is_one_key(desk: Desk) -> None:
    """F4 leads to the next past lesson that lacks something, and says what."""
    desk.hit(Qt.Key.Key_F4)

    lesson = desk.screen.lesson
    assert lesson is not None
    assert lesson.place.date == date(2026, 11, 2)
    assert desk.said[-1] == "02.11: нет переклички, темы, домашнего задания"


def test_ways_to_other_screens_are_wishes(desk: Desk) -> None:
    """Panel, roll call and history are asked for by keys, with what they are about."""
    wishes: list[object] = []
    desk.screen.panel_wanted.connect(lambda lesson, work: wishes.append(("panel", lesson.id, work)))
    desk.screen.roll_call_wanted.connect(lambda lesson: wishes.append(("roll", lesson.id)))
    desk.screen.history_wanted.connect(lambda row, column: wishes.append(("history", row, column.id)))

    desk.chord("У")
    desk.hit(Qt.Key.Key_F8)
    desk.chord("И", "latin")

    lesson = desk.screen.lesson
    assert lesson is not None
    panel, roll = ("panel", lesson.id, ""), ("roll", lesson.id)
    assert wishes == [panel, roll, ("history", ABRAMOV, today_work())]


def test_a_surname_brings_the_cursor(desk: Desk) -> None:
    """Ctrl+А, letters, Enter: the pupil in the same lesson; ё may be typed as е."""
    desk.chord("А")
    desk.write("елк")
    desk.enter()

    assert desk.place is not None
    assert desk.place.column == today_work()
    assert desk.grid.model.rows[desk.grid.table.currentIndex().row()].name == "Ёлкин Семён"
    assert desk.focus is desk.grid.table


def test_escape_leaves_the_search_where_it_has_led(desk: Desk) -> None:
    """Esc gives the focus back to the grid, the pupil found stays under the cursor."""
    desk.chord("А")
    desk.write("волк")
    desk.hit(Qt.Key.Key_Escape)

    assert desk.focus is desk.grid.table
    assert desk.place == Place(VOLKOV, today_work())
    assert desk.screen.header.search.text() == ""


def test_a_page_keeps_its_cell(desk: Desk) -> None:
    """Another page and back: the cursor is where it was left."""
    desk.go_to(VOLKOV)

    desk.screen.open_course(GEOMETRY)
    desk.screen.open_course(ALGEBRA)

    assert desk.place == Place(VOLKOV, today_work())


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_menus_open_where_they_were_asked_for(desk: Desk) -> None:
    """A lesson's menu puts the cursor into that lesson, so that its acts mean it."""
    monday = today_work(day=TODAY.replace(day=16))

    desk.screen.acts.show_column_menu(monday, QPoint(0, 0))

    assert desk.screen.column is not None
    assert desk.screen.column.id == monday
    for menu in desk.screen.findChildren(type(desk.focus)):
        if menu.isVisible() and menu.isWindow() and menu is not desk.screen:
            menu.close()


def test_on_the_board_one_pupil_s_marks_are_seen(desk: Desk) -> None:
    """«Режим доски» hides the sums and tells the window, which keeps its lock away."""
    told: list[bool] = []
    desk.screen.board_turned.connect(told.append)

    desk.screen.acts.turn_board()
    hidden = desk.grid.edge.isVisible()
    desk.screen.acts.turn_board()

    assert (hidden, desk.grid.edge.isVisible(), told) == (False, True, [True, False])


def test_a_panel_takes_the_place_of_the_sums(desk: Desk) -> None:
    """On a narrow screen the sums make room, the lesson under the cursor stays in sight."""
    side = QLabel("panel")
    desk.screen.show_side(side)
    hidden = desk.grid.edge.isVisible()

    desk.screen.show_side(None)

    assert (hidden, desk.grid.edge.isVisible()) == (False, True)
    assert desk.focus is desk.grid.table


def test_two_forms_taught_together_are_marked_in_one_go(opened: Opener) -> None:
    """Down the column past the divider: 7Б, then 7В, the same keys."""
    desk = opened(joint_school())

    desk.type("5555" + "43")

    assert desk.column()[:6] == ["5", "5", "5", "", "5", "4"]
    assert [desk.cell(row) for row in (ANTONOV, BORISOVA)] == ["3", ""]
    assert desk.screen.header.courses.currentText() == "7Б, 7В · Алгебра"

"""What the board is made from: load, availability, rooms, rules; each change is one step of undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.timetable.availability_page import AvailabilityPage
from desktop.ui.timetable.load_page import LoadPage
from desktop.ui.timetable.rooms_page import RoomsPage
from desktop.ui.timetable.rules_page import RulesPage
from tests.desktop.ui.timetable.head_teacher import LEFT, HeadTeacher
from timetable.grid import Level, TimeSlot

KEY = Qt.Key
LOAD, AVAILABILITY, ROOMS, RULES = range(1, 5)
PASTED = (
    "Класс\tПредмет\tУчитель\tЧасов в неделю\n"
    "5А\tгеография\tЕжова\t1+1\n"
    "5Б\tГеография\tНезнакомцева\t2\n"
    "5Б\tФизика\tЕжова\tмного\n"
)


def opened(head: HeadTeacher, number: int) -> QWidget:
    """One of the pages beside the board."""
    head.screen.tabs.setCurrentIndex(number)
    page = head.screen.editor(number)
    assert page is not None
    return page


def teacher_away(head: HeadTeacher) -> dict[TimeSlot, Level]:
    """Where the first teacher of the list is not simply free."""
    page = head.screen.editor(AVAILABILITY)
    assert isinstance(page, AvailabilityPage)
    assert page.noun is not None
    return dict(page.noun.away)


def test_digits_paint_a_week_and_undo_takes_a_stroke_back(head: HeadTeacher) -> None:
    """2 closes the place of the cursor and goes down, 1 makes the next one undesirable."""
    page = opened(head, AVAILABILITY)
    assert isinstance(page, AvailabilityPage)
    page.week.setFocus()

    head.keys.write("21")

    assert teacher_away(head) == {TimeSlot(0, 0): Level.FORBIDDEN, TimeSlot(0, 1): Level.UNDESIRABLE}
    head.keys.chord("Я")
    assert teacher_away(head) == {TimeSlot(0, 0): Level.FORBIDDEN}


def test_a_chosen_brush_is_read_in_full(head: HeadTeacher) -> None:
    """Bold words are wider, and their button has room for them."""
    page = opened(head, AVAILABILITY)
    assert isinstance(page, AvailabilityPage)

    for button in page.brushes.values():
        font = button.font()
        font.setBold(True)
        assert button.width() >= QFontMetrics(font).horizontalAdvance(button.text()) + 20


def test_the_mouse_paints_what_it_is_drawn_over(head: HeadTeacher) -> None:
    """One stroke over three slots is one step."""
    page = opened(head, AVAILABILITY)
    assert isinstance(page, AvailabilityPage)
    week = page.week
    places = [week.cell(TimeSlot(1, slot)).center() for slot in range(3)]

    QTest.mousePress(week, LEFT, pos=places[0])
    for point in places[1:]:
        QTest.mouseMove(week, point)
    QTest.mouseRelease(week, LEFT, pos=places[-1])

    assert teacher_away(head) == {TimeSlot(1, slot): Level.FORBIDDEN for slot in range(3)}
    head.keys.chord("Я")
    assert teacher_away(head) == {}


def test_space_turns_a_rule_off_and_a_digit_weighs_it(head: HeadTeacher) -> None:
    """The rule stays in the list, as put off; 5 makes a wish of it that is almost a must."""
    page = opened(head, RULES)
    assert isinstance(page, RulesPage)
    rule = page.rule
    assert rule is not None

    head.keys.write("5")
    assert page.rule is not None
    assert page.rule.weight == 5
    head.keys.hit(KEY.Key_Space)

    assert page.rule not in head.keeper.book.draft.problem.rules or page.rule != rule
    head.keys.chord("Я")
    head.keys.chord("Я")
    assert rule in head.keeper.book.draft.problem.rules


def test_the_load_gives_its_room_to_names(head: HeadTeacher) -> None:
    """A form and a number take what they need; teachers, subjects and rooms have the rest."""
    page = opened(head, LOAD)
    assert isinstance(page, LoadPage)
    form, subject, hours = (page.table.columnWidth(column) for column in (1, 2, 4))

    assert max(form, hours) < subject


@pytest.mark.parametrize(("column", "text"), [(0, ""), (0, "102"), (2, "много")])
def test_a_wrong_cell_of_a_room_is_red_with_its_reason(head: HeadTeacher, column: int, text: str) -> None:
    """Nothing of it is written."""
    page = opened(head, ROOMS)
    assert isinstance(page, RoomsPage)
    before = head.keeper.book.draft.problem.rooms
    item = page.table.item(0, column)
    assert item is not None

    item.setText(text)

    assert page.wrong.text()
    assert head.keeper.book.draft.problem.rooms == before


def test_a_pasted_sheet_is_shown_before_it_is_taken(head: HeadTeacher) -> None:
    """One row of three can be used; the others are told with their rows; Ctrl+Enter takes it."""
    page = opened(head, LOAD)
    assert isinstance(page, LoadPage)
    QApplication.clipboard().setText(PASTED)

    head.keys.chord("М")
    assert "изменится 1, не прочиталось 2" in page.told.text()
    assert [words.split(":")[0].split(",")[0] for words in page.lines.texts()] == ["строка 3", "строка 4"]
    assert "Незнакомцева" in page.lines.texts()[0]
    head.keys.hit(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()

    assert len(head.keeper.book.draft.problem.demands["5А гео"].blocks) == 2
    head.keys.chord("Я")
    assert len(head.keeper.book.draft.problem.demands["5А гео"].blocks) == 1


def test_hours_are_edited_in_the_cell(head: HeadTeacher) -> None:
    """«2+1» is a double lesson and a single one; «много» is told and not written."""
    page = opened(head, LOAD)
    assert isinstance(page, LoadPage)
    ids = list(head.keeper.book.draft.problem.demands)
    item = page.table.item(ids.index("5А ист"), 4)
    assert item is not None

    item.setText("2+1")
    blocks = head.keeper.book.draft.problem.demands["5А ист"].blocks
    assert [block.length for block in blocks] == [2, 1]

    item = page.table.item(ids.index("5А ист"), 4)
    assert item is not None
    item.setText("много")
    assert page.wrong.text().startswith(f"строка {item.row() + 1}, столбец «Часов в неделю»: «много»")
    assert head.keeper.book.draft.problem.demands["5А ист"].blocks == blocks

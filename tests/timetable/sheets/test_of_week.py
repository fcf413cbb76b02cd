"""Sheets of a week hold every lesson, each where a reader looks for it."""

from __future__ import annotations

from collections import Counter

import pytest

from school.calendar import Weeks
from tests.timetable.sheets.a_school import FORMS, LESSONS, a_problem, whole_week
from timetable.cards import Card, Draft
from timetable.grid import TimeSlot
from timetable.problem import Block, Demand, Part, RoomNeed
from timetable.rules.rule import BlockKey
from timetable.sheets.of_week import WeekSheets
from timetable.sheets.placed import placed_lessons
from timetable.sheets.sheet import Sheet


@pytest.fixture(scope="module")
def sheets() -> WeekSheets:
    """The sheets of the made-up school."""
    return WeekSheets(whole_week())


def of(*demands: Demand, cards: dict[BlockKey, Card]) -> WeekSheets:
    """The sheets of a week that holds only this."""
    return WeekSheets(Draft(a_problem({one.id: one for one in demands}), cards))


def said(sheet: Sheet, row: int, column: int) -> list[str]:
    """The lines of a cell."""
    return [words.full for words in sheet.cell(row, column)]


def test_the_school_hangs_with_forms_across_and_days_down(sheets: WeekSheets) -> None:
    """Forms stand by level and letter, 9 before 10; each day has a row for each lesson."""
    sheet = sheets.school()

    assert [line.title for line in sheet.columns] == list(FORMS)
    assert Counter(line.group for line in sheet.rows).most_common(1) == [("Понедельник", LESSONS)]
    assert said(sheet, 1, 0) == ["Русский язык", "101"]
    assert said(sheet, 3, 0) == ["Английский язык", "103 / 124"]


def test_every_lesson_stands_on_its_form_s_sheet(sheets: WeekSheets) -> None:
    """As many cells are filled as the form has places with a lesson."""
    draft = whole_week()
    places = Counter(form for one in placed_lessons(draft) for form in {(*one.forms(draft.problem), one.at)})

    filled = sum(len(sheet.cells) for sheet in sheets.forms())

    assert filled == len(places)


def test_a_form_s_sheet_names_groups_teachers_and_rooms(sheets: WeekSheets) -> None:
    """Each half of a form has a line of its own."""
    sheet = sheets.forms()[0]

    assert said(sheet, 3, 0) == [
        "Английский язык",
        "1\u00a0гр. Мухаметзянова А.\u00a0К., каб.\u00a0103",
        "2\u00a0гр. Абдурахманова-Воскресенская Е.\u00a0В., каб.\u00a0124",
    ]


def test_a_teacher_s_sheet_names_whom_and_where(sheets: WeekSheets) -> None:
    """A group is named with its form."""
    sheet = next(one for one in sheets.teachers() if one.name.startswith("Мухаметзянова А."))

    assert ["5А 1\u00a0гр.", "Английский язык, каб.\u00a0103"] in [said(sheet, *at) for at in sheet.cells]


def test_a_room_that_is_no_number_is_called_by_its_name(sheets: WeekSheets) -> None:
    """«Спортзал», never «каб. Спортзал»."""
    sheet = sheets.forms()[0]

    lines = {line for at in sheet.cells for line in said(sheet, *at)}

    assert "Ким А.\u00a0К., Спортзал" in lines
    assert "Преображенская А.\u00a0К., каб.\u00a0105" in lines


def test_a_double_lesson_fills_both_its_slots() -> None:
    """Both slots say the same."""
    double = Demand("d", "s1", (Part(("f0",), ("t1",)),), (Block(2),))
    key = BlockKey("d", 0)

    sheet = of(double, cards={key: Card(key, TimeSlot(2, 3))}).forms()[0]

    assert {at: said(sheet, *at) for at in sheet.cells} == {
        (0, 2): ["Русский язык", "Белова А.\u00a0К."],
        (1, 2): ["Русский язык", "Белова А.\u00a0К."],
    }


def test_odd_and_even_weeks_share_a_cell() -> None:
    """Each says its weeks."""
    blocks = (Block(weeks=Weeks.ODD), Block(weeks=Weeks.EVEN))
    one = Demand("d", "s1", (Part(("f0",), ("t1",)),), blocks[:1])
    other = Demand("e", "s10", (Part(("f0",), ("t2",)),), blocks[1:])
    cards = {
        BlockKey(id, 0): Card(BlockKey(id, 0), TimeSlot(0, 0), weeks)
        for id, weeks in (("d", Weeks.ODD), ("e", Weeks.EVEN))
    }

    sheet = of(one, other, cards=cards).school()

    assert said(sheet, 0, 0) == ["История (чёт.)", "Русский язык (нечёт.)"]


def test_joint_journals_are_one_lesson_of_their_teacher() -> None:
    """A stream of two forms under one teacher sits in one room and is said once."""
    stream = Demand("d", "s4", tuple(Part((form,), ("t4",), (RoomNeed(("r4",)),)) for form in ("f0", "f1")))
    key = BlockKey("d", 0)

    sheets = of(stream, cards={key: Card(key, TimeSlot(0, 0), rooms=("r4",))})

    assert said(sheets.teachers()[0], 0, 0) == ["5А, 5Б", "Физическая культура, Спортзал"]
    assert said(sheets.forms()[1], 0, 0) == ["Физическая культура", "Ким А.\u00a0К., Спортзал"]
    assert said(sheets.occupied(), len(sheets.occupied().rows) - 1, 0) == ["5А, 5Б"]


def test_an_empty_week_has_sheets_too(sheets: WeekSheets) -> None:
    """Nothing placed: all slots of the grid, no cell, no teacher's sheet."""
    empty = of(cards={})

    assert len(empty.school().rows) == 5 * LESSONS
    assert not empty.school().cells
    assert empty.teachers() == ()

"""The words of lessons and rooms, and the lists of words in the sheets beside the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.look.fonts import grid_font
from desktop.ui.timetable.advice import SHORT
from desktop.ui.timetable.findings_list import FindingsList
from desktop.ui.timetable.geometry import USUAL, ZOOMS
from desktop.ui.timetable.sheet import Axis, groups_title, lesson_title, read_sheet, rooms_title
from desktop.ui.timetable.side_sheet import Lines
from desktop.ui.timetable.week_paint import slot_words
from timetable.cards import Draft
from timetable.findings import Fault, Finding, Report, Weight
from timetable.grid import DaySlot, Grid
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, Subject, Teacher
from timetable.rules.rule import BlockKey


def test_a_line_that_only_just_fits_is_broken_and_not_cut(qtbot: QtBot) -> None:
    """Its number is at its end: with an ellipsis there, the line would say nothing."""
    lines = Lines("Чем расписание ещё неудобно")
    qtbot.addWidget(lines)
    lines.show_lines([("59", None), ("Трудных уроков не вовремя: 144", None)])

    just = lines.fontMetrics().horizontalAdvance(lines.texts()[1]) + 2 * lines.frameWidth()
    lines.resize(just + 8, 200)
    lines.show()

    assert lines.visualItemRect(lines.item(1)).height() > lines.visualItemRect(lines.item(0)).height()


def titled(*titles: str) -> Problem:
    """A form whose group has the first title, and rooms with the others."""
    form = Form("1а", "1А", 1)
    whole = Group("1а", "1А", "1а", frozenset({"1", "2"}))
    other = Group("g", titles[0], "1а", frozenset({"1"} if "гр." in titles[0] else {"1", "2"}))
    rooms = {title: Room(title, title) for title in titles[1:]}
    grid = Grid(("Пн",), (DaySlot("1", 1),))
    demand = Demand("d", "s", (Part(("g",), ()),))
    subjects = {"s": Subject("s", "Чтение")}
    return Problem("", grid, {}, subjects, rooms, {"1а": form}, {"1а": whole, "g": other}, {"d": demand})


@pytest.mark.parametrize(
    ("title", "said"),
    [("1А", "1А"), ("Весь класс", "1А"), ("1А 1 гр.", "1А (1\N{NO-BREAK SPACE}гр.)")],
)
def test_a_form_is_not_named_twice(title: str, said: str) -> None:
    """A group that is the whole form, and one whose title begins with the form's."""
    problem = titled(title)

    assert groups_title(problem, problem.demands["d"]) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [("Чтение 1А", "Чтение · 1А"), ("Чтение 1А (группа 1)", "Чтение · 1А"), ("Кружок", "Кружок · 1А")],
)
def test_a_title_that_only_adds_the_form_is_the_subject_s(title: str, said: str) -> None:
    """The form is said beside it anyway; a title of its own stays."""
    problem = titled("1А")
    demand = replace(problem.demands["d"], title=title, blocks=(Block(1),))

    assert lesson_title(replace(problem, demands={"d": demand}), BlockKey("d", 0)) == said


def test_teachers_of_one_surname_are_told_apart() -> None:
    """By their initials, over their columns, before the surname: a narrow column cuts off the end."""
    problem, part = titled("1А"), Part(("1а",), ("1", "2", "3"))
    names = ("Белова Е. Н.", "Котова В. Д.", "Котова Вера Олеговна")
    teachers = {str(at): Teacher(str(at), name) for at, name in enumerate(names, 1)}
    demands = {"d": replace(problem.demands["d"], parts=(part,))}

    sheet = read_sheet(Draft(replace(problem, teachers=teachers, demands=demands)), Axis.TEACHERS)

    assert [column.title for column in sheet.columns] == ["Белова", "В.Д. Котова", "В.О. Котова"]


@pytest.mark.parametrize(
    ("rooms", "said"),
    [
        (("Каб. 112",), "каб. 112"),
        (("Кабинет 7", "8"), "каб. 7, 8"),
        (("Спортзал",), "Спортзал"),
        ((), ""),
    ],
)
def test_a_room_is_not_called_a_room_twice(rooms: tuple[str, ...], said: str) -> None:
    """«каб.» stands before a number alone."""
    assert rooms_title(titled("1А", *rooms), rooms) == said


def test_the_first_lessons_of_two_shifts_are_told_apart_by_the_bell() -> None:
    """Beside the week of a teacher's absences; where no bell is known the number stands alone."""
    slots = (DaySlot("1", 1, starts=time(8)), DaySlot("1", 8, 2, time(14, 10)), DaySlot("2", 9, 2))

    assert [slot_words(slot) for slot in slots] == ["1\n08:00", "1\n14:10", "2"]


def test_what_breaks_just_now_comes_to_the_front(qtbot: QtBot) -> None:
    """Over the norms that were looked at; what is chosen afterwards stays, while as much is broken."""
    found = FindingsList()
    qtbot.addWidget(found)
    law, broken = (
        Finding(Fault.ROOM_CLASH, weight, who=weight.name) for weight in (Weight.LAW, Weight.BROKEN)
    )

    found.show_report(Report((law,)), lambda one: one.who)
    found.show_report(Report((law, broken)), lambda one: one.who)
    front = found.list.item(0).text()
    found.chips[Weight.LAW].click()
    found.show_report(Report((law, broken)), lambda one: one.who)

    assert (front, found.list.item(0).text()) == ("BROKEN", "LAW")


def test_why_not_fits_into_a_cell(qapp: QApplication) -> None:
    """At the usual size no word of a red place is cut off."""
    room = ZOOMS[USUAL].width - 9

    words = [QFontMetrics(grid_font(small=True)).horizontalAdvance(short) for short in SHORT.values()]

    assert max(words) <= room

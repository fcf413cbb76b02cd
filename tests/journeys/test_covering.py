"""A head teacher's morning in the window: somebody is ill, two keys cover it, the list is printed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton
from python_calamine import CalamineWorkbook

from desktop.app.change_outputs import next_school_day
from desktop.app.demo_server import DemoServer
from desktop.app.program import Program, Surroundings
from desktop.ui.handing_out.orders import Format
from desktop.ui.shell.places import Place
from desktop.ui.substitutions.screen import Substitutions
from tests.desktop.ui.grid.board import CTRL, named, printable
from tests.journeys.staff_room import HEAD, TEACHER
from tests.journeys.walking import at_work, until, walk_in
from timetable.substitutes.facts import Absence

Life = Callable[[Program], Awaitable[None]]
Live = Callable[[Surroundings, Life], None]

EIGHT, P = 0x09, 0x19
"""Keys by their place on the board."""

ALT = Qt.KeyboardModifier.AltModifier


async def press(program: Program, event: QKeyEvent) -> None:
    """A key goes to whatever has the focus, and the program has time to answer."""
    QCoreApplication.sendEvent(program.shell.focusWidget() or program.shell, event)
    await asyncio.sleep(0.05)


def a_week_away(program: Program) -> Absence:
    """Somebody with lessons is ill from the next school day on."""
    desk = at_work(program)
    day = next_school_day(desk.journal.facts, desk.journal.today)
    lessons = desk.timetable.cover.read_situation(day, day).lessons[day]
    teacher = next(lesson.teachers[0] for lesson in lessons if lesson.teachers and not lesson.substituted)
    return Absence(teacher, day, day + timedelta(days=4), reason="больничный")


def test_an_illness_is_covered_and_printed_by_keys(
    live: Live, around: Surroundings, region: DemoServer, tmp_path: Path
) -> None:
    """Alt+8, Ctrl+Enter twice: every lesson that can be has somebody; Ctrl+З, and the list is a file."""
    target = tmp_path / "Замены.xlsx"

    async def life(program: Program) -> None:
        desk = await walk_in(program, region, HEAD)
        cover = desk.timetable.cover
        absence = a_week_away(program)
        cover.put_absence(absence)

        await press(program, printable(EIGHT, "ru", "offscreen", ALT))
        page = program.shell.page(Place.SUBSTITUTIONS)
        assert isinstance(page, Substitutions)
        opened = page.standing.is_open
        for _time in range(2):
            await press(program, named(Qt.Key.Key_Return, CTRL, "offscreen"))
        assert page.standing.is_open < opened
        made = [one for one in cover.read_changes(absence.first_day, absence.last_day) if one.teacher]
        assert len(made) >= opened - page.standing.is_open

        await press(program, printable(P, "ru", "offscreen", CTRL))
        sheet = program.rooms.handing_out and program.rooms.handing_out.sheet
        assert sheet
        sheet.format.setCurrentIndex(sheet.format.findData(Format.XLSX_A4))
        sheet.place(str(target))
        await until(target.exists)
        await until(lambda: "Готово: " in sheet.told.text())

    live(around, life)

    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert str(rows[0][0]).startswith("Замены: ")
    assert len(rows) > 3


def test_a_teacher_has_no_such_page(live: Live, around: Surroundings, region: DemoServer) -> None:
    """Neither in the rail nor by its number."""

    async def life(program: Program) -> None:
        await walk_in(program, region, TEACHER)

        await press(program, printable(EIGHT, "ru", "offscreen", ALT))

        assert program.shell.place is Place.MY_DAY
        assert "Замены" not in [
            button.text() for button in program.shell.rail.findChildren(QToolButton) if button.isVisible()
        ]

    live(around, life)

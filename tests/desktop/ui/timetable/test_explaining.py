"""«Что мешает?»: what has to give way is sought beside the window and done with one key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.explanation_sheet import ExplanationSheet
from tests.desktop.ui.keyboard import keys_read, let_go
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from tests.desktop.ui.timetable.made_school import lay_out, make_school
from timetable.checker.checking import check
from timetable.rules.of_blocks import AllowedTimes, MinGapBetween
from timetable.rules.rule import Which

WAIT_MS = 60_000


@pytest.fixture
def puzzled(qtbot: QtBot, qapp: QApplication) -> HeadTeacher:
    """A school in which three lessons shall lie far apart, all on Monday; every count is in order."""
    draft = lay_out(make_school({5: "АБ"}))
    which = Which(keys=draft.problem.demands["5А лит"].keys)
    monday = frozenset(at for at in draft.problem.grid if at.day == 0)
    rules = (AllowedTimes(which=which, within=monday), MinGapBetween(which=which, least=3))
    problem = replace(draft.problem, rules=(*draft.problem.rules, *rules))
    return HeadTeacher(qtbot, replace(draft, problem=problem))


def explained(head: HeadTeacher) -> ExplanationSheet:
    """The sheet, once it has something to offer."""
    head.screen.explaining.show()
    sheet = head.screen.explaining.sheet
    assert sheet is not None
    head.qtbot.waitUntil(lambda: bool(sheet.ways), timeout=WAIT_MS)
    return sheet


def test_what_has_to_give_way_is_found_and_done_at_once(qapp: QApplication, puzzled: HeadTeacher) -> None:
    """The last step gives way to everything and lays the lessons out; the week can be held then."""
    with keys_read(qapp):
        sheet = explained(puzzled)

        assert sheet.ways[-1].words == "Поставить найденное расписание"
        sheet.way_chosen.emit(sheet.ways[-1])

        assert check(puzzled.screen.working.draft).is_legal
        puzzled.screen.explaining._leave()
        let_go(puzzled.screen)


def test_whoever_leaves_ends_the_search(qapp: QApplication, puzzled: HeadTeacher) -> None:
    """The sheet goes at once, and nothing comes of what was sought."""
    with keys_read(qapp):
        puzzled.screen.explaining.show()
        QTest.qWait(300)

        puzzled.screen.explaining._leave()

        assert puzzled.screen.explaining.sheet is None
        puzzled.qtbot.waitUntil(lambda: not puzzled.screen.explaining._seeking.is_running, timeout=WAIT_MS)
        let_go(puzzled.screen)

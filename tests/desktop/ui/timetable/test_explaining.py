"""«Что мешает?»: what has to give way is sought beside the window and done with one key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.explanation_sheet import ExplanationSheet
from desktop.ui.timetable.knowing import Lack
from tests.desktop.ui.keyboard import keys_read, let_go
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from tests.desktop.ui.timetable.made_school import lay_out, make_school
from timetable.checker.checking import check
from timetable.explaining.explanation_words import MOST_REMEDIES, MOST_TOLD
from timetable.grid import Level
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
        for lack in puzzled.screen.explaining._shown:
            assert [bool(way.but) for way in lack.ways] == [number > 0 for number in range(len(lack.ways))]
        sheet.way_chosen.emit(sheet.ways[-1])

        assert check(puzzled.screen.working.draft).is_legal
        puzzled.screen.explaining._leave()
        let_go(puzzled.screen)


def test_nothing_has_to_give_way_where_all_fits(qtbot: QtBot) -> None:
    """No steps are promised where there is none to take."""
    sheet = ExplanationSheet()
    qtbot.addWidget(sheet)

    sheet.show_lacks((Lack("Всё помещается", stops=False),))

    assert (sheet.heading.text(), sheet.words.text()) == ("Что мешает", "")


def test_whoever_leaves_ends_the_search(qapp: QApplication, puzzled: HeadTeacher) -> None:
    """The sheet goes at once, and nothing comes of what was sought."""
    with keys_read(qapp):
        puzzled.screen.explaining.show()
        QTest.qWait(300)

        puzzled.screen.explaining._leave()

        assert puzzled.screen.explaining.sheet is None
        puzzled.qtbot.waitUntil(lambda: not puzzled.screen.explaining._seeking.is_running, timeout=WAIT_MS)
        let_go(puzzled.screen)


def crowded(qtbot: QtBot, teachers: int) -> HeadTeacher:
    """A school whose first teachers may come on one day of five."""
    draft = lay_out(make_school())
    away = {at: Level.FORBIDDEN for at in draft.problem.grid if at.day < 4}
    known = draft.problem.teachers
    shut = {key: replace(one, away=away) for key, one in list(known.items())[:teachers]}
    return HeadTeacher(qtbot, replace(draft, problem=replace(draft.problem, teachers={**known, **shut})))


def counted(head: HeadTeacher) -> tuple[ExplanationSheet, list[str]]:
    """The sheet with its ways, and all that it says."""
    sheet = explained(head)
    QTest.qWait(50)
    return sheet, [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]


def test_a_step_that_is_not_enough_says_so_and_the_next_is_shown_at_once(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Ways that are enough come first; of the others it is told what they leave; each red frame wants one."""
    with keys_read(qapp):
        head = crowded(qtbot, 3)
        sheet, said = counted(head)
        frames = sum("Учитель" in words and "поместится" in words for words in said)
        assert f"Нужен шаг в каждой красной рамке, их {frames}" in sheet.words.text()
        for lack in head.screen.explaining._shown:
            assert [bool(way.but) for way in lack.ways] == sorted(bool(way.but) for way in lack.ways)
        assert any("одного этого мало: нужно ещё" in way.told for way in sheet.ways)
        step = sheet.ways[0]

        sheet.way_chosen.emit(step)

        assert sheet.words.text().startswith(f"Сделано: {step.words}")
        assert step not in sheet.ways
        assert sheet.ways
        qtbot.waitUntil(lambda: not head.screen.explaining._counting.is_running, timeout=WAIT_MS)
        assert head.screen.working.last == step.words
        head.screen.explaining._leave()
        let_go(head.screen)


def test_a_wall_of_shortages_is_cut_to_the_most_telling(qtbot: QtBot, qapp: QApplication) -> None:
    """Five are told with three ways each at most; of the others, how many there are."""
    with keys_read(qapp):
        head = crowded(qtbot, 20)
        sheet, said = counted(head)

        assert len(sheet.ways) <= MOST_TOLD * MOST_REMEDIES
        assert sum("поместится" in words for words in said) <= MOST_TOLD
        assert any(words.startswith("И ещё ") for words in said)
        head.screen.explaining._leave()
        let_go(head.screen)


def test_ctrl_z_beside_an_explanation_explains_anew(qtbot: QtBot, qapp: QApplication) -> None:
    """What was said of the week after a step is not left standing when the step is taken back."""
    with keys_read(qapp):
        head = crowded(qtbot, 1)
        sheet, _said = counted(head)
        words = [way.words for way in sheet.ways]
        sheet.way_chosen.emit(sheet.ways[0])
        qtbot.waitUntil(lambda: not head.screen.explaining._counting.is_running, timeout=WAIT_MS)

        head.keys.chord("Я")

        qtbot.waitUntil(lambda: [way.words for way in sheet.ways] == words, timeout=WAIT_MS)
        assert "Сделано" not in sheet.words.text()
        head.screen.explaining._leave()
        let_go(head.screen)

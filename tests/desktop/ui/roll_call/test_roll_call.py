"""The roll call: letters search, Enter toggles, digits give the reason, Ctrl+Enter is done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.look.style import Theme, dress
from desktop.ui.roll_call.panel import RollCallPanel
from tests.desktop.models.joint import BORISOVA, joint_school
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    BELOVA,
    ELKIN,
    FORM,
    TODAY,
    VOLKOV,
    ZHUKOVA,
    Taught,
    named,
)
from tests.desktop.ui.grid.board import CTRL, pad, printable
from tests.desktop.ui.grid.board import named as key_named
from tests.desktop.ui.journal_page.desk import SCANS, keys_read, let_go


class Call:
    """A roll call of today's algebra with hands on it."""

    def __init__(self, taught: Taught, slot: int = ALGEBRA_SLOT) -> None:
        self.journal: Journal = taught.journal()
        self.lesson: LessonHead = self.journal.read_lesson(ALGEBRA, TODAY, slot)
        self.panel = RollCallPanel(self.journal, self.lesson)
        self.panel.show()
        self.panel.activateWindow()
        QCoreApplication.processEvents()
        self.panel.setFocus()
        self.left = 0
        self.panel.left.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1

    def type(self, keys: str, layout: str = "ru") -> None:
        """Press printable keys by their Russian labels."""
        for key in keys.upper():
            self._send(printable(SCANS[key], layout, "offscreen"))

    def hit(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._send(key_named(key, held, "offscreen"))

    def _send(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(QApplication.focusWidget() or self.panel, event)

    def codes(self) -> dict[str, str]:
        """What the journal holds."""
        return self.journal.read_codes(self.lesson)

    def names(self) -> list[str]:
        """The names that the list shows."""
        items = (self.panel.list.item(at) for at in range(self.panel.list.count()))
        return [item.text() for item in items if not item.isHidden()]


@pytest.fixture
def called(qtbot: QtBot, qapp: QApplication) -> Iterator[list[Call]]:
    """Where a test puts its calls, so that they are let go."""
    dress(qapp, Theme.LIGHT)
    calls: list[Call] = []
    with keys_read(qapp):
        yield calls
    for call in calls:
        let_go(call.panel)


@pytest.fixture
def call(called: list[Call]) -> Call:
    """Five pupils are in class today."""
    called.append(Call(Taught()))
    return called[0]


@pytest.mark.parametrize("layout", ["ru", "latin"])
def test_two_absentees_are_seven_keys(call: Call, layout: str) -> None:
    """Letters of a surname, Enter; the other's, Enter; Ctrl+Enter: the others are here."""
    call.type("вол", layout)
    call.hit(Qt.Key.Key_Return)
    call.type("ё", layout)
    call.hit(Qt.Key.Key_Return)

    call.hit(Qt.Key.Key_Return, CTRL)

    assert call.codes() == {VOLKOV: "absent", ELKIN: "absent"}
    assert call.journal.read_lesson_again(call.lesson).roll_call
    assert call.left == 1


@pytest.mark.parametrize(
    ("digit", "code"),
    [("1", "absent"), ("2", "ill"), ("3", "excused"), ("4", "unexcused"), ("5", "late"), ("6", "exempt")],
)
def test_a_digit_gives_the_reason(call: Call, digit: str, code: str) -> None:
    """1 Н, 2 Б, 3 УП, 4 НП, 5 ОП, 6 ОСВ."""
    call.type("бе")
    call.type(digit)
    call.hit(Qt.Key.Key_Return, CTRL)

    assert call.codes() == {BELOVA: code}


def test_the_number_pad_gives_reasons_too(call: Call) -> None:
    """Keypad digits, NumLock off."""
    call._send(pad("2", "offscreen", numlock=False))
    call.hit(Qt.Key.Key_Return, CTRL)

    assert call.codes() == {ABRAMOV: "ill"}


def test_enter_twice_is_here_again(call: Call) -> None:
    """A toggle takes back what it put; after a choice the letters are gone, the pupil stays."""
    call.type("во")
    call.hit(Qt.Key.Key_Return)
    call.hit(Qt.Key.Key_Return)
    call.hit(Qt.Key.Key_Return, CTRL)

    assert call.codes() == {}
    assert call.journal.read_lesson_again(call.lesson).roll_call


def test_letters_narrow_the_list_and_foreign_ones_are_not_taken(call: Call) -> None:
    """Only surnames that begin so are shown; a letter that fits nobody changes nothing."""
    call.type("жуъ")
    narrowed = call.names()
    call.hit(Qt.Key.Key_Backspace)
    call.hit(Qt.Key.Key_Backspace)

    assert narrowed == ["Жукова Вера"]
    assert len(call.names()) == 5


def test_known_absences_stand_first(called: list[Call]) -> None:
    """«болен с 16.11 (кл. рук.)» on top, and Enter makes the pupil absent."""
    taught = Taught()
    cells = {"pupil": ZHUKOVA, "from": "2026-11-16", "to": "2026-11-20", "code": "ill"}
    taught.told(f"form:{FORM}", "absence", named(7100), cells)
    taught.replica.copy.load()
    called.append(Call(taught))

    called[0].hit(Qt.Key.Key_Return)
    called[0].hit(Qt.Key.Key_Return, CTRL)

    first = called[0].panel.calling.pupils[0]
    assert (first.pupil.id, called[0].panel._remark(first)) == (ZHUKOVA, "болен с 16.11 (кл. рук.)")
    assert called[0].codes() == {ZHUKOVA: "absent"}


def test_escape_drops_the_letters_then_the_sheet(call: Call) -> None:
    """Esc with letters typed clears them; Esc again leaves, and nothing is written."""
    call.type("во")
    call.hit(Qt.Key.Key_Escape)
    shown, still_here = len(call.names()), call.left
    call.hit(Qt.Key.Key_Escape)

    assert (shown, still_here, call.left) == (5, 0, 1)
    assert not call.journal.read_lesson_again(call.lesson).is_stored


def test_the_whole_roll_call_is_one_step(call: Call) -> None:
    """One undo takes the codes and «done» back."""
    call.type("1")
    call.hit(Qt.Key.Key_Return, CTRL)

    call.journal.undo()

    assert call.codes() == {}
    assert not call.journal.read_lesson_again(call.lesson).roll_call


def test_a_code_that_came_meanwhile_is_not_written_over(called: list[Call]) -> None:
    """Only pupils whom this roll call touched are written."""
    taught = Taught()
    called.append(Call(taught))
    call = called[0]
    late = {"code": "late", "minutes": 5, "comment": ""}
    cells = {"date": "2026-11-18", "slot": 1, f"attendance/{ABRAMOV}": late}
    taught.arrives(call.journal, f"course:{ALGEBRA}", "lesson", call.lesson.id, cells)

    call.type("бе")
    call.hit(Qt.Key.Key_Return)
    call.hit(Qt.Key.Key_Return, CTRL)

    assert call.codes() == {ABRAMOV: "late", BELOVA: "absent"}


def test_a_click_toggles(call: Call) -> None:
    """Two absentees are two clicks."""
    item = call.panel.list.item(2)

    call.panel.list.itemPressed.emit(item)
    call.panel.finish.click()

    assert call.codes() == {VOLKOV: "absent"}


def test_a_joint_lesson_has_one_roll_call(called: list[Call]) -> None:
    """Pupils of both forms are called together, each code goes to the pupil's own lesson."""
    called.append(Call(joint_school()))
    call = called[0]

    call.type("бор")
    call.hit(Qt.Key.Key_Return)
    call.hit(Qt.Key.Key_Return, CTRL)

    (other,) = call.journal.read_joined(call.lesson)
    assert (call.codes(), call.journal.read_codes(other)) == ({}, {BORISOVA: "absent"})
    assert call.journal.read_lesson_again(other).roll_call
    assert "7Б, 7В" in call.panel.heading.text()


def test_a_sheet_that_is_taken_away_keeps_who_is_away(call: Call) -> None:
    """The lock falls, another page comes: the codes are written, «done» is not."""
    call.type("во")
    call.hit(Qt.Key.Key_Return)

    call.panel.hide()

    assert call.codes() == {VOLKOV: "absent"}
    assert not call.journal.read_lesson_again(call.lesson).roll_call


def test_a_sheet_opened_again_and_left_stays_done(call: Call) -> None:
    """One more absentee in a roll call that is done does not make it undone."""
    call.journal.put_roll_call(call.lesson, {})
    call.type("во")
    call.hit(Qt.Key.Key_Return)

    call.panel.hide()

    assert call.codes() == {VOLKOV: "absent"}
    assert call.journal.read_lesson_again(call.lesson).roll_call

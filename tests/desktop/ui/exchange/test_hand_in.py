"""«Сдать день»: what is missing, the exchange with a way out, the server's word lesson by lesson."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.exchange.hand_in import HandIn
from sync.progress import OfflineReason, RoundReport, SyncShown, SyncState
from tests.desktop.models.taught import ABRAMOV, BELOVA, Taught, put, second_term
from tests.desktop.ui.grid.board import CTRL, KEY
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go, said


class Evening:
    """Two marks of today's algebra, and the page."""

    def __init__(self) -> None:
        self.taught = Taught()
        self.journal = self.taught.journal()
        page = second_term(self.journal)
        for pupil in (ABRAMOV, BELOVA):
            put(self.journal, page, pupil, "4")
        self.page = HandIn(self.journal)
        self.keys = Keyboard(self.page)
        self.page.arrive()


@pytest.fixture
def evening(qtbot: QtBot, qapp: QApplication) -> Iterator[Evening]:
    """The end of a Wednesday."""
    with keys_read(qapp):
        opened = Evening()
        yield opened
        let_go(opened.page)


def test_what_is_missing_is_listed_first(evening: Evening) -> None:
    """Each lesson with roll call, topic, homework and marks; it can be handed in as it is."""
    words = said(evening.page)

    assert "среда, 18 ноября" in words
    assert "Не всё заполнено в 2 уроках." in words
    assert words.count("нет") >= 6
    assert evening.page.start.hasFocus()


def test_ctrl_enter_hands_in_and_the_bar_moves(evening: Evening, qtbot: QtBot) -> None:
    """The exchange shows how far it is and can be broken off; it never blocks."""
    with qtbot.waitSignal(evening.page.exchange_wanted):
        evening.keys.hit(KEY.Key_Return, CTRL)

    evening.page.show_progress(SyncShown(SyncState.RUNNING, done=1, total=2))

    assert (evening.page.bar.value(), evening.page.bar.maximum()) == (1, 2)
    with qtbot.waitSignal(evening.page.cancel_wanted):
        evening.page.cancel.click()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("applied", "принято: 2"),
        ("conflict", "две версии: 2 записи"),
        ("review", "ждёт завуча: 2"),
        ("rejected", "не принято: 2"),
    ],
)
def test_the_server_s_word_is_told_by_lesson(evening: Evening, status: str, told: str) -> None:
    """«7Б · Алгебра · 18.11» and what became of its changes."""
    evening.page.begin()
    evening.taught.answers(evening.journal, status)

    evening.page.show_report(RoundReport(True, sent=2), conflicts=0)

    assert "7Б · Алгебра · 18.11" in said(evening.page)
    assert told in said(evening.page)


def test_a_change_that_a_round_before_has_sent_is_told_as_well(evening: Evening) -> None:
    """Whichever round brought the answer: it is the day that is handed in."""
    evening.taught.answers(evening.journal, "applied")
    evening.page.begin()

    evening.page.show_report(RoundReport(True), conflicts=0)

    assert "принято: 2" in said(evening.page)


def test_without_a_network_the_day_is_handed_in_here(evening: Evening) -> None:
    """The words of the page, to the letter; nothing is lost."""
    evening.page.begin()

    evening.page.show_report(RoundReport(False, offline_reason=OfflineReason.NO_NETWORK), conflicts=0)

    assert "День сдан на этом компьютере 09:10. Отправим при связи" in said(evening.page)
    assert "2 изменения сохранены на этом компьютере" in said(evening.page)


def test_two_versions_lead_to_the_inbox(evening: Evening, qtbot: QtBot) -> None:
    """The button has the focus: one key more."""
    evening.page.begin()

    evening.page.show_report(RoundReport(True, sent=2), conflicts=1)

    assert evening.page.versions.hasFocus()
    with qtbot.waitSignal(evening.page.versions_wanted):
        evening.page.versions.click()


def test_a_round_that_was_broken_off_says_that_all_is_kept(evening: Evening) -> None:
    """And the page can be left."""
    evening.page.begin()

    evening.page.show_report(None, conflicts=0)

    assert "Обмен прерван" in said(evening.page)
    assert "сохранено на этом компьютере" in said(evening.page)
    assert evening.page.done.hasFocus()


def test_an_answer_stays_until_the_day_is_handed_in_anew(evening: Evening) -> None:
    """Coming back from the inbox one finds the summary again."""
    evening.page.begin()
    evening.page.show_report(RoundReport(True), conflicts=0)

    evening.page.arrive()
    assert "День сдан" in said(evening.page)

    evening.page.begin_anew()
    evening.page.arrive()
    assert evening.page.start.isVisible()

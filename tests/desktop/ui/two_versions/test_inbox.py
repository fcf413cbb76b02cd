"""«Две версии записи»: both values with who, when and where; one key each; digits do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.models.journal import Journal
from desktop.ui.two_versions.screen import TwoVersionsInbox
from desktop.ui.two_versions.version_words import where_words
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    COLLEAGUE,
    LESSON,
    NOW,
    TEACHER,
    VOLKOV,
    Taught,
    named,
    put,
    second_term,
    shown,
    today_work,
)
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

DEVICE, OTHER_DEVICE = "a" * 32, "b" * 32
AT = NOW.isoformat()


def mark(*values: str) -> dict[str, Any]:
    """A mark as it travels."""
    return {"values": list(values), "duty": False, "comment": ""}


def ask(taught: Taught, journal: Journal, pupil: str, number: int, device: str = DEVICE) -> None:
    """The feed brings a question: mine is 5, the colleague's 4 stands."""
    cell = f"mark/{pupil}/{today_work()}"
    entry = {
        "base": None,
        "standing": mark("4"),
        "standing_by": COLLEAGUE,
        "standing_at": AT,
        "other": mark("5"),
    }
    cells = {
        "record": {"kind": "lesson", "id": LESSON},
        "cells": {cell: entry},
        "author": TEACHER,
        "device": device,
        "made_at": AT,
        "state": "open",
    }
    taught.arrives(journal, f"course:{ALGEBRA}", "lesson", LESSON, {cell: mark("4")})
    taught.arrives(journal, f"course:{ALGEBRA}", "conflict", named(number), cells)


class Inbox:
    """Three questions, hands, and what was said."""

    def __init__(self) -> None:
        self.taught = Taught()
        self.journal = self.taught.journal()
        put(self.journal, second_term(self.journal), ABRAMOV, "5")
        self.taught.answers(self.journal, "applied")
        for at, pupil in enumerate((ABRAMOV, BELOVA, VOLKOV)):
            ask(self.taught, self.journal, pupil, 9000 + at)
        self.screen = TwoVersionsInbox(self.journal, DEVICE)
        self.said: list[str] = []
        self.screen.said.connect(self.said.append)
        self.keys = Keyboard(self.screen)
        self.screen.arrive()

    def text(self, card: int) -> str:
        """Everything that a card says."""
        return " | ".join(label.text() for label in self.screen.cards[card].findChildren(QLabel))

    def answers(self) -> list[Any]:
        """The values of the answers that wait to be sent."""
        queued = self.taught.replica.copy.own.values()
        found = (own.op for own in queued if own.op.resolves)
        return [change.new["values"] for op in found for change in op.cells.values()]


@pytest.fixture
def inbox(qtbot: QtBot, qapp: QApplication) -> Iterator[Inbox]:
    """Three pupils whom two teachers marked differently."""
    with keys_read(qapp):
        opened = Inbox()
        yield opened
        let_go(opened.screen)


def test_a_row_says_all_that_is_needed_to_choose(inbox: Inbox) -> None:
    """Form, subject, day, pupil, work; mine and the server's with who and when; what was before."""
    address = inbox.screen.cards[0].two.address

    assert where_words(address) == "7Б · Алгебра · 18.11 · Абрамов Илья · Ответ на уроке"
    assert "Моя: | 5 | вы, этот компьютер, 09:10" in inbox.text(0)
    assert "На сервере: | 4 | Сидоров О. П., 09:10" in inbox.text(0)
    assert "Было: | —" in inbox.text(0)


@pytest.mark.parametrize(
    ("key", "kept"),
    [(Qt.Key.Key_Left, ["5"]), (Qt.Key.Key_Right, ["4"]), (Qt.Key.Key_Up, ["5", "4"])],
)
def test_one_key_chooses(inbox: Inbox, key: Qt.Key, kept: list[str]) -> None:
    """← mine, → the server's, ↑ both; the next row has the focus, the answer waits to be sent."""
    inbox.keys.hit(key)

    assert inbox.answers() == [kept]
    assert len(inbox.screen.cards) == 2
    assert inbox.screen.cards[0].hasFocus()
    assert "вернуть — Ctrl+Я" in inbox.said[0]


@pytest.mark.parametrize("digit", "0123456789")
def test_digits_do_nothing(inbox: Inbox, digit: str) -> None:
    """They are marks, and this is no place for marks."""
    inbox.keys.write(digit)

    assert inbox.answers() == []
    assert len(inbox.screen.cards) == 3


def test_esc_decides_later(inbox: Inbox) -> None:
    """The row goes for now and is back when somebody comes again."""
    inbox.keys.hit(Qt.Key.Key_Escape)
    assert len(inbox.screen.cards) == 2

    inbox.screen.arrive()

    assert len(inbox.screen.cards) == 3
    assert inbox.answers() == []


def test_down_goes_to_the_next_row_and_chooses_nothing(inbox: Inbox) -> None:
    """↑ is «обе», so ↓ alone goes on."""
    inbox.keys.hit(Qt.Key.Key_Down)

    assert inbox.screen.cards[1].hasFocus()
    assert inbox.answers() == []


def test_all_that_are_left_are_settled_at_once(inbox: Inbox, qtbot: QtBot) -> None:
    """«Для всех оставшихся: мои»; then there is nothing more to choose."""
    inbox.keys.hit(Qt.Key.Key_Right)

    with qtbot.waitSignal(inbox.screen.left):
        inbox.screen.all_mine.click()

    assert inbox.answers() == [["4"], ["5"], ["5"]]
    assert inbox.said[-1] == "Решены 2 записи"


def test_a_choice_is_taken_back(inbox: Inbox) -> None:
    """Ctrl+Я puts the value back that stood before the choice."""
    inbox.keys.hit(Qt.Key.Key_Down)
    inbox.keys.hit(Qt.Key.Key_Left)
    assert shown(second_term(inbox.journal), BELOVA) == "5"

    inbox.keys.chord("Я")

    assert shown(second_term(inbox.journal), BELOVA) == "4"


def test_my_other_computer_is_told_from_this_one(inbox: Inbox) -> None:
    """Between two devices of one teacher both are asked, and the words say which is which."""
    ask(inbox.taught, inbox.journal, BELOVA, 9100, OTHER_DEVICE)

    assert any("другой компьютер" in inbox.text(at) for at in range(len(inbox.screen.cards)))


def test_an_empty_inbox_says_so(qtbot: QtBot, qapp: QApplication) -> None:
    """Nothing to choose is good news, and is told as such."""
    screen = TwoVersionsInbox(Taught().journal(), DEVICE)

    screen.arrive()

    assert not screen.nothing.isHidden()
    assert screen.all_mine.isHidden()
    let_go(screen)

"""The lock: a PIN, somebody else, a password when the PIN is spent, recovery of a damaged journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.faults import Damaged, PinSpent, Safe, WrongSecret
from desktop.ui.faults.store import of_store
from desktop.ui.sign_in.lock_screen import AccountLine, LockScreen
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

PEOPLE = (
    AccountLine("a", "petrova", "Школа № 1"),
    AccountLine("b", "sidorov", "Школа № 1"),
    AccountLine("c", "ivanova", "Школа № 1", has_pin=False),
)


@pytest.fixture
def lock(qtbot: QtBot, qapp: QApplication) -> Iterator[LockScreen]:
    """A staff-room computer: three people, one account."""
    with keys_read(qapp):
        screen = LockScreen(PEOPLE)
        yield screen
        let_go(screen)


@pytest.fixture
def keys(lock: LockScreen) -> Keyboard:
    """Hands on the PIN field of whoever was here last."""
    hands = Keyboard(lock)
    lock.arrive()
    return hands


@pytest.fixture
def tries(lock: LockScreen) -> list[tuple[str, str, bool]]:
    """What the lock has handed to its owner."""
    made: list[tuple[str, str, bool]] = []

    def note(key: str, secret: str, by_pin: bool) -> None:
        made.append((key, secret, by_pin))

    lock.unlock_given.connect(note)
    return made


def test_a_pin_and_enter(keys: Keyboard, tries: list[tuple[str, str, bool]]) -> None:
    """The last one who worked here is offered first."""
    keys.write("2580")
    keys.enter()

    assert tries == [("a", "2580", True)]


def test_six_digits_need_no_enter(keys: Keyboard, tries: list[tuple[str, str, bool]]) -> None:
    """They cannot become longer."""
    keys.write("258014")

    assert tries == [("a", "258014", True)]


def test_somebody_else_is_chosen_by_keys(
    lock: LockScreen, keys: Keyboard, tries: list[tuple[str, str, bool]]
) -> None:
    """«Сменить пользователя», ↓, Enter, and the other's PIN."""
    lock.other.click()
    keys.hit(Qt.Key.Key_Down)
    keys.enter()
    keys.write("1470")
    keys.enter()

    assert tries == [("b", "1470", True)]


def test_who_has_a_phrase_is_asked_for_it(
    lock: LockScreen, keys: Keyboard, tries: list[tuple[str, str, bool]]
) -> None:
    """No PIN was ever set: nothing is counted as one, six characters do not open by themselves."""
    lock.other.click()
    lock.people.setCurrentRow(2)
    keys.enter()

    keys.write("в лесу родилась")
    keys.enter()

    assert tries == [("c", "в лесу родилась", False)]


def test_a_wrong_pin_says_how_many_are_left_and_waits(lock: LockScreen, keys: Keyboard) -> None:
    """The button counts the seconds; the field is empty again and has the focus."""
    keys.write("1111")
    keys.enter()

    lock.refuse(of_store(WrongSecret(6, 4)), wait_seconds=4)

    assert "Осталось 6 попыток" in lock.fault.words
    assert lock.button.text() == "Через 4 с"
    assert not lock.button.isEnabled()
    assert lock.secret.text() == ""


def test_a_spent_pin_asks_for_the_password(
    lock: LockScreen, keys: Keyboard, tries: list[tuple[str, str, bool]]
) -> None:
    """The words say that the journal is safe; the next secret is the password."""
    lock.refuse(of_store(PinSpent()), ask_password=True)
    assert "Журнал цел" in lock.fault.words

    keys.write("long password")
    keys.enter()

    assert tries == [("a", "long password", False)]


def test_a_damaged_journal_offers_recovery(lock: LockScreen, keys: Keyboard, qtbot: QtBot) -> None:
    """What is safe is counted: entries, unsent ones, the copy's day; one button begins."""
    fault = Damaged("page 7", Safe(412, 12, date(2026, 11, 20)))

    lock.offer_recovery(of_store(fault))

    assert "412" in lock.fault.words
    assert "не отправлено: 12" in lock.fault.words
    assert "20.11.2026" in lock.fault.words
    with qtbot.waitSignal(lock.recovery_wanted):
        lock.recovery.click()


def test_somebody_new_finds_the_way(lock: LockScreen, keys: Keyboard, qtbot: QtBot) -> None:
    """Under «Сменить пользователя» stands «Меня здесь ещё нет»."""
    lock.other.click()

    with qtbot.waitSignal(lock.newcomer_wanted):
        lock.newcomer.click()

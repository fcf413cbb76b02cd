"""«Отправить сведения о неполадке» by keyboard alone: read, look inside, send, or save."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.faults.trouble import SendFault, of_no_key, of_sending
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.trouble.screen import Inside, TroubleScreen
from tests.desktop.ui.grid.board import CTRL
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go, said

INSIDE = Inside(ops=412, rounds=14, crashes=2, text='{\n  "ops": []\n}')


class Room:
    """The page in its window, with hands on the keyboard; what it wishes is written down."""

    def __init__(self) -> None:
        self.wishes: list[str] = []
        self.page = TroubleScreen()
        self.shell = Shell({Place.MORE: QWidget, Place.TROUBLE: lambda: self.page})
        self.keys = Keyboard(self.shell)
        for name in ("send", "save", "cancel", "exchange"):
            getattr(self.page, f"{name}_wanted").connect(lambda name=name: self.wishes.append(name))
        self.gathered = 0
        self.page.looked_at.connect(self._gather)
        self.page.left.connect(self.shell.go_back)
        self.shell.go(Place.MORE)
        self.shell.go(Place.TROUBLE)

    def _gather(self) -> None:
        self.gathered += 1
        self.page.show_inside(INSIDE)

    def tab(self, times: int = 1) -> None:
        """To the next part of the page."""
        for _time in range(times):
            self.keys.hit(Qt.Key.Key_Tab)


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    """Somebody has come from «Ещё»."""
    with keys_read(qapp):
        opened = Room()
        yield opened
        let_go(opened.shell)


def test_the_page_says_what_goes_and_what_does_not(room: Room) -> None:
    """Counts of what is there, and the list that a teacher asks for first."""
    words = said(room.page)

    assert "412 ваших действий без содержания" in words
    assert "отчёты о сбоях программы: 2" in words
    assert "отметок, имён, тем, заданий, комментариев, логина, пароля и PIN-кода" in words


def test_enter_sends_and_the_number_is_told(room: Room) -> None:
    """One key; the answer can be said over a telephone, and Enter leads back."""
    room.keys.enter()
    assert room.wishes == ["send"]
    room.page.show_sending()
    room.page.show_sent("3f9a12bc", "17:04")

    assert "Сведения отправлены в 17:04" in said(room.page)
    assert "Номер: 3f9a-12bc" in said(room.page)
    room.keys.enter()
    assert room.shell.place is Place.MORE


def test_a_send_can_be_broken_off(room: Room) -> None:
    """The button has the focus at once; after it the file is the button to press."""
    room.keys.enter()
    room.page.show_sending()

    room.keys.enter()
    room.page.show_broken_off()
    room.keys.enter()

    assert room.wishes == ["send", "cancel", "save"]


def test_a_slow_send_shows_that_it_goes_on(room: Room) -> None:
    """A quick one shows no bar; one that takes longer than a second does, until it ends."""
    room.page.show_sending()
    assert room.page.bar.isHidden()

    room.page._slow.timeout.emit()
    assert room.page.bar.isVisible()
    room.page.show_failure(of_sending(SendFault.BUSY))

    assert room.page.bar.isHidden()


@pytest.mark.parametrize("fault", list(SendFault))
def test_a_failed_send_leads_to_the_file(room: Room, fault: SendFault) -> None:
    """Why it did not go, and the way that is left; one may also try again."""
    room.page.show_failure(of_sending(fault))

    assert "Не отправлено" in said(room.page)
    assert "Сохраните сведения в файл" in said(room.page)
    room.keys.hit(Qt.Key.Key_Return, CTRL)
    assert room.wishes == ["save"]
    assert room.page.send.isVisible()


def test_a_saved_file_is_told_with_its_place(room: Room) -> None:
    """Where it lies, for whom it is, and that nobody else can read it."""
    room.tab()
    room.keys.enter()
    assert room.wishes == ["save"]
    room.page.show_saved("/media/usb/parta.trouble")

    words = said(room.page)
    assert "Файл лежит здесь: /media/usb/parta.trouble" in words
    assert "Отдайте его школьному инженеру" in words


def test_everything_can_be_read_before_it_goes(room: Room) -> None:
    """«Что внутри» opens the whole text and gives it the keys; Tab leads out again."""
    room.tab(2)
    room.keys.enter()

    assert room.page.text.isVisible()
    assert room.page.text.hasFocus()
    assert room.page.text.toPlainText() == INSIDE.text
    room.tab()
    assert not room.page.text.hasFocus()
    room.page.look.click()
    assert room.page.text.isHidden()


def test_without_a_key_the_exchange_comes_first(room: Room) -> None:
    """Nothing can be sealed: the words say why, the button what to do, and an exchange mends it."""
    room.page.show_no_key(of_no_key())
    assert "Зашифровать сведения пока нечем" in said(room.page)
    assert room.page.send.isHidden()
    assert room.page.save.isHidden()

    room.keys.enter()
    assert room.wishes == ["exchange"]
    room.page.look_again()

    assert room.page.send.hasFocus()


def test_what_is_under_way_stays_when_one_comes_back(room: Room) -> None:
    """Esc leaves the page, not the sending; an answer waits there until the next trouble."""
    room.page.show_sending()

    room.keys.hit(Qt.Key.Key_Escape)
    assert room.shell.place is Place.MORE
    room.shell.go(Place.TROUBLE)
    assert room.page.cancel.isVisible()
    room.page.show_sent("3f9a12bc", "17:04")
    room.shell.go(Place.MORE)
    room.shell.go(Place.TROUBLE)

    assert "Номер: 3f9a-12bc" in said(room.page)
    assert room.gathered == 1

"""The first start by keys alone: address, school, login and password, PIN."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.faults.door import DoorFault, of_door
from desktop.ui.sign_in.first_start import FirstStart
from desktop.ui.sign_in.pin_step import PinStep
from desktop.ui.sign_in.school_step import SchoolLine
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go

SCHOOLS = (
    SchoolLine("1", "Школа № 1", "Новоозёрск", "Северный край", "school"),
    SchoolLine("2", "Гимназия № 2", "Новоозёрск", "Северный край", "gymnasium"),
    SchoolLine("3", "Школа села Заречное", "Заречное", "Северный край", "school"),
)


class Answers:
    """What the screen has asked its owner."""

    def __init__(self, start: FirstStart) -> None:
        self.asked: list[tuple[str, ...]] = []
        start.address_given.connect(self._note)
        start.credentials_given.connect(self._note_three)
        start.pin_given.connect(self._note)

    def _note(self, text: str) -> None:
        self.asked.append((text,))

    def _note_three(self, school: str, login: str, password: str) -> None:
        self.asked.append((school, login, password))


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[FirstStart]:
    """A computer on which nobody has ever signed in."""
    with keys_read(qapp):
        screen = FirstStart()
        yield screen
        let_go(screen)


@pytest.fixture
def keys(start: FirstStart) -> Keyboard:
    """Hands, with the focus in the first field."""
    hands = Keyboard(start)
    start.arrive()
    return hands


def test_the_whole_way_needs_no_mouse(start: FirstStart, keys: Keyboard) -> None:
    """A bare name is https; Enter goes on; the school is found by letters and an arrow."""
    answers = Answers(start)

    keys.write("journal.region.example")
    keys.enter()
    start.show_schools(SCHOOLS)
    keys.write("ново")
    keys.hit(Qt.Key.Key_Down)
    keys.enter()
    keys.write("petrova")
    keys.enter()
    keys.write("secret")
    keys.enter()
    start.ask_pin(phrase=False)
    keys.write("2580")
    keys.enter()
    keys.write("2580")
    keys.enter()

    assert answers.asked == [("https://journal.region.example",), ("2", "petrova", "secret"), ("2580",)]


def test_the_only_school_is_not_asked_for(start: FirstStart, keys: Keyboard) -> None:
    """A server of one school goes on to the login at once, and «←» back to the address."""
    start.show_schools(SCHOOLS[:1])
    assert start.step.title.text() == "Вход"

    start.login.back.click()

    assert start.step.title.text() == "Где ваш журнал"


def test_a_fault_stands_under_the_field_and_leaves_it(start: FirstStart, keys: Keyboard) -> None:
    """The words say what happened and what to do; what was typed stays; the button works again."""
    keys.write("http://журнал")
    keys.enter()
    assert not start.address.button.isEnabled()

    start.tell(of_door(DoorFault.NOT_ENCRYPTED))

    assert "https://" in start.step.fault.words
    assert start.address.edit.text() == "http://журнал"
    assert start.address.button.isEnabled()


def test_a_second_enter_while_the_server_is_asked_does_nothing(start: FirstStart, keys: Keyboard) -> None:
    """An impatient hand must not use up the tries of a login."""
    answers = Answers(start)
    start.show_schools(SCHOOLS[:1])
    keys.write("petrova")
    keys.enter()
    keys.write("secret")

    keys.enter()
    keys.enter()

    assert answers.asked == [("1", "petrova", "secret")]


def test_schools_are_narrowed_by_place_and_kind(start: FirstStart, keys: Keyboard) -> None:
    """Only questions with more than one answer are asked: here the region is one."""
    start.show_schools(SCHOOLS)
    step = start.school

    step.kind.setCurrentIndex(step.kind.findText("school"))
    step.place.setCurrentIndex(step.place.findText("Заречное"))

    assert [step.list.item(at).text() for at in range(step.list.count())] == [
        "Школа села Заречное — Заречное"
    ]
    assert not step.region.isVisible()


def test_a_name_that_no_school_has_says_so(start: FirstStart, keys: Keyboard) -> None:
    """An empty list is never without words."""
    start.show_schools(SCHOOLS)

    keys.write("лицей")

    assert start.school.nothing.isVisible()
    assert not start.school.button.isEnabled()


@pytest.mark.parametrize("bad", ["123", "12ab", "1111", "1234", "654321"])
def test_a_bad_pin_is_not_taken(start: FirstStart, keys: Keyboard, bad: str) -> None:
    """4–6 digits, and none that is guessed at once."""
    answers = Answers(start)
    start.ask_pin(phrase=False)

    keys.write(bad)
    keys.enter()
    keys.write(bad)
    keys.enter()

    assert answers.asked == []
    assert isinstance(start.pin, PinStep)
    assert start.pin.hint.text()


def test_a_phrase_has_twelve_characters(start: FirstStart, keys: Keyboard) -> None:
    """Where there is no keyring a PIN would not be enough; the step says why."""
    answers = Answers(start)
    start.ask_pin(phrase=True)
    assert start.pin is not None
    assert "12 знаков" in start.pin.explained.text()

    for words in ("коротко", "в лесу родилась"):
        start.pin.first.clear()
        start.pin.second.clear()
        start.pin.first.setFocus()
        keys.write(words)
        keys.enter()
        keys.write(words)
        keys.enter()

    assert answers.asked == [("в лесу родилась",)]


def test_the_password_is_forgotten_when_it_was_taken(start: FirstStart, keys: Keyboard) -> None:
    """Nobody who comes later finds it behind the dots."""
    start.show_schools(SCHOOLS[:1])
    start.login.password.edit.setText("secret")

    start.ask_pin(phrase=False)

    assert start.login.password.text() == ""


@pytest.mark.parametrize(
    ("typed", "said"), [("п", "РУС"), ("p", "ENG"), ("Ё", "РУС"), ("pP", "ENG"), ("1", "ENG")]
)
def test_the_field_says_which_layout_is_on(start: FirstStart, keys: Keyboard, typed: str, said: str) -> None:
    """The last letter is believed."""
    start.show_schools(SCHOOLS[:1])
    start.login.password.setFocus()

    keys.write(typed)

    assert start.login.password.layout_shown.text() == said


def test_a_capital_without_shift_is_capslock(start: FirstStart, keys: Keyboard) -> None:
    """A capital with Shift is none."""
    start.show_schools(SCHOOLS[:1])
    field = start.login.password
    field.setFocus()
    keys.write("P")
    assert "CapsLock" not in field.layout_shown.text()

    field.edit.has_caps = False
    keys.hit(Qt.Key.Key_CapsLock)

    assert "CapsLock" in field.layout_shown.text()

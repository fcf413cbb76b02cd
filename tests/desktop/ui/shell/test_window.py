"""The window: places by keys, a cover that keeps the cell, sheets that give the focus back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.shell.finder import Finder, Found
from desktop.ui.shell.keys_help import KeysHelp
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from tests.desktop.ui.grid.board import ALT, CTRL
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go


class Page(QWidget):
    """A page with one field, which remembers that it came to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.arrivals = 0

    def arrive(self) -> None:
        self.arrivals += 1
        self.field.setFocus()


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication) -> Iterator[Shell]:
    """Three places of the rail and one that is opened from elsewhere."""
    places = (Place.MY_DAY, Place.JOURNAL, Place.MORE, Place.EXCHANGE)
    with keys_read(qapp):
        window = Shell(dict.fromkeys(places, Page))
        yield window
        let_go(window)


@pytest.fixture
def keys(shell: Shell) -> Keyboard:
    """Hands on the window, at «Мой день»."""
    hands = Keyboard(shell)
    shell.go(Place.MY_DAY)
    return hands


def page(shell: Shell, place: Place) -> Page:
    """A page of the fixture."""
    found = shell.page(place)
    assert isinstance(found, Page)
    return found


def where(shell: Shell) -> str:
    """The place that is in front."""
    return str(shell.place)


def is_open(shell: Shell) -> bool:
    """Whether a sheet lies over the page."""
    return shell.overlay.panel is not None


@pytest.mark.parametrize(
    ("key", "place"),
    [(Qt.Key.Key_1, Place.MY_DAY), (Qt.Key.Key_2, Place.JOURNAL), (Qt.Key.Key_6, Place.MORE)],
)
def test_alt_and_a_number_open_a_place(shell: Shell, keys: Keyboard, key: Qt.Key, place: Place) -> None:
    """The numbers stay the same while places are still missing between them."""
    keys.hit(key, ALT)

    assert where(shell) == place
    assert keys.focus is page(shell, place).field


def test_a_missing_place_has_no_key(shell: Shell, keys: Keyboard) -> None:
    """Alt+3 does nothing until there are «Классы»."""
    keys.hit(Qt.Key.Key_3, ALT)

    assert where(shell) == Place.MY_DAY


@pytest.mark.parametrize("layout", ["ru", "latin"])
def test_ctrl_e_is_today_from_everywhere(shell: Shell, keys: Keyboard, layout: str) -> None:
    """Also from a text field, in both layouts."""
    shell.go(Place.JOURNAL)

    keys.chord("Е", layout)

    assert where(shell) == Place.MY_DAY


def test_esc_leads_back_from_a_page_that_was_opened_from_another(shell: Shell, keys: Keyboard) -> None:
    """The chip's page goes back where it was opened; a page of the rail stays."""
    shell.go(Place.JOURNAL)
    shell.foot.chip.click()
    assert where(shell) == Place.EXCHANGE

    shell.setFocus()
    keys.hit(Qt.Key.Key_Escape)
    assert where(shell) == Place.JOURNAL

    shell.setFocus()
    keys.hit(Qt.Key.Key_Escape)
    assert where(shell) == Place.JOURNAL


def test_ctrl_tab_goes_to_the_rail_and_back(shell: Shell, keys: Keyboard) -> None:
    """Page → rail → page, with Ctrl+Tab or F6."""
    keys.hit(Qt.Key.Key_Tab, CTRL)
    assert shell.rail.isAncestorOf(keys.focus)

    keys.hit(Qt.Key.Key_F6)
    assert keys.focus is page(shell, Place.MY_DAY).field


def test_the_lock_gives_the_same_field_back(shell: Shell, keys: Keyboard) -> None:
    """Under the cover chords do nothing; when it goes the focus is where it was."""
    shell.go(Place.JOURNAL)
    cover = Page()

    shell.cover(cover)
    keys.hit(Qt.Key.Key_1, ALT)
    assert where(shell) == Place.JOURNAL
    assert keys.focus is cover.field

    shell.uncover()
    assert keys.focus is page(shell, Place.JOURNAL).field


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_nothing_stays_over_the_lock(shell: Shell, keys: Keyboard) -> None:
    """A menu or a dialog that was open when the lock fell is gone, and its answer is no."""
    answers: list[int] = []
    dialog, menu = QDialog(shell), QMenu(shell)
    dialog.finished.connect(answers.append)
    dialog.open()
    menu.addAction("Комментарий")
    menu.popup(shell.mapToGlobal(shell.rect().center()))

    shell.cover(Page())

    assert not dialog.isVisible()
    assert not menu.isVisible()
    assert answers == [QDialog.DialogCode.Rejected]


def test_a_cover_that_goes_does_not_take_the_lock_with_it(shell: Shell, keys: Keyboard) -> None:
    """A sign-in that ends while the lock lies over it opens nothing."""
    sign_in, lock = Page(), Page()
    shell.cover(sign_in)
    shell.cover(lock)

    shell.take_away(sign_in)

    assert shell.covering is lock


def test_a_sheet_gives_the_focus_back(shell: Shell, keys: Keyboard) -> None:
    """Esc closes the finder, and the keys go on where they were."""
    shell.overlay.show_panel(Finder(_found), Where.TOP)
    assert is_open(shell)

    keys.hit(Qt.Key.Key_Escape)

    assert not is_open(shell)
    assert keys.focus is page(shell, Place.MY_DAY).field


def test_one_sheet_takes_the_place_of_another(shell: Shell, keys: Keyboard) -> None:
    """Keys over the finder: the finder goes, and the focus still returns to the page."""
    shell.overlay.show_panel(Finder(_found), Where.TOP)
    shell.overlay.show_panel(KeysHelp(), Where.MIDDLE)

    shell.overlay.close_panel()

    assert keys.focus is page(shell, Place.MY_DAY).field


def test_the_finder_is_driven_by_letters_and_arrows(shell: Shell, keys: Keyboard, qtbot: QtBot) -> None:
    """Letters narrow, ↓ chooses, Enter goes."""
    finder = Finder(_found)
    shell.overlay.show_panel(finder, Where.TOP)
    keys.write("7")
    keys.hit(Qt.Key.Key_Down)

    with qtbot.waitSignal(finder.chosen) as chosen:
        keys.enter()

    assert chosen.args == ["g"]


def test_enter_presses_the_button_that_has_the_focus(shell: Shell, keys: Keyboard) -> None:
    """As people expect of a form."""
    shell.foot.chip.setFocus()

    keys.enter()

    assert where(shell) == Place.EXCHANGE


def test_nothing_of_the_last_person_stays(shell: Shell, keys: Keyboard) -> None:
    """When another person comes the pages are made anew."""
    before = page(shell, Place.MY_DAY)

    shell.forget_pages()
    shell.go(Place.MY_DAY)

    assert page(shell, Place.MY_DAY) is not before


def test_the_window_is_the_only_one(shell: Shell, keys: Keyboard) -> None:
    """A part shown before it has a place would become a window and take the keys away."""
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [shell]


def _found(typed: str) -> list[Found]:
    found = [Found("a", "7Б · Алгебра"), Found("g", "7Б · Геометрия"), Found("h", "8А · История")]
    return [one for one in found if typed in one.words]


def test_the_key_map_is_reached_whole_in_a_low_window(shell: Shell, keys: Keyboard) -> None:
    """Where the letters are large, PgDn leads to the last key."""
    sheet = KeysHelp()
    shell.overlay.show_panel(sheet, Where.MIDDLE)
    assert shell.rect().contains(sheet.geometry())
    sheet.resize(sheet.width(), 300)
    QApplication.processEvents()
    scroll = sheet.focusProxy()
    assert isinstance(scroll, QScrollArea)

    for _turn in range(10):
        keys.hit(Qt.Key.Key_PageDown)

    bar = scroll.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0

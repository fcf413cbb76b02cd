"""«Вывести…»: what, in which format, where; then progress, an end in words, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.faults.told import Told
from desktop.ui.handing_out.orders import ON_A4, PRINTED, Days, Format, Offer, Order
from desktop.ui.handing_out.sheet import HandOutSheet
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go, said

TODAY = date(2026, 11, 18)
OFFERS = (
    Offer("school", "Вся школа", "Вся школа", PRINTED, "Для стены"),
    Offer("log", "Журнал", "Журнал 7А/7Б", ON_A4, days=Days.PERIOD, first=date(2026, 11, 1), last=TODAY),
    Offer("ical", "Календари", "Календари", (Format.ICAL,)),
)


class Counter:
    """The sheet, hands, and what it asked for."""

    def __init__(self) -> None:
        self.sheet = HandOutSheet(OFFERS, TODAY)
        self.keys = Keyboard(self.sheet)
        self.places: list[str] = []
        self.orders: list[Order] = []
        self.calls: list[str] = []
        self.sheet.place_wanted.connect(lambda _format, name: self.places.append(name))
        self.sheet.ordered.connect(self.orders.append)
        self.sheet.cancel_wanted.connect(lambda: self.calls.append("cancel"))
        self.sheet.left.connect(lambda: self.calls.append("left"))
        self.sheet.list.setFocus()

    def ctrl_enter(self) -> None:
        self.keys.hit(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[Counter]:
    """The sheet before a head teacher."""
    with keys_read(qapp):
        made = Counter()
        yield made
        let_go(made.sheet)


def test_the_first_offer_goes_out_at_two_keys(counter: Counter) -> None:
    """Ctrl+Enter asks where, with a name that a disk takes."""
    counter.ctrl_enter()
    counter.sheet.place("/tmp/Вся школа.pdf")

    assert counter.places == ["Вся школа.pdf"]
    assert [(one.offer.key, one.format) for one in counter.orders] == [("school", Format.PDF_A4)]


def test_a_period_is_asked_for_where_one_is_needed(counter: Counter) -> None:
    """Down to the journal: its days are shown, and stand in the file's name."""
    assert counter.sheet.first.isHidden()

    counter.keys.hit(Qt.Key.Key_Down)
    counter.ctrl_enter()

    assert counter.sheet.first.isVisible()
    assert counter.sheet.last.isVisible()
    assert counter.places == ["Журнал 7А 7Б 01.11–18.11.2026.pdf"]


def test_many_files_want_a_folder(counter: Counter) -> None:
    """A calendar for each: the name has no ending."""
    counter.sheet.list.setCurrentRow(2)
    counter.ctrl_enter()

    assert counter.places == ["Календари"]


def test_while_it_runs_escape_calls_it_off_and_nothing_else_begins(counter: Counter) -> None:
    """A second Ctrl+Enter asks for nothing; after the end Esc leaves."""
    counter.sheet.place("/tmp/a.pdf")
    counter.sheet.show_progress(3, 24)
    counter.ctrl_enter()
    counter.keys.hit(Qt.Key.Key_Escape)

    assert "3 из 24" in said(counter.sheet)
    assert counter.calls == ["cancel"]
    assert counter.places == []
    counter.sheet.show_cancelled()
    assert "Ничего не записано" in said(counter.sheet)
    counter.keys.hit(Qt.Key.Key_Escape)
    assert counter.calls == ["cancel", "left"]


def test_the_end_says_where_it_lies(counter: Counter) -> None:
    """The whole path, and the way to its folder has the focus."""
    counter.sheet.place("/tmp/a.pdf")
    counter.sheet.show_done("Готово: Вся школа.", "/tmp/a.pdf")

    assert counter.sheet.where.text() == "/tmp/a.pdf"
    assert counter.keys.focus is counter.sheet.open


def test_the_end_of_one_says_nothing_of_another(counter: Counter) -> None:
    """Another offer is chosen: «Готово» and its button go."""
    counter.sheet.show_done("Готово: 1 страница", "/tmp/Вся школа.pdf")

    counter.sheet.list.setFocus()
    counter.keys.hit(Qt.Key.Key_Down)

    assert "Готово" not in said(counter.sheet)
    assert not counter.sheet.open.isVisible()
    assert counter.sheet.go.isVisible()


def test_a_failure_can_be_tried_again(counter: Counter) -> None:
    """What is safe and what to do; the button stands ready."""
    counter.sheet.place("/tmp/a.pdf")
    counter.sheet.show_failure(Told("Нет места.", "Ничего не изменилось.", "Выберите другую папку."))

    assert "Нет места. Ничего не изменилось. Выберите другую папку." in said(counter.sheet)
    assert counter.keys.focus is counter.sheet.go

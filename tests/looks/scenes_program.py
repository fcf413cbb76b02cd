"""The program around the page as a teacher sees it: first start, lock, day, inbox, exchange, hand-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.models.faults import Damaged, Safe
from desktop.models.reading.fates import Fate
from desktop.models.reading.history import HistoryLine
from desktop.ui.cell_history.panel import CellHistory
from desktop.ui.exchange.hand_in import HandIn
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.faults.door import DoorFault, of_door
from desktop.ui.faults.store import of_store
from desktop.ui.my_day.screen import MyDay
from desktop.ui.shell.chip_words import ChipFacts
from desktop.ui.shell.keys_help import KeysHelp
from desktop.ui.shell.overlay import Where
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.sign_in.first_start import FirstStart
from desktop.ui.sign_in.lock_screen import AccountLine, LockScreen
from desktop.ui.sign_in.school_step import SchoolLine
from desktop.ui.two_versions.screen import TwoVersionsInbox
from sync.progress import OfflineReason, RoundReport, SyncShown, SyncState
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    BELOVA,
    COLLEAGUE,
    LESSON,
    NOW,
    TEACHER,
    TODAY,
    VOLKOV,
    Taught,
    named,
    put,
    second_term,
    today_work,
)
from tests.looks.registry import HEIGHT, WIDTH, scene

SENT = SyncShown(SyncState.ALL_SENT, last_exchange=NOW.replace(hour=8, minute=42))
OFFLINE = SyncShown(SyncState.OFFLINE, unsent=12, offline_reason=OfflineReason.NO_NETWORK, last_exchange=NOW)


def in_shell(place: Place, build: Callable[[], QWidget], shown: SyncShown = SENT) -> Shell:
    """A page in the window, with the chip in a state."""
    rooms = dict.fromkeys((Place.MY_DAY, Place.JOURNAL, Place.MORE), QWidget) | {place: build}
    shell = Shell(rooms)
    shell.resize(WIDTH, HEIGHT)
    shell.show()
    shell.go(place)
    shell.foot.chip.show_progress(shown, ChipFacts(NOW, "нет доступа", date(2026, 10, 25)))
    return shell


def covered(screen: QWidget) -> Shell:
    """The way in over the window."""
    shell = Shell({Place.MY_DAY: QWidget})
    shell.resize(WIDTH, HEIGHT)
    shell.show()
    shell.cover(screen)
    return shell


@scene("start-address-fault")
def build_address_fault() -> QWidget:
    """An open address was refused before a password could travel."""
    start = FirstStart(address="http://journal.example.org")
    shell = covered(start)
    start.tell(of_door(DoorFault.NOT_ENCRYPTED))
    return shell


@scene("start-schools")
def build_schools() -> QWidget:
    """Fourteen schools; letters narrow them."""
    start = FirstStart()
    places = ("Новоозёрск", "Заречное", "Дальняя Пристань")
    schools = [
        SchoolLine(str(n), f"Средняя общеобразовательная школа № {n}", places[n % 3], "Северный край", kind)
        for n, kind in enumerate(("школа", "лицей") * 7, start=1)
    ]
    shell = covered(start)
    start.show_schools(schools)
    return shell


@scene("start-pin")
def build_pin() -> QWidget:
    """A PIN that would be guessed at once."""
    start = FirstStart()
    shell = covered(start)
    start.ask_pin(phrase=False)
    assert start.pin is not None
    start.pin.first.edit.setText("1234")
    return shell


PEOPLE = (AccountLine("a", "petrova", "Средняя школа № 4"), AccountLine("b", "sidorov", "Средняя школа № 4"))


@scene("lock-damaged")
def build_lock_damaged() -> QWidget:
    """A damaged journal: what is safe, and one button."""
    lock = LockScreen(PEOPLE)
    shell = covered(lock)
    lock.offer_recovery(of_store(Damaged("page 7", Safe(412, 12, date(2026, 11, 20)))))
    return shell


@scene("lock-people")
def build_lock_people() -> QWidget:
    """The staff-room computer: who are you?"""
    lock = LockScreen(PEOPLE)
    shell = covered(lock)
    lock.other.click()
    return shell


def _day(taught: Taught, last: datetime | None = NOW) -> MyDay:
    return MyDay(taught.journal(), lambda: last)


@scene("my-day")
def build_day() -> QWidget:
    """A lesson runs, the next one is ahead."""
    taught = Taught()
    journal = taught.journal()
    lesson = journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT)
    journal.put_topic(lesson, "Степень с натуральным показателем и её свойства")
    for pupil in (ABRAMOV, BELOVA, VOLKOV):
        put(journal, second_term(journal), pupil, "4")
    shell = in_shell(Place.MY_DAY, lambda: _day(taught), SyncShown(SyncState.PENDING, unsent=4))
    page = shell.page(Place.MY_DAY)
    assert isinstance(page, MyDay)
    page.unfinished.show_lessons(journal.read_unfinished(), journal.read_remarks())
    return shell


@scene("my-day-empty")
def build_empty_day() -> QWidget:
    """A Sunday, offline."""
    shell = in_shell(Place.MY_DAY, lambda: _day(Taught(), NOW - timedelta(days=3)), OFFLINE)
    page = shell.page(Place.MY_DAY)
    assert isinstance(page, MyDay)
    page.go_to(date(2026, 11, 22))
    page.unfinished.show_lessons((), ())
    return shell


def _asked(count: int) -> Taught:
    taught = Taught()
    journal = taught.journal()
    for at, pupil in enumerate((ABRAMOV, BELOVA, VOLKOV)[:count]):
        cell = f"mark/{pupil}/{today_work()}"
        entry: dict[str, Any] = {
            "base": None,
            "standing": {"values": ["4"], "duty": False, "comment": ""},
            "standing_by": COLLEAGUE,
            "standing_at": NOW.isoformat(),
            "other": {"values": ["5"], "duty": False, "comment": ""},
        }
        cells = {
            "record": {"kind": "lesson", "id": LESSON},
            "cells": {cell: entry},
            "author": TEACHER,
            "device": "a" * 32,
            "made_at": NOW.isoformat(),
            "state": "open",
        }
        lesson = {cell: entry["standing"], "date": TODAY.isoformat(), "slot": ALGEBRA_SLOT}
        taught.arrives(journal, f"course:{ALGEBRA}", "lesson", LESSON, lesson)
        taught.arrives(journal, f"course:{ALGEBRA}", "conflict", named(9000 + at), cells)
    return taught


@scene("two-versions")
def build_two_versions() -> QWidget:
    """Three questions; the first has the keys."""
    taught = _asked(3)
    inbox = SyncShown(SyncState.CONFLICTS, conflicts=3)
    return in_shell(Place.TWO_VERSIONS, lambda: TwoVersionsInbox(taught.journal(), "a" * 32), inbox)


@scene("two-versions-empty")
def build_no_versions() -> QWidget:
    """Nothing to choose."""
    return in_shell(Place.TWO_VERSIONS, lambda: TwoVersionsInbox(Taught().journal(), "a" * 32))


def _written(status: str = "") -> Taught:
    taught = Taught()
    journal = taught.journal()
    for pupil in (ABRAMOV, BELOVA, VOLKOV):
        put(journal, second_term(journal), pupil, "5")
    if status:
        taught.answers(journal, status, code="no_access" if status == "rejected" else None)
    return taught


def _exchange(taught: Taught, shown: SyncShown) -> ExchangeJournal:
    page = ExchangeJournal(taught.journal())
    page.show_progress(shown)
    return page


@scene("exchange-offline")
def build_exchange_offline() -> QWidget:
    """What is unsent, by lesson; the clock is two years off."""
    shown = replace(OFFLINE, unsent=3, clock_offset=2 * 365 * 86400.0)
    return in_shell(Place.EXCHANGE, lambda: _exchange(_written(), shown), shown)


@scene("exchange-refused")
def build_exchange_refused() -> QWidget:
    """Three changes that the server did not take, each with its reason."""
    shown = SyncShown(SyncState.REJECTED, rejected=3, last_exchange=NOW)
    return in_shell(Place.EXCHANGE, lambda: _exchange(_written("rejected"), shown), shown)


@scene("hand-in")
def build_hand_in() -> QWidget:
    """What is missing today."""
    return in_shell(
        Place.HAND_IN, lambda: HandIn(_written().journal()), SyncShown(SyncState.PENDING, unsent=3)
    )


@scene("hand-in-offline")
def build_hand_in_offline() -> QWidget:
    """Handed in on this computer."""
    shell = in_shell(Place.HAND_IN, lambda: HandIn(_written().journal()), OFFLINE)
    page = shell.page(Place.HAND_IN)
    assert isinstance(page, HandIn)
    page.begin()
    page.show_report(RoundReport(False, offline_reason=OfflineReason.NO_NETWORK), conflicts=0)
    return shell


@scene("keys")
def build_keys() -> QWidget:
    """The key map over the day."""
    shell = in_shell(Place.MY_DAY, lambda: _day(Taught()))
    shell.overlay.show_panel(KeysHelp(), Where.MIDDLE)
    return shell


@scene("cell-history")
def build_history() -> QWidget:
    """A mark's past beside the page, offline."""
    shell = in_shell(Place.MY_DAY, lambda: _day(Taught()), OFFLINE)
    lines = [
        HistoryLine("4", "5", "Петрова А. И.", NOW, Fate.UNSENT, "пересдача"),
        HistoryLine("", "4", "Сидоров О. П.", NOW - timedelta(days=2), Fate.SETTLED),
    ]
    panel = CellHistory("7Б · Алгебра · 18.11 · Волков Пётр · Ответ на уроке", lines, NOW)
    panel.say_offline()
    shell.overlay.show_panel(panel, Where.RIGHT)
    return shell

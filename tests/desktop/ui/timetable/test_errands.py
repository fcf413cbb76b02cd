"""Work beside the window ends with it."""

from __future__ import annotations

from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.errands import Errand
from desktop.ui.timetable.hands import Wanted
from desktop.ui.timetable.repairing import Mended, Repairing
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from timetable.aside import Aside, Gone
from timetable.cards import Card, Draft
from timetable.rules.rule import BlockKey

MOVED = BlockKey("5А гео", 0)


def test_a_window_that_goes_waits_for_no_errand(qtbot: QtBot) -> None:
    """Signing out and locking are never held up by a search that nobody wants any more."""
    window, release, ended = QObject(), Event(), Event()

    def work() -> None:
        release.wait(5)
        ended.set()

    errand: Errand[None] = Errand(lambda _done: None, window)
    errand.ask(work)
    shiboken6.delete(window)

    assert not ended.is_set()
    release.set()


def test_a_window_that_goes_ends_the_repair_s_child(head: HeadTeacher) -> None:
    """The child that seeks is killed: it neither burns the laptop nor keeps the program from ending."""
    begun, release = Event(), Event()
    asides: list[Aside] = []

    def mend(aside: Aside, _draft: Draft, _wanted: Card) -> Mended:
        asides.append(aside)
        begun.set()
        release.wait(5)
        return Mended(None)

    repairing = Repairing(head.page, mend)
    repairing.begin(Wanted(MOVED, head.red_place(MOVED.demand), ""))
    assert begun.wait(5)
    shiboken6.delete(repairing)
    release.set()

    with pytest.raises(Gone):
        asides[0].call("time", "sleep", 3)

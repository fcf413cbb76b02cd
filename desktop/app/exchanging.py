"""The exchange as its owner sees it: F5, «Сдать день», the chip, and the school's notice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.app.desk import Desk
from desktop.app.rooms import Rooms
from desktop.app.tasks import Tasks
from desktop.ui.exchange.hand_in import HandIn
from desktop.ui.exchange.op_words import refusal_words
from desktop.ui.exchange.screen import ExchangeJournal
from desktop.ui.faults.exchange import of_exchange
from desktop.ui.my_day.screen import MyDay
from desktop.ui.shell.chip_words import ChipFacts
from desktop.ui.shell.places import Place
from desktop.ui.shell.window import Shell
from desktop.ui.words import _
from sync.progress import RoundReport, SyncShown

_TWICE_SECONDS: Final = 3.0


class Exchanging(QObject):
    """Acts on whoever works here now, whom `at_work` names; `tasks` end with their work."""

    exchanged = Signal()
    """An exchange that was asked for is over."""

    def __init__(self, shell: Shell, rooms: Rooms, tasks: Tasks, at_work: Callable[[], Desk | None]) -> None:
        super().__init__(shell)
        self._shell = shell
        self._messages = shell.foot.messages
        self._rooms = rooms
        self._tasks = tasks
        self._at_work = at_work
        self._handing_in: asyncio.Task[object] | None = None
        self._asked_at = float("-inf")
        self._notice = ""
        shell.sync_wanted.connect(self.sync)
        rooms.exchange_wanted.connect(self.sync)
        rooms.hand_in_wanted.connect(self.show_hand_in)
        rooms.hand_in_begun.connect(self._begin_hand_in)
        rooms.cancel_wanted.connect(self._break_hand_in_off)

    def sync(self) -> None:
        """Exchange now; asked twice in three seconds it is «Сдать день»."""
        now = asyncio.get_running_loop().time()
        twice, self._asked_at = now - self._asked_at < _TWICE_SECONDS, now
        desk = self._at_work()
        if desk is None:
            return
        if twice:
            self.show_hand_in()
        else:
            self._tasks.start(self._sync(desk), "sync now")

    async def _sync(self, desk: Desk) -> None:
        """The words in the foot are true for as long as they stand there."""
        words = _("Уже сохранено на этом компьютере. Обмениваемся…")
        self._messages.say(words)
        report = await desk.engine.sync_now()
        self._messages.go_on(words, _round_words(report, desk.engine.shown.unsent))
        self.exchanged.emit()

    def show_hand_in(self) -> None:
        """The page «Сдать день»; what the foot said of an exchange, the page says better."""
        self._messages.clear_calm()
        self._rooms.page(Place.HAND_IN, HandIn).begin_anew()
        self._shell.go(Place.HAND_IN)

    def note_network(self) -> None:
        """The network came back, or may have."""
        desk = self._at_work()
        if desk is not None:
            desk.engine.note_network()

    def show_progress(self, shown: SyncShown) -> None:
        """The engine said how it stands: the chip, and the pages that tell of it."""
        desk = self._at_work()
        if desk is None:
            return
        self._shell.foot.chip.show_progress(shown, _facts(desk, shown))
        for place in (Place.EXCHANGE, Place.HAND_IN):
            page = self._shell.made(place)
            if isinstance(page, ExchangeJournal | HandIn):
                page.show_progress(shown)
        self._show_notice(desk)
        day = self._shell.made(Place.MY_DAY)
        if isinstance(day, MyDay):
            day.show_age()

    def _begin_hand_in(self) -> None:
        desk = self._at_work()
        assert desk is not None
        self._handing_in = self._tasks.start(self._hand_in(desk), "hand in")

    async def _hand_in(self, desk: Desk) -> None:
        report: RoundReport | None = None
        try:
            report = await desk.exchange()
        finally:
            if self._at_work() is desk:
                shown = desk.engine.shown
                self.show_progress(shown)
                self._rooms.page(Place.HAND_IN, HandIn).show_report(report, shown.conflicts)

    def _break_hand_in_off(self) -> None:
        if self._handing_in is not None:
            self._handing_in.cancel()

    def _show_notice(self, desk: Desk) -> None:
        """The school's notice (a maintenance, a deadline) is told once."""
        hello = desk.engine.hello
        text = hello.notice.text if hello is not None and hello.notice is not None else ""
        if text != self._notice:
            self._notice = text
            self._messages.say(text, "amber")


def _round_words(report: RoundReport | None, unsent: int) -> str:
    """What became of an exchange that was asked for; None when the last one was seconds ago."""
    if report is None:
        return _("Уже сохранено на этом компьютере. Обмен только что был.")
    if report.offline_reason is not None:
        return of_exchange(report.offline_reason, unsent).line
    return _("Уже сохранено на этом компьютере. Обмен закончен.")


def _facts(desk: Desk, shown: SyncShown) -> ChipFacts:
    journal = desk.journal
    refused = journal.read_rejected() if shown.rejected else ()
    closed_on = desk.closed_on() if shown.in_review else None
    because = refusal_words(refused[0].code) if refused else ""
    return ChipFacts(journal.now(), because, closed_on)

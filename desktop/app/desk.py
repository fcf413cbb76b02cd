"""An open journal and all that serves it: store, replica, journal, remote, engine. No window here."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property

import httpx
import msgspec

from desktop.app.door import Opened
from desktop.app.tasks import Tasks
from desktop.models.faults import StoreFault
from desktop.models.journal import Journal
from desktop.models.remembered import forget_session, put_seal_key, put_session, read_session
from desktop.models.store import Store
from desktop.models.timetable.desk import TimetableDesk
from desktop.settings import Account
from school.people import Role
from sync.engine import Engine, Rhythm
from sync.evening import Evening, is_worth_it
from sync.local_copy import Touched
from sync.messages import Session
from sync.progress import RoundReport, SyncShown
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica
from sync.shelf import Shelf
from sync.trouble import RoundFacts
from timetable.checker.checking import check

_IDLE_CHORES_AFTER = 60.0
_EVERY_HOURS = 4 * 3600.0
_LAST_SECONDS = 3.0
_ROUNDS_KEPT = 40
_CLOSED_DAY = "closed_day"

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Local time with its offset."""
    return datetime.now().astimezone()


class StoredTokens:
    """Tokens inside the encrypted store: the PIN that guards the journal guards them, too."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def read(self) -> Tokens | None:
        session = read_session(self._shelf)
        if session is None or not session.refresh_token:
            return None
        return Tokens(session.access_token, session.refresh_token, local_now())

    def keep(self, tokens: Tokens | None) -> None:
        session = read_session(self._shelf)
        if tokens is None or session is None:
            forget_session(self._shelf)
            return
        fresh = msgspec.structs.replace(session, access_token=tokens.access, refresh_token=tokens.refresh)
        put_session(self._shelf, fresh)


class Desk:
    """One person at work. `on_shown` hears of every change of the exchange's state; `device` is this
    computer's id; `ends` tells when its owner's day at school ends.
    """

    def __init__(
        self,
        opened: Opened,
        on_shown: Callable[[SyncShown], None],
        *,
        device: str = "",
        clock: Clock = local_now,
        ends: Callable[[], time] = lambda: time(17),
        rhythm: Rhythm | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.opened = opened
        self.device = device
        self.clock = clock
        self.replica = Replica(opened.store.shelf, clock)
        self.journal = Journal(self.replica, opened.account.person, clock, _roles(opened.store))
        self.remote = HttpRemote(opened.account.server, StoredTokens(opened.store.shelf), transport)
        self.rounds: deque[RoundFacts] = deque(maxlen=_ROUNDS_KEPT)
        """How the last rounds ended, for whoever asks why nothing is exchanged."""
        self.journals_due = asyncio.Event()
        """A week was published, or an exchange is over: journals that are owed to new teachers may go."""
        self._ends = ends
        self._share = random.random()
        self._typed_at: datetime | None = None
        self._foreign = False
        self._open_questions: int | None = None
        self.engine = Engine(
            self.replica,
            self.remote,
            on_shown=on_shown,
            on_touched=self._take_foreign,
            on_round=self._note_round,
            count_conflicts=self._count_questions,
            clock=clock,
            rhythm=rhythm or Rhythm(),
        )
        self.journal.observe(self._hear)

    @cached_property
    def timetable(self) -> TimetableDesk:
        """The school's week, for those who build it; made when it is first wanted."""
        return TimetableDesk(self.journal, self.store.drafts, check)

    @property
    def account(self) -> Account:
        return self.opened.account

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def roles(self) -> frozenset[Role]:
        """What whoever works here is at the school."""
        return _roles(self.store)

    @property
    def title(self) -> str:
        """«Петрова А. И.», or the login before the school's records have come."""
        return self.journal.facts.name_of(self.account.person) or self.account.login

    def start(self, tasks: Tasks) -> None:
        """Exchange from now on, and keep the store in order in idle moments."""
        tasks.keep(self.engine.run, "exchange")
        tasks.keep(self._keep_in_order, "chores")
        tasks.keep(self._keep_evenings, "evening")

    async def exchange(self) -> RoundReport:
        """One whole round, for «Сдать день»."""
        report = await self.engine.exchange()
        self.keep_seal_key()
        return report

    def closed_on(self) -> date | None:
        """The last day of the locked term that an op in review belongs to; None for another reason."""
        for op in self.journal.read_in_review():
            for address, _text in op.cells:
                term = self.journal.term_on(address.course, address.place.date) if address.place else None
                if term is not None and term.is_locked:
                    return term.last_day
        return None

    async def send_last(self) -> None:
        """The window is gone: one short exchange for what waits, where a network was seen last."""
        if self.engine.shown.offline_reason is None and self.replica.counts().unsent:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.exchange(), _LAST_SECONDS)

    async def close(self) -> None:
        """Let go of network and store; the tasks are cancelled before this."""
        await self.remote.close()
        self.store.close()

    def renew(self, session: Session) -> None:
        """The person has signed in again."""
        put_session(self.store.shelf, session)
        self.engine.note_network()

    def _hear(self, touched: Touched) -> None:
        asked = any(key.kind == "conflict" for _, key in touched.cells)
        may_answer = bool(self._open_questions) and not self._foreign
        if asked or touched.buckets or may_answer:
            self._open_questions = None
        if any(key.kind == "timetable" for _, key in touched.cells):
            self.journals_due.set()
        if not self._foreign:
            self._typed_at = self.clock()
            self.engine.note_write()

    def _take_foreign(self, touched: Touched) -> None:
        self._foreign = True
        try:
            self.journal.take(touched)
        finally:
            self._foreign = False

    def _note_round(self, report: RoundReport) -> None:
        at = self.clock().isoformat(timespec="seconds")
        reason = report.offline_reason or ""
        self.journals_due.set()
        self.rounds.append(RoundFacts(at, report.sent, report.received, reason, len(report.damaged_buckets)))

    def _count_questions(self) -> int:
        if self._open_questions is None:
            self._open_questions = len(self.journal.read_conflicts())
        return self._open_questions

    def keep_seal_key(self) -> None:
        """Remember the school's public key: a file may have to be sealed when there is no network."""
        if self.engine.hello is not None:
            put_seal_key(self.store.shelf, self.engine.hello.seal_key)

    async def _keep_evenings(self) -> None:
        while True:
            await asyncio.sleep(self._evening.nap(self.clock(), self._closed_day))
            await self.close_day()

    async def close_day(self) -> None:
        """The day's last round, when its moment has come; once a day, also over several starts."""
        now = self.clock()
        if not self._evening.is_due(now, self._closed_day, self._typed_at):
            return
        with self.store.shelf.transaction():
            self.store.shelf.put_meta(_CLOSED_DAY, now.date().isoformat())
        if is_worth_it(self.engine.shown, now):
            await self.engine.exchange()

    @property
    def _evening(self) -> Evening:
        return Evening(self._ends(), self._share)

    @property
    def _closed_day(self) -> date | None:
        text = self.store.shelf.read_meta(_CLOSED_DAY)
        return date.fromisoformat(text) if text else None

    async def _keep_in_order(self) -> None:
        """A copy a day, a short journal, old ops forgotten; a fault here is told at the next write."""
        while True:
            await asyncio.sleep(_IDLE_CHORES_AFTER)
            self.keep_seal_key()
            try:
                self.store.take_copy(self.clock().date())
                self.store.tidy(self.clock())
            except StoreFault:
                pass
            else:
                self.replica.forget_old()
            await asyncio.sleep(_EVERY_HOURS)


def _roles(store: Store) -> frozenset[Role]:
    session = read_session(store.shelf)
    told = session.person.roles if session else []
    return frozenset(Role(role) for role in told if role in set(Role))

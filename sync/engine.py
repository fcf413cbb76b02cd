"""The engine: when a round runs, what it does, and what the screen may know of it.

A round runs two quiet seconds after the last keystroke, when the network comes back, every few
minutes, and when its owner asks. Offline is a state, not an error: the engine says so, waits
longer each time (full jitter, 1 s … 5 min), and nobody is kept from working. Push and pull never
wait for each other.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime

from sync.errors import (
    BadAnswer,
    EpochChanged,
    Pause,
    Refusal,
    ScopeChanged,
    SignedOut,
    SyncError,
)
from sync.failpoint import reach
from sync.local_copy import Touched
from sync.messages import Hello, PushRequest
from sync.progress import (
    OfflineReason,
    RoundReport,
    RoundUnderWay,
    SyncShown,
    SyncState,
    most_urgent,
    reason_of,
)
from sync.remote import Remote
from sync.replica import Replica
from sync.shape import is_moment

_RESTARTS = 6
_MOST_PAGES = 2_000
"""So many requests for pages in one round: a year of a school has a hundredth of them."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long the engine waits, in seconds: after a key, between rounds, after failures, between wishes."""

    quiet: float = 2.0
    every: float = 240.0
    first_wait: float = 1.0
    longest_wait: float = 300.0
    between_wishes: float = 10.0

    def after_failure(self, failures: int, pause: float = 0.0) -> float:
        """After so many failures in a row; a `pause` is asked of all alike, so what comes to it grows."""
        longest = min(self.longest_wait, self.first_wait * 2 ** min(failures, 16))
        return pause + random.uniform(0 if pause else self.first_wait, longest)


_USUAL = Rhythm()


class Engine:
    """Keeps one replica and one server in agreement.

    `on_shown` hears of every change of state, `on_touched` of every cell touched by feed or answer,
    `on_round` of each round's end; `count_conflicts` counts the open questions that its owner may answer.
    """

    def __init__(
        self,
        replica: Replica,
        remote: Remote,
        *,
        on_shown: Callable[[SyncShown], None],
        on_touched: Callable[[Touched], None],
        on_round: Callable[[RoundReport], None] = lambda _: None,
        count_conflicts: Callable[[], int] = lambda: 0,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        rhythm: Rhythm = _USUAL,
    ) -> None:
        self._replica = replica
        self._remote = remote
        self._on_shown = on_shown
        self._on_touched = on_touched
        self._on_round = on_round
        self._count_conflicts = count_conflicts
        self._clock = clock
        self._rhythm = rhythm
        self._wake = asyncio.Event()
        self._busy = asyncio.Lock()
        self._written_at = 0.0
        self._called = False
        self._pause = 0.0
        self._failures = 0
        self._last_asked = float("-inf")
        self._running: RoundUnderWay | None = None
        self._offline: OfflineReason | None = None
        self._signed_out = False
        self._clock_offset = 0.0
        self.hello: Hello | None = None
        """What the server last said of itself, for its notice and its seal key."""

    @property
    def shown(self) -> SyncShown:
        """What the chip shows now."""
        counts = self._replica.counts()
        conflicts = self._count_conflicts()
        running = self._running
        shown = SyncShown(
            SyncState.ALL_SENT,
            unsent=counts.unsent,
            in_review=counts.in_review,
            rejected=counts.rejected,
            conflicts=conflicts,
            done=running.sent if running else 0,
            total=running.total if running else 0,
            last_exchange=self._last_exchange(),
            offline_reason=self._offline,
            clock_offset=self._clock_offset,
        )
        busy = running is not None and running.total > 0
        return replace(shown, state=most_urgent(shown, self._signed_out, busy, self._clock()))

    def note_write(self) -> None:
        """Something was written here: exchange after two quiet seconds."""
        self._written_at = asyncio.get_running_loop().time()
        self._wake.set()
        self._on_shown(self.shown)

    def note_network(self) -> None:
        """The network came back, or may have: try at once."""
        self._failures = 0
        self._called = True
        self._wake.set()

    async def run(self) -> None:
        """Exchange for as long as the program runs; cancelled at its end."""
        await self.exchange()
        while True:
            await self._rest()
            await self.exchange()

    async def sync_now(self) -> RoundReport | None:
        """Its owner asks: a round at once, but not twice in ten seconds (None then)."""
        now = asyncio.get_running_loop().time()
        if now - self._last_asked < self._rhythm.between_wishes:
            return None
        self._last_asked = now
        return await self.exchange()

    async def exchange(self) -> RoundReport:
        """One round, to its end or to the first obstacle. Raises nothing of the network's."""
        async with self._busy:
            self._running = RoundUnderWay(total=self._replica.counts().unsent)
            self._on_shown(self.shown)
            reason: OfflineReason | None = None
            try:
                await self._round(self._running)
            except SyncError as error:
                reason = self._reason_of(error)
            finally:
                done, self._running = self._running, None
            self._close_round(reason)
        report = done.report(reason, tuple(s.id for s in self._replica.copy.buckets.values() if s.misses > 1))
        self._on_round(report)
        return report

    async def _round(self, current: RoundUnderWay) -> None:
        for _ in range(_RESTARTS):
            try:
                await self._greet()
                await _both(self._push_all(current), self._pull_all(current))
                await self._pull_all(current)
            except (EpochChanged, ScopeChanged):
                continue
            return
        raise BadAnswer("the server changes its epoch or our scope at every request")

    async def _greet(self) -> None:
        before = self._clock()
        self.hello = hello = await self._remote.hello()
        self._learn_clock(before, hello)
        self._tell(self._replica.take_hello(hello), "hello")
        self._tell(self._replica.doubt(hello), "hello")

    async def _push_all(self, current: RoundUnderWay) -> None:
        while (request := self._replica.next_push()) is not None:
            await self._push(request, current)

    async def _push(self, request: PushRequest, current: RoundUnderWay) -> None:
        if current.total < current.sent + len(request.ops):  # typed since the round began
            current.total = current.sent + len(request.ops)
            self._on_shown(self.shown)
        try:
            answer = await self._remote.push(request)
        except Refusal as refusal:
            if refusal.status >= 500:
                self._replica.outbox.shrink(request)
            if refusal.status not in (400, 413):
                raise
            self._tell(self._replica.take_refused_push(request, refusal.code), "push")
            return
        self._same_epoch(answer.epoch)
        self._tell(self._replica.take_push(request, answer), "push")
        current.sent += len(request.ops)
        current.total = max(current.total, current.sent)
        current.results += tuple((result.op, result.status) for result in answer.results)
        self._on_shown(self.shown)

    async def _pull_all(self, current: RoundUnderWay) -> None:
        for _ in range(_MOST_PAGES):
            for bucket in self._replica.next_snapshots():
                await self._read_whole(bucket, current)
            request = self._replica.next_pull()
            if request is None:
                return
            answer = await self._remote.pull(request)
            self._same_epoch(answer.epoch)
            self._tell(self._replica.take_pull(request, answer), "pull")
            current.received += sum(len(page.records) for page in answer.buckets.values())
        raise BadAnswer(f"{_MOST_PAGES} pages, and still more to come")

    async def _read_whole(self, bucket: str, current: RoundUnderWay) -> None:
        epoch, snapshot = await self._remote.snapshot(bucket)
        self._same_epoch(epoch)
        if snapshot.bucket != bucket:
            raise BadAnswer(f"asked for {bucket}, the server gave {snapshot.bucket}")
        self._tell(self._replica.take_snapshot(epoch, snapshot), "snapshot")
        current.received += len(snapshot.records)

    def _same_epoch(self, epoch: str) -> None:
        """An answer from another epoch than hello told begins the round anew, and is thrown away."""
        if epoch != self._replica.epoch:
            raise EpochChanged(epoch)

    def _tell(self, touched: Touched, taken: str) -> None:
        if touched:
            self._on_touched(touched)
        reach(f"{taken}.taken")

    def _close_round(self, reason: OfflineReason | None) -> None:
        self._offline = reason
        if reason is None:
            self._failures = 0
            self._signed_out = False
            now = self._clock().isoformat(timespec="seconds")
            with self._replica.copy.writing():
                self._replica.shelf.put_meta("last_exchange", now)
        else:
            self._failures += 1
        self._on_shown(self.shown)

    async def _rest(self) -> None:
        """Wait for the next reason to exchange: a write and two quiet seconds, a call, or time."""
        loop = asyncio.get_running_loop()
        rhythm = self._rhythm
        latest = loop.time() + (
            rhythm.after_failure(self._failures, self._pause) if self._offline else rhythm.every
        )
        while not self._called:
            quiet_at = self._written_at + rhythm.quiet
            until = min(latest, quiet_at) if self._written_at and not self._offline else latest
            try:
                async with asyncio.timeout_at(until):
                    await self._wake.wait()
            except TimeoutError:
                break
            self._wake.clear()
        self._called = False
        self._written_at = 0.0

    def _reason_of(self, error: SyncError) -> OfflineReason:
        self._pause = error.seconds if isinstance(error, Pause) else 0.0
        self._signed_out = isinstance(error, SignedOut)
        return reason_of(error)

    def _last_exchange(self) -> datetime | None:
        text = self._replica.shelf.read_meta("last_exchange")
        return datetime.fromisoformat(text) if text else None

    def _learn_clock(self, before: datetime, hello: Hello) -> None:
        if is_moment(hello.server_time):
            between = before + (self._clock() - before) / 2
            self._clock_offset = (between - datetime.fromisoformat(hello.server_time)).total_seconds()


async def _both(out: Coroutine[None, None, None], back: Coroutine[None, None, None]) -> None:
    """Run both to their ends; then raise the first error, so that no half goes on unseen."""
    for ended in await asyncio.gather(out, back, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended

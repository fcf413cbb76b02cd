"""The engine over a fake server: when it talks, what it says of itself, and that nothing stops work."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.engine import Engine, Rhythm
from sync.errors import NotOurServer, Pause, SignedOut, SyncError, Unreachable
from sync.identity import default_work_id, lesson_id, new_id
from sync.local_copy import Touched, Wish
from sync.progress import OfflineReason, SyncShown, SyncState
from sync.record import RecordKey
from sync.replica import Replica
from sync.shelf import MemoryShelf
from tests.simulation.region import Region
from tests.sync.cable import Cable

COURSE = f"course:{new_id()}"
LESSON = lesson_id(COURSE.partition(":")[2], "2026-11-20", 1)
MARK = f"mark/{new_id()}/{default_work_id(LESSON)}"
FAST = Rhythm(quiet=0.01, every=5.0, first_wait=0.01, longest_wait=0.02, between_wishes=10.0)


class Desk:
    """A teacher's replica, the cable and the engine between them, with all that a screen heard."""

    def __init__(self, region: Region | None = None) -> None:
        self.region = region or Region({"anna": (COURSE,), "boris": (COURSE,)})
        self.replica = Replica(MemoryShelf(), lambda: datetime.now(UTC))
        self.cable = Cable(self.region, "anna")
        self.shown: list[SyncShown] = []
        self.touched: list[Touched] = []
        self.engine = Engine(
            self.replica, self.cable, on_shown=self.shown.append, on_touched=self.touched.append, rhythm=FAST
        )

    def types(self, value: str) -> None:
        self.replica.put(Wish(COURSE, "lesson", LESSON, {MARK: value}))

    def sees(self) -> Any:
        return self.replica.copy.view(COURSE, RecordKey("lesson", LESSON)).get(MARK)


def run(work: Coroutine[Any, Any, None]) -> None:
    """Play a story to its end."""
    asyncio.run(work)


def test_a_round_sends_what_waits_and_reads_what_is_new() -> None:
    """After a round the server holds the mark, nothing waits, and the chip says so."""

    async def work() -> None:
        desk = Desk()
        desk.types("5")

        report = await desk.engine.exchange()

        assert report.finished
        assert [status for _, status in report.results] == ["applied"]
        assert desk.replica.counts().unsent == 0
        assert desk.engine.shown.state is SyncState.ALL_SENT
        assert desk.region.values(COURSE)[RecordKey("lesson", LESSON)] == {MARK: "5"}

    run(work())


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Unreachable("no network"), OfflineReason.NO_NETWORK),
        (NotOurServer("https://wifi", "200 text/html"), OfflineReason.NOT_OUR_SERVER),
        (Pause(2), OfflineReason.BUSY),
        (SignedOut(401, "device_wiped"), OfflineReason.DEVICE_WIPED),
        (SignedOut(401, "account_disabled"), OfflineReason.ACCOUNT_CLOSED),
    ],
)
def test_offline_is_a_state_and_keeps_everything(trouble: SyncError, reason: OfflineReason) -> None:
    """Whatever stops a round, the mark stays on the screen and in the queue, and the reason is told."""

    async def work() -> None:
        desk = Desk()
        desk.types("5")
        desk.cable.trouble = trouble

        report = await desk.engine.exchange()

        assert not report.finished
        assert report.offline_reason is reason
        assert desk.sees() == "5"
        assert desk.engine.shown.unsent == 1

    run(work())


def test_the_engine_talks_after_a_quiet_moment() -> None:
    """Two quiet seconds after the last keystroke a round begins by itself."""

    async def work() -> None:
        desk = Desk()
        running = asyncio.create_task(desk.engine.run())
        await asyncio.sleep(0.02)

        desk.types("4")
        desk.engine.note_write()
        await _until(lambda: desk.replica.counts().unsent == 0)

        running.cancel()
        assert desk.cable.pushes == 1

    run(work())


def patient_desk() -> Desk:
    """A desk that writes soon after a key, and waits for minutes once it has failed."""
    desk = Desk()
    desk.engine = Engine(
        desk.replica,
        desk.cable,
        on_shown=desk.shown.append,
        on_touched=desk.touched.append,
        rhythm=Rhythm(quiet=0.01, first_wait=500, longest_wait=900),
    )
    return desk


def test_the_network_comes_back() -> None:
    """When the network returns the engine tries at once, however long it had meant to wait."""

    async def work() -> None:
        desk = patient_desk()
        desk.cable.trouble = Unreachable("no network")
        running = asyncio.create_task(desk.engine.run())
        desk.types("4")
        await asyncio.sleep(0.02)

        desk.cable.trouble = None
        desk.engine.note_network()
        await _until(lambda: desk.replica.counts().unsent == 0)

        running.cancel()
        assert desk.engine.shown.state is SyncState.ALL_SENT

    run(work())


def test_a_write_after_a_wish_was_answered_does_not_wait_for_the_old_failure() -> None:
    """The network was gone, was asked for and was there: what is typed now goes after a quiet moment."""

    async def work() -> None:
        desk = patient_desk()
        desk.cable.trouble = Unreachable("no network")
        running = asyncio.create_task(desk.engine.run())
        await asyncio.sleep(0.02)
        desk.cable.trouble = None
        await desk.engine.sync_now()

        desk.types("4")
        desk.engine.note_write()
        await _until(lambda: desk.replica.counts().unsent == 0)

        running.cancel()

    run(work())


def test_a_batch_that_is_too_large_is_halved() -> None:
    """413 halves the batch until it fits; nothing is refused that the server would take."""

    async def work() -> None:
        desk = Desk()
        for value in ("2", "3", "4", "5"):
            desk.types(value)

        report = await desk.engine.exchange()

        assert report.finished
        assert len(report.results) == 4
        assert desk.replica.counts().rejected == 0

    run(work())


def test_a_restored_server_gets_back_what_it_forgot() -> None:
    """A new epoch is met in the middle of a round, and the round still ends with everything there."""

    async def work() -> None:
        desk = Desk()
        empty = desk.region.state.copied()
        desk.types("5")
        await desk.engine.exchange()
        desk.region.restore(empty)

        report = await desk.engine.exchange()

        assert report.finished
        assert desk.region.values(COURSE)[RecordKey("lesson", LESSON)] == {MARK: "5"}
        assert desk.sees() == "5"

    run(work())


def test_sync_now_answers_at_most_once_in_ten_seconds() -> None:
    """An impatient owner presses F5 twice: the second wish is answered with None."""

    async def work() -> None:
        desk = Desk()

        assert await desk.engine.sync_now() is not None
        assert await desk.engine.sync_now() is None

    run(work())


def test_a_stale_copy_says_so() -> None:
    """What waits for more than a day without an exchange turns the chip amber."""

    async def work() -> None:
        desk = Desk()
        await desk.engine.exchange()
        long_ago = (datetime.now(UTC) - timedelta(days=3)).isoformat()
        desk.replica.shelf.put_meta("last_exchange", long_ago)
        desk.types("5")

        assert desk.engine.shown.state is SyncState.STALE

    run(work())


async def _until(holds: Any, seconds: float = 3.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # the thing waited for is a plain value, not an event
            await asyncio.sleep(0.005)


def test_whoever_is_sent_away_again_waits_longer() -> None:
    """To the pause that the server asks for comes a share that doubles with each failure."""
    rhythm = Rhythm(first_wait=1.0, longest_wait=300.0)

    waits = [[rhythm.after_failure(failures, 2.0) for _ in range(300)] for failures in (1, 3, 5, 40)]

    assert all(wait >= 2.0 for many in waits for wait in many)
    assert all(max(many) <= 2.0 + longest for many, longest in zip(waits, (2, 8, 32, 300), strict=True))
    assert all(max(many) > 2.0 + longest / 2 for many, longest in zip(waits, (2, 8, 32, 300), strict=True))

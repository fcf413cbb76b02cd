"""A teacher's computer without a window: her store on the disk, the engine, the wire; and what she types."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
from msgspec.structs import replace

from desktop.app.desk import Desk
from desktop.app.door import Opened
from desktop.models.remembered import put_session, read_session
from desktop.models.store import open_store
from desktop.settings import Account
from sync.engine import Rhythm
from sync.local_copy import Wish
from sync.messages import Device, SignInRequest
from sync.progress import RoundReport
from sync.record import RecordKey
from tests.desktop.models.doomed import KEY
from tests.server.town import ANNA, COURSE, PASSWORD, PUPIL, SECOND, Lesson, day, mark

DEVICE = "d" * 32
LESSONS = [Lesson(slot=slot, offset=offset) for offset in range(-10, 0) for slot in range(8)]
CELLS = [(lesson, pupil) for lesson in LESSONS for pupil in (PUPIL, SECOND)]
ROUNDS = 20
"""Within so many rounds every queue is empty once the faults have stopped (invariant 10)."""


@dataclass(frozen=True)
class Stroke:
    """One mark that is typed: the cell goes by the number, and no cell gets the same value twice in a row."""

    number: int

    @property
    def lesson(self) -> Lesson:
        return CELLS[self.number % len(CELLS)][0]

    @property
    def cell(self) -> str:
        return self.lesson.cell(CELLS[self.number % len(CELLS)][1])

    @property
    def value(self) -> dict[str, Any]:
        return mark("2345"[(self.number // len(CELLS) + self.number) % 4])

    def wish(self) -> Wish:
        identity = {"date": day(self.lesson.offset), "slot": self.lesson.slot}
        return Wish(COURSE, "lesson", self.lesson.id, {self.cell: self.value}, identity)


class Laptop:
    """Anna's. `told` hears of each stroke before it is typed and after it is painted."""

    def __init__(
        self, folder: Path, url: str, school: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        account = Account(url, school, "Школа", "anna", ANNA)
        opened = Opened(account, open_store(folder, KEY), KEY)
        self.desk = Desk(
            opened, lambda shown: None, device=DEVICE, rhythm=Rhythm(0, 0, 0, 0, 0), transport=transport
        )

    async def sign_in(self, *, again: bool = False) -> None:
        """Come in with the password, unless she is in. Raises SyncError."""
        session = read_session(self.desk.store.shelf)
        if again or session is None or not session.refresh_token:
            asked = SignInRequest(self.desk.account.school, "anna", PASSWORD, Device(DEVICE, "ноутбук"))
            self.desk.renew(await self.desk.remote.sign_in(asked))

    def spend_token(self) -> None:
        """The access token is over: the next request needs another."""
        session = read_session(self.desk.store.shelf)
        if session is not None:
            put_session(self.desk.store.shelf, replace(session, access_token="spent"))

    def put(self, number: int) -> None:
        """One mark; painted when this returns."""
        self.desk.replica.put(Stroke(number).wish())

    def shows(self, number: int) -> Any:
        """What stands on the screen in a stroke's cell."""
        stroke = Stroke(number)
        return self.desk.replica.copy.view(COURSE, RecordKey("lesson", stroke.lesson.id)).get(stroke.cell)

    async def round(self) -> RoundReport:
        """One exchange."""
        return await self.desk.exchange()

    async def settle(self) -> None:
        """Exchange until nothing waits; fails where that does not come to an end."""
        reports: list[RoundReport] = []
        while not reports or not reports[-1].finished or self.desk.replica.counts().unsent:
            assert len(reports) < ROUNDS, reports[-1]
            await self.sign_in()
            reports.append(await self.round())
        assert reports[-1].damaged_buckets == ()

    async def __aenter__(self) -> Laptop:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.desk.close()

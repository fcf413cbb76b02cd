"""A laptop in the drill: a real store on the disk, a real engine, the application at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec

from desktop.models.store import open_store
from sync.engine import Engine
from sync.local_copy import Wish
from sync.messages import Device, SignInRequest
from sync.record import canonical
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica
from tests.server.town import PASSWORD, Lesson, day, mark

URL = "http://127.0.0.1"
_TOKENS = "tokens.json"


class Laptop:
    """One laptop; everything that it knows lies in its folder, the session too."""

    def __init__(self, replica: Replica, folder: Path, transport: httpx.AsyncBaseTransport) -> None:
        self.replica = replica
        self._folder = folder
        self.remote = HttpRemote(URL, self, transport)
        self._engine = Engine(replica, self.remote, on_shown=_ignore, on_touched=_ignore)

    def read(self) -> Tokens | None:
        """The session, as the engine's remote wants it."""
        path = self._folder / _TOKENS
        return msgspec.json.decode(path.read_bytes(), type=Tokens) if path.exists() else None

    def keep(self, tokens: Tokens | None) -> None:
        """Keep the session."""
        (self._folder / _TOKENS).write_bytes(msgspec.json.encode(tokens))

    async def sign_in(self, school: str, login: str) -> None:
        """Say who works here."""
        device = Device(f"{self._folder.name:0>32}".encode().hex()[-32:], self._folder.name)
        await self.remote.sign_in(SignInRequest(school, login, PASSWORD, device))

    async def exchange(self) -> None:
        """One round, to its end."""
        report = await self._engine.exchange()
        assert report.finished, report

    def marks(self, lesson: Lesson, pupil: str, value: str, **more: Any) -> None:
        """Type a mark; nothing is sent."""
        cells = {lesson.cell(pupil): mark(value)}
        identity = {"date": day(lesson.offset), "slot": lesson.slot}
        self.replica.put(Wish(f"course:{lesson.course}", "lesson", lesson.id, cells, identity, **more))

    def conflict(self, lesson: Lesson, pupil: str) -> tuple[str, Any]:
        """The open question about a mark, and the value beside it."""
        found = self.replica.copy.views(f"course:{lesson.course}", "conflict")
        (told,) = (
            (id, cells["cells"][lesson.cell(pupil)]["other"])
            for id, cells in found.items()
            if cells["state"] == "open" and lesson.cell(pupil) in cells["cells"]
        )
        return told

    def chooses(self, lesson: Lesson, pupil: str, value: str) -> None:
        """Answer an open question with a value."""
        id, other = self.conflict(lesson, pupil)
        self.marks(lesson, pupil, value, resolves=id, others={lesson.cell(pupil): other})

    def decides(self, review: str, what: str) -> None:
        """Decide everything that waits in a review."""
        waiting = list(self.replica.copy.views("office", "review")[review]["ops"])
        cells = {"decision": {"what": what, "ops": waiting}}
        self.replica.put(Wish("office", "review", review, cells))

    def sees(self) -> dict[str, str]:
        """Every bucket as its owner sees it, journal kinds only: what a server says of itself has numbers."""
        return {
            bucket: canonical(
                {
                    f"{kind}/{id}": cells
                    for kind in ("lesson", "term_mark", "course")
                    for id, cells in self.replica.copy.views(bucket, kind).items()
                }
            )
            for bucket in self.replica.copy.buckets
        }


@contextmanager
def open_laptop(folder: Path, transport: httpx.AsyncBaseTransport) -> Iterator[Laptop]:
    """The laptop whose disk is this folder."""
    store = open_store(folder, bytes(32))
    try:
        yield Laptop(Replica(store.shelf, _now), folder, transport)
    finally:
        store.close()


def _now() -> datetime:
    return datetime.now().astimezone()


def _ignore(_: object) -> None:
    return

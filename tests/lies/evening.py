"""A teacher's program over a real store, and a server that holds something already."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from desktop.app.desk import StoredTokens, local_now
from desktop.models.remembered import put_session
from desktop.models.store import Store, open_store
from sync.engine import Engine
from sync.local_copy import Wish
from sync.messages import Change, Op, PushRequest
from sync.progress import RoundReport
from sync.record import canonical
from sync.remote import HttpRemote
from sync.replica import Replica
from tests.conformance.disk import KEY
from tests.lies.honest import OTHER, PERSON, session
from tests.simulation.region import Region

COURSES = ("course:a", "course:b")
READERS = {PERSON: (*COURSES, "person:anna"), OTHER: ("course:a", "person:boris")}
LESSON = "00000000-0000-4000-8000-000000000001"
NOON = "2026-11-21T12:00:00+03:00"

Handler = Callable[[httpx.Request], httpx.Response]


class Client:
    """A teacher's program over a real store: replica, engine, and HTTP to whatever answers."""

    def __init__(self, folder: Path, handler: Handler) -> None:
        self.store: Store = open_store(folder, KEY)
        put_session(self.store.shelf, session())
        self.replica = Replica(self.store.shelf, local_now)
        remote = HttpRemote("http://127.0.0.1", StoredTokens(self.store.shelf), httpx.MockTransport(handler))
        self.engine = Engine(self.replica, remote, on_shown=lambda _: None, on_touched=lambda _: None)

    def types(self, cell: str, value: Any, bucket: str = COURSES[0]) -> str:
        """A teacher writes; the id of the op."""
        self.replica.put(Wish(bucket, "lesson", LESSON, {cell: value}))
        return max(self.replica.copy.own.values(), key=lambda own: own.order).op.op

    def exchange(self) -> RoundReport:
        return asyncio.run(self.engine.exchange())

    def screen(self, bucket: str) -> str:
        copy = self.replica.copy
        shown = {f"{key.kind} {key.id}": copy.view(bucket, key) for key in copy.keys(bucket)}
        return canonical({name: cells for name, cells in shown.items() if cells})


@contextmanager
def client(folder: Path, handler: Handler) -> Iterator[Client]:
    """The program runs for a while."""
    made = Client(folder, handler)
    try:
        yield made
    finally:
        made.store.close()


def busy_region() -> Region:
    """A server that holds something already."""
    region = Region(READERS)
    region.most_ops = 500
    ops = [
        Op(
            f"{number:032x}",
            "lesson",
            LESSON,
            COURSES[number % 2],
            NOON,
            {f"mark/{number}": Change(None, str(number))},
        )
        for number in range(6)
    ]
    region.push(PERSON, "laptop", PushRequest(region.epoch, region.scope, NOON, ops))
    return region


def assert_agrees(one: Client, region: Region) -> None:
    """Nothing waits, and every view is the server's."""
    assert not one.replica.counts().unsent
    for bucket in READERS[PERSON]:
        there = {f"{key.kind} {key.id}": cells for key, cells in region.values(bucket).items()}
        assert one.screen(bucket) == canonical(there)
        assert not one.replica.copy.buckets[bucket].misses

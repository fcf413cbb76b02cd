"""A thousand marks typed one by one, in forty lessons: pushed, pulled by a colleague, and a year from nothing.

A real server process on the loopback, real encrypted stores, the real remote. The reference is what
the same bytes cost without us: a bare POST to a bare application that commits them once.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from benchmarks.bare import bare_post
from benchmarks.measure import Row, Stopwatch, kilobytes, milliseconds
from desktop.models.store import open_store
from sync.engine import Engine
from sync.identity import default_work_id, lesson_id
from sync.local_copy import Wish
from sync.messages import Device, SignInRequest
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica

LESSONS, PUPILS, RUNS = 40, 25, 3


class _Tokens:
    """Tokens in memory: what is measured is the exchange."""

    def __init__(self) -> None:
        self._kept: Tokens | None = None

    def read(self) -> Tokens | None:
        return self._kept

    def keep(self, tokens: Tokens | None) -> None:
        self._kept = tokens


class Client:
    """A teacher's laptop: an encrypted store, a replica, an engine, and the bytes on its wire."""

    def __init__(self, opened: ExitStack, folder: Path, url: str, account: dict[str, Any]) -> None:
        store = open_store(folder, bytes(32))
        opened.callback(store.close)
        self.replica = Replica(store.shelf, lambda: datetime.now().astimezone())
        self.remote = HttpRemote(url, _Tokens())
        self.engine = Engine(self.replica, self.remote, on_shown=_ignore, on_touched=_ignore)
        self.bytes = 0
        self.bodies: list[bytes] = []
        self._account = account
        self.remote.watch(self._count_request, self._count_answer)

    async def sign_in(self) -> None:
        account = self._account
        device = Device(f"{abs(hash(account['login'])):032x}"[:32], "benchmark")
        await self.remote.sign_in(
            SignInRequest(account["school"], account["login"], account["password"], device)
        )

    async def exchange(self) -> None:
        self.bytes = 0
        report = await self.engine.exchange()
        if not report.finished:
            raise RuntimeError(f"a round did not end: {report}")

    async def _count_request(self, request: httpx.Request) -> None:
        self.bytes += len(request.content)
        if request.url.path == "/v1/push":
            self.bodies.append(request.content)

    async def _count_answer(self, answer: httpx.Response) -> None:
        await answer.aread()
        self.bytes += answer.num_bytes_downloaded


@contextmanager
def demo_server(folder: Path, size: str = "S") -> Iterator[dict[str, Any]]:
    """A demo region's server process; gives what it says of itself."""
    command = [
        sys.executable,
        "-m",
        "server",
        "demo",
        "--size",
        size,
        "--data",
        str(folder),
        "--port",
        "0",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def rows() -> list[Row]:
    """Every measurement of this file."""
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder) / "region", "M") as region:
        return asyncio.run(_measure(Path(folder), region))


async def _measure(folder: Path, region: dict[str, Any]) -> list[Row]:
    anna, boris = region["accounts"][0], region["accounts"][1]
    push, pull, idle, whole = Stopwatch(), Stopwatch(), Stopwatch(), Stopwatch()
    told: dict[str, int] = {}
    bodies: list[bytes] = []
    for turn in range(RUNS):
        with ExitStack() as opened:
            first = Client(opened, folder / f"a{turn}", region["url"], anna)
            second = Client(opened, folder / f"b{turn}", region["url"], boris)
            await first.sign_in()
            await second.sign_in()
            with whole.run():
                await first.exchange()
            told["whole"] = first.bytes
            await second.exchange()
            _type_marks(first, second, turn)
            with push.run():
                first.bytes = 0
                await _only_push(first)
            told["push"] = first.bytes
            with pull.run():
                second.bytes = 0
                await _only_pull(second)
            told["pull"] = second.bytes
            await first.exchange()
            with idle.run():
                await first.exchange()
            told["idle"] = first.bytes
            bodies = first.bodies
            await first.remote.close()
            await second.remote.close()
    bare = await bare_post(bodies, RUNS)
    return [
        Row("push of 1,000 marks typed one by one", _told(push, told["push"]), f"bare POST of the same bytes {milliseconds(bare)}", "≤ 150 ms, ≤ 60 KB"),
        Row("pull of the same by a colleague", _told(pull, told["pull"]), "", "≤ 100 ms, ≤ 40 KB"),
        Row("a round with nothing to do", _told(idle, told["idle"]), "", "≤ 10 ms, ≤ 1 KB"),
        Row("a teacher's term from nothing", _told(whole, told["whole"]), "", "≤ 2 s, ≤ 600 KB"),
    ]  # fmt: skip


async def _only_push(client: Client) -> None:
    while (request := client.replica.next_push()) is not None:
        client.replica.take_push(request, await client.remote.push(request))


async def _only_pull(client: Client) -> None:
    hello = await client.remote.hello()
    client.bytes = 0
    client.replica.take_hello(hello)
    while (request := client.replica.next_pull()) is not None:
        client.replica.take_pull(request, await client.remote.pull(request))


def _type_marks(first: Client, second: Client, turn: int) -> None:
    """25 pupils in each of 40 lessons of a course that both teach, one keystroke one op."""
    shared = sorted(set(first.replica.copy.buckets) & set(second.replica.copy.buckets))
    bucket = next(each for each in shared if each.startswith("course:"))
    course = bucket.partition(":")[2]
    told = first.replica.copy.views(bucket, "course")[course]
    pupils = [each["pupil"] for each in told["pupils"]]
    work_type = sorted(first.replica.copy.views("school", "work_type"))[0]
    work = {"type": work_type, "weight": 1, "title": "", "counts": True, "due": None}
    for number in range(LESSONS):
        day = (date.today() - timedelta(days=number % 6)).isoformat()
        slot = 15 - number // 6 - turn * 0
        lesson = lesson_id(course, day, slot)
        own = default_work_id(lesson)
        for index in range(PUPILS):
            pupil = pupils[index % len(pupils)]
            mark = {"values": [str(2 + (index + turn) % 4)], "duty": index >= len(pupils), "comment": ""}
            cells = {f"work/{own}": work, f"mark/{pupil}/{own}": mark}
            first.replica.put(Wish(bucket, "lesson", lesson, cells, {"date": day, "slot": slot}))


def _told(watch: Stopwatch, count: int) -> str:
    return f"{milliseconds(watch.median)}, {kilobytes(count)}"


def _ignore(_: object) -> None:
    return

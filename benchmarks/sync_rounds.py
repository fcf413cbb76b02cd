"""A thousand marks typed one by one, in forty lessons: pushed, pulled by a colleague, and all from nothing.

A real server process on the loopback, real encrypted stores, the real remote. The reference of a push is
what the same bytes cost without us: a bare POST to a bare application that commits them once.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.bare_server import post_bare
from benchmarks.laptop import Laptop, demo_server
from benchmarks.measure import Row, Stopwatch, kilobytes, milliseconds, ratio
from sync.identity import default_work_id, lesson_id
from sync.local_copy import Wish

LESSONS: Final = 40
PUPILS: Final = 25
_FIRST_SLOT: Final = 15
_DAYS: Final = 6


@dataclass
class Way:
    """One way of the exchange: the time and the bytes of each run."""

    watch: Stopwatch = field(default_factory=Stopwatch)
    bytes: int = 0

    @asynccontextmanager
    async def run(self, laptop: Laptop) -> AsyncIterator[None]:
        """Time what is done inside, and count what went over this laptop's wire meanwhile."""
        laptop.bytes = 0
        with self.watch.run():
            yield
        self.bytes = laptop.bytes

    @property
    def told(self) -> str:
        """«123.4 ms, 56.7 KB»."""
        return f"{milliseconds(self.watch.median)}, {kilobytes(self.bytes)}"


@dataclass
class Ways:
    """All of them."""

    push: Way = field(default_factory=Way)
    pull: Way = field(default_factory=Way)
    idle: Way = field(default_factory=Way)
    whole: Way = field(default_factory=Way)


def rows(runs: int) -> list[Row]:
    """Every measurement of this file."""
    ways = Ways()
    with tempfile.TemporaryDirectory() as name, demo_server(Path(name) / "region", "M") as region:
        folder, pushed = Path(name), list[bytes]()
        for run in range(runs):
            pushed = asyncio.run(_round(folder / str(run), region, run, ways))
    bare = Stopwatch(post_bare(pushed, runs)).median
    against = f"a bare POST and commit of the same bytes: {milliseconds(bare)}"
    typed = f"{LESSONS * PUPILS:,} marks typed one by one"
    push = ratio(ways.push.watch.median, bare)
    return [
        Row(f"push of {typed}", ways.push.told, against, push, "≤ 150 ms, ≤ 60 KB"),
        Row("pull of them by a colleague", ways.pull.told, aim="≤ 100 ms, ≤ 40 KB"),
        Row("a round with nothing to do", ways.idle.told, aim="≤ 10 ms, ≤ 1 KB"),
        Row("a demo teacher's year from nothing", ways.whole.told, aim="≤ 2 s, ≤ 600 KB"),
    ]


async def _round(folder: Path, region: dict[str, Any], run: int, ways: Ways) -> list[bytes]:
    """Two fresh laptops: the first types and pushes, the second pulls. What was pushed, as it was sent."""
    with ExitStack() as opened:
        first = Laptop(opened, folder / "first", region["url"])
        second = Laptop(opened, folder / "second", region["url"])
        for laptop, account in zip((first, second), region["accounts"], strict=False):
            await laptop.sign_in(account)
        async with ways.whole.run(first):
            await first.exchange()
        await second.exchange()
        _type_marks(first, second, run)
        async with ways.push.run(first):
            await first.push()
        second.replica.take_hello(await second.remote.hello())
        async with ways.pull.run(second):
            await second.pull()
        await first.exchange()
        async with ways.idle.run(first):
            await first.exchange()
        await first.remote.close()
        await second.remote.close()
        return first.pushed


def _type_marks(first: Laptop, second: Laptop, run: int) -> None:
    """25 pupils in each of 40 lessons of a course that both teach, one keystroke one op."""
    shared = sorted(set(first.replica.copy.buckets) & set(second.replica.copy.buckets))
    bucket = next(each for each in shared if each.startswith("course:"))
    course = bucket.partition(":")[2]
    told = first.replica.copy.views(bucket, "course")[course]
    pupils = [each["pupil"] for each in told["pupils"]]
    work_type = min(first.replica.copy.views("school", "work_type"))
    today = datetime.now().astimezone().date()
    for number in range(LESSONS):
        day = today - timedelta(days=number % _DAYS)
        slot = _FIRST_SLOT - number // _DAYS
        lesson = lesson_id(course, day, slot)
        own = default_work_id(lesson)
        work = {"type": work_type, "weight": 1, "title": "", "counts": True, "due": None}
        for index in range(PUPILS):
            pupil = pupils[index % len(pupils)]
            value = str(2 + (index + run) % 4)
            mark = {"values": [value], "duty": index >= len(pupils), "comment": ""}
            cells = {f"work/{own}": work, f"mark/{pupil}/{own}": mark}
            identity = {"date": day.isoformat(), "slot": slot}
            first.replica.put(Wish(bucket, "lesson", lesson, cells, identity))

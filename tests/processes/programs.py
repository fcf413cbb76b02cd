"""The programs of these tests, each run in a process of its own: a server, and a teacher's day."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from server.__main__ import main
from server.failpoint import dying_at
from sync.errors import SyncError
from sync.failpoint import arm
from tests.processes.laptop import Laptop

Say = Callable[[str], None]


def run_server(mouth: Connection, log: Path, words: list[str], fail_at: str | None) -> None:
    """`parta-server` with these words; what it says goes into the mouth, its log into a file."""
    os.dup2(mouth.fileno(), 1)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    if fail_at is not None:
        os.environ["PARTA_FAIL_AT"] = fail_at
    sys.exit(main(words))


def live_a_day(
    mouth: Connection, folder: Path, url: str, school: str, point: str | None, passes: int
) -> None:
    """Sign in, type, exchange while typing, refresh, sign out; die at a point, if one is given.

    Says "typing N" before a stroke, "painted N" after it, "end" at the end.
    """

    def say(text: str) -> None:
        mouth.send_bytes(text.encode())

    if point is not None:
        arm(dying_at(point, passes))
    asyncio.run(_day(folder, url, school, say))


def type_and_exchange(mouth: Connection, folder: Path, url: str, school: str, first: int) -> None:
    """Two strokes, each exchanged, then exchanges without end; until it is killed."""
    asyncio.run(_type_and_exchange(folder, url, school, first, lambda text: mouth.send_bytes(text.encode())))


async def _type_and_exchange(folder: Path, url: str, school: str, first: int, say: Say) -> None:
    async with Laptop(folder, url, school) as laptop:
        say("open")
        with suppress(SyncError):
            await laptop.sign_in()
        for number in (first, first + 1):
            await asyncio.gather(laptop.round(), _type_meanwhile(laptop, range(number, number + 1), say))
        while True:
            await laptop.round()


async def _day(folder: Path, url: str, school: str, say: Say) -> None:
    async with Laptop(folder, url, school) as laptop:
        with suppress(SyncError):
            await laptop.sign_in()
        _type(laptop, range(3), say)
        await asyncio.gather(laptop.round(), _type_meanwhile(laptop, range(3, 8), say))
        _type(laptop, range(8, 10), say)
        laptop.spend_token()
        await asyncio.gather(laptop.round(), _type_meanwhile(laptop, range(10, 13), say))
        _type(laptop, range(13, 14), say)
        with suppress(SyncError):
            await laptop.desk.remote.sign_out()
        say("end")


async def _type_meanwhile(laptop: Laptop, numbers: range, say: Say) -> None:
    for number in numbers:
        _type(laptop, range(number, number + 1), say)
        await asyncio.sleep(0.004)


def _type(laptop: Laptop, numbers: range, say: Say) -> None:
    for number in numbers:
        say(f"typing {number}")
        laptop.put(number)
        say(f"painted {number}")

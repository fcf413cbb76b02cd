"""A round on a disk that has room for k writes and no more, in a process of its own; for each k."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop.models.faults import NotWritten
from desktop.models.layout import Layout
from desktop.models.op_journal import OpJournal
from desktop.models.store import journal_key, open_store
from sync.shelf import BucketState, OpState
from tests.desktop.models.doomed import KEY, with_limit
from tests.processes.laptop import Laptop, Stroke

FRAME = 4096 + 24
"""Bytes by which SQLite's log grows with each page."""

Fill = Callable[[Path, int], None]
"""Leave room for so many writes more; below 0 for all that come."""


def fill_log(folder: Path, room: int) -> None:
    """No file may grow longer than the database's log with so many pages more."""
    log = folder / "journal.db-wal"
    with_limit(None if room < 0 else log.stat().st_size + room * FRAME)


def fill_journal(_: Path, room: int) -> None:
    """The op journal takes so many helpings more, the last of them by half; the log takes all."""
    helpings: Any = _write if room < 0 else _Helpings(room)
    os.write = helpings


_write = os.write


class _Helpings:
    def __init__(self, room: int) -> None:
        self._room = room

    def __call__(self, descriptor: int, content: memoryview) -> int:
        self._room -= 1
        if self._room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return _write(descriptor, content[: len(content) // 2 or 1] if self._room == 0 else content)


FILLS: dict[str, Fill] = {"the log": fill_log, "the op journal": fill_journal}


def exchange_on_a_full_disk(mouth: Connection, folder: Path, url: str, school: str, fill: str) -> None:
    """For each k: a fresh laptop types and exchanges with room for k writes, then with all the room it wants.

    Says "typing N" and "painted N" for strokes, and "refused k" until a round needs no more room than k.
    """

    def say(text: str) -> None:
        mouth.send_bytes(text.encode())

    asyncio.run(_try_all(folder, url, school, FILLS[fill], say))


async def _try_all(folder: Path, url: str, school: str, fill: Fill, say: Callable[[str], None]) -> None:
    async with Laptop(folder, url, school) as laptop:
        await laptop.sign_in()
    for room in count():
        place = folder.with_name(f"{folder.name}-{room}")
        shutil.copytree(folder, place)
        async with Laptop(place, url, school) as laptop:
            typed = [2 * room, 2 * room + 1]
            for number in typed:
                say(f"typing {number}")
                laptop.put(number)
            fill(place, room)
            finished = False
            with suppress(NotWritten):
                finished = (await laptop.round()).finished
            fill(place, -1)
            _see(laptop, typed)
            await laptop.settle()
            _see(laptop, typed)
            kept = dict(laptop.desk.replica.copy.buckets)
        _see_whole(place, kept)
        for number in typed:
            say(f"painted {number}")
        if finished:
            return
        say(f"refused {room}")


def _see_whole(folder: Path, kept: dict[str, BucketState]) -> None:
    """The disk has what was in memory; database and journal say the same of every op."""
    store = open_store(folder, KEY)
    store.check()
    rows = {own.op.op: (own.state, own.result) for own in store.shelf.read_ops(OpState)}
    assert store.shelf.read_buckets() == kept
    store.close()
    journal = OpJournal(Layout(folder).journal, journal_key(KEY))
    lines = {op: (entry.own.state, entry.own.result) for op, entry in journal.latest().items()}
    damaged = journal.damaged_lines()
    journal.close()
    assert (store.taken_back, damaged) == (0, 0)
    assert rows == lines


def _see(laptop: Laptop, typed: list[int]) -> None:
    assert [laptop.shows(number) for number in typed] == [Stroke(number).value for number in typed]

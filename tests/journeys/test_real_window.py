"""The real window on a real display: keys pressed by another program reach the region's server.

Needs Xvfb and xdotool (Debian: `apt-get install -y xvfb xdotool`); without them, outside CI, the
test is reported as not run.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from sync.engine import Engine
from sync.messages import Device, SignInRequest
from sync.remote import HttpRemote, Tokens
from sync.replica import Replica
from sync.shelf import MemoryShelf

TOOLS = ("Xvfb", "xdotool")
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(
    not os.environ.get("CI") and not all(shutil.which(tool) for tool in TOOLS),
    reason="not run: needs a display of its own (apt-get install -y xvfb xdotool)",
)


class TokensInMemory:
    """Another client's tokens."""

    def __init__(self) -> None:
        self._kept: Tokens | None = None

    def read(self) -> Tokens | None:
        return self._kept

    def keep(self, tokens: Tokens | None) -> None:
        self._kept = tokens


def test_marks_typed_on_the_keyboard_arrive_on_the_server(tmp_path: Path) -> None:
    """The window opens, four digits are typed into the fourth lesson of today, and the server holds them."""
    with real_display() as display, demo(display, tmp_path) as (url, login, password):
        before = asyncio.run(ask(url, login, password))

        press(display, "ctrl+4")  # a lesson that nobody has begun
        time.sleep(1.0)
        for digit in "5453":
            press(display, digit)
            time.sleep(0.1)

        added = wait_for_more(url, login, password, before.marks, 4)
        assert sorted(added.values()) == ["3", "4", "5", "5"]
    assert before.surnames
    assert files_that_tell(tmp_path / "desktop", before.surnames) == []


@dataclass(frozen=True)
class Seen:
    """What the server holds: marks by lesson and cell, and the surnames of the teacher's pupils."""

    marks: dict[str, str]
    surnames: frozenset[str]


async def ask(url: str, login: str, password: str) -> Seen:
    """Every mark of the teacher's courses, asked by a client of another kind than the one under test."""
    remote = HttpRemote(url, TokensInMemory())
    try:
        school = (await remote.schools())[0].id
        await remote.sign_in(SignInRequest(school, login, password, Device("ab" * 16, "a witness")))
        replica = Replica(MemoryShelf(), lambda: datetime.now(UTC))
        engine = Engine(replica, remote, on_shown=lambda _: None, on_touched=lambda _: None)
        await engine.exchange()
    finally:
        await remote.close()
    copy = replica.copy
    marks = {
        f"{lesson} {cell}": value["values"][0]
        for bucket in copy.buckets
        for lesson, cells in copy.views(bucket, "lesson").items()
        for cell, value in cells.items()
        if cell.startswith("mark/") and value["values"]
    }
    pupils = [cells for bucket in copy.buckets for cells in copy.views(bucket, "enrolment").values()]
    return Seen(marks, frozenset(cells["family_name"] for cells in pupils))


def files_that_tell(folder: Path, surnames: frozenset[str]) -> list[str]:
    """Files of the program that hold a pupil's surname, in any encoding that a program may write."""
    words = [
        name.encode(code) for name in surnames if len(name) > 4 for code in ("utf-8", "utf-16-le", "cp1251")
    ]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files, "the program left no file at all"
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def wait_for_more(url: str, login: str, password: str, before: dict[str, str], count: int) -> dict[str, str]:
    """The marks that the server did not hold before, once there are as many as were typed."""
    until = time.monotonic() + PATIENCE
    while True:
        now = asyncio.run(ask(url, login, password)).marks
        added = {cell: value for cell, value in now.items() if before.get(cell) != value}
        if len(added) >= count or time.monotonic() > until:
            return added
        time.sleep(1.0)


def press(display: str, key: str) -> None:
    """Press a key as a keyboard would, for whichever window has the focus."""
    subprocess.run(["xdotool", "key", key], env={**os.environ, "DISPLAY": display}, check=True)


@contextmanager
def real_display() -> Iterator[str]:
    """An X server of our own, 1366 × 768; it chooses a free number itself."""
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        "1366x768x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def demo(display: str, home: Path) -> Iterator[tuple[str, str, str]]:
    """The program as `make run` starts it; gives the server's address, login and password."""
    surroundings = {**os.environ, "DISPLAY": display, "PARTA_HOME": str(home), "HOME": str(home)}
    surroundings.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "desktop", "demo", "--size", "S"]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as program:
        try:
            assert program.stdout is not None
            told = read_introduction(program.stdout)
            wait_for_window(display)
            yield told
        finally:
            os.killpg(program.pid, signal.SIGTERM)
            program.wait(timeout=20)


def read_introduction(output: IO[str]) -> tuple[str, str, str]:
    """The line in which the demo says who is signed in, and where."""
    for line in output:
        found = re.search(r": (\S+) / (\S+), PIN \d+\. (http://\S+)", line)
        if found:
            return found[3], found[1], found[2]
    raise AssertionError("the demo ended without saying who is signed in")


def wait_for_window(display: str) -> None:
    """Wait until the window is on the screen, and give it the keyboard (there is no window manager)."""
    found = subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Парта"],
        env={**os.environ, "DISPLAY": display},
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    window = found.stdout.split()[0]
    subprocess.run(
        ["xdotool", "windowfocus", "--sync", window], env={**os.environ, "DISPLAY": display}, check=True
    )
    time.sleep(1.0)

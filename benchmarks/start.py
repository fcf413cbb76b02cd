"""From the start of the process to the first painted page, with a teacher's year in the store.

The PIN's work is left out of the start, since argon2id is slow on purpose; it has a line of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.known import KEY
from benchmarks.measure import Row, Stopwatch, milliseconds, ratio
from benchmarks.teachers_year import TeachersYear
from desktop.models.keys import Cost
from desktop.models.lockbox import Lockbox, Slot
from desktop.models.store import open_store
from sync.replica import Replica

_PHRASE: Final = "a phrase that opens alone"
_PAGES: Final = {"my-day": "start to «Мой день»", "journal": "start to a journal page of 35 × 60"}
_BARE: Final = "bare"


@dataclass
class Starts:
    """Seconds by the clock until a page was painted, and the processor's for the whole process."""

    wall: Stopwatch = field(default_factory=Stopwatch)
    work: Stopwatch = field(default_factory=Stopwatch)


def rows(runs: int) -> list[Row]:
    """Every measurement of this file; the programs take turns, so that all meet the same weather."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marks = _prepare(folder)
        starts = {what: Starts() for what in (_BARE, *_PAGES)}
        for run in range(runs + 1):
            for what, kept in starts.items():
                _start(what, folder, kept if run else Starts())
        unlock = _unlock(folder, runs)
    return [*_told(starts, marks), unlock]


def _prepare(folder: Path) -> int:
    """Pour the year that ends this week into a store, as the program would find it; how many marks it has."""
    now = datetime.now().astimezone()
    store = open_store(folder / "data" / "store", KEY)
    try:
        return TeachersYear(now.date()).pour(Replica(store.shelf, lambda: now))
    finally:
        store.close()


def _start(what: str, folder: Path, kept: Starts) -> None:
    """Seconds from the start of a process to its word that it has painted; its modules are compiled."""
    command = [sys.executable, "-m", "benchmarks.first_paint", what]
    command += [] if what == _BARE else [str(folder)]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    began, worked = perf_counter(), _work_of_children()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ) as process:
        assert process.stdout is not None
        word = process.stdout.readline()
        kept.wall.runs.append(perf_counter() - began)
    kept.work.runs.append(_work_of_children() - worked)
    if word.strip() != b"painted":
        raise RuntimeError(f"{what} has painted nothing")


def _work_of_children() -> float:
    """Processor seconds of the processes that have ended."""
    told = os.times()
    return told.children_user + told.children_system


def _told(starts: dict[str, Starts], marks: int) -> list[Row]:
    bare = starts[_BARE]
    window = f"a bare PySide6 window of the same size: {milliseconds(bare.wall.median)}"
    work = f"the bare window's: {milliseconds(bare.work.median)}"
    found: list[Row] = []
    for what, words in _PAGES.items():
        ours = starts[what]
        wall = ratio(ours.wall.median, bare.wall.median)
        spent = ratio(ours.work.median, bare.work.median)
        found += [
            Row(f"{words}, {marks:,} marks", milliseconds(ours.wall.median), window, wall, "≤ 3 ×"),
            Row("… of it the processor's work", milliseconds(ours.work.median), work, spent),
        ]
    return found


def _unlock(folder: Path, runs: int) -> Row:
    box = Lockbox(folder / "key.json")
    box.create(_PHRASE, None)
    watch, cost = Stopwatch(), Cost()
    for _ in range(runs):
        with watch.run():
            box.open(Slot.PASSWORD, _PHRASE, None)
    against = f"argon2id, {cost.memory_kib // 1024} MB, {cost.passes} passes: slow on purpose"
    return Row("the PIN or password opens the lockbox", milliseconds(watch.median), against)

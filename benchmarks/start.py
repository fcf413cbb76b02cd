"""From the start of the process to the first painted page, with a teacher's year in the store.

The PIN's work is left out of the start, since argon2id is slow on purpose; it has a line of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
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


def rows(runs: int) -> list[Row]:
    """Every measurement of this file; the programs take turns, so that all meet the same weather."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        marks = _prepare(folder)
        watches = {what: Stopwatch() for what in ("bare", *_PAGES)}
        for run in range(runs + 1):
            for what, watch in watches.items():
                seconds = _start(what, folder)
                if run:
                    watch.runs.append(seconds)
        unlock = _unlock(folder, runs)
    return [*_told(watches, marks), unlock]


def _prepare(folder: Path) -> int:
    """Pour the year that ends this week into a store, as the program would find it; how many marks it has."""
    now = datetime.now().astimezone()
    store = open_store(folder / "data" / "store", KEY)
    try:
        return TeachersYear(now.date()).pour(Replica(store.shelf, lambda: now))
    finally:
        store.close()


def _start(what: str, folder: Path) -> float:
    """Seconds from the start of a process to its word that it has painted; its modules are compiled."""
    command = [sys.executable, "-m", "benchmarks.first_paint", what]
    command += [] if what == "bare" else [str(folder)]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ) as process:
        assert process.stdout is not None
        word = process.stdout.readline()
        seconds = perf_counter() - began
    if word.strip() != b"painted":
        raise RuntimeError(f"{what} has painted nothing")
    return seconds


def _told(watches: dict[str, Stopwatch], marks: int) -> list[Row]:
    bare = watches["bare"].median
    against = f"a bare PySide6 window of the same size: {milliseconds(bare)}"
    return [
        Row(
            f"{words}, {marks:,} marks",
            milliseconds(watch.median),
            against,
            ratio(watch.median, bare),
            "≤ 3 ×",
        )
        for what, words in _PAGES.items()
        for watch in (watches[what],)
    ]


def _unlock(folder: Path, runs: int) -> Row:
    box = Lockbox(folder / "key.json")
    box.create(_PHRASE, None)
    watch, cost = Stopwatch(), Cost()
    for _ in range(runs):
        with watch.run():
            box.open(Slot.PASSWORD, _PHRASE, None)
    against = f"argon2id, {cost.memory_kib // 1024} MB, {cost.passes} passes: slow on purpose"
    return Row("the PIN or password opens the lockbox", milliseconds(watch.median), against)

"""The greatest numbers that were ever given, each with its epoch, kept outside the database.

A database that has fewer at start was put back by somebody behind our back: a new epoch begins.
Written at most once a second and when the server stops; a mark that is a second old sees a
restore as well. Of several processes on one folder each writes a file of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Lock, Thread
from typing import NamedTuple

from server.schools import School

FILE = "marks.json"
FILES = "marks*.json"
PAUSE_SECONDS = 1.0


class Mark(NamedTuple):
    """A number that was given in an epoch; no greater one was seen."""

    epoch: str
    head: int


class Watermarks:
    """High-water marks by school id. `process`: the number of one of several processes."""

    def __init__(self, folder: Path, process: int | None = None) -> None:
        self._folder = folder
        self._path = folder / (FILE if process is None else f"marks.{process}.json")
        self._lock = Lock()
        self._stop = Event()
        self._dirty = False
        self._writer: Thread | None = None
        self._marks = _read(self._path)

    def told(self, school: str) -> Iterator[Mark]:
        """The marks of a school that the processes on this folder have left."""
        for path in self._folder.glob(FILES):
            mark = _read(path).get(school)
            if mark is not None:
                yield mark

    def note(self, school: School, head: int) -> None:
        """A number was given and committed."""
        with self._lock:
            known = self._marks.get(school.id)
            if known is None or known.epoch != school.epoch or head > known.head:
                self._marks[school.id] = Mark(school.epoch, head)
                self._dirty = True

    def begin_anew(self, schools: Iterable[School]) -> None:
        """Take the marks from the database as it is now, after a new epoch or at a start."""
        with self._lock:
            self._marks = {one.id: Mark(one.epoch, one.head) for one in schools}
            self._dirty = True
        self.flush()
        for path in self._folder.glob(FILES):
            if path != self._path:
                path.unlink()

    def flush(self) -> None:
        """Write the marks down if they have changed."""
        with self._lock:
            if not self._dirty:
                return
            text = json.dumps(self._marks)
            self._dirty = False
        fresh = self._path.with_suffix(".new")
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="ascii")
        fresh.replace(self._path)

    def start(self) -> None:
        """Write in the background from now on."""
        self._writer = Thread(target=self._keep_writing, name="watermarks", daemon=True)
        self._writer.start()

    def stop(self) -> None:
        """Write a last time and rest."""
        self._stop.set()
        if self._writer is not None:
            self._writer.join()
        self.flush()

    def _keep_writing(self) -> None:
        while not self._stop.wait(PAUSE_SECONDS):
            self.flush()


def _read(path: Path) -> dict[str, Mark]:
    kept = json.loads(path.read_text(encoding="ascii")) if path.exists() else {}
    return {school: Mark(*mark) for school, mark in kept.items() if school not in ("heads", "identity")}

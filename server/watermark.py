"""The greatest numbers that were ever given, each with its epoch, kept outside the database.

A database that has fewer at start was put back by somebody behind our back: a new epoch begins.
Written at most once a second and when the server stops; a mark that is a second old sees a
restore as well. Of several processes on one folder each writes a file of its own. Marks that cannot
be read tell nothing of whether the database is as new as it was: a new epoch begins then, which costs
the clients an exchange and loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, NamedTuple

import msgspec

from server.durable import put_file
from server.schools import School

FILE = "marks.json"
FILES = "marks*.json"
PAUSE_SECONDS = 1.0

_log = logging.getLogger("parta.server")


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
        self._marks = _read(self._path) or {}

    @property
    def are_there(self) -> bool:
        """Whether anybody has ever left marks on this folder."""
        return any(self._folder.glob(FILES))

    @property
    def are_torn(self) -> bool:
        """Whether marks were left that cannot be read."""
        return any(_read(path) is None for path in self._folder.glob(FILES))

    def told(self, school: str) -> Iterator[Mark]:
        """The marks of a school that the processes on this folder have left."""
        for path in self._folder.glob(FILES):
            mark = (_read(path) or {}).get(school)
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
        if not self._dirty:
            for path in self._folder.glob(FILES):
                if path != self._path:
                    path.unlink()

    def flush(self) -> None:
        """Write the marks down if they have changed; where the disk refuses, the next try will."""
        with self._lock:
            if not self._dirty:
                return
            text = msgspec.json.encode(self._marks).decode()
            self._dirty = False
        try:
            put_file(self._path, text, "marks")
        except OSError as error:
            self._dirty = True
            _log.warning("%s could not be written: %s", self._path.name, error.strerror)

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


def _read(path: Path) -> dict[str, Mark] | None:
    """What was left in a file; None for what cannot be read."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        told = {school: mark for school, mark in kept.items() if school not in ("heads", "identity")}
        return msgspec.convert(told, dict[str, Mark])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError):
        return None

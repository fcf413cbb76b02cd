"""The greatest numbers that were ever given, kept outside the database.

A database that has fewer at start was put back by somebody behind our back: a new epoch begins.
Written at most once a second and when the server stops; a mark that is a second old sees a
restore as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event, Lock, Thread

FILE = "marks.json"
PAUSE_SECONDS = 1.0


class Watermarks:
    """High-water marks by school id, and where each database was last seen to be."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = Lock()
        self._stop = Event()
        self._dirty = False
        self._writer: Thread | None = None
        kept = json.loads(self._path.read_text(encoding="ascii")) if self._path.exists() else {}
        self._heads: dict[str, int] = kept.get("heads", {})
        self._identity: list[str] | None = kept.get("identity")

    @property
    def identity(self) -> list[str] | None:
        """What identified the database when it was last opened; None when nothing did."""
        return self._identity

    def head(self, school: str) -> int:
        """The greatest number that the school is known to have given."""
        return self._heads.get(school, 0)

    def note(self, school: str, head: int) -> None:
        """A number was given and committed."""
        with self._lock:
            if head > self._heads.get(school, 0):
                self._heads[school] = head
                self._dirty = True

    def begin_anew(self, heads: dict[str, int], identity: list[str] | None) -> None:
        """Take the marks from the database as it is now, after a new epoch or at a start."""
        with self._lock:
            self._heads = dict(heads)
            self._identity = identity
            self._dirty = True
        self.flush()

    def flush(self) -> None:
        """Write the marks down if they have changed."""
        with self._lock:
            if not self._dirty:
                return
            text = json.dumps({"heads": self._heads, "identity": self._identity})
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

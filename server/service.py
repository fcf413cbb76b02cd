"""What every request finds: the database, the keys, the ledger, who may come in."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from server import metrics
from server.database import is_sqlite, open_engine, reading
from server.facts import FactShelf
from server.keys import Keys, load_keys
from server.ledger import Ledger
from server.refusal import Refused
from server.throttle import Throttle
from server.tokens import Person, admit, read_claims
from server.watermark import Watermarks
from sync.messages import Notice

_log = logging.getLogger("parta.server")
NOTICE_FILE = "notice.json"
PUSHES_AT_ONCE = 8
SLOW_SECONDS = 2.0
"""A request that takes longer is told in the log with all its phases."""


@dataclass(frozen=True, slots=True)
class Service:
    """One running server over one database and one data folder."""

    folder: Path
    engine: Engine
    keys: Keys
    marks: Watermarks
    shelf: FactShelf = field(default_factory=FactShelf)
    throttle: Throttle = field(default_factory=Throttle)
    pushes_waiting: int = 128
    slow_seconds: float = SLOW_SECONDS

    @property
    def ledger(self) -> Ledger:
        """Where pushes go."""
        return Ledger(self.engine, self.shelf, self.keys, self.marks)

    @property
    def pushes_at_once(self) -> int:
        """SQLite has one writer; a second push may be read while the first is written."""
        return 2 if is_sqlite(self.engine) else PUSHES_AT_ONCE

    def admit(self, token: str | None) -> Person:
        """The person behind an access token. Raises Refused (401)."""
        claims = read_claims(self.keys.token, token, int(time.time())) if token else None
        if claims is None:
            raise Refused(401, "expired")
        with reading(self.engine) as connection:
            return admit(connection, claims)

    def notice(self) -> Notice | None:
        """What the server's engineer wants everybody to read: `{"text", "from", "to"}` in a file."""
        path = self.folder / NOTICE_FILE
        if not path.exists():
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=Notice)
        except (msgspec.DecodeError, OSError):
            _log.warning("%s is not readable: it wants text, from and to", NOTICE_FILE)
            return None


def open_service(
    folder: Path, url: str, process: int | None = None, slow_seconds: float = SLOW_SECONDS
) -> Service:
    """A service over a database that has its tables; `process` is the number of one among several."""
    engine = open_engine(url)
    metrics.watch(engine)
    marks = Watermarks(folder, process)
    return Service(folder, engine, load_keys(folder), marks, slow_seconds=slow_seconds)

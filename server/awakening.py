"""What a server looks at before it serves: is this the database that it last served, and as new?

Numbers of different epochs are never compared. A database that was put back from a copy, by
whatever means, begins a new one, so that clients offer again what it has forgotten.
"""

from __future__ import annotations

import logging

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from server.database import is_sqlite, migrate, reading, writing
from server.schools import School, begin_epoch, read_schools
from server.service import Service
from server.watermark import Watermarks

_log = logging.getLogger("parta.server")
OLDER = "the database has fewer numbers than were given"
MOVED = "the database is another copy, or was promoted from one"
RESTORED = "restored from a back-up"


def awaken(service: Service) -> None:
    """Bring the tables to the newest shape and begin new epochs where the past has changed."""
    migrate(service.engine)
    identity = read_identity(service.engine)
    moved = service.marks.identity is not None and identity != service.marks.identity
    with writing(service.engine) as connection:
        schools = read_schools(connection)
        for school in schools:
            reason = MOVED if moved else _reason(service.marks, school)
            if reason is not None:
                begin_epoch(connection, school.number, reason)
                _log.warning("a new epoch begins for a school: %s", reason)
    service.marks.begin_anew({school.id: school.head for school in schools}, identity)


def read_identity(engine: Engine) -> list[str] | None:
    """What identifies a PostgreSQL and its timeline; None for a file, and where we may not ask."""
    if is_sqlite(engine):
        return None
    question = "SELECT system_identifier, timeline_id FROM pg_control_system(), pg_control_checkpoint()"
    try:
        with reading(engine) as connection:
            return [str(one) for one in connection.execute(text(question)).one()]
    except DBAPIError:
        _log.warning("PostgreSQL does not tell its identity; only marks show a restore")
        return None


def _reason(marks: Watermarks, school: School) -> str | None:
    return OLDER if school.head < marks.head(school.id) else None

"""What a server looks at before it serves: is this the database that was last served, and as new?

Numbers of different epochs are never compared. A database that was put back from a copy, by
whatever means, begins a new one, so that clients offer again what it has forgotten. Of several
servers that start on one database one looks and the others wait: a change is answered once.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from server.database import is_sqlite, migrate, one_at_a_time, reading, writing
from server.meta import read_meta, write_meta
from server.schools import School, begin_epoch, read_epochs, read_schools
from server.service import Service
from server.watermark import Watermarks

_log = logging.getLogger("parta.server")
OLDER = "the database has fewer numbers than were given"
LOST = "the marks are lost, and with them whether the database is as new as it was"
MOVED = "the database is another copy, or was promoted from one"
_IDENTITY = "identity"


def awaken(service: Service) -> int:
    """Bring the tables to the newest shape; begin new epochs where the past has changed, and say how many."""
    begun = 0
    with one_at_a_time(service.engine):
        migrate(service.engine)
        identity = read_identity(service.engine)
        with writing(service.engine, "epoch") as connection:
            moved = note_identity(connection, identity)
            for school in read_schools(connection):
                reason = MOVED if moved else _reason(connection, service.marks, school)
                if reason is not None:
                    begin_epoch(connection, school.number, reason)
                    begun += 1
                    _log.warning("a new epoch begins for a school: %s", reason)
            schools = read_schools(connection)
        service.marks.begin_anew(schools)
    return begun


def mark_empty(service: Service) -> None:
    """Write down that a fresh database has given no number yet; of one with schools nothing is known."""
    with reading(service.engine) as connection:
        schools = read_schools(connection)
    if not schools:
        service.marks.begin_anew(schools)


def read_identity(engine: Engine) -> str | None:
    """What identifies a PostgreSQL and its timeline; None for a file, and where we may not ask."""
    if is_sqlite(engine):
        return None
    with_timeline = (  # the one that is written: the last checkpoint's lags behind a promotion
        "SELECT system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()"
    )
    try:
        with reading(engine) as connection:
            system, written = connection.execute(text(with_timeline)).one()
            return f"{system} {int(written, 16)}"
    except DBAPIError:
        _log.warning("PostgreSQL does not tell its identity; only marks show a restore")
        return None


def note_identity(connection: Connection, identity: str | None) -> bool:
    """Let the database remember what it is; whether it remembered to be another."""
    known = read_meta(connection, _IDENTITY)
    if identity is not None and identity != known:
        write_meta(connection, _IDENTITY, identity)
    return known is not None and identity is not None and identity != known


def _reason(connection: Connection, marks: Watermarks, school: School) -> str | None:
    """A mark of an epoch that has ended tells nothing; one of an epoch that is not known, all.

    Another machine on the same PostgreSQL may have no marks yet; a file's marks lie beside it, or are lost.
    """
    if marks.are_torn or (is_sqlite(connection) and not marks.are_there):
        return LOST if school.head else None
    known = set(read_epochs(connection, school.number).values())
    for mark in marks.told(school.id):
        if mark.epoch not in known or (mark.epoch == school.epoch and mark.head > school.head):
            return OLDER
    return None

"""The encrypted SQLite file under SQLAlchemy: how it is opened, checked, and what its errors mean.

SQLCipher encrypts every page with AES-256 and authenticates it with HMAC-SHA-512, in the database,
in the write-ahead log and in every copy of the file; temporary tables stay in memory. The key is
given raw: it is random already, so nothing is stretched at opening. A commit returns when its log
is on the disk (`synchronous=FULL`): what the screen shows outlives a pulled plug.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from desktop.models.durable import PRIVATE_FILE
from desktop.models.faults import Busy, Damaged, NotWritten, StoreFault

CHECKED_AT_OPENING = 8 << 20
"""Bytes up to which the whole database is checked each time it is opened: under 30 ms."""

_PRAGMAS = (
    "cipher_log_level = NONE",  # SQLCipher would talk to the standard error stream
    "locking_mode = EXCLUSIVE",  # the claim keeps others out anyway; no shared memory file is needed then
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",  # macOS only: through the drive's cache
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)


_DISK_SAID_NO = (
    sqlcipher.SQLITE_FULL,
    sqlcipher.SQLITE_IOERR,
    sqlcipher.SQLITE_READONLY,
    sqlcipher.SQLITE_CANTOPEN,
)
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


def open_database(path: Path, key: bytes) -> Connection:
    """The one connection of a store, made when the file is not there; used by one thread at a time.

    SQLite itself begins and ends no transaction for us: the shelf says BEGIN and COMMIT. Raises
    Damaged when the file does not answer to the key, NotWritten when the disk does not let us.
    """
    with telling_disk_faults():
        path.touch(mode=PRIVATE_FILE)

    def connect() -> Any:
        link = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            link.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            for pragma in _PRAGMAS:
                link.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error:
            link.close()
            raise
        return link

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)
    with telling_faults():
        return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def close_database(connection: Connection) -> None:
    """Write the log into the file and let it go."""
    connection.close()
    connection.engine.dispose()


def roll_back(connection: Connection) -> None:
    """Undo the transaction, unless SQLite has already done so because of an error."""
    link = connection.connection.dbapi_connection
    if link is not None and link.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def check(connection: Connection) -> None:
    """Read every page; raises Damaged with what was found first. About 3 ms per megabyte."""
    with telling_faults():
        for question, good in (("cipher_integrity_check", None), ("quick_check(1)", "ok")):
            answer = connection.exec_driver_sql(f"PRAGMA {question}").scalar()
            if answer != good:
                raise Damaged(str(answer))


def empty_log(connection: Connection) -> None:
    """Bring everything into the main file, so that a copy of it is whole."""
    with telling_faults():
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def telling_faults() -> Iterator[None]:
    """Turn what the database or the disk says into a fault of ours; other errors pass as they are."""
    try:
        yield
    except DBAPIError as error:
        raise _fault_of(error.orig) or error from error
    except sqlcipher.Error as error:
        raise _fault_of(error) or error from error


@contextmanager
def telling_disk_faults() -> Iterator[None]:
    """Turn what the disk says about a plain file into NotWritten."""
    try:
        yield
    except OSError as error:
        raise NotWritten(full=error.errno in _NO_ROOM) from error


def _fault_of(error: object) -> StoreFault | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB):
        return Damaged(str(error))
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return Busy()
    if code in _DISK_SAID_NO:
        return NotWritten(full=code == sqlcipher.SQLITE_FULL)
    return None

"""Whole copies of the database beside it: one a day, and one from before each migration.

A copy is the encrypted file itself, after the write-ahead log was brought into it; the same key
opens it. What was done since a copy was taken comes back from the op journal and from the server.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from desktop.models.database import check, close_database, empty_log, open_database, telling_disk_faults
from desktop.models.durable import copy_file, make_private_folder
from desktop.models.faults import Damaged
from desktop.models.layout import Layout

KEPT_DAILY = 7
KEPT_MIGRATIONS = 3

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(-before-(\d{4}))?\.db")


class DatedCopy(NamedTuple):
    """A copy, the day on which it was taken, and whether that was before a migration."""

    day: date
    before_migration: bool
    path: Path


def copies_of(layout: Layout) -> list[DatedCopy]:
    """All copies, the newest first; on one day the plain one before those of migrations."""
    found = []
    for path in layout.copies.glob("*.db"):
        name = _NAME.fullmatch(path.name)
        if name:
            found.append(DatedCopy(date.fromisoformat(name[1]), name[2] is not None, path))
    return sorted(found, key=lambda copy: (copy.day, not copy.before_migration, copy.path.name), reverse=True)


def take_daily(layout: Layout, connection: Connection, today: date) -> bool:
    """Take today's copy unless it is there; older ones than a week's go. Raises NotWritten, Damaged."""
    daily = [copy for copy in copies_of(layout) if not copy.before_migration]
    if any(copy.day == today for copy in daily):
        return False
    check(connection)
    _copy(layout, connection, f"{today}.db")
    _drop(daily[KEPT_DAILY - 1 :])
    return True


def take_before_migration(layout: Layout, connection: Connection, version: int, today: date) -> None:
    """Take a copy of the database as it is before it leaves this version. Raises NotWritten."""
    _copy(layout, connection, f"{today}-before-{version + 1:04}.db")
    _drop([copy for copy in copies_of(layout) if copy.before_migration][KEPT_MIGRATIONS:])


def newest_whole(layout: Layout, key: bytes) -> DatedCopy | None:
    """The newest copy of which every page can be read; None when there is none."""
    return next((copy for copy in copies_of(layout) if _is_whole(copy.path, key)), None)


def _is_whole(path: Path, key: bytes) -> bool:
    try:
        connection = open_database(path, key)
    except Damaged:
        return False
    try:
        check(connection)
    except Damaged:
        return False
    finally:
        close_database(connection)
    return True


def _copy(layout: Layout, connection: Connection, name: str) -> None:
    with telling_disk_faults():
        empty_log(connection)
        make_private_folder(layout.copies)
        copy_file(layout.database, layout.copies / name, "copy")


def _drop(copies: list[DatedCopy]) -> None:
    for copy in copies:
        copy.path.unlink(missing_ok=True)

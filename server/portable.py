"""Back-ups: every row of every table in one file, the same for SQLite and PostgreSQL.

A gzip of JSON lines: first what it is, then a line per row. A back-up taken from one database
can be restored into the other. The keys are not in it: they lie beside the database, in the
data folder, and are copied by hand.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, LargeBinary, Table, select

from server.awakening import note_identity, read_identity
from server.clock import stamp
from server.database import migrate, reading, writing
from server.durable import fresh_file
from server.schema import metadata
from server.schools import begin_epoch, read_schools

FORMAT = "parta-backup"
RESTORED = "restored from a back-up"
VERSION = 2
_COUNTED = ("head", "events", "chain", "epoch", "buckets", "facts_rev")
"""What version 1 kept of a school's counters in its directory."""
_ROWS_AT_ONCE = 2_000


class NotABackup(Exception):
    """The file is no back-up of ours, or it was cut."""


def back_up(engine: Engine, path: Path) -> int:
    """Write a back-up of one moment; the number of rows. The file appears whole or not at all."""
    count = 0
    with (
        reading(engine) as connection,
        fresh_file(path, "back-up") as fresh,
        gzip.open(fresh, "wt", encoding="utf-8", compresslevel=5) as file,
    ):
        _say(file, {"format": FORMAT, "version": VERSION, "taken_at": stamp()})
        for table in metadata.sorted_tables:
            for row in _rows(connection, table):
                _say(file, row)
                count += 1
        _say(file, {"rows": count})
    return count


def restore(engine: Engine, path: Path) -> int:
    """Put a back-up in the place of all that is there, and begin a new epoch; the number of rows.

    Raises NotABackup, and then nothing was changed.
    """
    _check_whole(path)
    migrate(engine)
    identity = read_identity(engine)
    with writing(engine, "restore") as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        count = 0
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for name, rows in groupby(_told(file), key=lambda row: str(row["t"])):
                count += _insert(connection, metadata.tables[name], rows)
        note_identity(connection, identity)
        for school in read_schools(connection):
            begin_epoch(connection, school.number, RESTORED)
    return count


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    binary = {column.name for column in table.columns if isinstance(column.type, LargeBinary)}
    ordered = select(table).order_by(*table.primary_key).execution_options(yield_per=_ROWS_AT_ONCE)
    for row in connection.execute(ordered):
        cells = {
            name: b64encode(value).decode() if name in binary else value
            for name, value in row._mapping.items()
            if value is not None
        }
        yield {"t": table.name, "r": cells}


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    binary = {column.name for column in table.columns if isinstance(column.type, LargeBinary)}
    names = [column.name for column in table.columns]
    count = 0
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        values = [
            {
                name: b64decode(cells[name]) if name in binary and name in cells else cells.get(name)
                for name in names
            }
            for cells in (row["r"] for row in batch)
        ]
        connection.execute(table.insert(), values)
        count += len(values)
    return count


def _told(file: IO[str]) -> Iterator[dict[str, Any]]:
    for line in file:
        said: dict[str, Any] = json.loads(line)
        if said.get("t") == "school" and "head" in said["r"]:
            yield from _apart(said["r"])
        elif "t" in said:
            yield said


def _apart(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A school of version 1 as the two rows that it is now."""
    counted = {"school": row["number"], **{name: row.pop(name) for name in _COUNTED}}
    yield {"t": "school", "r": row}
    yield {"t": "counter", "r": counted}


def _check_whole(path: Path) -> None:
    """Read a back-up to its end before anything is touched."""
    rows, first, last = 0, {}, {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                last = json.loads(line)
                if number == 0:
                    first = last
                elif "t" in last:
                    rows += 1
                    if last["t"] not in metadata.tables:
                        raise NotABackup(f"it has a table {last['t']!r} that this version does not know")
    except (OSError, EOFError, ValueError) as error:
        raise NotABackup("the file cannot be read to its end") from error
    if first.get("format") != FORMAT or first.get("version") not in (1, VERSION):
        raise NotABackup("it does not begin as a back-up that this version knows")
    if last.get("rows") != rows:
        raise NotABackup("it was cut")


def _say(file: IO[str], said: dict[str, Any]) -> None:
    file.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n")

"""The real shelf: the rows of one (school, person) in the encrypted database, the op journal beside it.

A transaction is one of SQLite's, begun with BEGIN IMMEDIATE. What it did to ops is collected and
written at its end, in this order: the rows, the lines of the journal (flushed), COMMIT (flushed).
A refusal at any of these leaves rows, journal and memory as they were before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.models import tables
from desktop.models.cell_rows import CellTable
from desktop.models.database import roll_back, telling_disk_faults, telling_faults
from desktop.models.op_journal import OpJournal
from desktop.models.own_ops import OwnOps
from sync.failpoint import reach
from sync.messages import Op
from sync.shelf import Base, BucketState, CellRow, OpState, OwnOp, rows_of

_BASE, _PICTURE = CellTable(tables.base), CellTable(tables.picture)

_fresh_meta = insert(tables.meta)
_PUT_META = _fresh_meta.on_conflict_do_update(
    index_elements=["key"], set_={"value": _fresh_meta.excluded.value}
)
_READ_META = select(tables.meta)
_fresh_bucket = insert(tables.bucket)
_PUT_BUCKET = _fresh_bucket.on_conflict_do_update(
    index_elements=["id"],
    set_={
        column.name: _fresh_bucket.excluded[column.name] for column in tables.bucket.c if column.name != "id"
    },
)
_READ_BUCKETS = select(tables.bucket)
_DROP_BUCKET = delete(tables.bucket).where(tables.bucket.c.id == bindparam("of"))

FLOOR = "journal_floor"
"""Meta: up to this line the journal's ops are known here, even where their rows were forgotten."""


class FileShelf:
    """`sync.shelf.Shelf` on disk. One thread at a time; reads outside a transaction are allowed."""

    def __init__(self, connection: Connection, journal: OpJournal) -> None:
        self._connection = connection
        self._journal = journal
        self._ops = OwnOps(connection, journal)
        self._meta: dict[str, str] | None = None
        self._depth = 0

    # transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another one, undone alone. Raises NotWritten, Busy, Damaged."""
        with telling_faults():
            self._ops.write()
            lines = len(self._ops.lines)
            self._say("SAVEPOINT inner" if self._depth else "BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self._ops.write()
                self._finish()
            except BaseException:  # half a transaction is undone, whatever ended it; raised again
                self._undo(lines)
                raise
            finally:
                self._depth -= 1

    def _finish(self) -> None:
        if self._depth > 1:
            self._say("RELEASE inner")
            return
        mark = self._journal.mark()
        if self._ops.lines:
            reach("store.before-journal")
            with telling_disk_faults():
                self._journal.append(self._ops.lines)
        reach("store.before-commit")
        try:
            self._say("COMMIT")
        except BaseException:  # the journal is cut back to the database; raised again
            self._journal.cut_back(mark)
            raise
        self._ops.lines.clear()
        reach("store.after-commit")

    def _undo(self, lines: int) -> None:
        self._ops.undo(lines)
        self._meta = None
        if self._depth > 1:
            self._say("ROLLBACK TO inner")
            self._say("RELEASE inner")
        else:
            roll_back(self._connection)

    def _say(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)

    def _writing(self) -> Connection:
        if not self._depth:
            raise RuntimeError("a write outside a transaction")
        return self._connection

    # meta and buckets

    def read_meta(self, key: str) -> str | None:
        if self._meta is None:
            with telling_faults():
                self._meta = {row.key: row.value for row in self._connection.execute(_READ_META)}
        return self._meta.get(key)

    def put_meta(self, key: str, value: str) -> None:
        if self.read_meta(key) != value:
            self._writing().execute(_PUT_META, {"key": key, "value": value})
            self._meta = (self._meta or {}) | {key: value}

    def read_buckets(self) -> dict[str, BucketState]:
        with telling_faults():
            rows = self._connection.execute(_READ_BUCKETS).all()
        return {row.id: _bucket_of(row) for row in rows}

    def put_bucket(self, state: BucketState) -> None:
        row = {name: getattr(state, name) for name in BucketState.__slots__}
        self._writing().execute(_PUT_BUCKET, row | {"fingerprint": f"{state.fingerprint:x}"})

    def drop_bucket(self, bucket: str) -> None:
        self._writing().execute(_DROP_BUCKET, {"of": bucket})
        self.clear_base(bucket)
        self.drop_picture(bucket)

    # what the feed said

    def read_base(self, bucket: str) -> Base:
        with telling_faults():
            return _BASE.read(self._connection, bucket)

    def put_base(self, bucket: str, rows: Iterable[CellRow]) -> None:
        _BASE.put(self._writing(), bucket, rows)

    def clear_base(self, bucket: str) -> None:
        _BASE.clear(self._writing(), bucket)

    def read_picture(self, bucket: str) -> Base:
        with telling_faults():
            return _PICTURE.read(self._connection, bucket)

    def put_picture(self, bucket: str, picture: Base) -> None:
        self.drop_picture(bucket)
        _PICTURE.put(self._writing(), bucket, rows_of(picture))

    def drop_picture(self, bucket: str) -> None:
        _PICTURE.clear(self._writing(), bucket)

    # own ops

    def read_ops(self, states: Iterable[OpState], *, overlaying: bool = False) -> list[OwnOp]:
        with telling_faults():
            return self._ops.read(states, overlaying=overlaying)

    def read_op(self, op: str) -> OwnOp | None:
        with telling_faults():
            known = self._ops.read_one(op)
        return None if known is None else known.own

    def append_op(self, op: Op) -> OwnOp:
        self._writing()
        return self._ops.append(op)

    def put_op(self, own: OwnOp) -> None:
        self._writing()
        self._ops.put(own)

    def forget_ops(self, answered_before: str) -> None:
        self._writing()
        self.put_meta(FLOOR, str(self._ops.forget(answered_before)))

    # agreement with the journal

    def last_line(self) -> int:
        """The number of the last line of the journal that this database knows."""
        with telling_faults():
            return max(self._ops.last_line(), int(self.read_meta(FLOOR) or 0))

    def take_back(self, own: OwnOp, line: int) -> None:
        """Take an op as the journal knows it, inside a transaction."""
        self._writing()
        self._ops.take_back(own, line)

    def write_journal_anew(self) -> None:
        """Give the journal a line for every op, inside a transaction: it has lost some of them."""
        self._writing()
        for own in self.read_ops(OpState):
            self._ops.put_with_line(own)


def _bucket_of(row: Row[Any]) -> BucketState:
    return BucketState(
        row.id, row.title, row.cursor, row.drained, int(row.fingerprint, 16), row.misses, row.picture_until
    )

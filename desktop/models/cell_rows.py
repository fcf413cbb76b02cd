"""Cells of the feed as rows: of the base, and of the picture that stays while the base is read anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from sync.record import RecordKey, Value, canonical
from sync.shelf import Base, CellRow

_decode = msgspec.json.Decoder().decode


class CellTable:
    """One table of cells, with its statements made once."""

    def __init__(self, table: Table) -> None:
        fresh = insert(table)
        of_bucket = table.c.bucket == bindparam("of")
        self._read = select(table.c.kind, table.c.id, table.c.cell, table.c.value, table.c.rev).where(
            of_bucket
        )
        self._clear = delete(table).where(of_bucket)
        self._put = fresh.on_conflict_do_update(
            index_elements=["bucket", "kind", "id", "cell"],
            set_={"value": fresh.excluded.value, "rev": fresh.excluded.rev},
        )

    def read(self, connection: Connection, bucket: str) -> Base:
        """A bucket's records; those of one kind and id lie together.

        Equal cells share one value (a term of fives is one five): values are never changed in place.
        """
        found: Base = {}
        known: dict[str, Value] = {}
        last, cells = ("", ""), {}
        for kind, id, cell, text, rev in connection.execute(self._read, {"of": bucket}).all():
            if (kind, id) != last:
                last = kind, id
                cells = found.setdefault(RecordKey(kind, id), {})
            if text not in known:
                known[text] = _decode(text)
            cells[cell] = (known[text], rev)
        return found

    def put(self, connection: Connection, bucket: str, rows: Iterable[CellRow]) -> None:
        """Write cells, over their older values."""
        rows_now = [_row_of(bucket, row) for row in rows]
        if rows_now:
            connection.execute(self._put, rows_now)

    def clear(self, connection: Connection, bucket: str) -> None:
        """Forget a bucket's cells."""
        connection.execute(self._clear, {"of": bucket})


def _row_of(bucket: str, row: CellRow) -> dict[str, Any]:
    return {
        "bucket": bucket,
        "kind": row.kind,
        "id": row.id,
        "cell": row.cell,
        "value": canonical(row.value),
        "rev": row.rev,
    }

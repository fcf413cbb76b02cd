"""Writing many records at once, as the ledger would: numbers, digests, history and all.

For a school that is made, by the demo or by an import: the records must be new. The school's
counter is held from the first record to the commit. A number holds at most 500 records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, update

from server.chain import link
from server.clock import stamp
from server.database import insert, upsert
from server.schema import bucket, cell, counter, history, record, record_key
from server.schools import EMPTY_DIGEST, read_school_number
from sync.messages import PAGE_RECORDS
from sync.record import canonical, fingerprint_of_texts

SERVER_DEVICE = "0" * 32
_DIGEST_SPACE = 1 << 128


class SeedRecord(NamedTuple):
    """A record to be written; empty cells may be left out."""

    bucket: str
    kind: str
    id: str
    cells: Mapping[str, Any]


class Origin(NamedTuple):
    """Who is told in the history to have written a record, and when."""

    person: str = ""
    made_at: str = ""


OriginOf = Callable[[SeedRecord], Origin]


def seed(
    connection: Connection,
    number: int,
    records: Iterable[SeedRecord],
    origin: OriginOf = lambda record: Origin(),
) -> int:
    """Write new records to the school of this number; how many they were."""
    connection.execute(
        select(counter.c.school).where(counter.c.school == number).with_for_update(key_share=True)
    )
    sower = _Sower(connection, number, origin)
    written = 0
    stream = iter(records)
    while batch := list(islice(stream, PAGE_RECORDS)):
        sower.sow(batch)
        written += len(batch)
    sower.finish()
    return written


class _Sower:
    def __init__(self, connection: Connection, number: int, origin: OriginOf) -> None:
        self._connection = connection
        self._school = read_school_number(connection, number)
        self._origin = origin
        self._at = stamp()
        self._head = self._school.head
        self._events = self._school.events
        self._chain = self._school.chain
        found = connection.execute(select(bucket).where(bucket.c.school == number))
        self._buckets: dict[str, dict[str, Any]] = {row.name: dict(row._mapping) for row in found}
        self._given = self._school.buckets
        self._null = canonical(None)

    def sow(self, batch: list[SeedRecord]) -> None:
        """Write some records under one number."""
        self._head += 1
        records, cells, lines = [], [], []
        for one in batch:
            key = record_key(one.kind, one.id)
            texts = {name: canonical(value) for name, value in one.cells.items() if value is not None}
            number = self._place(one, texts)
            origin = self._origin(one)
            records.append(self._record_row(one, key))
            for name, text in texts.items():
                cells.append(self._cell_row(key, name, text, number, origin))
                lines.append(self._line(key, name, text, origin))
        upsert(self._connection, bucket, list(self._touched(batch)), keep=("name",))
        for table, rows in ((record, records), (cell, cells), (history, lines)):
            insert(self._connection, table, rows)

    def finish(self) -> None:
        """Move the school's counters."""
        self._connection.execute(
            update(counter)
            .where(counter.c.school == self._school.number)
            .values(
                head=self._head,
                events=self._events,
                chain=self._chain,
                buckets=self._given,
                facts_rev=counter.c.facts_rev + 1,
            )
        )

    def _touched(self, batch: list[SeedRecord]) -> Iterator[dict[str, Any]]:
        return (self._buckets[name] for name in dict.fromkeys(one.bucket for one in batch))

    def _place(self, one: SeedRecord, texts: dict[str, str]) -> int:
        """Count a record into its bucket's digest; the bucket's number."""
        row = self._buckets.get(one.bucket)
        if row is None:
            self._given += 1
            row = self._buckets[one.bucket] = {
                "school": self._school.number,
                "number": self._given,
                "name": one.bucket,
                "head": 0,
                "digest": EMPTY_DIGEST,
            }
        total = int(row["digest"], 16) + fingerprint_of_texts(one.kind, one.id, texts)
        row["digest"] = f"{total % _DIGEST_SPACE:032x}"
        row["head"] = self._head
        number: int = row["number"]
        return number

    def _record_row(self, one: SeedRecord, key: bytes) -> dict[str, Any]:
        return {
            "school": self._school.number,
            "key": key,
            "kind": one.kind,
            "id": one.id,
            "bucket": one.bucket,
        }

    def _cell_row(self, key: bytes, name: str, text: str, number: int, origin: Origin) -> dict[str, Any]:
        return {
            "school": self._school.number,
            "record": key,
            "name": name,
            "bucket": number,
            "rev": self._head,
            "value": text,
            "at_epoch": self._school.epoch_number,
            "at_number": self._head,
            "author": origin.person,
            "made_at": origin.made_at or self._at,
        }

    def _line(self, key: bytes, name: str, text: str, origin: Origin) -> dict[str, Any]:
        self._events += 1
        line: dict[str, Any] = {
            "school": self._school.number,
            "event": self._events,
            "record": key,
            "name": name,
            "old": self._null,
            "new": text,
            "rev": self._head,
            "op": SERVER_DEVICE,
            "person": origin.person,
            "device": SERVER_DEVICE,
            "made_at": origin.made_at or self._at,
            "at": self._at,
            "status": "applied",
            "writes": True,
        }
        line["chain"] = self._chain = link(self._chain, line)
        return line

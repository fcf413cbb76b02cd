"""Writing down what the judge has changed: numbers last, then everything under them.

The school's counter is taken when all checks are done and held until the commit, so that numbers
become visible in their order: a reader with a cursor misses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from server.chain import link
from server.database import insert, upsert
from server.ledger_reading import Loaded
from server.schema import bucket, cell, counter, history, record, record_key, result
from server.schools import EMPTY_DIGEST, School, add_epoch
from sync.facts import FACT_KINDS
from sync.judge import Judge
from sync.outcome import Entry
from sync.receipt import Receipts
from sync.record import RecordKey, canonical, fingerprint
from sync.standing import Record, Standing

_DIGEST_SPACE = 1 << 128


class EpochMoved(Exception):
    """Another machine has begun a new epoch since this push was read: its places would be of the old one."""


class Pen:
    """Writes one judged batch down, for one school, within one transaction."""

    def __init__(self, connection: Connection, of: School, epochs: dict[int, str], at: str) -> None:
        self._connection = connection
        self._school = of
        self._epoch_numbers = {id: number for number, id in epochs.items()}
        self._at = at
        self._head = of.head

    def write(self, loaded: Loaded, receipts: Receipts) -> int:
        """Number, seal and write everything that changed; the school's head after it."""
        books = loaded.books
        taken = books.last - books.first
        if taken or books.changed:
            self._take(taken)
        books.stamp(self._head - taken, receipts.seal)
        if taken or books.changed:
            changed = self._changed(loaded)
            self._write_records(loaded, changed)
            numbers = self._write_buckets(loaded, changed)
            self._write_cells(loaded, numbers)
            self._write_history(books.history)
            self._finish(changed)
        self._drop_empty(loaded)
        return self._head

    def write_results(self, judge: Judge, device: str, skew: int | None) -> None:
        """Keep the new answers for ever."""
        rows = [
            {
                "school": self._school.number,
                "person": person,
                "op": op,
                "device": device,
                "body": stored.body,
                "answer": msgspec.json.encode(stored.result).decode(),
                "at": self._at,
                "skew": skew,
            }
            for (person, op), stored in judge.to_store().items()
        ]
        insert(self._connection, result, rows)

    def _take(self, taken: int) -> None:
        """Take numbers: from here to the commit nobody else at the school gets any. Raises EpochMoved."""
        statement = (
            update(counter)
            .where(counter.c.school == self._school.number, counter.c.epoch == self._school.epoch_number)
            .values(head=counter.c.head + taken)
            .returning(
                counter.c.head, counter.c.events, counter.c.chain, counter.c.buckets, counter.c.facts_rev
            )
        )
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise EpochMoved
        self._head = row.head
        self._events, self._chain = row.events, row.chain
        self._buckets, self._facts_rev = row.buckets, row.facts_rev

    def _finish(self, changed: list[Record]) -> None:
        facts_rev = self._facts_rev + any(one.kind in FACT_KINDS for one in changed)
        self._connection.execute(
            update(counter)
            .where(counter.c.school == self._school.number)
            .values(events=self._events, chain=self._chain, buckets=self._buckets, facts_rev=facts_rev)
        )

    def _changed(self, loaded: Loaded) -> list[Record]:
        keys = dict.fromkeys(key for key, _ in loaded.books.changed)
        return [loaded.books.records[key] for key in keys]

    def _write_records(self, loaded: Loaded, changed: list[Record]) -> None:
        """Rows for records that are new: what an op said of its bucket before judging does not count."""
        made = [one for one in changed if one.key not in loaded.fingerprints]
        upsert(self._connection, record, [self._record_row(one) for one in made])

    def _record_row(self, one: Record) -> dict[str, Any]:
        about = one.value("record") if one.kind == "conflict" else None
        return {
            "school": self._school.number,
            "key": record_key(one.kind, one.id),
            "kind": one.kind,
            "id": one.id,
            "bucket": one.bucket,
            "about": record_key(about["kind"], about["id"]) if about else None,
        }

    def _write_buckets(self, loaded: Loaded, changed: list[Record]) -> dict[str, int]:
        """Move heads and digests; the buckets' numbers, new ones given in passing."""
        wanted = (bucket.c.school == self._school.number) & bucket.c.name.in_({one.bucket for one in changed})
        known = {row.name: row for row in self._connection.execute(select(bucket).where(wanted))}
        rows: dict[str, dict[str, Any]] = {}
        for one in changed:
            row = rows.get(one.bucket)
            if row is None:
                kept = known.get(one.bucket)
                row = rows[one.bucket] = dict(kept._mapping) if kept else self._new_bucket(one.bucket)
            row["head"] = max(row["head"], loaded.books.heads.get(one.bucket, 0))
            row["digest"] = _moved(row["digest"], loaded.fingerprints.get(one.key, 0), one)
        upsert(self._connection, bucket, list(rows.values()), keep=("name",))
        return {name: row["number"] for name, row in rows.items()}

    def _new_bucket(self, name: str) -> dict[str, Any]:
        self._buckets += 1
        number = self._buckets
        return {
            "school": self._school.number,
            "number": number,
            "name": name,
            "head": 0,
            "digest": EMPTY_DIGEST,
        }

    def _write_cells(self, loaded: Loaded, buckets: dict[str, int]) -> None:
        records, keys = loaded.books.records, _Keys()
        for standing in loaded.books.changed.values():
            self._number_epoch(standing)
        rows = [
            self._cell_row(keys[key], name, standing, buckets[records[key].bucket])
            for (key, name), standing in loaded.books.changed.items()
        ]
        upsert(self._connection, cell, rows, keep=("bucket",))

    def _number_epoch(self, standing: Standing) -> None:
        """An epoch that only a receipt still tells of, after a second restore, gets a number again."""
        at = standing.at
        if at is not None and at.epoch not in self._epoch_numbers:
            given = add_epoch(self._connection, self._school.number, at.epoch, "told by a receipt")
            self._epoch_numbers[at.epoch] = given

    def _cell_row(self, key: bytes, name: str, standing: Standing, number: int) -> dict[str, Any]:
        at = standing.at
        return {
            "school": self._school.number,
            "record": key,
            "name": name,
            "bucket": number,
            "rev": standing.rev,
            "value": canonical(standing.value),
            "at_epoch": self._epoch_numbers[at.epoch] if at else None,
            "at_number": at.number if at else None,
            "floor": json.dumps(standing.floor) if standing.floor else None,
            "author": standing.by,
            "made_at": standing.time,
        }

    def _write_history(self, entries: Iterable[Entry]) -> None:
        keys, rows = _Keys(), []
        for entry in entries:
            row = self._line(entry, keys[RecordKey(entry.kind, entry.id)])
            row["chain"] = self._chain = link(self._chain, row)
            rows.append(row)
        insert(self._connection, history, rows)

    def _line(self, entry: Entry, key: bytes) -> dict[str, Any]:
        self._events += 1
        return {
            "school": self._school.number,
            "event": self._events,
            "record": key,
            "name": entry.cell,
            "old": canonical(entry.old),
            "new": canonical(entry.new),
            "rev": entry.number,
            "op": entry.op,
            "person": entry.author.person,
            "device": entry.author.device,
            "made_at": entry.made_at,
            "at": self._at,
            "status": entry.status,
            "writes": entry.writes,
        }

    def _drop_empty(self, loaded: Loaded) -> None:
        """Take back the rows of records of which, after all, nobody has written a cell."""
        known = loaded.books.records
        empty = [
            {"empty": hashed}
            for key, hashed in loaded.inserted.items()
            if key not in known or not known[key].cells
        ]
        if empty:
            of_school = record.c.school == self._school.number
            statement = delete(record).where(of_school & (record.c.key == bindparam("empty")))
            self._connection.execute(statement, empty)


class _Keys(dict[RecordKey, bytes]):
    """Hashed keys, each made once."""

    def __missing__(self, key: RecordKey) -> bytes:
        self[key] = record_key(*key)
        return self[key]


def _moved(digest: str, before: int, one: Record) -> str:
    after = fingerprint(one.kind, one.id, one.values())
    return f"{(int(digest, 16) - before + after) % _DIGEST_SPACE:032x}"

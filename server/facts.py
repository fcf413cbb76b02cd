"""The facts of schools, kept in memory for as long as the records they are made of do not change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Row, select

from server.schema import cell, record
from server.schools import School
from sync.facts import FACT_KINDS, FactRecord, Facts, build_facts
from sync.record import parse_canonical

MOST_SCHOOLS = 200


class FactShelf:
    """Facts by school; a school's `facts_rev` says whether those on the shelf still hold."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[str, int, Facts]] = OrderedDict()
        self._lock = Lock()

    def facts(self, connection: Connection, school: School) -> Facts:
        """The facts of a school as this transaction sees them."""
        with self._lock:
            kept = self._kept.get(school.number)
            if kept is not None and kept[:2] == (school.epoch, school.facts_rev):
                self._kept.move_to_end(school.number)
                return kept[2]
        facts = build_facts(_read(connection, school.number))
        with self._lock:
            self._kept[school.number] = (school.epoch, school.facts_rev, facts)
            while len(self._kept) > MOST_SCHOOLS:
                self._kept.popitem(last=False)
        return facts


def fingerprint_of_buckets(names: Iterable[str]) -> str:
    """A short name for a set of buckets: it changes when the set does."""
    return blake2b("\n".join(sorted(names)).encode(), digest_size=16).hexdigest()


def _read(connection: Connection, school: int) -> list[FactRecord]:
    found = connection.execute(
        select(
            record.c.key,
            record.c.kind,
            record.c.id,
            record.c.bucket,
            cell.c.name,
            cell.c.value,
            cell.c.author,
        )
        .select_from(record.join(cell))
        .where((record.c.school == school) & record.c.kind.in_(sorted(FACT_KINDS)))
    )
    by_key: dict[bytes, list[Row[*tuple[Any, ...]]]] = {}
    for row in found:
        by_key.setdefault(row.key, []).append(row)
    return [_fact(rows) for rows in by_key.values()]


def _fact(rows: list[Row[*tuple[Any, ...]]]) -> FactRecord:
    first = rows[0]
    cells = {row.name: parse_canonical(row.value) for row in rows}
    return FactRecord(first.kind, first.id, first.bucket, cells, frozenset(row.author for row in rows))

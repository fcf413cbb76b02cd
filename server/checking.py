"""Checking a database against its own history: does the chain hold, does replaying give the cells?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select

from server.chain import link
from server.schema import bucket, cell, history, record
from server.schools import CHAIN_START, School, read_schools
from sync.record import digest, fingerprint_of_texts

MOST_TOLD = 20
_NULL = "null"
_Key = tuple[bytes, str]


def check(connection: Connection) -> list[str]:
    """What is wrong, in words that name the row; empty when everything is as it should be."""
    found: list[str] = []
    for school in read_schools(connection):
        for check_one in (_check_chain, _check_cells, _check_buckets):
            told = check_one(connection, school)
            found += [f"school {school.id}: {one}" for _, one in zip(range(MOST_TOLD), told, strict=False)]
    return found


def _check_chain(connection: Connection, school: School) -> Iterator[str]:
    """Each line of the history follows from the one before."""
    chain, last = CHAIN_START, 0
    for row in _lines(connection, school):
        last += 1
        if row.event != last:
            yield f"history: line {last} is missing"
            return
        chain = link(chain, row._asdict())
        if row.chain != chain:
            yield f"history: line {row.event} was changed"
            return
    if (last, chain) != (school.events, school.chain):
        yield f"history: it ends at line {last}, the school has counted {school.events}"


def _check_cells(connection: Connection, school: School) -> Iterator[str]:
    """Replaying the lines that wrote gives every cell, byte for byte, with its number."""
    replayed: dict[_Key, tuple[str | None, int]] = {}
    for row in _lines(connection, school):
        if row.writes:
            replayed[row.record, row.name] = (row.new, row.rev)
    of_school = cell.c.school == school.number
    for row in connection.execute(select(cell).where(of_school).execution_options(yield_per=5_000)):
        expected = replayed.pop((row.record, row.name), (_NULL, 0))
        if expected[0] is not None and expected != (row.value, row.rev):
            yield f"cell: {row.name} of the record {row.record.hex()} is not what the history wrote"
    for key, name in replayed:
        yield f"cell: {name} of the record {key.hex()} is missing"


def _check_buckets(connection: Connection, school: School) -> Iterator[str]:
    """Each bucket's head and digest are those of its cells; no number exceeds the school's."""
    kept = connection.execute(select(bucket).where(bucket.c.school == school.number)).all()
    counted = _count_buckets(connection, school)
    for row in kept:
        head, prints = counted.get(row.number, (0, []))
        if row.head != head:
            yield f"bucket: {row.name} has the head {row.head}, its cells go to {head}"
        if row.digest != digest(prints):
            yield f"bucket: {row.name} has a digest that is not its cells'"
    greatest = connection.scalar(select(func.max(cell.c.rev)).where(cell.c.school == school.number)) or 0
    if greatest > school.head:
        yield f"school: the head is {school.head}, a cell has {greatest}"


def _count_buckets(connection: Connection, school: School) -> dict[int, tuple[int, list[int]]]:
    statement = (
        select(record.c.key, record.c.kind, record.c.id, cell.c.bucket, cell.c.name, cell.c.value, cell.c.rev)
        .select_from(record.join(cell))
        .where(record.c.school == school.number)
        .order_by(record.c.key)
        .execution_options(yield_per=5_000)
    )
    counted: dict[int, tuple[int, list[int]]] = {}
    for rows in _grouped(connection.execute(statement)):
        first = rows[0]
        head, prints = counted.get(first.bucket, (0, []))
        prints.append(fingerprint_of_texts(first.kind, first.id, {row.name: row.value for row in rows}))
        counted[first.bucket] = (max(head, *(row.rev for row in rows)), prints)
    return counted


def _grouped(found: Any) -> Iterator[list[Row[*tuple[Any, ...]]]]:
    rows: list[Row[*tuple[Any, ...]]] = []
    for row in found:
        if rows and rows[0].key != row.key:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _lines(connection: Connection, school: School) -> Iterator[Row[*tuple[Any, ...]]]:
    of_school = history.c.school == school.number
    statement = select(history).where(of_school).order_by(history.c.event)
    yield from connection.execute(statement.execution_options(yield_per=5_000))

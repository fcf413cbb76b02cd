"""Checking a database against its own history: does the chain hold, does replaying give the cells?

One pass over the lines, and comparisons that the database makes: memory does not grow with a
school's years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from server.chain import link
from server.schema import bucket, cell, history, record
from server.schools import CHAIN_START, School, read_schools
from sync.record import fingerprint_of_texts

MOST_TOLD = 20
ROWS_AT_ONCE = 5_000
_NULL = "null"
_DIGEST_SPACE = 1 << 128

Found = Row[*tuple[Any, ...]]
Tell = Callable[[str, int, int], None]
"""Hears how far a school is: its name, the lines that are checked, how many there are."""


def check(
    connection: Connection, schools: Sequence[School] | None = None, tell: Tell = lambda *_: None
) -> list[str]:
    """What is wrong, in words that name the row; empty when everything is as it should be.

    `schools`: only these.
    """
    found: list[str] = []
    for school in read_schools(connection) if schools is None else schools:
        for told in (
            _check_chain(connection, school, tell),
            _check_cells(connection, school),
            _check_missing(connection, school),
            _check_buckets(connection, school),
        ):
            found += [f"school {school.id} «{school.name}»: {one}" for one in islice(told, MOST_TOLD)]
    return found


def _check_chain(connection: Connection, school: School, tell: Tell) -> Iterator[str]:
    """Each line of the history follows from the one before."""
    chain, last = CHAIN_START, 0
    for row in _stream(connection, _lines(school)):
        last += 1
        if row.event != last:
            yield f"history: line {last} is missing; the next that is there is line {row.event}"
            return
        chain = link(chain, row._asdict())
        if row.chain != chain:
            yield (
                f"history: line {row.event} was changed, or one before it was exchanged: cell {row.name} "
                f"of {row.kind} {row.id}, written at {row.at} by the person {row.person}"
            )
            return
        if last % ROWS_AT_ONCE == 0:
            tell(school.name, last, school.events)
    if (last, chain) != (school.events, school.chain):
        yield f"history: it ends at line {last}, the school has counted {school.events}"


def _lines(school: School) -> Select[Any]:
    joined = history.outerjoin(
        record, (record.c.school == history.c.school) & (record.c.key == history.c.record)
    )
    columns = select(history, record.c.kind, record.c.id).select_from(joined)
    return columns.where(history.c.school == school.number).order_by(history.c.event)


def _last_lines(school: School) -> Any:
    """For each cell the number of the line that wrote it last."""
    wrote = (history.c.school == school.number) & history.c.writes
    last = select(history.c.record, history.c.name, func.max(history.c.event).label("event")).where(wrote)
    return last.group_by(history.c.record, history.c.name).subquery("last")


def _check_cells(connection: Connection, school: School) -> Iterator[str]:
    """Each cell is what the last line that wrote it says, byte for byte, with its number."""
    last = _last_lines(school)
    line = history.alias("line")
    joined = (
        cell.join(record)
        .outerjoin(last, (last.c.record == cell.c.record) & (last.c.name == cell.c.name))
        .outerjoin(line, (line.c.school == cell.c.school) & (line.c.event == last.c.event))
    )
    unwritten = and_(line.c.event.is_(None), or_(cell.c.value != _NULL, cell.c.rev != 0))
    other = and_(line.c.new.is_not(None), or_(line.c.new != cell.c.value, line.c.rev != cell.c.rev))
    wrong = select(cell.c.name, record.c.kind, record.c.id, record.c.bucket, line.c.event)
    wrong = wrong.select_from(joined).where((cell.c.school == school.number) & or_(unwritten, other))
    for row in _stream(connection, wrong):
        wrote = (
            "which no line wrote" if row.event is None else f"not what line {row.event} of the history wrote"
        )
        yield f"cell: {row.name} of {row.kind} {row.id} in {row.bucket}, {wrote}"


def _check_missing(connection: Connection, school: School) -> Iterator[str]:
    """No cell that a line wrote has gone."""
    last = _last_lines(school)
    mine = (cell.c.school == school.number) & (cell.c.record == last.c.record) & (cell.c.name == last.c.name)
    joined = last.join(record, (record.c.school == school.number) & (record.c.key == last.c.record))
    gone = select(last.c.name, last.c.event, record.c.kind, record.c.id, record.c.bucket)
    gone = gone.select_from(joined.outerjoin(cell, mine)).where(cell.c.record.is_(None))
    for row in _stream(connection, gone):
        yield f"cell: {row.name} of {row.kind} {row.id} in {row.bucket} is missing; line {row.event} wrote it"


def _check_buckets(connection: Connection, school: School) -> Iterator[str]:
    """Each bucket's head and digest are those of its cells; no number exceeds the school's."""
    counted = _count_buckets(connection, school)
    for row in connection.execute(select(bucket).where(bucket.c.school == school.number)).all():
        head, total = counted.get(row.number, (0, 0))
        if row.head != head:
            yield f"bucket: {row.name} has the head {row.head}, its cells go to {head}"
        if row.digest != f"{total:032x}":
            yield f"bucket: {row.name} has a digest that is not its cells'"
    greatest = connection.scalar(select(func.max(cell.c.rev)).where(cell.c.school == school.number)) or 0
    if greatest > school.head:
        yield f"school: the head is {school.head}, a cell has {greatest}"


def _count_buckets(connection: Connection, school: School) -> dict[int, tuple[int, int]]:
    """By a bucket's number its cells' greatest number, and the sum of its records' fingerprints."""
    statement = (
        select(record.c.key, record.c.kind, record.c.id, cell.c.bucket, cell.c.name, cell.c.value, cell.c.rev)
        .select_from(record.join(cell))
        .where(record.c.school == school.number)
        .order_by(record.c.key)
    )
    counted: dict[int, tuple[int, int]] = {}
    for _, found in groupby(_stream(connection, statement), key=lambda row: row.key):
        rows = list(found)
        first = rows[0]
        head, total = counted.get(first.bucket, (0, 0))
        total += fingerprint_of_texts(first.kind, first.id, {row.name: row.value for row in rows})
        counted[first.bucket] = (max(head, *(row.rev for row in rows)), total % _DIGEST_SPACE)
    return counted


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Found]:
    """The rows, of which never more than a few thousand are here at once."""
    yield from connection.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))

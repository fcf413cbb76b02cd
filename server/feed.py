"""Reading: pages of what changed after a cursor, and whole buckets.

All from one read snapshot. Values are sent as the texts that they are stored as.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from server.refusal import Refused, not_found
from server.schema import bucket, cell, record
from server.schools import EMPTY_DIGEST
from server.scopes import View
from sync.messages import CellSent, Page, PullAnswer, PullRequest, RecordSent, Snapshot

MOST_CELLS = 20_000
"""However much a client asks for, a page holds no more (but one number is never split)."""

Found = Row[*tuple[Any, ...]]
_SENT = (record.c.kind, record.c.id, cell.c.name, cell.c.value, cell.c.rev)


def pull(connection: Connection, view: View, request: PullRequest) -> PullAnswer:
    """What changed in the buckets asked for. Raises Refused for another epoch."""
    if request.epoch != view.school.epoch:
        raise Refused(409, "epoch_changed", epoch=view.school.epoch)
    allowed = [name for name in request.buckets if view.scope.may_read(view.author, name)]
    revoked = [name for name in request.buckets if name not in set(allowed)]
    limit = max(1, min(request.limit, MOST_CELLS))
    heads = _read_buckets(connection, view, allowed)
    pages = {}
    for name in allowed:
        row = heads.get(name)
        cursor = max(0, request.buckets[name])
        if row is None:
            pages[name] = Page([], 0, 0, False, EMPTY_DIGEST)
        elif cursor >= row.head:
            pages[name] = Page([], row.head, row.head, False, row.digest)
        else:
            pages[name] = _page(connection, view, row, cursor, limit)
    return PullAnswer(view.school.epoch, pages, revoked)


def snapshot(connection: Connection, view: View, name: str) -> Snapshot:
    """A whole bucket, records by kind and id. Raises Refused (404) where no right covers it."""
    rev, digest, number = snapshot_state(connection, view, name)
    records = _records(_read_cells(connection, view, number, 0, None)) if number is not None else []
    return Snapshot(name, rev, digest, sorted(records, key=lambda one: (one.kind, one.id)))


def snapshot_state(connection: Connection, view: View, name: str) -> tuple[int, str, int | None]:
    """A bucket's head and digest, of which its ETag is made, and its number; Refused without right."""
    if not view.scope.may_read(view.author, name):
        raise not_found("there is no such bucket")
    row = _read_buckets(connection, view, [name]).get(name)
    return (0, EMPTY_DIGEST, None) if row is None else (row.head, row.digest, row.number)


def read_heads(connection: Connection, view: View, names: list[str]) -> dict[str, int]:
    """The greatest number in each bucket; 0 for one in which nothing was ever written."""
    found = _read_buckets(connection, view, names)
    return {name: found[name].head if name in found else 0 for name in names}


def _read_buckets(connection: Connection, view: View, names: list[str]) -> dict[str, Found]:
    wanted = (bucket.c.school == view.school.number) & bucket.c.name.in_(names)
    return {row.name: row for row in connection.execute(select(bucket).where(wanted))}


def _page(connection: Connection, view: View, row: Found, cursor: int, limit: int) -> Page:
    """Whole numbers after the cursor, as many as fit, at least one."""
    found = _read_cells(connection, view, row.number, cursor, limit + 1)
    if len(found) <= limit:
        return Page(_records(found), row.head, row.head, False, row.digest)
    cut = found[-1].rev
    whole = [one for one in found if one.rev < cut]
    if not whole:
        whole = _read_cells(connection, view, row.number, cursor, None, to=cut)
    last = whole[-1].rev
    more = last < row.head
    return Page(_records(whole), last, row.head, more, None if more else row.digest)


def _read_cells(
    connection: Connection, view: View, number: int, cursor: int, limit: int | None, to: int | None = None
) -> list[Found]:
    wanted = (cell.c.school == view.school.number) & (cell.c.bucket == number) & (cell.c.rev > cursor)
    if to is not None:
        wanted &= cell.c.rev <= to
    statement = select(*_SENT).select_from(cell.join(record)).where(wanted).order_by(cell.c.rev)
    return list(connection.execute(statement if limit is None else statement.limit(limit)))


def _records(found: Iterable[Found]) -> list[RecordSent]:
    """Records in the order in which they first appear."""
    records: dict[tuple[str, str], dict[str, CellSent]] = {}
    for kind, id, name, value, rev in found:
        cells = records.get((kind, id))
        if cells is None:
            cells = records[kind, id] = {}
        cells[name] = CellSent(msgspec.Raw(value.encode()), rev)
    return [RecordSent(kind, id, cells) for (kind, id), cells in records.items()]

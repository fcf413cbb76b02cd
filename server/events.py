"""The history of a record, as those read it who may read the record."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from server.refusal import not_found
from server.schema import history, record, record_key
from server.scopes import View
from sync.messages import Event


def read_history(
    connection: Connection, view: View, where: tuple[str, str, str], name: str | None
) -> list[Event]:
    """Who changed what, oldest first; `where` is bucket, kind and id, `name` leaves one cell.

    Raises Refused (404) for a record that is not in a bucket the asking person may read.
    """
    bucket, kind, id = where
    key = record_key(kind, id)
    of_record = (record.c.school == view.school.number) & (record.c.key == key)
    if not view.scope.may_read(view.author, bucket):
        raise not_found("there is no such record")
    if connection.scalar(select(record.c.bucket).where(of_record)) != bucket:
        raise not_found("there is no such record")
    wanted = (history.c.school == view.school.number) & (history.c.record == key)
    if name is not None:
        wanted &= history.c.name == name
    rows = connection.execute(select(history).where(wanted).order_by(history.c.event))
    return [
        Event(
            row.name,
            _raw(row.old),
            _raw(row.new),
            row.rev,
            row.person,
            row.device,
            row.made_at,
            row.at,
            row.status,
        )
        for row in rows
    ]


def _raw(text: str | None) -> msgspec.Raw:
    """A value as it is stored; one that was erased is empty."""
    return msgspec.Raw((text or "null").encode())

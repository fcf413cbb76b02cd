"""What a database remembers of itself as a whole, by key."""

from __future__ import annotations

from sqlalchemy import Connection, select

from server.database import upsert
from server.schema import meta


def read_meta(connection: Connection, key: str) -> str | None:
    """What is remembered under a key."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Remember something, in the place of what was there."""
    upsert(connection, meta, [{"key": key, "value": value}])

"""The server's time, in the forms in which it is kept."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A moment as the wire and the tables have it, to the second."""
    return (moment or now()).isoformat(timespec="seconds")

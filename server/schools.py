"""Schools: each is an ordering domain with one counter, and lives in one epoch at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from server.clock import stamp
from server.schema import counter, epoch, school

EMPTY_DIGEST = "0" * 32
CHAIN_START = bytes(16)


@dataclass(frozen=True, slots=True)
class SchoolNames:
    """What anybody may know of a school."""

    id: str
    name: str
    short_name: str = ""
    place: str = ""
    region: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """A school's counters as one transaction sees them; `number` is its key in every table."""

    number: int
    id: str
    name: str
    head: int
    events: int
    chain: bytes
    epoch: str
    epoch_number: int
    buckets: int
    facts_rev: int


_COLUMNS = (
    school.c.number,
    school.c.id,
    school.c.name,
    counter.c.head,
    counter.c.events,
    counter.c.chain,
    epoch.c.id.label("epoch"),
    counter.c.epoch.label("epoch_number"),
    counter.c.buckets,
    counter.c.facts_rev,
)
_JOINED = counter.join(school).join(
    epoch, (epoch.c.school == counter.c.school) & (epoch.c.number == counter.c.epoch)
)


def read_school(connection: Connection, school_id: str) -> School | None:
    """The school of this id."""
    number = connection.scalar(select(school.c.number).where(school.c.id == school_id))
    return None if number is None else read_school_number(connection, number)


def read_school_number(connection: Connection, number: int) -> School:
    """The school of this number; it must be there."""
    found = connection.execute(select(*_COLUMNS).select_from(_JOINED).where(counter.c.school == number))
    return School(**found.one()._mapping)


def read_schools(connection: Connection) -> list[School]:
    """Every school, by number."""
    found = connection.execute(select(*_COLUMNS).select_from(_JOINED).order_by(counter.c.school))
    return [School(**row._mapping) for row in found]


def read_names(connection: Connection) -> list[SchoolNames]:
    """The names of every school, by number."""
    columns = (school.c[name] for name in ("id", "name", "short_name", "place", "region", "kind"))
    found = connection.execute(select(*columns).order_by(school.c.number))
    return [SchoolNames(**row._mapping) for row in found]


def add_school(connection: Connection, names: SchoolNames) -> School:
    """Make a school with no records, in its first epoch."""
    number = (connection.scalar(select(func.max(school.c.number))) or 0) + 1
    connection.execute(
        school.insert(),
        {
            "number": number,
            "id": names.id,
            "name": names.name,
            "short_name": names.short_name or names.name,
            "place": names.place,
            "region": names.region,
            "kind": names.kind,
        },
    )
    connection.execute(
        counter.insert(),
        {
            "school": number,
            "head": 0,
            "events": 0,
            "chain": CHAIN_START,
            "epoch": 0,
            "buckets": 0,
            "facts_rev": 0,
        },
    )
    begin_epoch(connection, number, "made")
    return read_school_number(connection, number)


def begin_epoch(connection: Connection, number: int, reason: str) -> str:
    """Let a new epoch begin: numbers given before mean nothing to clients any more."""
    fresh = str(uuid.uuid4())
    given = add_epoch(connection, number, fresh, reason)
    connection.execute(update(counter).where(counter.c.school == number).values(epoch=given))
    return fresh


def add_epoch(connection: Connection, number: int, id: str, reason: str) -> int:
    """Give an epoch a number within its school; one that a restore has lost comes back by its receipts."""
    last = connection.scalar(select(func.max(epoch.c.number)).where(epoch.c.school == number)) or 0
    connection.execute(
        epoch.insert(),
        {"school": number, "number": last + 1, "id": id, "began_at": stamp(), "reason": reason},
    )
    return last + 1


def read_epochs(connection: Connection, number: int) -> dict[int, str]:
    """The ids of a school's epochs by their numbers."""
    found = connection.execute(select(epoch.c.number, epoch.c.id).where(epoch.c.school == number))
    return {row.number: row.id for row in found}

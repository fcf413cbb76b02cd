"""What a school holds, to see that a refused request has left nothing, and a rejected op only its answer."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from server.database import reading
from server.schema import bucket, cell, history, record, result
from server.schools import read_school_number
from tests.server.town import Town


class Footprint(NamedTuple):
    """The school's counters, and how many rows it has."""

    head: int
    events: int
    records: int
    cells: int
    lines: int
    buckets: int
    answers: int


def footprint(town: Town) -> Footprint:
    """What the town's school holds now."""
    with reading(town.server.engine) as connection:
        counted = [
            connection.scalar(select(func.count()).select_from(table).where(table.c.school == town.number))
            for table in (record, cell, history, bucket, result)
        ]
        school = read_school_number(connection, town.number)
        return Footprint(school.head, school.events, *(count or 0 for count in counted))

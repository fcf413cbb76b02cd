"""A school's history as an auditor reads it: what the chain is made of, and names beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from server.checking import ROWS_AT_ONCE
from server.history_file import Line
from server.schema import account, cell, history, record
from server.schools import CHAIN_START, School


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: written by this person, of this course, on these days (UTC), the last one included."""

    person: str | None = None
    course: str | None = None
    first: date | None = None
    last: date | None = None

    def condition(self) -> ColumnElement[bool]:
        """As the database is asked."""
        found: ColumnElement[bool] = history.c.event > 0
        if self.person is not None:
            found &= history.c.person == self.person
        if self.course is not None:
            found &= record.c.bucket == f"course:{self.course}"
        if self.first is not None:
            found &= history.c.at >= str(self.first)
        if self.last is not None:
            found &= history.c.at < str(self.last + timedelta(days=1))
        return found

    def told(self) -> dict[str, str]:
        """As the manifest has it."""
        said = {"person": self.person, "course": self.course, "from": self.first, "to": self.last}
        return {name: str(value) for name, value in said.items() if value is not None}


def read_lines(connection: Connection, school: School, wanted: Wanted) -> Iterator[Line]:
    """The lines, oldest first; each knows the chain's value before it and after it."""
    names = _Names(connection, school)
    of_school = history.c.school == school.number
    joined = history.join(record, (record.c.school == history.c.school) & (record.c.key == history.c.record))
    before, day = history.alias("before"), cell.alias("day")
    joined = joined.outerjoin(
        before, (before.c.school == history.c.school) & (before.c.event == history.c.event - 1)
    ).outerjoin(
        day, (day.c.school == history.c.school) & (day.c.record == history.c.record) & (day.c.name == "date")
    )
    columns = (record.c.kind, record.c.id, record.c.bucket, before.c.chain.label("before"))
    statement = select(history, *columns, day.c.value.label("day")).select_from(joined)
    statement = statement.where(of_school & wanted.condition()).order_by(history.c.event)
    for row in connection.execute(statement.execution_options(yield_per=ROWS_AT_ONCE)):
        yield _line(row, names)


def _line(row: Row[*tuple[Any, ...]], names: _Names) -> Line:
    kept = {name: getattr(row, name) for name in ("event", "at", "status", "name", "old", "new", "rev")}
    pupil = next((part for part in row.name.split("/")[1:] if part in names.pupils), None)
    return Line(
        **kept,
        who=names.people.get(row.person, ""),
        subject=names.courses.get(row.bucket, ""),
        lesson_date=str(json.loads(row.day) or "") if row.day else "",
        pupil=names.pupils.get(pupil, "") if pupil else "",
        kind=row.kind,
        id=row.id,
        bucket=row.bucket,
        person=row.person,
        device=row.device,
        made_at=row.made_at,
        op=row.op,
        writes=bool(row.writes),
        record=row.record.hex(),
        old_hash=row.old_hash.hex() if row.old_hash else "",
        new_hash=row.new_hash.hex() if row.new_hash else "",
        before=(row.before or CHAIN_START).hex(),
        chain=row.chain.hex(),
    )


class _Names:
    """Who is called how at a school: people, pupils, courses."""

    def __init__(self, connection: Connection, school: School) -> None:
        rows = connection.execute(
            select(account.c.person, account.c.name).where(account.c.school == school.number)
        )
        self.people: dict[str, str] = {row.person: row.name for row in rows}
        for id, _, cells in _read_cells(connection, school, "person"):
            self.people.setdefault(id, _full_name(cells))
        self.pupils: dict[str, str] = {}
        for _, _, cells in _read_cells(connection, school, "enrolment"):
            self.pupils[str(cells.get("pupil"))] = _full_name(cells)
        titled = _read_cells(connection, school, "course")
        self.courses = {bucket: str(cells.get("title") or "") for _, bucket, cells in titled}


def _read_cells(
    connection: Connection, school: School, kind: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Id, bucket and cells of each record of a kind."""
    statement = select(record.c.id, record.c.bucket, cell.c.name, cell.c.value)
    statement = statement.select_from(record.join(cell))
    wanted = (record.c.school == school.number) & (record.c.kind == kind)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in connection.execute(statement.where(wanted)):
        found.setdefault((row.id, row.bucket), {})[row.name] = json.loads(row.value)
    for (id, bucket), cells in found.items():
        yield id, bucket, cells


def _full_name(cells: dict[str, Any]) -> str:
    return " ".join(
        str(cells[part]) for part in ("family_name", "given_name", "patronymic") if cells.get(part)
    )

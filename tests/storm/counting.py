"""After the storm: is every mark there, once, as it was typed? Asked of the database itself."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text

from server.checking import check
from server.database import is_sqlite, reading
from server.schema import cell, history, record_key
from tests.storm.plan import Plan, Teacher


@dataclass
class Counted:
    """`marks` typed; how many cells are missing or hold another value; how many lines are not there once."""

    marks: int = 0
    missing: int = 0
    wrong: int = 0
    foreign: int = 0
    lines_lost: int = 0
    lines_twice: int = 0
    faults: int = 0

    @property
    def is_clean(self) -> bool:
        """Nothing is missing, wrong, foreign or there twice, and the history holds."""
        lines = self.lines_lost + self.lines_twice
        return not (self.missing + self.wrong + self.foreign + lines + self.faults)


def database_bytes(engine: Engine) -> int:
    """How much disk the database takes, indexes and all."""
    with reading(engine) as connection:
        if not is_sqlite(engine):
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
        pages, size = (connection.scalar(text(f"PRAGMA {one}")) or 0 for one in ("page_count", "page_size"))
        return int(pages) * int(size)


def count(engine: Engine, plan: Plan) -> Counted:
    """Hold every school against what was typed there."""
    counted = Counted()
    of_school: dict[int, list[Teacher]] = {}
    for teacher in plan.teachers:
        of_school.setdefault(teacher.school, []).append(teacher)
    with reading(engine) as connection:
        for number, teachers in of_school.items():
            _count_school(connection, number, teachers, counted)
        counted.faults = len(check(connection))
    return counted


def _count_school(connection: Connection, number: int, teachers: list[Teacher], counted: Counted) -> None:
    values, lines = _typed(teachers)
    counted.marks += len(values)
    is_mark = cell.c.name.like("mark/%")
    found = connection.execute(
        select(cell.c.record, cell.c.name, cell.c.value).where((cell.c.school == number) & is_mark)
    )
    for row in found:
        value = values.pop((row.record, row.name), None)
        counted.foreign += value is None
        counted.wrong += value is not None and json.loads(row.value) != value
    counted.missing += len(values)
    written = (history.c.school == number) & history.c.name.like("mark/%") & history.c.writes
    grouped = select(history.c.op, history.c.name, func.count().label("times")).where(written)
    for line in connection.execute(grouped.group_by(history.c.op, history.c.name)):
        counted.lines_twice += line.times - lines.pop((line.op, line.name), 0)
    counted.lines_lost += lines.total()


def _typed(teachers: list[Teacher]) -> tuple[dict[tuple[bytes, str], Any], Counter[tuple[str, str]]]:
    values: dict[tuple[bytes, str], Any] = {}
    lines: Counter[tuple[str, str]] = Counter()
    for teacher in teachers:
        for op in teacher.ops():
            for name, change in op.cells.items():
                if name.startswith("mark/"):
                    values[record_key(op.kind, op.id), name] = change.new
                    lines[op.op, name] += 1
    return values, lines

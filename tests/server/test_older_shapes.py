"""What an earlier version has left behind: its tables, its back-ups."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, select

from server.awakening import awaken
from server.checking import check
from server.database import alembic, has_our_shape, migrate, open_engine, reading, sqlite_url, writing
from server.portable import NotABackup, back_up, restore
from server.schema import metadata
from server.schools import SchoolNames, add_school
from server.seed import seed
from server.service import open_service
from tests.server.town import named, town_records

Rows = dict[str, list[dict[str, Any]]]
COUNTED = ("head", "events", "chain", "epoch", "buckets", "facts_rev")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A database of this version with two schools."""
    service = open_service(tmp_path, sqlite_url(tmp_path))
    awaken(service)
    with writing(service.engine) as connection:
        for number in (1, 2):
            school = add_school(connection, SchoolNames(named(number), f"Школа {number}", place="Тула"))
            seed(connection, school.number, town_records())
    return service.engine


def rows_of(engine: Engine) -> Rows:
    """Every row of every table."""
    with reading(engine) as connection:
        return {
            table.name: [
                dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


def as_first_shape(rows: Rows) -> Rows:
    """The same rows as version 1 kept them: a school's counters lay in its directory."""
    counters = {row["school"]: row for row in rows["counter"]}
    schools = [{**row, **{name: counters[row["number"]][name] for name in COUNTED}} for row in rows["school"]]
    return {**{name: kept for name, kept in rows.items() if name != "counter"}, "school": schools}


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_tables_of_the_first_shape_keep_every_row(
    engine: Engine, tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    """A database made by the first version comes to the newest shape with all that was in it."""
    kept = rows_of(engine)
    url = sqlite_url(tmp_path / "old") if database == "sqlite" else request.getfixturevalue("postgres_url")
    (tmp_path / "old").mkdir()
    old = open_engine(url)
    with writing(old) as connection:
        command.upgrade(alembic(connection), "0001")
        first = MetaData()
        first.reflect(connection)
        for table in first.sorted_tables:
            if rows := as_first_shape(kept).get(table.name):
                connection.execute(table.insert(), rows)

    migrate(old)

    assert rows_of(old) == kept
    with reading(old) as connection:
        assert check(connection) == []
    old.dispose()


def test_tables_of_a_newer_version_are_left_alone(engine: Engine) -> None:
    """An older server may stay or come back beside a newer one: shapes only grow, see docs/operations.md."""
    kept = rows_of(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    migrate(engine)

    assert has_our_shape(engine)
    assert rows_of(engine) == kept


def test_a_back_up_of_the_first_version_is_restored(engine: Engine, tmp_path: Path) -> None:
    """Counters and all; only the epoch is a new one."""
    backup = tmp_path / "school.backup"
    kept = rows_of(engine)
    back_up(engine, backup)
    rewrite_as_first(backup)

    restore(engine, backup)

    again = rows_of(engine)
    without = ("counter", "epoch")
    assert {k: v for k, v in again.items() if k not in without} == {
        k: v for k, v in kept.items() if k not in without
    }
    assert [{**row, "epoch": 1} for row in again["counter"]] == [
        {**row, "epoch": 1} for row in kept["counter"]
    ]


def test_a_back_up_of_a_version_to_come_is_refused(engine: Engine, tmp_path: Path) -> None:
    """It may hold what this version would lose."""
    backup = tmp_path / "school.backup"
    back_up(engine, backup)
    lines = read_lines(backup)
    write_lines(backup, [{**lines[0], "version": 99}, *lines[1:]])

    with pytest.raises(NotABackup):
        restore(engine, backup)


def rewrite_as_first(backup: Path) -> None:
    """Let a back-up be one that the first version has written."""
    head, *lines, _ = read_lines(backup)
    rows: Rows = {}
    for line in lines:
        rows.setdefault(line["t"], []).append(line["r"])
    first = as_first_shape(rows)
    said = [{"t": name, "r": row} for name, kept in first.items() for row in kept]
    write_lines(backup, [{**head, "version": 1}, *said, {"rows": len(said)}])


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a back-up."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_lines(path: Path, lines: list[dict[str, Any]]) -> None:
    """A back-up of these lines."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)

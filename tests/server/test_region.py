"""A region can be spread by school: nothing is kept, and nothing asked, without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint, event

from server.awakening import awaken
from server.schema import metadata
from server.service import open_service
from server.serving import Listening, Server, configure
from tests.server.conftest import make_town
from tests.server.running import Running
from tests.server.town import COURSE, PASSWORD, Lesson, mark

REFERENCE = {
    "school": "the directory of names: seldom written, a copy stands beside every part of the region",
    "meta": "of the whole database: which one it is",
}
"""Tables that are not spread, and why they may stand everywhere."""

SPREAD = [table for table in metadata.sorted_tables if table.name not in REFERENCE]


@pytest.mark.parametrize("table", SPREAD, ids=lambda table: str(table.name))
def test_every_key_carries_the_school(table: Table) -> None:
    """No unique key, primary key or foreign key without it, by the same name in every table."""
    keys = [one for one in table.constraints if isinstance(one, (PrimaryKeyConstraint, UniqueConstraint))]
    foreign = [one for one in table.constraints if isinstance(one, ForeignKeyConstraint)]
    unique = [one for one in table.indexes if one.unique]

    assert keys
    assert foreign
    assert all("school" in one.columns for one in [*keys, *unique])
    for key in foreign:
        pairs = {one.parent.name: one.column for one in key.elements}
        target = "number" if pairs["school"].table.name in REFERENCE else "school"
        assert pairs["school"].name == target


@pytest.fixture
def heard(tmp_path: Path, postgres_url: str) -> Iterator[tuple[Running, list[str]]]:
    """A server within this process, and the statements that it sends to PostgreSQL."""
    service = open_service(tmp_path, postgres_url)
    awaken(service)
    ports: Queue[int] = Queue()
    server = Server(configure(service, Listening(port=0)), ports.put)
    thread = Thread(target=server.run)
    thread.start()
    running = Running(tmp_path, postgres_url, f"http://127.0.0.1:{ports.get(timeout=60)}")
    statements: list[str] = []

    @event.listens_for(service.engine, "before_cursor_execute")
    def hear(_: Any, cursor: Any, statement: str, *others: Any) -> None:
        statements.append(" ".join(statement.split()))

    yield running, statements
    server.should_exit = True
    thread.join()
    running.forget_engine()


@pytest.mark.postgres
def test_every_statement_of_the_sync_path_names_the_school(heard: tuple[Running, list[str]]) -> None:
    """Signing in and out, hello, push, pull, a snapshot, a history: each statement stays in one school."""
    server, statements = heard
    town = make_town(server)
    anna, boris = town.sign_in("anna"), town.sign_in("boris")
    lesson = Lesson()

    anna.push(lesson.mark("5"), Lesson(offset=-60).mark("4"), Lesson(slot=9, offset=-90).op({"topic": 7}))
    boris.push(lesson.mark("3"), lesson.mark("5", base=mark("5")))
    for path in (f"snapshot/{COURSE}", f"history/{COURSE}/lesson/{lesson.id}", "devices"):
        assert anna.ask("GET", f"/v1/{path}").status_code == 200
    anna.read(COURSE)
    anna.keep(anna.ask("POST", "/v1/refresh", {"refresh_token": anna.refresh}))
    anna.ask("POST", "/v1/sign-out")
    boris.sign_in(f"{PASSWORD}?")

    assert {table.name for table in SPREAD} == {name for one in statements for name in spread_tables(one)}
    assert [one for one in statements if not stays_in_one_school(one)] == []


def spread_tables(statement: str) -> set[str]:
    """The tables that a statement names and that are spread."""
    named = set(re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", statement))
    return named & {table.name for table in SPREAD}


def stays_in_one_school(statement: str) -> bool:
    """Whether each table that is spread is held to the school that the statement is given."""
    if statement.startswith("INSERT"):
        table, columns = re.match(r"INSERT INTO (\w+) \(([^)]*)\)", statement).groups()  # type: ignore[union-attr] # SQLAlchemy writes columns
        target = re.search(r"ON CONFLICT \(([^)]*)\)", statement)
        lists = [columns, *([target[1]] if target else [])]
        return table in REFERENCE or all("school" in one.split(", ") for one in lists)
    held = set(re.findall(r"\b(\w+)\.school = %\(", statement))
    same = re.findall(r"\b(\w+)\.school = (\w+)\.(?:school|number)\b", statement)
    for _ in same:
        held |= {name for pair in same if held & set(pair) for name in pair}
    return spread_tables(statement) <= held


@pytest.mark.parametrize(
    ("statement", "stays"),
    [
        ("SELECT cell.rev FROM cell WHERE cell.school = %(a)s AND cell.record = %(b)s", True),
        ("SELECT cell.rev FROM cell WHERE cell.record = %(b)s", False),
        ("SELECT 1 FROM record JOIN cell ON record.school = cell.school WHERE record.school = %(a)s", True),
        ("SELECT 1 FROM record JOIN cell ON record.key = cell.record WHERE record.school = %(a)s", False),
        ("UPDATE counter SET head=%(h)s WHERE counter.school = %(a)s", True),
        ("UPDATE counter SET head=%(h)s", False),
        ("INSERT INTO result (school, op) VALUES (%(a)s, %(b)s)", True),
        ("INSERT INTO result (op) VALUES (%(b)s)", False),
        ("INSERT INTO cell (school, record) VALUES (%(a)s, %(b)s) ON CONFLICT (record) DO NOTHING", False),
        ("SELECT school.name FROM school WHERE school.id = %(a)s", True),
    ],
)
def test_a_statement_that_leaves_its_school_is_seen(statement: str, stays: bool) -> None:
    """What the test above finds clean it would also find foul."""
    assert stays_in_one_school(statement) is stays

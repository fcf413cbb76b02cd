"""The ledger beneath the routes: how it asks the database, and what it writes in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event

from server.accounts import NewAccount, add_accounts
from server.awakening import awaken
from server.checking import check
from server.database import reading, sqlite_url, writing
from server.demo.region import generate
from server.demo.size import DemoSize
from server.refusal import Refused
from server.schools import School, SchoolNames, add_school, begin_epoch, read_school
from server.scopes import open_view, settle_scope_rev
from server.seed import SeedRecord, seed
from server.service import Service, open_service
from server.tokens import Person
from sync import values
from sync.failpoint import armed
from sync.messages import Change, Op, PushRequest
from tests.server.town import ANNA, PUPIL, SECOND, STAFF, Lesson, named, town_records

SCHOOL = named(1_000)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A server's insides over a file, with one school."""
    return with_a_school(open_service(tmp_path, sqlite_url(tmp_path)))


def with_a_school(service: Service) -> Service:
    """The service with its tables and one school."""
    awaken(service)
    with writing(service.engine) as connection:
        school = add_school(connection, SchoolNames(SCHOOL, "Школа"))
        seed(connection, school.number, town_records())
        accounts = [NewAccount(one, one, frozenset(said[1]), "x", said[0]) for one, said in STAFF.items()]
        add_accounts(connection, school.number, accounts)
    return service


def push(service: Service, ops: list[dict[str, Any]]) -> list[str]:
    """Push as Anna, beneath the routes; the statuses."""
    with writing(service.engine) as connection:
        school = must_read(connection)
        person = Person(school.number, ANNA, "d" * 32, "f" * 32, "anna", frozenset({"teacher"}))
        view = open_view(connection, service.shelf, school, person)
        rev = settle_scope_rev(connection, view, [one.id for one in view.standing_buckets()])
    said = {"epoch": school.epoch, "scope_rev": rev, "sent_at": "", "ops": ops}
    answer = service.ledger.push(person, msgspec.convert(said, PushRequest))
    return [one.status for one in answer.results]


def must_read(connection: Connection) -> School:
    """The one school."""
    school = read_school(connection, SCHOOL)
    assert school is not None
    return school


def test_a_bigger_batch_asks_no_more_often(service: Service) -> None:
    """The number of statements does not grow with the batch (`executemany` is one)."""
    said: list[str] = []
    event.listen(service.engine, "before_cursor_execute", lambda *words: said.append(words[2]))
    typed = _typed_ops()
    push(service, list(islice(typed, 4)))

    asked = {}
    for size in (1, 10, 150, 500):
        said.clear()
        assert set(push(service, list(islice(typed, size)))) <= {"applied", "merged"}
        asked[size] = len(said)

    assert set(asked.values()) == {asked[1]}
    assert asked[1] < 30


def _typed_ops() -> Iterator[dict[str, Any]]:
    """Cell by cell through the lessons of two weeks, as a teacher types."""
    for back in range(1, 14):
        for slot in range(16):
            lesson = Lesson(offset=-back, slot=slot)
            yield from (lesson.mark("5", pupil) for pupil in (PUPIL, SECOND))
            yield from (lesson.op({name: "Дроби"}) for name in ("topic", "homework"))


@pytest.mark.postgres
def test_an_epoch_that_begins_under_a_push_is_told(tmp_path: Path, postgres_url: str) -> None:
    """Another machine begins an epoch between judging and writing: nothing is written under the old one."""
    service = with_a_school(open_service(tmp_path, postgres_url))

    def begin_elsewhere(point: str) -> None:
        if point == "push.before-writing":
            with writing(service.engine) as connection:
                begin_epoch(connection, must_read(connection).number, "restored elsewhere")

    with armed(begin_elsewhere), pytest.raises(Refused) as refused:
        push(service, [Lesson().mark("5")])

    assert refused.value.problem.code == "epoch_changed"
    assert push(service, [Lesson().mark("5")]) == ["applied"]
    service.engine.dispose()


def test_the_demo_is_as_if_it_had_been_pushed(service: Service) -> None:
    """Every record of the demo is one that the catalogue accepts, and its history replays."""
    region = generate(DemoSize.S, date(2026, 11, 20))
    [school] = region.schools
    records = [SeedRecord(*one) for one in region.records(school.id)]
    made_at = "2026-11-20T10:00:00+03:00"

    faults = {
        (one.kind, fault.detail)
        for one in records
        if (fault := values.fault(_as_op(one, made_at), {})) is not None
    }
    with writing(service.engine) as connection:
        number = add_school(connection, SchoolNames(school.id, school.name)).number
        written = seed(connection, number, records)

    assert faults == set()
    assert written == len(records)
    with reading(service.engine) as connection:
        assert check(connection) == []


def _as_op(one: SeedRecord, made_at: str) -> Op:
    cells = {name: Change(None, value) for name, value in one.cells.items() if value is not None}
    return Op("0" * 32, one.kind, one.id, one.bucket, made_at, cells)

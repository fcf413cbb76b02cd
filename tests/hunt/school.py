"""One school for the hunt: twelve teachers, a course for each, and one that all of them teach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from school.people import Role
from server.accounts import NewAccount, add_accounts
from server.awakening import awaken
from server.database import writing
from server.schools import SchoolNames, add_school
from server.seed import SeedRecord, seed
from server.service import open_service
from server.tokens import Person
from tests.server.town import day, named

WRITERS = 12
SCHOOL, SHARED, HEAD, YEAR = named(1_000), named(1_100), named(1_200), named(1_300)
PUPILS = [named(1_400 + number) for number in range(4)]
FIRST_DAY = -200


def teacher(number: int) -> str:
    """The id of a writer."""
    return named(1_500 + number)


def course(number: int) -> str:
    """The course that a writer teaches alone."""
    return named(1_600 + number)


def bucket_names() -> list[str]:
    """Where the writers write."""
    return [f"course:{SHARED}", *(f"course:{course(number)}" for number in range(WRITERS))]


def make_school(folder: Path, url: str) -> int:
    """The school in an empty database; its number."""
    service = open_service(folder, url)
    awaken(service)
    with writing(service.engine) as connection:
        number = add_school(connection, SchoolNames(SCHOOL, "Школа")).number
        seed(connection, number, _records())
        accounts = [
            NewAccount(f"t{one}", "Учитель", frozenset({Role.TEACHER}), "x", teacher(one))
            for one in range(WRITERS)
        ]
        head = NewAccount("head", "Завуч", frozenset({Role.HEAD_TEACHER}), "x", HEAD)
        add_accounts(connection, number, [*accounts, head])
    service.engine.dispose()
    return number


def person(school: int, id: str) -> Person:
    """Somebody of the school, as the door would let them in."""
    roles = {Role.HEAD_TEACHER} if id == HEAD else {Role.TEACHER}
    return Person(school, id, id.replace("-", ""), "f" * 32, "", frozenset(roles))


def _records() -> Iterator[SeedRecord]:
    span = {"from": day(FIRST_DAY), "to": day(60)}
    yield SeedRecord("school", "school", named(900), {"title": "Школа", "zone": "Europe/Moscow"})
    yield SeedRecord("school", "year", YEAR, span)
    yield SeedRecord("school", "rule", named(801), {"key": "editing_window_days", "value": 300})
    yield _course(SHARED, range(WRITERS))
    for number in range(WRITERS):
        yield _course(course(number), [number])


def _course(id: str, teachers: Any) -> SeedRecord:
    cells = {
        "title": "Предмет",
        "forms": [],
        "teachers": [{"person": teacher(one), "from": day(FIRST_DAY), "to": None} for one in teachers],
        "pupils": [{"pupil": one, "from": day(FIRST_DAY), "to": None} for one in PUPILS],
    }
    return SeedRecord(f"course:{id}", "course", id, cells)

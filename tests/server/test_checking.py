"""What `parta-server check` finds, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import checking
from server.awakening import awaken
from server.database import reading, sqlite_url, writing
from server.schools import SchoolNames, add_school, read_schools
from server.seed import SeedRecord, seed
from server.service import Service, open_service
from tests.server.town import ALGEBRA, Lesson, day, mark, named, town_records

LESSON = Lesson()


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """Two schools with a marked lesson each."""
    service = open_service(tmp_path, sqlite_url(tmp_path))
    awaken(service)
    with writing(service.engine) as connection:
        for number in (1, 2):
            school = add_school(connection, SchoolNames(named(number), f"Школа № {number}")).number
            seed(connection, school, town_records())
            cells = {"date": day(-1), "slot": 3, "topic": "тема", LESSON.cell(): mark("5")}
            seed(connection, school, [SeedRecord(f"course:{ALGEBRA}", "lesson", LESSON.id, cells)])
    return service


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE cell SET value = '\"x\"' WHERE name = 'topic'", ["cell: topic of lesson", "not what line"]),
        ("UPDATE cell SET rev = rev - 1 WHERE name = 'topic'", ["cell: topic of lesson", "not what line"]),
        ("DELETE FROM cell WHERE name = 'topic'", ["cell: topic of lesson", "is missing; line"]),
        ("UPDATE cell SET name = 'works' WHERE name = 'topic'", ["which no line wrote", "is missing"]),
        ("UPDATE history SET new = '\"x\"' WHERE event = 7", ["line 7 was changed", "by the person"]),
        ("UPDATE history SET person = 'x' WHERE event = 7", ["line 7 was changed"]),
        ("DELETE FROM history WHERE event = 7", ["line 7 is missing", "line 8"]),
        ("UPDATE counter SET events = events + 1", ["it ends at line", "has counted"]),
        ("UPDATE bucket SET head = head + 1 WHERE name LIKE 'course:%'", ["has the head"]),
        ("UPDATE bucket SET digest = '0' WHERE name LIKE 'course:%'", ["has a digest"]),
        ("UPDATE counter SET head = 0", ["the head is 0"]),
    ],
)
def test_what_was_changed_from_outside_is_named(service: Service, tampering: str, told: list[str]) -> None:
    """School, line, cell and record, so that an engineer knows where to look; the other school is clean."""
    joint = " AND " if "WHERE" in tampering else " WHERE "
    with writing(service.engine) as connection:
        connection.exec_driver_sql(f"{tampering}{joint}school = 2")

    with reading(service.engine) as connection:
        found = checking.check(connection)
        first, _ = read_schools(connection)
        of_first = checking.check(connection, [first])

    assert all(any(words in one for one in found) for words in told), found
    assert all(one.startswith(f"school {named(2)} «Школа № 2»: ") for one in found)
    assert of_first == []


def test_a_long_check_says_how_far_it_is(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the school's name and its lines."""
    monkeypatch.setattr(checking, "ROWS_AT_ONCE", 10)
    told: list[tuple[str, int, int]] = []

    with reading(service.engine) as connection:
        schools = read_schools(connection)
        checking.check(connection, schools, lambda *said: told.append(said))

    assert [one[:2] for one in told[:3]] == [("Школа № 1", 10), ("Школа № 1", 20), ("Школа № 1", 30)]
    assert {one[2] for one in told} == {school.events for school in schools}

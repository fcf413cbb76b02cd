"""High-water marks: what a start compares the database with."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from server.awakening import awaken
from server.database import reading, sqlite_url, writing
from server.schema import counter, epoch
from server.schools import School, SchoolNames, add_school, begin_epoch, read_school_number
from server.service import Service, open_service
from server.watermark import Watermarks
from tests.server.town import named


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A server's insides over a file, with one school."""
    service = open_service(tmp_path, sqlite_url(tmp_path))
    awaken(service)
    with writing(service.engine) as connection:
        add_school(connection, SchoolNames(named(1), "Школа"))
    return service


def school(service: Service) -> School:
    """The one school as it stands."""
    with reading(service.engine) as connection:
        return read_school_number(connection, 1)


@pytest.mark.parametrize("greatest", [1, 2])
def test_a_database_below_the_mark_of_any_process_begins_a_new_epoch(service: Service, greatest: int) -> None:
    """Each of several processes keeps a mark of its own, and none overwrites another's."""
    before = school(service)
    processes = {number: Watermarks(service.folder, number) for number in (1, 2)}
    for number, marks in processes.items():
        marks.note(before, 7 if number == greatest else 0)
    for marks in processes.values():
        marks.flush()

    awaken(service)
    answered = school(service).epoch
    awaken(service)

    assert answered != before.epoch
    assert school(service).epoch == answered


def test_a_process_that_is_replaced_remembers_its_marks(service: Service) -> None:
    """Its successor goes on in the same file."""
    before = school(service)
    first = Watermarks(service.folder, 1)
    first.note(before, 7)
    first.flush()
    second = Watermarks(service.folder, 1)
    second.note(before, 1)
    second.flush()

    awaken(service)

    assert school(service).epoch != before.epoch


def test_a_mark_of_an_ended_epoch_tells_nothing(service: Service) -> None:
    """Numbers of different epochs are not compared: another machine has begun the new one."""
    service.marks.note(school(service), 7)
    service.marks.flush()
    with writing(service.engine) as connection:
        begun = begin_epoch(connection, 1, "by another machine")

    awaken(service)

    assert school(service).epoch == begun


def test_a_mark_of_an_unknown_epoch_tells_of_an_older_copy(service: Service) -> None:
    """The database has forgotten the epoch in which the number was given."""
    before = school(service)
    with writing(service.engine) as connection:
        begin_epoch(connection, 1, "forgotten soon")
    lost = school(service)
    service.marks.note(lost, 1)
    service.marks.flush()
    with writing(service.engine) as connection:
        connection.execute(update(counter).values(epoch=before.epoch_number))
        connection.execute(delete(epoch).where(epoch.c.number == lost.epoch_number))

    awaken(service)

    assert school(service).epoch not in (before.epoch, lost.epoch)

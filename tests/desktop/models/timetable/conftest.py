"""What the tests of the head teacher's models share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.store import open_store
from desktop.models.timetable.draft_shelf import DraftShelf, MemoryDraftShelf
from tests.desktop.models.timetable.school_office import WEEK, SchoolOffice


@pytest.fixture
def office() -> SchoolOffice:
    """The school before anything is published."""
    return SchoolOffice()


@pytest.fixture
def running(office: SchoolOffice) -> SchoolOffice:
    """The school with a published week."""
    office.publish(WEEK)
    return office


@pytest.fixture(params=["memory", "file"])
def drafts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DraftShelf]:
    """The shelf of drafts, the fake and the real one."""
    if request.param == "memory":
        yield MemoryDraftShelf()
        return
    store = open_store(tmp_path / "store", bytes(range(32)))
    yield store.drafts
    store.close()

"""What the suites of conformance share: each protocol's fakes and real ones as parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.database import close_database, open_database
from desktop.models.migrations.ladder import climb
from desktop.models.op_journal import OpJournal
from desktop.models.shelf import FileShelf
from sync.shelf import MemoryShelf, Shelf


@pytest.fixture(params=["memory", "file"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """The shelf under test."""
    if request.param == "memory":
        yield MemoryShelf()
        return
    connection = open_database(tmp_path / "journal.db", bytes(32))
    climb(connection, int)
    journal = OpJournal(tmp_path / "ops.log", bytes(32))
    yield FileShelf(connection, journal)
    journal.close()
    close_database(connection)

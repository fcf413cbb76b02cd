"""What the tests of the roster share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.database import migrate, open_engine
from tests.server.roster.desk import Desk
from tests.server.roster.paper_school import PaperSchool, seventh_forms


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A server with an empty database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'parta.db'}")
    migrate(engine)
    yield Desk(engine, tmp_path)
    engine.dispose()


@pytest.fixture
def paper() -> PaperSchool:
    """7А and 7Б on paper."""
    return seventh_forms()


@pytest.fixture
def taken(desk: Desk, paper: PaperSchool) -> Desk:
    """The first file is in."""
    desk.take(paper)
    return desk

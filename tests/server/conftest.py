"""A real server for the whole run, over each database; a school of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from server.checking import check
from server.database import migrate, reading
from server.folder import remember_url, remembered_url
from server.service import open_service
from tests.postgres import fresh_database
from tests.server.description import Description
from tests.server.running import Running
from tests.server.town import Town, Visitor

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server process over a fresh database."""
    folder = tmp_path_factory.mktemp("server") / "data"
    with ExitStack() as opened:
        url = None
        if request.param == "postgres":
            url = opened.enter_context(fresh_database(request.getfixturevalue("postgres")))
        yield opened.enter_context(make_server(folder, url))


@pytest.fixture(params=DATABASES)
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """A server that a test may kill; not started yet."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    running = make_server(tmp_path / "data", url)
    yield running
    running.stop()
    running.forget_engine()


@pytest.fixture
def town(server: Running) -> Town:
    """A school of the test's own."""
    return Town(server, read_description(server))


@pytest.fixture
def anna(town: Town) -> Visitor:
    """A teacher of algebra, signed in."""
    return town.sign_in("anna")


@pytest.fixture
def boris(town: Town) -> Visitor:
    """The second teacher of algebra, signed in."""
    return town.sign_in("boris")


@pytest.fixture
def head(town: Town) -> Visitor:
    """The head teacher, signed in."""
    return town.sign_in("head")


def make_server(folder: Path, url: str | None) -> Running:
    """A data folder with empty tables, and the server that will run over it."""
    remember_url(folder, url)
    service = open_service(folder, remembered_url(folder, url))
    migrate(service.engine)
    service.engine.dispose()
    return Running(folder, url)


def read_description(server: Running) -> Description:
    """What the server says of itself."""
    return Description(httpx.get(f"{server.url}/v1/openapi.json").json())


def make_town(server: Running) -> Town:
    """A school on a server that was just started."""
    return Town(server, read_description(server))


def hold(server: Running) -> bool:
    """Whether history and cells hold; the faults are told where they do not."""
    with reading(server.engine) as connection:
        faults = check(connection)
    assert faults == []
    return not faults

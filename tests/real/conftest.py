"""The grounds of the real thing: one for each database, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.disk import FileDisk
from tests.postgres import Cluster
from tests.real.ground import Ground, make_ground


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """What every example begins from."""
    cluster: Cluster | None = None
    if request.param == "postgres":
        cluster = request.getfixturevalue("postgres")
    with make_ground(tmp_path_factory.mktemp("ground"), cluster) as ground:
        yield ground


@pytest.fixture(scope="session")
def sqlite_ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The ground over a file alone: for bugs that both databases would show alike."""
    with make_ground(tmp_path_factory.mktemp("ground"), None) as ground:
        yield ground


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disks of an example lie."""
    monkeypatch.setattr(FileDisk, "places", tmp_path, raising=False)
    monkeypatch.setattr(FileDisk, "opened", [], raising=False)

"""What tests of processes share: a school that is made once, copied for each test; and the disk's ear."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Cluster
from tests.processes.disk import Disk
from tests.processes.house import Forked, House
from tests.server.conftest import DATABASES, make_server, make_town
from tests.server.town import Town

_MODEL = "parta_processes"


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """What is asked of the disk from now on."""
    if sys.platform != "linux":
        pytest.skip("only Linux tells which file a descriptor means")
    return Disk(monkeypatch)


@dataclass(frozen=True)
class Model:
    """A server's folder with a school in which nobody has worked yet, and its database."""

    folder: Path
    town: Town
    cluster: Cluster | None

    def copy(self, folder: Path) -> Forked:
        """Another of the same."""
        shutil.copytree(self.folder, folder)
        if self.cluster is None:
            return Forked(folder)
        name = f"parta_{folder.parent.name.lower().replace('-', '_')}"[:60]
        with psycopg.connect(self.cluster.admin, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {_MODEL}".encode())
        return Forked(folder, self.cluster.url(name))


@pytest.fixture(scope="session")
def models() -> dict[str, Model]:
    """The schools that were made already, by database."""
    return {}


@pytest.fixture(params=DATABASES)
def model(
    request: pytest.FixtureRequest, models: dict[str, Model], tmp_path_factory: pytest.TempPathFactory
) -> Model:
    """A school that is made once for each database."""
    if request.param not in models:
        cluster = request.getfixturevalue("postgres") if request.param == "postgres" else None
        models[request.param] = make_model(tmp_path_factory.mktemp("model") / "data", cluster)
    return models[request.param]


def make_model(folder: Path, cluster: Cluster | None) -> Model:
    """A school in which nobody has worked yet."""
    if cluster is not None:
        with psycopg.connect(cluster.admin, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {_MODEL} TEMPLATE template0".encode())
    with make_server(folder, cluster.url(_MODEL) if cluster else None) as running:
        town = make_town(running)
        running.forget_engine()
    return Model(folder, town, cluster)


@pytest.fixture
def house(model: Model, tmp_path: Path) -> Iterator[House]:
    """A server that is not started yet, and a laptop that nobody has opened."""
    server = model.copy(tmp_path / "data")
    yield House(server, model.town, tmp_path / "store")
    server.stop()
    server.forget_engine()

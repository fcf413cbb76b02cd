"""A school and four laptops that have greeted it, made once and copied for each example."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import httpx
import msgspec
import psycopg

from desktop.app.desk import StoredTokens, local_now
from desktop.models.remembered import put_session
from desktop.models.store import open_store
from server.accounts import NewAccount, add_accounts, hash_password
from server.database import migrate, writing
from server.folder import remember_url, remembered_url
from server.schools import SchoolNames, add_school
from server.seed import seed
from server.service import open_service
from server.tokens import read_claims, sign
from sync.engine import Engine
from sync.messages import Device, SignInRequest
from sync.remote import HttpRemote
from sync.replica import Replica
from tests.conformance.disk import KEY
from tests.postgres import Cluster
from tests.real.laptop import URL
from tests.real.region import RealRegion
from tests.real.school import CAST, school_records
from tests.server.town import PASSWORD, STAFF, named

SCHOOL = named(1000)
DAY = 86_400
_numbers = count(1)


@dataclass(frozen=True)
class Ground:
    """What every example begins from: the server's folder and database, a folder for each laptop."""

    folder: Path
    cluster: Cluster | None
    name: str

    @property
    def server(self) -> Path:
        return self.folder / "server"

    def store(self, laptop: str) -> Path:
        return self.folder / laptop

    @contextmanager
    def copied(self, place: Path) -> Iterator[Ground]:
        """The same once more, to be used up by one example."""
        shutil.copytree(self.folder, place)
        if self.cluster is None:
            yield replace(self, folder=place)
            shutil.rmtree(place)
            return
        with database(self.cluster, self.name) as name:
            remember_url(place / "server", self.cluster.url(name))
            yield replace(self, folder=place, name=name)
        shutil.rmtree(place)


@contextmanager
def database(cluster: Cluster, template: str = "template0") -> Iterator[str]:
    """A database of PostgreSQL, dropped at the end."""
    name = f"parta_real_{next(_numbers)}"
    with psycopg.connect(cluster.admin, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        try:
            yield name
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def make_ground(folder: Path, cluster: Cluster | None) -> Iterator[Ground]:
    """Make the school, sign everybody in, and let every laptop have its first round."""
    if cluster is None:
        yield _prepared(Ground(folder, None, ""))
        return
    with database(cluster) as name:
        remember_url(folder / "server", cluster.url(name))
        yield _prepared(Ground(folder, cluster, name))


def _prepared(ground: Ground) -> Ground:
    ground.server.mkdir(parents=True, exist_ok=True)
    service = open_service(ground.server, remembered_url(ground.server, None))
    migrate(service.engine)
    with writing(service.engine) as connection:
        number = add_school(connection, SchoolNames(SCHOOL, "Школа")).number
        seed(connection, number, school_records())
        hashed = hash_password(PASSWORD)
        accounts = [
            NewAccount(login, login, frozenset(roles), hashed, person)
            for login, (person, roles) in STAFF.items()
        ]
        add_accounts(connection, number, accounts)
    service.engine.dispose()
    with asyncio.Runner() as runner:
        region = RealRegion(ground.server, runner)
        for number, laptop in enumerate(CAST, start=1):
            runner.run(_greet(region, ground.store(laptop), CAST[laptop], f"{number:032x}"))
        region.stop()
    return ground


async def _greet(region: RealRegion, folder: Path, person: str, device: str) -> None:
    """Sign in and read everything; the tokens are given for long enough to watch a long hunt."""
    [login] = [login for login, (id, _) in STAFF.items() if id == person]
    store = open_store(folder, KEY)
    remote = HttpRemote(URL, StoredTokens(store.shelf), httpx.ASGITransport(region.app))
    session = await remote.sign_in(SignInRequest(SCHOOL, login, PASSWORD, Device(device)))
    key = region.service.keys.token
    claims = read_claims(key, session.access_token, 0)
    assert claims is not None
    lasting = sign(key, replace(claims, expires=int(time.time()) + DAY))
    put_session(store.shelf, msgspec.structs.replace(session, access_token=lasting))
    replica = Replica(store.shelf, local_now)
    engine = Engine(replica, remote, on_shown=lambda _: None, on_touched=lambda _: None)
    assert (await engine.exchange()).finished
    await remote.close()
    store.close()

"""A PostgreSQL of the tests' own: found, started on a socket in a temporary folder, stopped at the end.

It is a fixture and no mock: the tests that ask for ``postgres_url`` speak to a real server. Where none is
installed they are reported as not run, with the reason; with ``CI=true`` that is a failure.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

USER = "parta"
ABSENT = "not run: PostgreSQL is not installed (apt-get install -y postgresql)"

# Nothing of the tests' data has to survive the machine.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "timezone": "UTC",
}
LASTING: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "timezone": "UTC",
}
"""As a region's own: what was committed is there after a crash."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL that listens on a socket in its own folder and nowhere else."""

    folder: Path
    programs: Path
    owner: pwd.struct_passwd | None
    settings: Mapping[str, str]

    @property
    def admin(self) -> str:
        """The connection string for making and dropping databases."""
        return f"host={self.folder} user={USER} dbname=postgres"

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one database."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the cluster's owner; its words are shown when it fails."""
        command = [str(self.programs / program), *arguments]
        if self.owner is not None:
            as_owner = [f"--reuid={self.owner.pw_uid}", f"--regid={self.owner.pw_gid}", "--clear-groups"]
            command = ["setpriv", *as_owner, *command]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = {**self.settings, "unix_socket_directories": str(self.folder)}
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        self.resume()

    def resume(self) -> None:
        """Start the cluster that is there; after a crash it recovers first."""
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-w", "-t", "60", "start")

    def stop(self) -> None:
        """End the cluster at once, as a crash does: what its settings do not keep is lost."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


def find_programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, the newest where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), key=lambda path: int(path.parent.name), default=None)


def owner() -> pwd.struct_passwd | None:
    """Whose cluster it is when root runs the tests: PostgreSQL refuses root, so an account without power."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@contextmanager
def started(settings: Mapping[str, str] = SETTINGS) -> Iterator[Cluster]:
    """A fresh cluster with these settings; what it held is gone afterwards."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    # A socket's path is at most 107 bytes long, too short for pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="parta-pg-", dir="/tmp"))
    account = owner()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    cluster = Cluster(folder, programs, account, settings)
    try:
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The cluster of this run of the tests."""
    with started() as cluster:
        yield cluster


_numbers = count(1)


@contextmanager
def fresh_database(cluster: Cluster) -> Iterator[str]:
    """An empty database as a SQLAlchemy URL; it is dropped afterwards."""
    name = f"parta_{next(_numbers)}"
    with psycopg.connect(cluster.admin, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    yield cluster.url(name)
    with psycopg.connect(cluster.admin, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """A fresh, empty database as a SQLAlchemy URL; it is dropped when the test is over."""
    with fresh_database(postgres) as url:
        yield url

"""Twelve writers and a cursor reader in one school: nothing is missed, nothing is lost, nobody deadlocks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.database import open_engine, reading, sqlite_url
from server.schema import result
from tests.hunt.hands import open_hands
from tests.hunt.hunt import hunt
from tests.postgres import LASTING, Cluster, fresh_database, started


@pytest.fixture(scope="module")
def hands() -> Iterator[Executor]:
    """Processes for the writers and the reader."""
    with open_hands() as made:
        yield made


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_reader_misses_nothing(
    hands: Executor, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    """Every number that stands was seen once and in its order; no gap, no deadlock; the history replays."""
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else sqlite_url(tmp_path)

    catch = hunt(hands, tmp_path, url, 960 if kind == "postgres" else 360)

    assert catch.is_empty, catch
    assert catch.surfaced == 0
    assert {"applied", "merged", "conflict"} <= set(catch.statuses)


@pytest.mark.postgres
def test_a_crash_of_the_database_loses_nothing_acknowledged(hands: Executor, tmp_path: Path) -> None:
    """PostgreSQL is stopped without a word and recovers: writers ask again, each op is there once."""
    with started(LASTING) as cluster, fresh_database(cluster) as url:
        catch = hunt(hands, tmp_path, url, 600, meanwhile=lambda: _crash(cluster, url, after=150))

    assert catch.is_empty, catch
    assert catch.surfaced > 0


@pytest.mark.postgres
def test_numbers_taken_too_early_are_found(hands: Executor, tmp_path: Path, postgres_url: str) -> None:
    """A ledger that takes its number before the work, as a sequence does, makes this reader miss some."""
    catch = hunt(hands, tmp_path, postgres_url, 360, planted=True)

    assert catch.missed > 0


def _crash(cluster: Cluster, url: str, after: int) -> None:
    """Pull the database's plug once so many ops are answered, and start it again."""
    engine = open_engine(url)
    while True:
        with reading(engine) as connection:
            if (connection.scalar(select(func.count()).select_from(result)) or 0) >= after:
                break
        time.sleep(0.05)
    engine.dispose()
    cluster.stop()
    cluster.resume()

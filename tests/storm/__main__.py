"""A storm on this machine: `python -m tests.storm --teachers 3000 [--spread 600] [--sqlite]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import LASTING, fresh_database, started
from tests.storm.storm import Weather, blow
from tests.storm.telling import tell


def main() -> int:
    """Let it blow; 1 when a mark was lost or an evening did not end."""
    words = _parser().parse_args()
    kill_after = words.spread / 2 if words.kill_after is None else words.kill_after
    weather = Weather(words.teachers, words.spread, kill_after, 1 if words.sqlite else words.processes)
    with tempfile.TemporaryDirectory() as name, _database(sqlite=words.sqlite) as url:
        outcome = blow(Path(name) / "data", url, weather)
    print(tell(weather, outcome, "SQLite" if words.sqlite else "PostgreSQL, fsync and synchronous_commit on"))
    return 0 if outcome.counted.is_clean and not outcome.met["unfinished"] else 1


@contextmanager
def _database(*, sqlite: bool) -> Iterator[str | None]:
    if sqlite:
        yield None
        return
    with started(LASTING) as cluster, fresh_database(cluster) as url:
        yield url


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.storm")
    parser.add_argument("--teachers", type=int, default=3_000)
    parser.add_argument("--spread", type=float, default=600, help="seconds into which arrivals fall")
    parser.add_argument("--kill-after", type=float, help="seconds; default: half of the spread")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sqlite", action="store_true", help="one school on a file, one process")
    return parser


if __name__ == "__main__":
    sys.exit(main())

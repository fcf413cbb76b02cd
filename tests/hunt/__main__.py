"""The long hunt, `python -m tests.hunt`, on a PostgreSQL of its own that keeps what it commits."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hunt.hands import open_hands
from tests.hunt.hunt import Catch, hunt
from tests.hunt.school import WRITERS
from tests.postgres import LASTING, fresh_database, started


def main() -> int:
    """Hunt; 1 when something was caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.hunt")
    parser.add_argument("--transactions", type=int, default=100_000)
    parser.add_argument("--longest", type=float, default=float("inf"), help="seconds after which to stop")
    words = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        open_hands() as hands,
        started(LASTING) as cluster,
        fresh_database(cluster) as url,
    ):
        catch = hunt(hands, Path(name), url, words.transactions, longest=words.longest)
    _tell(catch)
    return 0 if catch.is_empty else 1


def _tell(catch: Catch) -> None:
    rate = f"{catch.transactions / catch.seconds:.0f} a second"
    print(f"{WRITERS} writers, {catch.transactions:,} transactions in {catch.seconds:.0f} s, {rate}")
    print(f"deadlocks (retried ones too) = {catch.deadlocks}")
    for name, value in vars(catch).items():
        if name not in ("transactions", "seconds"):
            print(f"{name} = {dict(value) if isinstance(value, dict) else value}")


if __name__ == "__main__":
    sys.exit(main())

"""Play seeds on all cores: `python -m tests.simulation --seeds N [--first K] [--steps S] [--cores C]`."""

from __future__ import annotations

import argparse
import os

from tests.simulation.hunt import CHUNK, Hunt, hunt, hunt_on, story
from tests.simulation.plays import STEPS

MOST_STORIES = 3


def main() -> int:
    """Play the seeds; 1 when an invariant was broken."""
    given = _arguments()
    seeds = range(given.first, given.first + given.seeds)
    cores = 1 if given.seeds <= CHUNK else given.cores
    found = hunt(seeds, given.steps) if cores == 1 else hunt_on(cores, seeds, given.steps)
    for seed in found.broken[:MOST_STORIES]:
        print(*story(seed, given.steps), "", sep="\n")
    print(f"{found.seeds} seeds, {len(found.broken)} broken {found.broken[:20] or ''}")
    print(f"{found.seeds / found.seconds:.0f} seeds a second of one core, cores: {cores}")
    _tell_table(found)
    return 1 if found.broken else 0


def _tell_table(found: Hunt) -> None:
    print(*found.table(), sep="\n")
    print("never met:", ", ".join(found.unmet()) or "nothing, each mishap has met each status")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

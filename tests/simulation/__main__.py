"""`python -m tests.simulation --seeds N [--first K]`: play seeds, print what was met, stop at the first that fails."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tests.simulation.oracles import Broken
from tests.simulation.world import run, run_one_restore


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--trace", action="store_true", help="print what happened in each seed")
    given = parser.parse_args()
    met: Counter[str] = Counter()
    began = time.perf_counter()
    failed = 0
    for seed in range(given.first, given.first + given.seeds):
        for play in (run, run_one_restore):
            try:
                world = play(seed)
                met.update(world.met)
            except Broken as broken:
                failed += 1
                print(f"seed {seed} {play.__name__}: {broken}")
                if given.trace:
                    print("\n".join(broken.trace))
    spent = time.perf_counter() - began
    print(f"{given.seeds} seeds twice, {failed} failed, {2 * given.seeds / spent:.0f} plays a second")
    print(", ".join(f"{name} {times}" for name, times in sorted(met.items())))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

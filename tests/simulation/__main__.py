"""Play seeds: `python -m tests.simulation --seeds N [--first K] [--steps S] [--trace]`."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tests.simulation.broken import Broken
from tests.simulation.plays import PLAYS, STEPS


def main() -> int:
    """Play the seeds; 1 when an invariant was broken."""
    given = _arguments()
    met: Counter[str] = Counter()
    began = time.process_time()
    failed = 0
    for seed in range(given.first, given.first + given.seeds):
        for name, play in PLAYS.items():
            try:
                met += play(seed, given.steps).met
            except Broken as broken:
                failed += 1
                _tell(seed, name, given.steps, broken, trace=given.trace)
    spent = time.process_time() - began
    plays = len(PLAYS) * given.seeds
    print(f"{given.seeds} seeds, {plays} plays, {failed} failed, {plays / spent:.0f} a second of one core")
    _print_table(met)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--trace", action="store_true", help="print what happened in each seed that fails")
    return parser.parse_args()


def _tell(seed: int, name: str, steps: int, broken: Broken, *, trace: bool) -> None:
    """Say what broke; the trace is that of the fewest steps after which it breaks."""
    print(f"seed {seed}, {name}: {broken}")
    if trace:
        fewest, shortest = _shortest(seed, name, steps, broken)
        print("\n".join(shortest.trace))
        print(f"  → {shortest}")
        print(f"again: python -m tests.simulation --first {seed} --seeds 1 --steps {fewest} --trace")


def _shortest(seed: int, name: str, steps: int, broken: Broken) -> tuple[int, Broken]:
    """Steps go by alike however many there are, so the fewest that break tell the story shortest."""
    for fewer in range(1, steps):
        try:
            PLAYS[name](seed, fewer)
        except Broken as again:
            if again.invariant == broken.invariant:
                return fewer, again
    return steps, broken


def _print_table(met: Counter[str]) -> None:
    """How often each mishap came, and how often each met each status."""
    pairs = [name.split(" × ") for name in met if " × " in name]
    statuses = sorted({status for _, status in pairs})
    print(f"{'':16}{'':>9}" + "".join(f"{status:>10}" for status in statuses))
    print(f"{'all':16}{'':>9}" + "".join(f"{met[status]:>10}" for status in statuses))
    for mishap in sorted({mishap for mishap, _ in pairs}):
        counts = "".join(f"{met[f'{mishap} × {status}']:>10}" for status in statuses)
        print(f"{mishap:16}{met[mishap]:>9}{counts}")


if __name__ == "__main__":
    raise SystemExit(main())

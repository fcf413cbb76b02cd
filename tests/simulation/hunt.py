"""A hunt through many seeds: on one core or on several, with the table of what met what.

A seed that breaks an invariant is told as the shortest story that still breaks it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.simulation.broken import Broken
from tests.simulation.mishaps import ALL
from tests.simulation.plays import STEPS, play

STATUSES = ("applied", "merged", "noop", "conflict", "review", "rejected")
LEAST_LAPTOPS, LEAST_STEPS, LEAST_MISHAPS = 3, 60, 3
CHUNK = 250


@dataclass
class Hunt:
    """What some seeds came to: `met` counts mishaps, statuses and their pairs, `seconds` are of one core."""

    seeds: int = 0
    seconds: float = 0.0
    met: Counter[str] = field(default_factory=Counter)
    broken: list[int] = field(default_factory=list)
    tame: list[int] = field(default_factory=list)
    """Seeds with too few laptops, steps or mishaps that really happened to prove anything."""

    def join(self, other: Hunt) -> None:
        self.seeds += other.seeds
        self.seconds += other.seconds
        self.met += other.met
        self.broken += other.broken
        self.tame += other.tame

    def unmet(self) -> list[str]:
        """The pairs of a mishap and a status that never came together."""
        pairs = (f"{mishap} × {status}" for mishap in ALL for status in STATUSES)
        return [pair for pair in pairs if not self.met[pair]]

    def table(self) -> Iterator[str]:
        """How often each mishap came, and how often each met each status."""
        yield f"{'':16}{'':>9}" + "".join(f"{status:>10}" for status in STATUSES)
        yield f"{'all':16}{'':>9}" + "".join(f"{self.met[status]:>10}" for status in STATUSES)
        for mishap in sorted(ALL):
            counts = "".join(f"{self.met[f'{mishap} × {status}']:>10}" for status in STATUSES)
            yield f"{mishap:16}{self.met[mishap]:>9}{counts}"


def hunt(seeds: range, steps: int = STEPS) -> Hunt:
    """Play seeds one after another."""
    found, began = Hunt(seeds=len(seeds)), time.process_time()
    for seed in seeds:
        try:
            world = play(seed, steps)
        except Broken:
            found.broken.append(seed)
            continue
        found.met += world.met
        if (
            len(world.laptops) < LEAST_LAPTOPS
            or world.tick < LEAST_STEPS
            or sum(world.met[mishap] for mishap in ALL) < LEAST_MISHAPS
        ):
            found.tame.append(seed)
    found.seconds = time.process_time() - began
    return found


def hunt_on(cores: int, seeds: range, steps: int = STEPS) -> Hunt:
    """The same on several cores at once."""
    found = Hunt()
    chunks = [seeds[first : first + CHUNK] for first in range(0, len(seeds), CHUNK)]
    with ProcessPoolExecutor(cores) as pool:
        for part in pool.map(hunt, chunks, [steps] * len(chunks)):
            found.join(part)
    return found


def story(seed: int, steps: int = STEPS) -> Iterable[str]:
    """What happened in a seed that breaks, with the fewest steps after which the same invariant breaks.

    Steps go by alike however many there are, so a shorter play is the beginning of the longer one.
    """
    told = _broken_by(seed, steps)
    for fewer in range(1, steps) if told else ():
        shorter = _broken_by(seed, fewer)
        if told and shorter and shorter.invariant == told.invariant:
            told, steps = shorter, fewer
            break
    if told is None:
        return [f"seed {seed} holds"]
    command = f"again: python -m tests.simulation --first {seed} --seeds 1 --steps {steps}"
    return [f"seed {seed}, {steps} steps:", *told.trace, f"  → {told}", command]


def _broken_by(seed: int, steps: int) -> Broken | None:
    try:
        play(seed, steps)
    except Broken as broken:
        return broken
    return None

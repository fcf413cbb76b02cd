"""Plays: a seed from its first step to the last oracle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from typing import Protocol

from tests.simulation import mishaps, oracles
from tests.simulation.broken import Broken
from tests.simulation.mishaps import Mishap
from tests.simulation.people import choose, correct, decide, edit
from tests.simulation.post import deliver, have_a_round, pry, someone_has_a_round, talk
from tests.simulation.world import COURSE, FOUR, THREE, World

STEPS = 80
ROUNDS = 20
RESTORES = (0, 1, 1, 2, 5)
CHANCES: Mapping[Callable[[World], None], float] = {
    edit: 0.20, correct: 0.04, choose: 0.10, decide: 0.08, talk: 0.22, deliver: 0.32,
    someone_has_a_round: 0.07, mishaps.keep: 0.04, mishaps.narrow: 0.01, mishaps.disorder: 0.01,
    pry: 0.01,
}  # fmt: skip
EVERY_SO_MANY, CHANCE_OF_A_MISHAP = 16, 0.04
"""One mishap after each so many steps at the latest: five in a seed for certain, eight on average."""


def run(seed: int, steps: int = STEPS) -> World:
    """Anything goes, with none to five restores: nothing is lost, nothing overwritten unseen.

    A third of the seeds begin with three laptops in a locked term, so that much waits and is decided.
    """
    late = seed % 3 == 0
    world = World(seed, THREE if late else FOUR, RESTORES[seed % len(RESTORES)])
    if late:
        world.region.rules.locked.add(COURSE)
    with _told_by(world):
        _go_on(world, steps, mishaps.ALL)
        _settle_down(world)
        oracles.check(world)
    return world


def run_one_restore(seed: int, steps: int = STEPS) -> World:
    """Invariant 13: everything is answered, then the server is restored once, and everybody comes back."""
    world = World(seed, FOUR, 0)
    with _told_by(world):
        _go_on(world, steps, mishaps.WITHOUT_COPIES)
        world.region.rules.locked.clear()
        _settle_down(world)
        before = oracles.picture(world.region)
        mishaps.restore(world, world.random.choice(world.backups))
        _settle_down(world)
        oracles.check(world)
        oracles.as_before(before, oracles.picture(world.region))
    return world


class Play(Protocol):
    """A seed from its first step to the last oracle. Raises Broken."""

    def __call__(self, seed: int, steps: int = STEPS) -> World: ...


PLAYS: Mapping[str, Play] = {"anything": run, "one restore": run_one_restore}


def play(seed: int, steps: int = STEPS) -> World:
    """The play that a seed stands for: even ones play anything, odd ones one restore."""
    return run_one_restore(seed, steps) if seed % 2 else run(seed, steps)


def _go_on(world: World, steps: int, possible: Mapping[str, Mishap]) -> None:
    deeds, chances = list(CHANCES), list(accumulate(CHANCES.values()))
    for _ in range(steps):
        world.tick += 1
        if world.tick % EVERY_SO_MANY == 0 or world.random.random() < CHANCE_OF_A_MISHAP:
            mishaps.befall(world, possible)
        else:
            world.random.choices(deeds, cum_weights=chances)[0](world)


def _settle_down(world: World) -> None:
    """Mishaps have stopped; twenty rounds must be enough for everybody."""
    world.letters.clear()
    world.region.dying = None
    for laptop in world.laptops:
        laptop.pushing = laptop.pulling = laptop.shelf.rows_to_live = None
    world.note("--- all is quiet")
    for _ in range(ROUNDS):
        world.random.shuffle(order := list(world.laptops))
        if not [laptop for laptop in order if have_a_round(world, laptop)]:
            break


@contextmanager
def _told_by(world: World) -> Iterator[None]:
    """A broken invariant carries the trace that a person can read."""
    try:
        yield
    except Broken as broken:
        broken.trace = world.trace
        raise

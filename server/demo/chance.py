"""Chance that repeats itself: numbers and ids that depend on a seed and a path only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from random import Random

_NAMESPACE = uuid.UUID("6d1f7c1e-9d5c-5a0e-8f5b-2f3a7c9e4b10")


@dataclass(frozen=True, slots=True)
class Chance:
    """A place in a tree of chances; branches do not disturb each other.

    Whoever draws a number more for one pupil changes nothing for the next one.
    """

    path: str

    def of(self, *steps: object) -> Chance:
        return Chance("/".join((self.path, *map(str, steps))))

    def random(self) -> Random:
        """A fresh stream of numbers for this place, the same on every run."""
        digest = blake2b(self.path.encode(), digest_size=8).digest()
        return Random(int.from_bytes(digest, "big"))

    def id(self, *steps: object) -> str:
        """The id of the thing at this place."""
        return str(uuid.uuid5(_NAMESPACE, self.of(*steps).path))


def geometric(random: Random, mean: float) -> int:
    """How long a spell lasts: at least 1, on the average ``mean``."""
    length = 1
    while random.random() > 1 / mean:
        length += 1
    return length


def spread(total: int, parts: int) -> list[int]:
    """Cut a whole into parts that differ by one at most, the greater ones first."""
    least, over = divmod(total, parts)
    return [least + (index < over) for index in range(parts)]


def weighted(random: Random, choices: Sequence[tuple[str, float]]) -> str:
    """One of the choices, each as often as its share says."""
    values = [value for value, _ in choices]
    return random.choices(values, [share for _, share in choices])[0]

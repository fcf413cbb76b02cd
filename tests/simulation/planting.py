"""Planted bugs: each spoils one function of the real road, and the oracles must see it.

An oracle that does not see its bug is blind, whatever it says of the true code. The names are
those of docs/SYNC.md, section 7; `planted_server` and `planted_laptop` hold the bugs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class Planted:
    """A bug, and the invariants of which it breaks one first."""

    plant: Callable[[Patch], None]
    breaks: frozenset[int]


PLANTED: dict[str, Planted] = {}


def breaking(*invariants: int) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    """Enter a bug under its name."""

    def enter(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
        PLANTED[plant.__name__.replace("_", " ")] = Planted(plant, frozenset(invariants))
        return plant

    return enter

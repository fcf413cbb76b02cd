"""The answer for one place of the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from timetable.cards import Card
from timetable.findings import Finding
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey, Rule


class Verdict(StrEnum):
    """What becomes of a card that is let fall in a place."""

    FREE = "free"
    """It may lie there, and no wish suffers."""
    WORSE = "worse"
    """It may lie there; wishes cost more."""
    SWAP = "swap"
    """It may lie there when one or two other cards go elsewhere."""
    LEAVES = "leaves"
    """It may lie there, but leaves a must broken where it was; no other card was found that mends it."""
    IMPOSSIBLE = "impossible"
    """Not by hand; the findings say why."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a place means for the block in hand.

    ``delta`` is how the objective changes against the draft as it is (less is better), ``parts``
    the same by kinds of rules. ``moves`` are all cards that have to lie elsewhere for it, the
    block's own with rooms that are free there among them; empty where it is impossible.
    ``findings`` say why not, or what is left broken (a window in the day that the card came from).
    """

    at: TimeSlot
    verdict: Verdict
    delta: int = 0
    parts: Mapping[type[Rule], int] = field(default_factory=dict)
    moves: Mapping[BlockKey, Card] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def others(self) -> dict[BlockKey, TimeSlot]:
        """The other cards that have to move, and where to; empty unless it is a swap."""
        first = next(iter(self.moves), None)
        return {key: card.at for key, card in self.moves.items() if key != first}

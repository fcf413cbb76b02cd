"""Where blocks are placed: cards, and a draft of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from school.calendar import Weeks
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.rules.rule import BlockKey


class Hand(StrEnum):
    """Who put a card where it is."""

    PERSON = "person"
    SOLVER = "solver"


@dataclass(frozen=True, slots=True)
class Card:
    """A placed block. ``rooms`` answer the demand's needs one by one; None is a room not found yet."""

    block: BlockKey
    at: TimeSlot
    weeks: Weeks = Weeks.EVERY
    rooms: tuple[str | None, ...] = ()
    time_locked: bool = False
    rooms_locked: bool = False
    hand: Hand = Hand.SOLVER


Cards = Mapping[BlockKey, Card]
"""The cards of a week by their blocks; a block without one lies in the tray."""


@dataclass(frozen=True)
class Draft:
    """A problem and as much of its week as is placed."""

    problem: Problem
    cards: Cards = field(default_factory=dict)

    @property
    def tray(self) -> tuple[BlockKey, ...]:
        """The blocks that are not placed yet."""
        return tuple(key for key, _, _ in self.problem.blocks() if key not in self.cards)

    @property
    def is_whole(self) -> bool:
        return not self.tray

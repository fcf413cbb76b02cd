"""What an explanation is: plain facts, which the window can show without the engine's libraries."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from timetable.cards import Cards
from timetable.explaining.remedies import Remedy
from timetable.explaining.shortage import Shortage
from timetable.findings import Finding
from timetable.rules.rule import BlockKey


class Known(StrEnum):
    """How an explanation ended; none of these says that something is impossible but the first."""

    COUNTED = "counted"
    """Something is short: there is no timetable, and whoever counts can see it."""
    RELAXED = "relaxed"
    """A week was found that breaks this; that nothing less would do is not proven."""
    HELD = "held"
    """A legal week was found on the way."""
    NOTHING = "nothing"
    """No week was found, nor why; nothing is proven."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing that has to give way so that everything has a place, and steps that allow it.

    ``what`` is what the checker finds in the week of the explanation, or the locked blocks that lie elsewhere
    there.
    """

    what: Finding | tuple[BlockKey, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Explanation:
    """Shortages where counting found some, else relaxations, and the week to which they belong.

    ``cards`` are that whole week: legal once the first remedy of each relaxation is applied, as far as the
    checker could confirm (``holds``).
    """

    known: Known
    shortages: tuple[Shortage, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    cards: Cards = field(default_factory=dict)
    holds: bool = False
    seconds: float = 0.0

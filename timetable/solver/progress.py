"""What a search is asked, what it tells on its way, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from timetable.cards import Cards
from timetable.findings import Finding, Part, Report
from timetable.rules.rule import BlockKey, Rule

Parts = Mapping[type[Rule], Part]


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how a search goes on. Seconds are of the clock.

    ``seconds`` None goes on until it is stopped. ``free`` are the only blocks that may move, where
    given: all other cards are pins. ``seed`` and ``workers`` are stored with what was found, so that
    a search can be run again; 0 workers are as many as the machine has cores, eight at most.
    """

    seconds: float | None = 60.0
    first_seconds: float = 120.0
    round_seconds: float = 15.0
    only_legal: bool = False
    free: frozenset[BlockKey] | None = None
    seed: int = 1
    workers: int = 0
    memory_mb: int = 2_000


class Step(StrEnum):
    """What a search is about."""

    MODEL = "model"
    LEGAL = "legal"
    NEARER = "nearer"
    ROOMS = "rooms"
    WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Began:
    """A step of the search has begun."""

    step: Step
    seconds: float


@dataclass(frozen=True, slots=True)
class Nearer:
    """No legal week yet; the nearest one breaks hard rules so many times."""

    broken: int
    seconds: float


@dataclass(frozen=True)
class Improvement:
    """A legal week, better than any before; ``seconds`` since the search began."""

    cards: Cards
    cost: int
    parts: Parts
    seconds: float


@dataclass(frozen=True)
class Refused:
    """The solver found a week that the checker does not accept: never shown, always told."""

    findings: tuple[Finding, ...]
    seconds: float


Event = Began | Nearer | Improvement | Refused
OnEvent = Callable[[Event], None]
ShouldStop = Callable[[], bool]


class End(StrEnum):
    """How a search ended."""

    SOLVED = "solved"
    """A legal week, as good as was found in the time."""
    STOPPED = "stopped"
    """A person stopped it; the cards are the best until then, none if there were none."""
    NOT_FOUND = "not_found"
    """No legal week in the time; there may be one."""
    UNPLACEABLE = "unplaceable"
    """Two searches of different kinds say that there is none. That is not proven: ask for an explanation."""


@dataclass(frozen=True)
class Outcome:
    """The end of a search and the best legal week, if any."""

    end: End
    cards: Cards = field(default_factory=dict)
    report: Report | None = None
    seconds: float = 0.0
    seed: int = 1
    refused: int = 0

    @property
    def found(self) -> bool:
        return self.report is not None

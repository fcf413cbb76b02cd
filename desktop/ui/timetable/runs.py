"""A run of the solver as the window sees it: told in the window's own thread, whatever works behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from timetable.cards import Cards, Draft


class End(StrEnum):
    """How a run has ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    NOT_FOUND = "not_found"
    """No week that can be held was found; that is no proof that there is none."""
    DIED = "died"
    """The child process is gone; what it had streamed before is kept."""


@dataclass(frozen=True, slots=True)
class Ended:
    """``cards`` are the best week of the run, empty where it had none; ``words`` may say more."""

    end: End
    cards: Cards = field(default_factory=dict)
    words: str = ""


class Hearing(Protocol):
    """Who listens to a run."""

    def hear_state(self, words: str) -> None:
        """What it does just now."""
        ...

    def hear_better(self, cards: Cards, parts: Sequence[str]) -> None:
        """A better week, and what is still inconvenient about it, in words."""
        ...

    def hear_end(self, ended: Ended) -> None:
        """Nothing more comes."""
        ...


class Run(Protocol):
    """A run that has begun."""

    def stop(self) -> None:
        """End soon with the best that there is; `hear_end` comes still."""
        ...


BeginRun = Callable[[Draft, Hearing], Run]
"""Begin to solve a draft: locked cards stay, the others are hints."""

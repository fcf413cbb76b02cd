"""Stretches of days: how long somebody teaches, learns, is ill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from the first to the last, both included; without a last day it goes on.

    On the wire it is ``from`` and ``to``. Nobody is ever taken off a list: a stretch is
    only given its last day, so that what was written within it keeps its meaning.
    """

    first_day: date
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def overlaps(self, other: Dates) -> bool:
        """Whether the two stretches share a day."""
        return (self.last_day is None or other.first_day <= self.last_day) and (
            other.last_day is None or self.first_day <= other.last_day
        )

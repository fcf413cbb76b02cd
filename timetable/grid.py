"""The grid of a week: days, the slots of a day, and how free somebody is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import IntEnum
from typing import NamedTuple


class TimeSlot(NamedTuple):
    """A place of the week: the index of a day in the grid, and the index of a slot in it."""

    day: int
    slot: int

    def after(self, slots: int) -> TimeSlot:
        """The place that many slots later on the same day, inside the grid or not."""
        return TimeSlot(self.day, self.slot + slots)


class Level(IntEnum):
    """How a person, a form or a room stands to a place of the week."""

    FREE = 0
    UNDESIRABLE = 1
    FORBIDDEN = 2


@dataclass(frozen=True, slots=True)
class DaySlot:
    """One slot of every day.

    ``number`` is the school's own numbering, one for all shifts, by which journals know the
    slot; ``title`` is what stands on the wall. ``starts`` and ``ends`` where bells are known.
    """

    title: str
    number: int
    shift: int = 1
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Days and slots. Nobody is taught in a ``break``; no double lesson crosses a long break,
    which comes after each of the slots ``meals_after``.
    """

    days: tuple[str, ...]
    slots: tuple[DaySlot, ...]
    breaks: frozenset[TimeSlot] = frozenset()
    meals_after: frozenset[int] = frozenset()

    def __iter__(self) -> Iterator[TimeSlot]:
        """All places of the week, day by day, breaks among them."""
        return (TimeSlot(day, slot) for day in range(len(self.days)) for slot in range(len(self.slots)))

    def __contains__(self, at: object) -> bool:
        return isinstance(at, TimeSlot) and at.day in range(len(self.days)) and at.slot in self.of_day

    @property
    def of_day(self) -> range:
        """The indexes of a day's slots."""
        return range(len(self.slots))

    def covered(self, at: TimeSlot, length: int) -> tuple[TimeSlot, ...]:
        """The places that a block of this length takes when it begins here; empty where it cannot lie."""
        taken = tuple(at.after(more) for more in range(length))
        crossed = any(one.slot in self.meals_after for one in taken[:-1])
        stands = all(one in self and one not in self.breaks for one in taken)
        return taken if stands and not crossed else ()

    def title(self, at: TimeSlot) -> str:
        """«Пн, 3», for logs and files; screens have their own words."""
        return f"{self.days[at.day]}, {self.slots[at.slot].title}"

"""Rules of somebody's days: of teachers, or of groups, looked at atom by atom."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.rules.rule import ALL, OfPeople, Per, Which


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxGaps(OfPeople):
    """Empty slots («окна») between somebody's lessons of a day; where nobody may come is no window."""

    most: int
    per: Per = Per.WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxPerDay(OfPeople):
    """Slots taught a day, of these blocks only."""

    most: int
    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class MinPerDay(OfPeople):
    """Slots taught a day; a day without any counts as too short unless ``empty_days``."""

    least: int
    empty_days: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxInARow(OfPeople):
    """Slots without an empty one between, of these blocks only."""

    most: int
    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxSpan(OfPeople):
    """Slots from the first lesson of a day to the last, both counted."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxDays(OfPeople):
    """Days of the week with a lesson."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinDays(OfPeople):
    """Days of the week with a lesson."""

    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxDaysWithin(OfPeople):
    """Days with a lesson in the slots ``first`` to ``last`` (indexes, both counted)."""

    most: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxLateStarts(OfPeople):
    """Days that begin not with the first slot but with the second; later ones never do.

    For a group with ``first_slots`` of its form, the first of these is the first slot.
    """

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenDays(OfPeople):
    """How much longer the longest day is than the shortest."""

    most: int = 1

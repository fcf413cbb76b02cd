"""Rules of somebody's days: of teachers, or of groups, looked at atom by atom."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.rules.rule import ALL, OfPeople, Per, Which


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxGaps(OfPeople):
    """Empty slots («окна») between the first and the last lesson of somebody's day.

    Breaks of the grid and slots forbidden to the person are no windows (as in FET). The amount is
    what is above ``most``, of the week's sum or of each day.
    """

    most: int
    per: Per = Per.WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxPerDay(OfPeople):
    """Slots taught a day, of these blocks only; the amount is what is above ``most``, day by day."""

    most: int
    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class MinPerDay(OfPeople):
    """Slots taught a day; the amount is what is missing, day by day.

    A day without any counts as too short unless ``empty_days``; one on which the person may never
    come does not.
    """

    least: int
    empty_days: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxInARow(OfPeople):
    """Slots of these blocks without a pause between; a slot with anything else, or a break, is one.

    The amount is what each run has above ``most`` (FET's hours continuously).
    """

    most: int
    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxSpan(OfPeople):
    """Slots from the first lesson of a day to the last, both counted, breaks too; the amount is what is
    above ``most``, day by day.
    """

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxDays(OfPeople):
    """Days of the week with a lesson; the amount is the days above ``most``."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinDays(OfPeople):
    """Days of the week with a lesson; the amount is the days that are missing."""

    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxDaysWithin(OfPeople):
    """Days with a lesson in the slots ``first`` to ``last`` (indexes, both counted); the amount is the
    days above ``most``.
    """

    most: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxLateStarts(OfPeople):
    """Days that begin not with the first slot but with the second; later ones never do.

    Counted are the slots where the person may come (as in FET's beginnings at second hour): no
    break, not forbidden, and for a group with ``first_slots`` of its form from the first of these
    on. A day with a lesson is late when its first such slot is empty, and wrong as well when the
    second is. The amount is the late days above ``most``, and each wrong one.
    """

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenDays(OfPeople):
    """How much longer the longest day is than the shortest, in slots taught, of the days on which the
    person may come at all (one without lessons is a day of 0); the amount is what is above ``most``.
    """

    most: int = 1

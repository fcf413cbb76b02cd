"""Rules of blocks: where they may lie, and how they lie to each other."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey, Order, Rule, Same, Which


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysApart(Rule):
    """Blocks lie at least so many days apart: 1 is another day, 2 leaves a day between.

    Each pair that lies nearer counts once. ``beside_if_same_day``: those that do share a day anyway
    stand one directly after the other, which is a must also where the rule is a wish (as in FET).
    ``each_form``: of the blocks chosen, only those that share pupils are looked at together.
    """

    which: Which
    least: int = 1
    beside_if_same_day: bool = False
    each_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MostOnDay(Rule):
    """On one day lie so many of the blocks at most; the amount is what is above, day by day, in the fuller
    of the weeks. ``each_form``: of the blocks chosen, only those that share pupils are looked at together.
    """

    which: Which
    most: int = 2
    each_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTime(Rule):
    """The blocks begin at the same time, in the same slot of perhaps other days, or on the same day.

    The amount is the different times (slots, days) that they have, but one.
    """

    which: Which
    what: Same = Same.TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTogether(Rule):
    """No two of the blocks overlap; each pair that does counts once."""

    which: Which


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows(Rule):
    """The second block lies to the first as ``order`` says; NEXT and BESIDE skip breaks of the grid.

    LATER_IN_WEEK and LATER_IF_SAME_DAY want the second to begin when the first has ended, or later.
    """

    first: BlockKey
    second: BlockKey
    order: Order = Order.NEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class MinGapBetween(Rule):
    """At least so many slots, breaks counted, lie between two of the blocks that share a day; each pair
    that lies nearer counts once.
    """

    which: Which
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedTimes(Rule):
    """The blocks begin only here (``starts``), or lie wholly within (``within``); one of both is given.

    Each block that does not counts once.
    """

    which: Which
    starts: frozenset[TimeSlot] = frozenset()
    within: frozenset[TimeSlot] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsDay(Rule):
    """After the blocks their pupils have nothing more that day; a block counts once, however many of
    them have.
    """

    which: Which


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeOfDay(Rule):
    """The blocks are the first or the last of their pupils' day: half-forms' lessons, «к краю дня».

    A block counts once when some pupil (atom) has lessons both before and after it on that day.
    """

    which: Which


@dataclass(frozen=True, slots=True, kw_only=True)
class MostRooms(Rule):
    """The blocks use at most so many different rooms; the amount is the rooms above ``most``."""

    which: Which
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRoomInARow(Rule):
    """Of these blocks, two that follow each other without a pause stand in one room.

    A pair counts once when both have rooms and none in common; a break is a pause. Two blocks are a
    pair when they share a group; with ``whoever`` any two are, as in FET.
    """

    which: Which
    whoever: bool = False

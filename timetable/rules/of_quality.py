"""Rules of a good week: what makes it easier to learn and to work in; wishes, as a rule."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.grid import TimeSlot
from timetable.rules.rule import ALL, BlockKey, Rule, Which


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherKeepsRoom(Rule):
    """A teacher's lessons of one day change rooms as seldom as can be; the cost is each change."""

    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndesirableSlots(Rule):
    """Lessons where somebody would rather not: each costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardSubjectsEarly(Rule):
    """Subjects of at least ``points`` by the norms' table stand in these slots (indexes), by 1.2.3685-21:
    2nd to 4th lesson, 2nd and 3rd in levels 1 to 4.
    """

    points: int = 8
    slots: tuple[int, ...] = (1, 2, 3)
    levels: tuple[int, ...] = (5, 6, 7, 8, 9, 10, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProfile(Rule):
    """Of a form's days the one with most points of difficulty is one of ``heaviest`` (indexes of days),
    and one of ``lightest`` has fewer than any other.
    """

    heaviest: tuple[int, ...] = (1, 2)
    lightest: tuple[int, ...] = (3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class HardInARow(Rule):
    """No more than so many lessons of at least ``points`` follow each other in a form's day."""

    points: int = 8
    most: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenSpread(Rule):
    """The blocks of each demand chosen are spread over the week: 2 of them not on neighbouring days."""

    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability(Rule):
    """Blocks stay where an earlier timetable had them: each moved one costs."""

    kept: tuple[tuple[BlockKey, TimeSlot], ...]

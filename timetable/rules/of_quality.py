"""Rules of a good week: what makes it easier to learn and to work in; wishes, as a rule."""

from __future__ import annotations

from dataclasses import dataclass

from timetable.grid import TimeSlot
from timetable.rules.rule import ALL, BlockKey, Rule, Which


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherKeepsRoom(Rule):
    """A teacher's lessons of one day change rooms as seldom as can be; each change counts once.

    Looked at are the lessons with a room, in their order; the teacher's room is that of his part.
    """

    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UndesirableSlots(Rule):
    """Lessons where somebody would rather not: each slot counts once for each teacher, and once for each
    group of the demand (itself or its form), to whom it is undesirable.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class HardSubjectsEarly(Rule):
    """Subjects of at least ``points`` by the norms' table stand in these slots, by 1.2.3685-21:
    2nd to 4th lesson, 2nd and 3rd in levels 1 to 4.

    ``slots`` are counted from the first slot of the form's shift, which is 0. A block is hard when it
    is so for one of its forms in ``levels``; each slot of it that stands elsewhere counts once.
    """

    points: int = 8
    slots: tuple[int, ...] = (1, 2, 3)
    levels: tuple[int, ...] = (5, 6, 7, 8, 9, 10, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayProfile(Rule):
    """Of a form's days one of ``heaviest`` (indexes of days) has most points of difficulty, and one of
    ``lightest`` has fewer than all the days that are not of these.

    A day's points are those of its lessons, slot by slot, each times the form's atoms that it takes
    (so two halves taught in parallel count as one form). Days on which the form may not come are
    left out. A form counts once when a day outside ``heaviest`` has more points than each of these,
    and once when the least of ``lightest`` is not below the least of the others. A form none of
    whose lessons has points is not looked at.
    """

    heaviest: tuple[int, ...] = (1, 2)
    lightest: tuple[int, ...] = (3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class HardInARow(Rule):
    """No more than so many lessons of at least ``points`` follow each other in a form's day.

    Looked at atom by atom; the amount is what each run of such slots has above ``most``; any other
    slot ends a run. A lesson's points are the most that it has for one of its forms.
    """

    points: int = 8
    most: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EvenSpread(Rule):
    """The blocks of each demand chosen are spread over the week: 2 of them not on neighbouring days.

    Of n blocks of one demand each pair that lies nearer than max(1, min(2, days of the grid // n))
    days counts once.
    """

    which: Which = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability(Rule):
    """Blocks stay where an earlier timetable had them: each that begins elsewhere counts once."""

    kept: tuple[tuple[BlockKey, TimeSlot], ...]

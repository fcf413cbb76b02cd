"""Every kind of rule there is."""

from __future__ import annotations

from timetable.rules import of_blocks, of_people, of_quality
from timetable.rules.rule import Rule

KINDS: tuple[type[Rule], ...] = (
    of_people.MaxGaps,
    of_people.MaxPerDay,
    of_people.MinPerDay,
    of_people.MaxInARow,
    of_people.MaxSpan,
    of_people.MaxDays,
    of_people.MinDays,
    of_people.MaxDaysWithin,
    of_people.MaxLateStarts,
    of_people.EvenDays,
    of_blocks.DaysApart,
    of_blocks.MostOnDay,
    of_blocks.SameTime,
    of_blocks.NotTogether,
    of_blocks.Follows,
    of_blocks.MinGapBetween,
    of_blocks.AllowedTimes,
    of_blocks.EndsDay,
    of_blocks.EdgeOfDay,
    of_blocks.MostRooms,
    of_blocks.SameRoomInARow,
    of_quality.TeacherKeepsRoom,
    of_quality.UndesirableSlots,
    of_quality.HardSubjectsEarly,
    of_quality.DayProfile,
    of_quality.HardInARow,
    of_quality.EvenSpread,
    of_quality.Stability,
)
"""The checker, the solver, the words and the files must each know all of these."""

"""How each kind of rule enters a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from timetable.rules import of_blocks as blocks
from timetable.rules import of_people as people
from timetable.rules import of_quality as quality
from timetable.rules.rule import Rule
from timetable.solver import of_blocks, of_people, of_quality, of_rooms
from timetable.solver.school_model import SchoolModel

Encoder = Callable[[SchoolModel, Any], None]

ENCODERS: Mapping[type[Rule], Encoder] = {
    people.MaxGaps: of_people.max_gaps,
    people.MaxPerDay: of_people.max_per_day,
    people.MinPerDay: of_people.min_per_day,
    people.MaxInARow: of_people.max_in_a_row,
    people.MaxSpan: of_people.max_span,
    people.MaxDays: of_people.max_days,
    people.MinDays: of_people.min_days,
    people.MaxDaysWithin: of_people.max_days_within,
    people.MaxLateStarts: of_people.max_late_starts,
    people.EvenDays: of_people.even_days,
    blocks.DaysApart: of_blocks.days_apart,
    blocks.MostOnDay: of_blocks.most_on_day,
    blocks.SameTime: of_blocks.same_time,
    blocks.NotTogether: of_blocks.not_together,
    blocks.Follows: of_blocks.follows,
    blocks.MinGapBetween: of_blocks.min_gap_between,
    blocks.AllowedTimes: of_blocks.allowed_times,
    blocks.EndsDay: of_blocks.ends_day,
    blocks.EdgeOfDay: of_blocks.edge_of_day,
    blocks.MostRooms: of_rooms.most_rooms,
    blocks.SameRoomInARow: of_rooms.same_room_in_a_row,
    quality.TeacherKeepsRoom: of_rooms.left_to_rooms,
    quality.UndesirableSlots: of_quality.undesirable_slots,
    quality.HardSubjectsEarly: of_quality.hard_subjects_early,
    quality.DayProfile: of_quality.day_profile,
    quality.HardInARow: of_quality.hard_in_a_row,
    quality.EvenSpread: of_quality.even_spread,
    quality.Stability: of_quality.stability,
}
"""Every kind of `timetable.rules.kinds.KINDS`; a test compares."""

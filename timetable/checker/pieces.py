"""Every kind of rule, and how it is cut into pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from timetable.checker import pairs_of_blocks, single_blocks, weeks_of_forms
from timetable.checker.days_of_people import MEASURES, pieces_of_hard_rows, pieces_of_people
from timetable.checker.layout import Layout
from timetable.checker.unit import Unit
from timetable.rules import of_blocks, of_quality
from timetable.rules.rule import Rule

Cut = Callable[[Any, Layout], Iterable[Unit]]

CUTS: dict[type[Rule], Cut] = {
    **dict.fromkeys(MEASURES, pieces_of_people),
    of_blocks.DaysApart: pairs_of_blocks.pieces_of_days_apart,
    of_blocks.MostOnDay: single_blocks.pieces_of_most_on_day,
    of_blocks.SameTime: single_blocks.pieces_of_same_time,
    of_blocks.NotTogether: pairs_of_blocks.pieces_of_not_together,
    of_blocks.Follows: pairs_of_blocks.pieces_of_follows,
    of_blocks.MinGapBetween: pairs_of_blocks.pieces_of_min_gap,
    of_blocks.AllowedTimes: single_blocks.pieces_of_allowed_times,
    of_blocks.EndsDay: single_blocks.pieces_of_day_end,
    of_blocks.EdgeOfDay: single_blocks.pieces_of_day_edge,
    of_blocks.MostRooms: single_blocks.pieces_of_most_rooms,
    of_blocks.SameRoomInARow: pairs_of_blocks.pieces_of_same_room,
    of_quality.TeacherKeepsRoom: weeks_of_forms.pieces_of_kept_rooms,
    of_quality.UndesirableSlots: single_blocks.pieces_of_undesirable,
    of_quality.HardSubjectsEarly: single_blocks.pieces_of_hard_early,
    of_quality.DayProfile: weeks_of_forms.pieces_of_profile,
    of_quality.HardInARow: pieces_of_hard_rows,
    of_quality.EvenSpread: pairs_of_blocks.pieces_of_even_spread,
    of_quality.Stability: single_blocks.pieces_of_stability,
}
"""All kinds of `timetable.rules.kinds.KINDS`; a test compares the two."""


def pieces(rules: Iterable[Rule], layout: Layout) -> Iterator[Unit]:
    """The rules in pieces, in their order."""
    for rule in rules:
        yield from CUTS[type(rule)](rule, layout)

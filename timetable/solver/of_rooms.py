"""Rules of rooms: times leave them aside, rooms are given out afterwards."""

from __future__ import annotations

from timetable.rules.rule import Rule
from timetable.solver.school_model import SchoolModel


def left_to_rooms(_model: SchoolModel, _rule: Rule) -> None:
    """Kept where rooms are given out: see `timetable.solver.rooms`."""

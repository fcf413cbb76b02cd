"""A model that knows its people: what encoders write into."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from school.calendar import Weeks
from timetable.grid import TimeSlot
from timetable.solver.model import Model, Terms
from timetable.solver.people import People


class SchoolModel(Model):
    """A problem's model with the days of its people."""

    @cached_property
    def seats(self) -> dict[tuple[str, TimeSlot, Weeks], Terms]:
        """Who takes a room in a place of the week, of those whose room is chosen with the time."""
        return defaultdict(list)

    @cached_property
    def people(self) -> People:
        return People(self)

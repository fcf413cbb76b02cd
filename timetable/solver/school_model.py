"""A model that knows its people: what encoders write into."""

from __future__ import annotations

from functools import cached_property

from timetable.solver.model import Model
from timetable.solver.people import People


class SchoolModel(Model):
    """A problem's model with the days of its people."""

    @cached_property
    def people(self) -> People:
        return People(self)

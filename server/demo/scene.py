"""A school with everything decided but the lessons: what all its streams look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from school.form import Form
from server.demo.absences import Missing
from server.demo.chance import Chance
from server.demo.roster import Roster, build_roster
from server.demo.size import Shape
from server.demo.staffing import Staffing, build_staffing
from server.demo.substitutions import Changes
from server.demo.week import Lesson, build_week
from server.demo.year import DemoYear, build_year

SchoolDays = dict[str, dict[date, int]]
"""For each form its school days up to today, with the weekday whose lessons they take."""


@dataclass(frozen=True)
class Scene:
    """One school of the demo. Parts are made when they are first asked for."""

    chance: Chance
    shape: Shape
    today: date

    @property
    def id(self) -> str:
        return self.chance.id("school")

    @cached_property
    def year(self) -> DemoYear:
        return build_year(self.chance, self.today)

    @cached_property
    def staffing(self) -> Staffing:
        return build_staffing(self.chance, self.shape, self.year.first_day)

    @cached_property
    def week(self) -> list[Lesson]:
        return build_week(self.chance, self.shape, self.staffing) if self.shape.marked else []

    @cached_property
    def roster(self) -> Roster:
        return build_roster(self.chance, self.staffing, self.year)

    @cached_property
    def missing(self) -> Missing:
        return Missing(self.chance.of("missing"), self.roster, self.year)

    @cached_property
    def school_days(self) -> SchoolDays:
        return {form.id: self._days_of(form) for form in self.staffing.forms}

    @cached_property
    def changes(self) -> Changes:
        made = Changes(self.chance, self.staffing, self.week, self.school_days)
        made.happen(self.year)
        return made

    @cached_property
    def by_course(self) -> dict[str, dict[int, list[int]]]:
        """Of each course the slots of its lessons by weekday."""
        found: dict[str, dict[int, list[int]]] = {group.id: {} for group in self.staffing.groups()}
        for lesson in self.week:
            found[lesson.group.id].setdefault(lesson.weekday, []).append(lesson.slot)
        return found

    def _days_of(self, form: Form) -> dict[date, int]:
        calendar = self.year.calendar
        days = [*self.year.days_before(self.today), self.today]
        followed = ((day, calendar.timetable_day(day, form)) for day in days)
        return {day: one.weekday for day, one in followed if one is not None}

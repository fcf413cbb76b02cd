"""The week of a demo school: each form's places, and the cards that fill them."""

from __future__ import annotations

from dataclasses import dataclass

from school.form import Form
from server.demo.chance import Chance, spread
from server.demo.placing import Need, Place, place_week
from server.demo.size import Shape
from server.demo.staffing import DEMO_HOURS, Group, Staffing
from server.demo.year import FIRST_SHIFT, SECOND_SHIFT


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the week: a course on a weekday in a slot."""

    group: Group
    weekday: int
    slot: int


def build_week(chance: Chance, shape: Shape, staffing: Staffing) -> list[Lesson]:
    """The week's lessons in the order of courses, weekdays, slots."""
    needs = [Need(one.form.id, one.subject, one.people(), one.hours) for one in staffing.bundles]
    hours = {form.id: 0 for form in staffing.forms}
    for need in needs:
        hours[need.form] += need.hours
    grids = {form.id: _grid(form, shape, hours[form.id]) for form in staffing.forms}
    quotas = {staffing.demo.person.id: dict(enumerate(DEMO_HOURS, start=1))}
    placed = place_week(needs, grids, quotas, chance.of("week").random())
    return [
        Lesson(group, weekday, slot)
        for index, (weekday, slot) in placed
        for group in staffing.bundles[index].groups
    ]


def _grid(form: Form, shape: Shape, hours: int) -> list[Place]:
    """As many places as hours, days of even length without windows."""
    days = 6 if form.level >= shape.six_days_from else 5
    first = (SECOND_SHIFT if form.shift == 2 else FIRST_SHIFT)[0]
    lengths = spread(hours, days)
    return [(day, first + number) for day, length in enumerate(lengths, start=1) for number in range(length)]

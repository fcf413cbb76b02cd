"""The week's grid: days and bells, and how free somebody is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from desktop.models.reading.school_facts import SchoolFacts
from desktop.models.timetable.office import Office, SlotOfWeek, WeekNote
from school.bells import ORDINARY_BELLS
from school.timetable import Timetable
from timetable.grid import DaySlot, Grid, Level, TimeSlot
from timetable.problem import Away

DAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
SATURDAY = 6


def published_now(facts: SchoolFacts) -> Timetable | None:
    """The published version that begins last."""
    published = [one for one in facts.timetables if one.is_published]
    return max(published, key=lambda one: (one.dates.first_day, one.id), default=None)


def published_on(facts: SchoolFacts, day: date) -> Timetable | None:
    """The published version in force on a day."""
    valid = [one for one in facts.timetables if one.is_published and one.dates.covers(day)]
    return max(valid, key=lambda one: (one.dates.first_day, one.id), default=None)


def read_week(facts: SchoolFacts, office: Office) -> WeekNote:
    """The days of the school and of its forms, as said, else as the published week has them."""
    if office.week is not None:
        return office.week
    version = published_now(facts)
    used: dict[str, set[int]] = defaultdict(set)
    for card in facts.cards:
        if version is not None and card.version == version.id and card.course in facts.loads:
            for form in facts.loads[card.course].forms:
                used[form].add(card.weekday)
    days = max((max(weekdays) for weekdays in used.values()), default=SATURDAY - 1)
    short = (form for form, weekdays in used.items() if days >= SATURDAY > max(weekdays))
    return WeekNote(max(days, SATURDAY - 1), five_days=frozenset(short))


def build_grid(facts: SchoolFacts, week: WeekNote) -> Grid:
    """The grid by the ordinary bells; eight nameless slots where a school has told none."""
    bells = [bell for bell in facts.calendar.bells if bell.bell_set == ORDINARY_BELLS]
    one_each = {bell.slot: bell for bell in sorted(bells, key=lambda bell: bell.starts, reverse=True)}
    slots = [
        DaySlot(str(bell.number), slot, bell.shift, bell.starts, bell.ends)
        for slot, bell in sorted(one_each.items())
    ]
    slots = slots or [DaySlot(str(number), number) for number in range(1, 9)]
    meals = frozenset(at for at, slot in enumerate(slots) if slot.number in week.meals_after)
    return Grid(DAYS[: week.days], tuple(slots), meals_after=meals)


def levels_on(grid: Grid, told: Mapping[SlotOfWeek, Level]) -> Away:
    """Levels by weekday and number as levels by places of a grid; what lies outside it is left out."""
    if not told:
        return {}
    index = {slot.number: at for at, slot in enumerate(grid.slots)}
    return {
        TimeSlot(weekday - 1, index[number]): level
        for (weekday, number), level in told.items()
        if number in index and weekday <= len(grid.days)
    }

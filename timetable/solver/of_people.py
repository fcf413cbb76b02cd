"""Rules of somebody's days, as limits."""

from __future__ import annotations

from timetable.rules import of_people as rules
from timetable.rules.rule import Per
from timetable.solver.model import Terms
from timetable.solver.people import Day, Person, minus
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import Cause


def max_gaps(model: SchoolModel, rule: rules.MaxGaps) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            parts = [[day] for day in week] if rule.per is Per.DAY else [list(week)]
            for days in parts:
                _limit_gaps(model, rule, person, days)


def _limit_gaps(model: SchoolModel, rule: rules.MaxGaps, person: Person, days: list[Day]) -> None:
    cause = Cause(rule, person.shown)
    if rule.most == 0:
        for day in days:
            for _, window in day.inner():
                model.limit(window, 1, cause, person.count)
        return
    model.limit([(var, 1) for day in days for var in day.windows], rule.most, cause, person.count)


def max_per_day(model: SchoolModel, rule: rules.MaxPerDay) -> None:
    among = model.meant(rule.which)
    for person in model.people.meant(rule):
        for day in model.people.days(person):
            model.limit(day.hours(among), rule.most, Cause(rule, person.shown, at=day.places), person.count)


def min_per_day(model: SchoolModel, rule: rules.MinPerDay) -> None:
    for person in model.people.meant(rule):
        for day in model.people.days(person):
            cause = Cause(rule, person.shown, at=day.places)
            if day.open and not rule.empty_days:
                model.at_least(day.hours(), rule.least, cause, person.count)
            elif day.hours():
                model.at_least([*day.hours(), (day.works, -rule.least)], 0, cause, person.count)


def max_in_a_row(model: SchoolModel, rule: rules.MaxInARow) -> None:
    among = model.meant(rule.which)
    for person in model.people.meant(rule):
        for day in model.people.days(person):
            for first in model.problem.grid.of_day[: -rule.most]:
                row = range(first, first + rule.most + 1)
                terms = [term for slot in row for term in day.busy(slot, among)]
                model.limit(terms, rule.most, Cause(rule, person.shown, at=day.places), person.count)


def max_span(model: SchoolModel, rule: rules.MaxSpan) -> None:
    for person in model.people.meant(rule):
        for day in model.people.days(person):
            model.limit(_span(model, day), rule.most, Cause(rule, person.shown, at=day.places), person.count)


def _span(model: SchoolModel, day: Day) -> Terms:
    """How many slots lie from the first lesson to the last, both counted."""
    span = day.hours()
    slots = model.problem.grid.of_day
    for before, slot, after in zip(slots, slots[1:], slots[2:], strict=False):
        ends = [day.begun.get(before, []), day.ahead.get(after, [])]
        if all(ends):
            within = model.new()
            model.at_most([*ends[0], *ends[1], *minus(day.busy(slot)), (within, -1)], 1)
            span.append((within, 1))
    return span


def max_days(model: SchoolModel, rule: rules.MaxDays) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            model.limit([(day.works, 1) for day in week], rule.most, Cause(rule, person.shown), person.count)


def min_days(model: SchoolModel, rule: rules.MinDays) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            model.at_least(
                [(day.works, 1) for day in week], rule.least, Cause(rule, person.shown), person.count
            )


def max_days_within(model: SchoolModel, rule: rules.MaxDaysWithin) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            there = []
            for day in week:
                some = model.new()
                for slot in range(rule.first, rule.last + 1):
                    model.at_most([*day.busy(slot), (some, -1)], 0)
                there.append((some, 1))
            model.limit(there, rule.most, Cause(rule, person.shown), person.count)


def max_late_starts(model: SchoolModel, rule: rules.MaxLateStarts) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            late: Terms = []
            for day in week:
                late += _late_start(model, rule, person, day)
            model.limit(late, rule.most, Cause(rule, person.shown), person.count)


def _late_start(model: SchoolModel, rule: rules.MaxLateStarts, person: Person, day: Day) -> Terms:
    """Let a day begin with one of its two first slots; whether it is the second."""
    starts = model.people.first_two(person, day)
    if not starts:
        return []
    begins = day.busy(starts[0])
    late = model.new()
    if rule.is_hard and rule.most == 0:
        model.at_most([(late, 1)], 0)
    for slot in day.open:
        if slot != starts[0]:
            model.at_most([*day.busy(slot), *minus(begins), (late, -1)], 0)
    either = [term for slot in starts for term in day.busy(slot)]
    cause = Cause(rule, person.shown, at=day.places)
    model.limit([(late, 1), *minus(either)], 0, cause, person.count)
    return [(late, 1)]


def even_days(model: SchoolModel, rule: rules.EvenDays) -> None:
    for person in model.people.meant(rule):
        for week in model.people.weeks(person):
            longest = model.new(len(model.problem.grid.slots))
            shortest = model.new(len(model.problem.grid.slots))
            for day in (one for one in week if one.open):
                model.at_most([*day.hours(), (longest, -1)], 0)
                model.at_most([(shortest, 1), *minus(day.hours())], 0)
            model.limit([(longest, 1), (shortest, -1)], rule.most, Cause(rule, person.shown), person.count)

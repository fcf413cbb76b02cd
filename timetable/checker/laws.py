"""The norms in force: hours a week and a day, the first shift, and what is only recommended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timetable.checker.layout import Layout, Person
from timetable.checker.week import Week
from timetable.findings import Finding, Limit, Weight
from timetable.grid import TimeSlot
from timetable.norms import Norms
from timetable.problem import Form
from timetable.rules.of_quality import DayProfile, HardInARow, HardSubjectsEarly
from timetable.rules.rule import Rule

PHYSICAL_EDUCATION = "физкультура"
"""The row of the norms' table that lets one day of levels 1 to 4 be longer."""

RECOMMENDED: tuple[Rule, ...] = (
    HardSubjectsEarly(weight=1),
    HardSubjectsEarly(weight=1, points=7, slots=(1, 2), levels=(1, 2, 3, 4)),
    DayProfile(weight=1),
    HardInARow(weight=1),
)
"""What the sanitary rules advise, told where the school has no rule of that kind itself."""


def laws_of(week: Week) -> Iterator[Finding]:
    """Legal limits that are passed; lessons outside the norm do not count."""
    norms, problem = week.layout.problem.norms, week.layout.problem
    for form in problem.forms.values():
        if form.level in norms.only_first_shift and form.shift != 1:
            yield Finding(Limit.SECOND_SHIFT, Weight.LAW, who=form.id)
        atoms = week.layout.atoms_of_form(form.id)
        if atoms:
            yield from _of_hours(week, form, atoms, norms)


def recommended(layout: Layout) -> tuple[Rule, ...]:
    """The advice of the norms for this school, where it has tables of difficulty at all."""
    if not layout.problem.norms.points:
        return ()
    own = {type(rule) for rule in layout.problem.rules}
    title = layout.problem.norms.title
    return tuple(replace(rule, norm=title) for rule in RECOMMENDED if type(rule) not in own)


def _of_hours(week: Week, form: Form, atoms: tuple[Person, ...], norms: Norms) -> Iterator[Finding]:
    """A form's hours, of its busiest atom in the busier week."""
    days = range(len(week.layout.grid.days))
    weekly = norms.weekly_of(form.level, sum(any(atom.may[day] for atom in atoms) for day in days))
    daily = norms.daily.get(form.level)
    if weekly is None and daily is None:
        return
    each = [_hours(week, atom, phase) for atom in atoms for phase in range(len(week.phases))]
    most = max(sum(hours) for hours in each)
    if weekly is not None and most > weekly:
        yield Finding(Limit.WEEKLY_HOURS, Weight.LAW, who=form.id, amount=most - weekly)
    if daily is not None:
        longest = [max(hours[day] for hours in each) for day in days]
        once = norms.daily_once.get(form.level, daily)
        yield from _of_days(week, form, atoms, longest, (daily, once))


def _of_days(
    week: Week, form: Form, atoms: tuple[Person, ...], hours: list[int], limits: tuple[int, int]
) -> Iterator[Finding]:
    """Days that are too long; the first long one with physical education may have more."""
    daily, once = limits
    for day, taught in enumerate(hours):
        allowed = daily
        if daily < taught and daily < once and _has_sport(week, atoms, day):
            allowed, once = once, daily
        if taught > allowed:
            at = (TimeSlot(day, 0),)
            yield Finding(Limit.DAILY_HOURS, Weight.LAW, (), at, form.id, taught - allowed)


def _has_sport(week: Week, atoms: tuple[Person, ...], day: int) -> bool:
    subjects = week.layout.problem.subjects
    return any(
        subjects[placed.facts.demand.subject].norm == PHYSICAL_EDUCATION
        for atom in atoms
        for placed in week.lessons[atom.number][day]
    )


def _hours(week: Week, atom: Person, phase: int) -> list[int]:
    """Slots taught, day by day, without those outside the norm."""
    return [
        sum(
            placed.facts.length
            for placed in week.held(atom.number, day, phase)
            if not placed.facts.demand.outside_norm
        )
        for day in range(len(week.layout.grid.days))
    ]

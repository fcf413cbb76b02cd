"""The rules with which a Russian school starts: what everybody takes for granted, and the usual wishes."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from timetable.grid import Level, TimeSlot
from timetable.problem import Demand, Form, Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart, EdgeOfDay
from timetable.rules.of_people import EvenDays, MaxGaps, MaxInARow, MaxLateStarts, MaxPerDay, MinPerDay
from timetable.rules.of_quality import (
    DayProfile,
    EvenSpread,
    HardInARow,
    HardSubjectsEarly,
    TeacherKeepsRoom,
    UndesirableSlots,
)
from timetable.rules.rule import BlockKey, Rule, Which, Whose

PUPILS, TEACHERS = Whose.GROUPS, Whose.TEACHERS
NOT_FIRST = frozenset({"физкультура", "труд"})
"""Rows of the norms' table whose lessons are better not the first: a form has to change and to wake up."""

PRIMARY = (1, 2, 3, 4)


def rules_to_start_with(problem: Problem) -> tuple[Rule, ...]:
    """Rules for this school's forms, subjects and norms; each may be changed or taken away afterwards."""
    return (
        MaxGaps(whose=PUPILS, most=0),
        MaxLateStarts(whose=PUPILS, most=0),
        *_most_per_day(problem),
        *_once_a_day(problem),
        *_of_teachers(),
        *_of_lessons(problem),
        *_of_norms(problem),
    )


def _of_teachers() -> Iterator[Rule]:
    yield MaxGaps(weight=2, whose=TEACHERS, most=0)
    yield MaxGaps(weight=4, whose=TEACHERS, most=2)
    yield MinPerDay(weight=2, whose=TEACHERS, least=2)
    yield MaxInARow(weight=2, whose=TEACHERS, most=6)
    yield UndesirableSlots(weight=3)
    yield TeacherKeepsRoom(weight=1)


def _of_lessons(problem: Problem) -> Iterator[Rule]:
    yield EvenDays(weight=3, whose=PUPILS, most=1)
    yield EvenSpread(weight=1)
    late = frozenset(subject.id for subject in problem.subjects.values() if subject.norm in NOT_FIRST)
    if late:
        yield AllowedTimes(weight=2, which=Which(subjects=late), starts=not_first(problem))
    halves = tuple(key for demand in problem.demands.values() for key in _of_half(problem, demand))
    if halves:
        yield EdgeOfDay(weight=4, which=Which(keys=halves))


def not_first(problem: Problem) -> frozenset[TimeSlot]:
    """All places but the first slot of each shift."""
    slots = problem.grid.slots
    first = {
        shift: min(i for i, slot in enumerate(slots) if slot.shift == shift) for shift in _shifts(problem)
    }
    return frozenset(at for at in problem.grid if at.slot not in first.values())


def _shifts(problem: Problem) -> frozenset[int]:
    return frozenset(slot.shift for slot in problem.grid.slots)


def _of_half(problem: Problem, demand: Demand) -> tuple[BlockKey, ...]:
    """The blocks of a demand that leaves a part of one of its forms without a lesson."""
    atoms = problem.resources(demand).atoms
    whole = (problem.groups[form].atoms for form in problem.forms_of(demand) if form in problem.groups)
    return () if all(form <= atoms for form in whole) else demand.keys


def _most_per_day(problem: Problem) -> Iterator[Rule]:
    """The norms' lessons a day, level by level; one more where others come on top."""
    norms = problem.norms
    outside = {form for one in problem.demands.values() if one.outside_norm for form in problem.forms_of(one)}
    by_most: dict[int, list[str]] = {}
    for form in problem.forms.values():
        daily = norms.daily.get(form.level)
        if daily is not None and form.id in problem.groups:
            most = max(daily, norms.daily_once.get(form.level, 0)) + (form.id in outside)
            by_most.setdefault(most, []).append(form.id)
    for most, forms in sorted(by_most.items()):
        yield MaxPerDay(whose=PUPILS, of=tuple(forms), most=most, norm=norms.title)


def _once_a_day(problem: Problem) -> Iterator[Rule]:
    """A subject once a day, a must. For forms that have more lessons of it than days it is a wish, and as
    often a day as must be is the must; that the two lessons then follow each other would cost minutes.
    """
    few: dict[str, set[str]] = {}
    many: dict[tuple[str, int], set[str]] = {}
    for (form, subject), lessons in _lessons_of_subjects(problem).items():
        days = _days_of(problem, problem.forms[form])
        if days < lessons:
            many.setdefault((subject, ceil(lessons / max(days, 1))), set()).add(form)
        elif lessons > 1:
            few.setdefault(subject, set()).add(form)
    for subject, forms in few.items():
        yield DaysApart(which=_in_forms(subject, forms), each_form=True)
    for (subject, most), forms in many.items():
        which = _in_forms(subject, forms)
        yield MaxPerDay(whose=PUPILS, of=tuple(sorted(forms)), most=most, which=which)
        yield DaysApart(weight=5, which=which, each_form=True)


def _in_forms(subject: str, forms: set[str]) -> Which:
    return Which(subjects=frozenset({subject}), forms=frozenset(forms))


def _lessons_of_subjects(problem: Problem) -> dict[tuple[str, str], int]:
    """How many blocks of a subject the busiest atom of a form has in a week."""
    by_atom: dict[tuple[str, str, str], int] = {}
    for demand in problem.demands.values():
        for group in demand.groups:
            for atom in problem.groups[group].atoms:
                key = problem.groups[group].form, demand.subject, atom
                by_atom[key] = by_atom.get(key, 0) + len(demand.blocks)
    most: dict[tuple[str, str], int] = {}
    for (form, subject, _), lessons in by_atom.items():
        most[form, subject] = max(most.get((form, subject), 0), lessons)
    return most


def _days_of(problem: Problem, form: Form) -> int:
    """The days on which a form may come at all."""
    grid = problem.grid
    return len({at.day for at in grid if at not in grid.breaks and form.away.get(at) is not Level.FORBIDDEN})


def _of_norms(problem: Problem) -> Iterator[Rule]:
    """What the sanitary rules advise, where their table of difficulty is known."""
    norms, levels = problem.norms, {form.level for form in problem.forms.values()}
    if not norms.points:
        return
    if levels - set(PRIMARY):
        yield HardSubjectsEarly(weight=2, norm=norms.title)
    if levels & set(PRIMARY):
        yield HardSubjectsEarly(weight=2, points=7, slots=(1, 2), levels=PRIMARY, norm=norms.title)
    yield DayProfile(weight=3, norm=norms.title)
    yield HardInARow(weight=1, norm=norms.title)

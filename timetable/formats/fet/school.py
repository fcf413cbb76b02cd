"""A problem from FET's nouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from timetable.formats.fet.activities import Activities
from timetable.formats.fet.away import Away, away_of
from timetable.formats.fet.ground import Ground
from timetable.formats.fet.pupils import hours_of, level_of
from timetable.problem import Demand, Form, Group, Problem
from timetable.rules.rule import OfPeople, Rule, Whose


def build_problem(
    ground: Ground,
    activities: Activities,
    demands: Mapping[str, Demand],
    aways: Sequence[Away],
    rules: tuple[Rule, ...],
) -> Problem:
    """The problem; of subgroups only those that somebody names become groups, the others are atoms."""
    taught = [(name, one.duration) for one in activities.active.values() for name in one.students]
    forms = ground.pupils.forms(hours_of(taught))
    named = {name for name, _ in taught} | {one.name for one in aways if one.field == "Students"}
    named |= {one for rule in rules for one in _named(rule)}
    asked = dict.fromkeys([*ground.pupils.years, *(g for gs in ground.pupils.years.values() for g in gs)])
    asked |= dict.fromkeys(name for name in ground.pupils.sets if name in named)
    return Problem(
        ground.title,
        ground.grid,
        {id: replace(one, away=away_of(aways, "Teacher", id)) for id, one in ground.teachers.items()},
        ground.subjects,
        {id: replace(one, away=away_of(aways, "Room", id)) for id, one in ground.rooms.items()},
        {name: _form(ground, aways, name) for name in forms},
        {name: _group(ground, aways, name, forms) for name in asked},
        demands,
        rules,
    )


def _named(rule: Rule) -> tuple[str, ...]:
    return rule.of if isinstance(rule, OfPeople) and rule.whose is Whose.GROUPS else ()


def _form(ground: Ground, aways: Sequence[Away], name: str) -> Form:
    number = ground.pupils.sets[name].pupils
    return Form(name, name, level_of(name), pupils=number or None, away=away_of(aways, "Students", name))


def _group(ground: Ground, aways: Sequence[Away], name: str, forms: Sequence[str]) -> Group:
    """The group under its form; one of several forms (a stream) stands under the first of them."""
    atoms = ground.pupils.sets[name].atoms
    form = next(
        (one for one in forms if atoms <= ground.pupils.sets[one].atoms),
        next((one for one in forms if not atoms.isdisjoint(ground.pupils.sets[one].atoms)), name),
    )
    away = {} if name in forms else away_of(aways, "Students", name)
    return Group(name, name, form, atoms, away=away)

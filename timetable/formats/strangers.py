"""Rules that name what a school no longer has: a file carries them only as far as they lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from timetable.cards import Draft
from timetable.formats.coherence import holds_together
from timetable.formats.notes import LeftOut, Notes
from timetable.problem import Problem
from timetable.rules.rule import OfPeople, Rule, Which, Whose


def without_strangers(draft: Draft, notes: Notes) -> Draft:
    """The draft with rules narrowed to whom there is; one that is left with nobody is counted and gone."""
    problem = draft.problem
    narrowed = [_narrowed(problem, rule) for rule in problem.rules]
    rules = tuple(rule for rule in narrowed if rule is not None and holds_together(problem, rule))
    notes.count(LeftOut.NOBODY_LEFT, len(problem.rules) - len(rules))
    return replace(draft, problem=replace(problem, rules=rules))


def _narrowed(problem: Problem, rule: Rule) -> Rule | None:
    """None where all whom a rule names are gone: to name nobody would mean everybody."""
    changed: dict[str, Any] = {}
    for name in (field.name for field in fields(rule)):
        value = getattr(rule, name)
        if isinstance(value, Which):
            changed[name] = _which(problem, value)
    if isinstance(rule, OfPeople) and rule.of:
        known: Mapping[str, object] = problem.teachers if rule.whose is Whose.TEACHERS else problem.groups
        changed["of"] = tuple(one for one in rule.of if one in known) or None
    return None if None in changed.values() else replace(rule, **changed)


def _which(problem: Problem, which: Which) -> Which | None:
    narrowed = replace(
        which,
        keys=tuple(key for key in which.keys if key.demand in problem.demands),
        subjects=which.subjects.intersection(problem.subjects),
        teachers=which.teachers.intersection(problem.teachers),
        groups=which.groups.intersection(problem.groups),
        forms=which.forms.intersection(problem.forms),
    )
    names = (field.name for field in fields(which))
    is_emptied = any(getattr(which, name) and not getattr(narrowed, name) for name in names)
    return None if is_emptied else narrowed

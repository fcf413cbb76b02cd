"""Rules of a good week, as prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from school.calendar import Weeks
from timetable.grid import Level, TimeSlot
from timetable.problem import Away
from timetable.rules import of_quality as rules
from timetable.rules.rule import BlockKey
from timetable.solver.bundles import Bundle
from timetable.solver.model import Terms, Var, overlap
from timetable.solver.of_blocks import begun_in
from timetable.solver.people import minus
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import Cause


def undesirable_slots(model: SchoolModel, rule: rules.UndesirableSlots) -> None:
    for one in model.bundles:
        aways = list(_aways(model, one))
        for start, var in model.starts[one.index].items():
            covered = model.problem.grid.covered(start.at, one.length)
            unwelcome = sum(away(at) is Level.UNDESIRABLE for away in aways for at in covered)
            if unwelcome:
                model.price_each([(var, unwelcome)], Cause(rule, blocks=one.keys, at=(start.at,)))


def _aways(model: SchoolModel, one: Bundle) -> Iterator[Callable[[TimeSlot], Level]]:
    """How each teacher and each group of a bundle stands to a place; a group as its form, or worse."""
    problem = model.problem
    for demand in (problem.demands[name] for name in one.demands):
        for teacher in demand.teachers:
            yield partial(_level, (problem.teachers[teacher].away,))
        for group in (problem.groups[name] for name in demand.groups):
            form = problem.forms.get(group.form)
            yield partial(_level, (group.away, form.away if form else {}))


def _level(aways: tuple[Away, ...], at: TimeSlot) -> Level:
    return max(away.get(at, Level.FREE) for away in aways)


def hard_subjects_early(model: SchoolModel, rule: rules.HardSubjectsEarly) -> None:
    for one in model.bundles:
        hard = [form for form in _forms(model, one.index) if _is_hard(model, rule, one, form)]
        if not hard:
            continue
        good = _good_slots(model, rule, hard[0])
        for start, var in model.starts[one.index].items():
            late = sum(start.at.slot + more not in good for more in range(one.length))
            if late:
                model.price_each([(var, late)], Cause(rule, blocks=one.keys, at=(start.at,)))


def _is_hard(model: SchoolModel, rule: rules.HardSubjectsEarly, one: Bundle, form: str) -> bool:
    return model.problem.forms[form].level in rule.levels and _points(model, one.index, form) >= rule.points


def _good_slots(model: SchoolModel, rule: rules.HardSubjectsEarly, form: str) -> set[int]:
    """The rule's slots, counted from the first one of the form's shift."""
    shift = model.problem.forms[form].shift
    slots = enumerate(model.problem.grid.slots)
    own = [index for index, slot in slots if not model.places.has_shifts or slot.shift == shift]
    return {min(own, default=0) + slot for slot in rule.slots}


def _forms(model: SchoolModel, index: int) -> list[str]:
    forms = {model.places.form_of_atom[atom] for atom in model.bundles[index].uses.atoms}
    return [form for form in model.problem.forms if form in forms]


def _points(model: SchoolModel, index: int, form: str) -> int:
    """How hard a bundle is for a form; 0 where the tables are silent."""
    problem, level = model.problem, model.problem.forms[form].level
    demands = (problem.demands[demand] for demand in model.bundles[index].demands)
    norms = (problem.subjects[demand.subject].norm for demand in demands)
    return max((problem.norms.points_of(level, norm) or 0 for norm in norms if norm), default=0)


def day_profile(model: SchoolModel, rule: rules.DayProfile) -> None:
    for form in model.problem.forms:
        atoms = {atom for atom, of in model.places.form_of_atom.items() if of == form}
        persons = model.people.of_atoms(sorted(atoms))
        open_days = {day.day for person in persons for day in model.people.days(person) if day.open}
        weights = _weights(model, form, atoms)
        for week in model.weeks if weights else ():
            points = {day: _points_of_day(model, weights, day, week) for day in sorted(open_days)}
            _choose_extreme(model, Cause(rule, form), points, rule.heaviest, heaviest=True)
            _choose_extreme(model, Cause(rule, form), points, rule.lightest, heaviest=False)


def _weights(model: SchoolModel, form: str, atoms: set[str]) -> dict[int, int]:
    """By bundle, its points for a form: of a part of the form, by how many atoms it has."""
    shares = {one.index: len(atoms & one.uses.atoms) * one.length for one in model.bundles}
    weights = {index: share * _points(model, index, form) for index, share in shares.items() if share}
    return {index: points for index, points in weights.items() if points}


def _points_of_day(model: SchoolModel, weights: dict[int, int], day: int, week: Weeks) -> Terms:
    return [
        (var, points)
        for index, points in weights.items()
        for start, var in model.starts[index].items()
        if start.at.day == day and overlap(start.weeks, week)
    ]


def _choose_extreme(
    model: SchoolModel, cause: Cause, points: dict[int, Terms], days: tuple[int, ...], heaviest: bool
) -> None:
    """One of the days has at least the points of all others, or fewer than each of them."""
    chosen = {day: model.new() for day in days if day in points}
    others = [terms for day, terms in points.items() if day not in days]
    if not chosen or not others:
        return
    missed = model.new()
    model.equal([*((var, 1) for var in chosen.values()), (missed, 1)], 1)
    for day, var in chosen.items():
        for theirs in others:
            more, less = (points[day], theirs) if heaviest else (theirs, points[day])
            model.at_least_if(var, [*more, *minus(less)], 0 if heaviest else 1)
    model.limit([(missed, 1)], 0, cause)


def hard_in_a_row(model: SchoolModel, rule: rules.HardInARow) -> None:
    hard = {
        one.index
        for one in model.bundles
        if any(_points(model, one.index, form) >= rule.points for form in _forms(model, one.index))
    }
    for person in model.people.of_forms():
        for day in model.people.days(person):
            for first in model.problem.grid.of_day[: -rule.most]:
                row = range(first, first + rule.most + 1)
                terms = [term for slot in row for term in day.busy(slot, hard)]
                cause = Cause(rule, person.shown, at=day.places)
                model.limit(terms, rule.most, cause, person.count)


def even_spread(model: SchoolModel, rule: rules.EvenSpread) -> None:
    """Any two blocks of a demand are as far apart as an even spread allows, two days at most."""
    of_demand: dict[str, list[BlockKey]] = defaultdict(list)
    for key in model.problem.chosen(rule.which):
        of_demand[key.demand].append(key)
    days = len(model.problem.grid.days)
    for keys in of_demand.values():
        span = max(1, min(2, days // len(keys)))
        indexes = tuple(dict.fromkeys(model.bundle_of[key].index for key in keys))
        for first in range(days - span + 1) if len(keys) > 1 else ():
            for week in model.weeks:
                terms = begun_in(model, indexes, range(first, first + span), week)
                model.limit(terms, 1, Cause(rule, blocks=tuple(keys), at=(TimeSlot(first, 0),)))


def stability(model: SchoolModel, rule: rules.Stability) -> None:
    kept: dict[int, dict[TimeSlot, int]] = {}
    for key, at in rule.kept:
        if key in model.bundle_of:
            places = kept.setdefault(model.bundle_of[key].index, {})
            places[at] = places.get(at, 0) + 1
    for index, places in kept.items():
        stayed: list[Var] = []
        for at, count in places.items():
            stayed.append(model.new(count))
            model.at_most([(stayed[-1], 1), *minus(model.begins(index).get(at, []))], 0)
        least = sum(places.values())
        keys = model.bundles[index].keys
        model.at_least([(var, 1) for var in stayed], least, Cause(rule, blocks=keys))

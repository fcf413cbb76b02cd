"""Rules of blocks, as limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import combinations

from school.calendar import Weeks
from timetable.grid import TimeSlot
from timetable.rules import of_blocks as rules
from timetable.rules.rule import Order, Same, Which
from timetable.solver.model import Terms, overlap
from timetable.solver.people import Day, minus
from timetable.solver.school_model import SchoolModel
from timetable.solver.strictness import Cause


def days_apart(model: SchoolModel, rule: rules.DaysApart) -> None:
    for indexes in _looked_at_together(model, rule):
        keys = tuple(key for index in indexes for key in model.bundles[index].keys)
        days = len(model.problem.grid.days)
        span = max(rule.least, 1)
        for first in range(max(days - span + 1, 1)) if rule.least else ():
            for week in model.weeks:
                terms = begun_in(model, indexes, range(first, first + span), week)
                model.limit(terms, 1, Cause(rule, blocks=keys, at=(TimeSlot(first, 0),)))
        if rule.beside_if_same_day:
            _keep_beside(model, Cause(rule, blocks=keys), indexes)


def most_on_day(model: SchoolModel, rule: rules.MostOnDay) -> None:
    for indexes in _looked_at_together(model, rule):
        keys = tuple(key for index in indexes for key in model.bundles[index].keys)
        for day in range(len(model.problem.grid.days)):
            for week in model.weeks:
                terms = begun_in(model, indexes, range(day, day + 1), week)
                model.limit(terms, rule.most, Cause(rule, blocks=keys, at=(TimeSlot(day, 0),)))


def _looked_at_together(
    model: SchoolModel, rule: rules.DaysApart | rules.MostOnDay
) -> Iterator[tuple[int, ...]]:
    """The bundles that are compared: all, or those that share pupils."""
    meant = tuple(model.meant(rule.which))
    if not rule.each_form:
        yield meant
        return
    sharing: dict[str, list[int]] = defaultdict(list)
    for index in meant:
        for atom in model.bundles[index].uses.atoms:
            sharing[atom].append(index)
    yield from dict.fromkeys(tuple(one) for one in sharing.values())


def _keep_beside(model: SchoolModel, cause: Cause, indexes: tuple[int, ...]) -> None:
    """Any two blocks that share a day touch: a must, even where the days apart are a wish."""
    for week in model.weeks:
        for day in range(len(model.problem.grid.days)):
            if all(model.bundles[index].length == 1 for index in indexes):
                _touch(model, cause, indexes, day, week)
            else:
                _touch_in_pairs(model, cause, indexes, day, week)


def _touch(model: SchoolModel, cause: Cause, indexes: tuple[int, ...], day: int, week: Weeks) -> None:
    """Single lessons: of slots no two of which are neighbours, one at most is taken."""
    slots = model.problem.grid.of_day
    for parity in (0, 1):
        for turn in range(parity, len(slots), 2):
            apart = [*range(parity, turn + 1, 2), *range(turn + 3, len(slots), 2)]
            terms = [term for slot in apart for term in model.at(indexes, TimeSlot(day, slot), week)]
            model.must(terms, 1, cause)


def _touch_in_pairs(
    model: SchoolModel, cause: Cause, indexes: tuple[int, ...], day: int, week: Weeks
) -> None:
    placed: dict[tuple[int, int], Terms] = defaultdict(list)
    for index in indexes:
        for start, var in model.starts[index].items():
            if start.at.day == day and overlap(start.weeks, week):
                placed[start.at.slot, start.at.slot + model.bundles[index].length].append((var, 1))
    for (one, other), (here, there) in zip(
        combinations(placed, 2), combinations(placed.values(), 2), strict=True
    ):
        if one[1] != other[0] and other[1] != one[0]:
            model.must([*here, *there], 1, cause)


def same_time(model: SchoolModel, rule: rules.SameTime) -> None:
    """The times at which blocks begin are one."""
    of: dict[Same, Callable[[TimeSlot], Hashable]] = {
        Same.TIME: lambda at: at,
        Same.DAY: lambda at: at.day,
        Same.SLOT: lambda at: at.slot,
    }
    meant = model.meant(rule.which)
    named = dict.fromkeys(of[rule.what](at) for index in meant for at in model.begins(index))
    times = {time: model.new() for time in named}
    for index in meant:
        begun: dict[Hashable, Terms] = defaultdict(list)
        for at, terms in model.begins(index).items():
            begun[of[rule.what](at)] += terms
        for time, terms in begun.items():
            model.at_most([*terms, (times[time], -model.bundles[index].count)], 0)
    keys = tuple(key for index in meant for key in model.bundles[index].keys)
    model.limit([(var, 1) for var in times.values()], 1, Cause(rule, blocks=keys))


def not_together(model: SchoolModel, rule: rules.NotTogether) -> None:
    meant = model.meant(rule.which)
    for week in model.weeks:
        for at in model.problem.grid:
            model.limit(model.at(meant, at, week), 1, Cause(rule, at=(at,)))


def follows(model: SchoolModel, rule: rules.Follows) -> None:
    if not {rule.first, rule.second} <= model.bundle_of.keys():
        return
    first, second = (model.bundle_of[key].index for key in (rule.first, rule.second))
    cause = Cause(rule, blocks=(rule.first, rule.second))
    if rule.order in (Order.NEXT, Order.BESIDE):
        _lie_beside(model, rule, first, second, cause)
        return
    parted = model.problem.grid.days if rule.order is Order.LATER_IF_SAME_DAY else ("",)
    violated = model.new()
    for day in range(len(parted)):
        at = [one for one in model.problem.grid if len(parted) == 1 or one.day == day]
        length = model.bundles[first].length
        for place, until in enumerate(at):
            early = [t for one in at[: place + 1] for t in model.begins(second).get(one, ())]
            late = [
                t
                for one, terms in model.begins(first).items()
                if one in at and (one.after(length - 1) >= until)
                for t in terms
            ]
            model.at_most([*early, *late, (violated, -1)], 1)
    model.limit([(violated, 1)], 0, cause)


def _lie_beside(model: SchoolModel, rule: rules.Follows, first: int, second: int, cause: Cause) -> None:
    """Each start of the second needs one of the first beside it."""
    begins = model.begins(first)
    lengths = model.bundles[first].length, model.bundles[second].length
    violated = model.new()
    for at, terms in model.begins(second).items():
        beside = [one for one in begins if _next(model, one, lengths[0]) == at]
        if rule.order is Order.BESIDE:
            beside += [one for one in begins if _next(model, at, lengths[1]) == one]
        there = [term for one in beside for term in begins[one]]
        model.at_most([*terms, *minus(there), (violated, -1)], 0)
    model.limit([(violated, 1)], 0, cause)


def _next(model: SchoolModel, at: TimeSlot, length: int) -> TimeSlot:
    """Where a block begins that follows one of this length: breaks are skipped."""
    then = at.after(length)
    while then in model.problem.grid.breaks:
        then = then.after(1)
    return then


def min_gap_between(model: SchoolModel, rule: rules.MinGapBetween) -> None:
    """Blocks made longer by the gap never overlap on a day."""
    meant = model.meant(rule.which)
    for week in model.weeks:
        for at in model.problem.grid:
            terms: Terms = []
            for index in meant:
                reach = model.bundles[index].length + rule.least
                for back in range(reach):
                    begin = at.after(-back)
                    terms += [
                        (var, 1)
                        for start, var in model.starts[index].items()
                        if start.at == begin and overlap(start.weeks, week)
                    ]
            model.limit(terms, 1, Cause(rule, at=(at,)))


def allowed_times(_model: SchoolModel, _rule: rules.AllowedTimes) -> None:
    """Kept where places are chosen: see `timetable.solver.places`."""


def ends_day(model: SchoolModel, rule: rules.EndsDay) -> None:
    for index, day, persons in _with_pupils(model, rule.which):
        one = model.bundles[index]
        violated = model.new()
        for own in persons:
            for slot in model.problem.grid.of_day:
                ended = [
                    term
                    for at, terms in model.begins(index).items()
                    if at.day == day and at.slot + one.length <= slot
                    for term in terms
                ]
                if ended:
                    model.at_most([*own.busy(slot), *ended, (violated, -one.count)], 1)
        model.limit([(violated, 1)], 0, Cause(rule, blocks=one.keys, at=(TimeSlot(day, 0),)))


def edge_of_day(model: SchoolModel, rule: rules.EdgeOfDay) -> None:
    for index, day, persons in _with_pupils(model, rule.which):
        one = model.bundles[index]
        violated = model.new()
        for own in persons:
            for at, terms in model.begins(index).items():
                before = max((slot for slot in own.begun if slot < at.slot), default=None)
                after = min((slot for slot in own.ahead if slot >= at.slot + one.length), default=None)
                if at.day == day and before is not None and after is not None:
                    sides = [*own.begun[before], *own.ahead[after]]
                    model.at_most([*terms, *sides, (violated, -1)], 2)
        model.limit([(violated, 1)], 0, Cause(rule, blocks=one.keys, at=(TimeSlot(day, 0),)))


def _with_pupils(model: SchoolModel, which: Which) -> Iterator[tuple[int, int, list[Day]]]:
    """By bundle meant and day of the week, that day of each of its pupils."""
    for index in model.meant(which):
        persons = model.people.of_atoms(model.bundles[index].uses.atoms)
        days = [day for person in persons for day in model.people.days(person)]
        for number in range(len(model.problem.grid.days)):
            yield index, number, [day for day in days if day.day == number]


def begun_in(model: SchoolModel, indexes: tuple[int, ...], days: range, week: Weeks) -> Terms:
    """How many of these bundles begin on these days in a kind of week."""
    return [
        (var, 1)
        for index in indexes
        for start, var in model.starts[index].items()
        if start.at.day in days and overlap(start.weeks, week)
    ]

"""Teachers and pupils with more lessons than their week has room for, or with limits that contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from school.calendar import Weeks
from timetable.explaining.flow import Cut, Item, Network, Room
from timetable.explaining.ground import Ground
from timetable.explaining.limits import Limits
from timetable.explaining.reach import Places
from timetable.explaining.remedies import (
    DropHours,
    ExemptBlock,
    Loosen,
    MakeWish,
    Noun,
    Remedy,
    Unlock,
    Who,
)
from timetable.explaining.shortage import Lack, Shortage
from timetable.problem import Demand
from timetable.rules.of_blocks import DaysApart, NotTogether
from timetable.rules.of_people import MaxDays, MaxPerDay, MaxSpan, MinDays, MinPerDay
from timetable.rules.rule import BlockKey, OfPeople, Rule


def crowded_people(ground: Ground) -> Iterator[Shortage]:
    """People whose lessons do not fit into the hours in which they may lie, once each counted alone."""
    for one in persons(ground):
        contradiction = _contradiction(ground, one)
        if contradiction is not None:
            yield contradiction
            continue
        found = items(ground, one.keys, one.limits)
        cut = Network(ground.atlas, found, Room(daily=one.limits.daily)).cut()
        if cut is not None:
            yield _crowded(ground, one, cut)


class Person(NamedTuple):
    """Somebody who cannot be in two places: where he may be at all, what limits his days, his blocks."""

    who: Who
    free: Places
    limits: Limits
    keys: tuple[BlockKey, ...]
    rule: NotTogether | None = None
    """What makes a person of a mere set of blocks."""


def persons(ground: Ground) -> Iterator[Person]:
    """Everybody who cannot be in two places: teachers, pupils, sets of blocks that must not meet."""
    teachers: dict[str, list[BlockKey]] = defaultdict(list)
    atoms: dict[str, list[BlockKey]] = defaultdict(list)
    for demand in ground.problem.demands.values():
        for teacher in demand.teachers:
            teachers[teacher] += demand.keys
        for atom in ground.problem.resources(demand).atoms:
            atoms[atom] += demand.keys
    for teacher, keys in teachers.items():
        free = ground.reach.teachers[teacher]
        yield Person(Who(Noun.TEACHER, teacher), free, ground.teachers[teacher], tuple(keys))
    met: set[tuple[Who, tuple[BlockKey, ...]]] = set()
    for atom, keys in atoms.items():
        one = (ground.form_of(atom), tuple(keys))
        if one not in met:
            met.add(one)
            yield Person(one[0], ground.reach.home(atom), ground.atoms[atom], one[1])
    for rule in ground.problem.rules:
        if isinstance(rule, NotTogether) and rule.is_hard:
            keys = list(ground.problem.chosen(rule.which))
            if keys:
                who = Who(Noun.DEMAND, keys[0].demand)
                yield Person(who, ground.atlas.open, Limits(), tuple(keys), rule)


def items(ground: Ground, keys: Iterable[BlockKey], limits: Limits) -> list[Item]:
    """Blocks of the fuller week as items, those that may lie in the same places together."""
    alike: dict[tuple[str, int, object, object], list[BlockKey]] = defaultdict(list)
    some = {
        key: rule
        for rule in sorted(limits.of_some, key=lambda one: -one.most)
        for key in ground.problem.chosen(rule.which)
    }
    for key in fuller_week(ground, keys):
        bundle = ground.bundles.get(key)
        name = bundle.name if bundle else None
        alike[key.demand, ground.reach.covers_of[key], name, some.get(key)].append(key)
    return [
        _item(ground, tuple(found), places, some.get(found[0])) for (_, places, _, _), found in alike.items()
    ]


def _item(ground: Ground, keys: tuple[BlockKey, ...], places: int, limit: MaxPerDay | None) -> Item:
    hours = sum(ground.problem.block(key).length for key in keys)
    bundle = ground.bundles.get(keys[0])
    if bundle is not None:
        longest = max(ground.problem.block(key).length for key in bundle.keys)
        return Item(keys, hours, places, bundle.name, longest, bundle.rule)
    if limit is not None:
        return Item(keys, hours, places, ("limit", id(limit)), limit.most, limit)
    return Item(keys, hours, places)


def fuller_week(ground: Ground, keys: Iterable[BlockKey]) -> list[BlockKey]:
    """The blocks that surely fill one week, of two the fuller."""
    by_week: dict[Weeks | None, list[BlockKey]] = defaultdict(list)
    for key in keys:
        by_week[ground.problem.block(key).weeks].append(key)
    fuller = max(Weeks.ODD, Weeks.EVEN, key=lambda week: ground.hours(by_week[week]))
    return by_week[Weeks.EVERY] + by_week[fuller]


def _crowded(ground: Ground, one: Person, cut: Cut) -> Shortage:
    who = one.who
    demands = tuple(
        Who(Noun.DEMAND, one) for one in dict.fromkeys(one for item in cut.items for one in item.demands)
    )
    blocks = tuple(key for item in cut.items for key in item.blocks)
    pinned = tuple(key for key in blocks if key in ground.reach.pins)
    rules = (
        *cut.rules,
        *(one.limits.of(MaxPerDay, MaxSpan) if cut.at_day_limit else ()),
        *((one.rule,) if one.rule else ()),
    )
    lack = Lack.TEACHER if who.noun is Noun.TEACHER else Lack.PUPILS
    if pinned == blocks:
        lack = Lack.PINS
    return Shortage(
        lack,
        (who, *demands),
        cut.needed,
        cut.available,
        blocks,
        ground.atlas.listed(cut.places),
        rules,
        tuple(_ways_out(ground, who, cut, rules, pinned)),
    )


def _ways_out(
    ground: Ground, who: Who, cut: Cut, rules: tuple[Rule, ...], pinned: tuple[BlockKey, ...]
) -> Iterator[Remedy]:
    """Single steps for a person with too much: the first that are least painful."""
    short = cut.needed - cut.available
    for rule in rules:
        if isinstance(rule, DaysApart):
            yield ExemptBlock(rule, next(item.blocks[-short:] for item in cut.items if item.rule == rule))
        elif isinstance(rule, MaxPerDay | MaxSpan):
            yield Loosen(rule, who.id, rule.most + 1)
        elif isinstance(rule, NotTogether):
            yield ExemptBlock(rule, (cut.items[-1].blocks[-1],))
    for key in (key for item in cut.items for key in item.blocks[:short]):
        yield from (ExemptBlock(rule, (key,)) for rule in ground.reach.allowed_by(key))
    demands = [ground.problem.demands[one] for item in cut.items for one in item.demands]
    yield from _own_openings(ground, who, demands, short)
    if pinned:
        yield Unlock(pinned)
    largest = max(demands, key=lambda one: one.hours)
    yield DropHours(largest.id, min(short, len(largest.blocks)))


def _own_openings(ground: Ground, who: Who, demands: list[Demand], short: int) -> Iterator[Remedy]:
    """Places to open to this person, for the first demand that gains by it, and then to others."""
    found = [one for demand in demands for one in ground.openings(demand, short)]
    own = [one for one in found if one.who == who]
    yield from dict.fromkeys((own + found)[:2])


def _contradiction(ground: Ground, one: Person) -> Shortage | None:
    """Limits that no number of days satisfies: least and most a day and a week against the load."""
    limits, load = one.limits, ground.hours(one.keys)
    places = 0
    for key in one.keys:
        places |= ground.reach.covers_of[key]
    days = range(len(ground.atlas.grid.days))
    a_day = sorted((_most_of_day(ground, limits, places, day) for day in days), reverse=True)
    least, fewest = limits.least(MinPerDay), limits.least(MinDays)
    if limits.every_day:
        fewest = max(fewest, len(ground.atlas.days(one.free)))
    most_days = limits.most(MaxDays)
    longest = min(
        len(days) if most_days is None else most_days,
        len(ground.atlas.days(places)),
        len(fuller_week(ground, one.keys)),
    )
    fits = any(count * least <= load <= sum(a_day[:count]) for count in range(fewest, longest + 1))
    if fits or not load or not _is_about_limits(limits, load, a_day):
        return None
    rules = limits.of(MinPerDay, MinDays, MaxDays, MaxPerDay, MaxSpan)
    needed, available = _numbers(load, fewest, least, longest, sum(a_day[: max(longest, 0)]))
    remedies = tuple(_eased(one.who, rules))
    return Shortage(Lack.DAY_LIMITS, (one.who,), needed, available, (), (), rules, remedies)


def _numbers(load: int, fewest: int, least: int, longest: int, most: int) -> tuple[int, int]:
    """What is most wrong: hours that must be against the load, the load against what can be, or days."""
    pairs = (
        (fewest * max(least, 1), load),
        (least, load),
        (load, most),
        (fewest, longest),
    )
    return max(pairs, key=lambda pair: pair[0] - pair[1])


def _is_about_limits(limits: Limits, load: int, a_day: list[int]) -> bool:
    """Whether it is days that are limited; too few hours in all are told by the demands themselves."""
    return bool(limits.of(MinPerDay, MinDays, MaxDays)) and load <= sum(a_day)


def _most_of_day(ground: Ground, limits: Limits, places: int, day: int) -> int:
    free = (places & ground.atlas.day(day)).bit_count()
    return free if limits.daily is None else min(free, limits.daily)


def _eased(who: Who, rules: tuple[Rule, ...]) -> Iterator[Remedy]:
    """Each limit one step looser, or as a wish."""
    for rule in rules:
        if isinstance(rule, OfPeople) and isinstance(rule, MinPerDay | MinDays) and rule.least > 1:
            yield Loosen(rule, who.id, rule.least - 1)
        elif isinstance(rule, MaxDays | MaxPerDay | MaxSpan):
            yield Loosen(rule, who.id, rule.most + 1)
    yield from (MakeWish(rule) for rule in rules)

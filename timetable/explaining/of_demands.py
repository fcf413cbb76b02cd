"""Demands that cannot be held, each looked at alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from timetable.explaining.ground import Ground
from timetable.explaining.reach import Places
from timetable.explaining.remedies import DropHours, ExemptBlock, Noun, OpenPlaces, Remedy, Unlock, Who
from timetable.explaining.shortage import Lack, Shortage
from timetable.problem import Demand


def parted_teachers(ground: Ground) -> Iterator[Shortage]:
    """Teachers with lessons in common who are seldom free at the same time."""
    common: dict[tuple[str, ...], list[Demand]] = {}
    for demand in ground.problem.demands.values():
        if len(demand.teachers) > 1:
            common.setdefault(tuple(sorted(demand.teachers)), []).append(demand)
    for teachers, demands in common.items():
        masks = [ground.reach.teachers[one] for one in teachers]
        together = ground.atlas.open
        for mask in masks:
            together &= mask
        keys = tuple(key for one in demands for key in one.keys)
        needed, available = ground.hours(keys), together.bit_count()
        if needed > available and min(mask.bit_count() for mask in masks) >= needed:
            who = [Who(Noun.TEACHER, one) for one in teachers]
            yield Shortage(
                Lack.TOGETHER,
                (*who, *map(ground.demand, demands)),
                needed,
                available,
                keys,
                ground.atlas.listed(together),
                (),
                tuple(_meetings(ground, teachers, demands, needed - available)),
            )


def _meetings(
    ground: Ground, teachers: tuple[str, ...], demands: list[Demand], short: int
) -> Iterator[OpenPlaces]:
    """For each teacher who alone is missing: as many places where all the others are."""
    for one in teachers:
        others = ground.atlas.open
        for demand in demands:
            for who, free in ground.people_of(demand):
                others &= free if who.noun is Noun.TEACHER and who.id != one else ground.atlas.open
        missed = ground.atlas.listed(others & ~ground.reach.teachers[one])
        if len(missed) >= short:
            yield OpenPlaces(Who(Noun.TEACHER, one), missed[:short])


def short_demands(ground: Ground) -> Iterator[Shortage]:
    """Demands with more hours than there are slots or days in which all who belong to it are free."""
    for demand in ground.problem.demands.values():
        found = _misplaced(ground, demand)
        if found is None:
            found = _few_places(ground, demand) or _few_days(ground, demand)
        if found is not None:
            yield found


def _misplaced(ground: Ground, demand: Demand) -> Shortage | None:
    """A card that is pinned where it may not lie."""
    for key, block in zip(demand.keys, demand.blocks, strict=True):
        pinned = ground.reach.pins.get(key)
        if pinned is not None and not ground.reach.starts_of[key] and ground.reach.starts(key, block):
            bit = ground.atlas.of([pinned])
            away = tuple(
                who
                for who, free in ground.people_of(demand)
                if ground.atlas.covered(bit, block.length) & ~free or not bit
            )
            opened = tuple(OpenPlaces(who, (pinned,)) for who in away if len(away) == 1)
            remedies: tuple[Remedy, ...] = (Unlock((key,)), *opened)
            rules = () if away else ground.reach.allowed_by(key)
            return Shortage(
                Lack.PIN, (ground.demand(demand), *away), 1, 0, (key,), (pinned,), rules, remedies
            )
    return None


def _few_places(ground: Ground, demand: Demand) -> Shortage | None:
    """More hours than slots, or a block that fits nowhere."""
    places = 0
    homeless = [key for key in demand.keys if not ground.reach.starts_of[key]]
    for key in demand.keys:
        places |= ground.reach.covers_of[key]
    hours = ground.hours(demand.keys)
    if not homeless and hours <= places.bit_count():
        return None
    keys = tuple(homeless) or demand.keys
    needed = ground.hours(keys)
    available = 0 if homeless else places.bit_count()
    rules = tuple(dict.fromkeys(rule for key in keys for rule in ground.reach.allowed_by(key)))
    longest = max(block.length for block in demand.blocks)

    def width(free: Places) -> int:
        return ground.atlas.covered(ground.atlas.starts(free, longest), longest).bit_count()

    tightest = _tightest(ground, demand, width)
    alone = width(tightest[1]) < needed
    people = [tightest[0]] if alone else [one for one, _ in ground.people_of(demand)]
    who = (ground.demand(demand), *(people if width(ground.atlas.open) >= needed else ()))
    lack = Lack.PLACES if alone or rules else Lack.TOGETHER
    return Shortage(
        lack,
        who,
        needed,
        available,
        keys,
        ground.atlas.listed(places),
        rules,
        _ways_to_places(ground, demand, needed - available),
    )


def _few_days(ground: Ground, demand: Demand) -> Shortage | None:
    """More blocks than days, where two may not share one."""
    bundle = next((one for key in demand.keys if (one := ground.bundles.get(key))), None)
    if bundle is None:
        return None
    keys = tuple(key for key in bundle.keys if key.demand == demand.id and ground.every_week(key))
    places = 0
    for key in keys:
        places |= ground.reach.covers_of[key]
    days = spaced(ground.atlas.days(places), bundle.rule.least)
    if len(keys) <= days:
        return None
    tightest = _tightest(ground, demand, lambda free: len(ground.atlas.days(free)))
    alone = spaced(ground.atlas.days(tightest[1]), bundle.rule.least) < len(keys)
    others = [one for one, _ in ground.people_of(demand)]
    exempt = ExemptBlock(bundle.rule, keys[days - len(keys) :])
    return Shortage(
        Lack.DAYS,
        (ground.demand(demand), *([tightest[0]] if alone else others)),
        len(keys),
        days,
        keys,
        ground.atlas.listed(places),
        (bundle.rule,),
        (exempt, *_ways_to_places(ground, demand, 1, days=ground.atlas.days(places))),
    )


def spaced(days: Sequence[int], least: int) -> int:
    """How many of these days can be taken so that they lie so far apart."""
    taken, last = 0, -least
    for day in days:
        if day - last >= least:
            taken, last = taken + 1, day
    return taken


def _tightest(ground: Ground, demand: Demand, measure: Callable[[Places], int]) -> tuple[Who, Places]:
    """Who of a demand is free the least."""
    return min(ground.people_of(demand), key=lambda one: measure(one[1]))


def _ways_to_places(
    ground: Ground, demand: Demand, short: int, days: Sequence[int] = ()
) -> tuple[Remedy, ...]:
    """Places to open to one person so that everybody is there, on other days than these; an hour less."""
    return (*ground.openings(demand, short, days), DropHours(demand.id, _blocks_of(demand, short)))


def _blocks_of(demand: Demand, hours: int) -> int:
    """How many of the last blocks make up so many hours."""
    count = 0
    for block in reversed(demand.blocks):
        if hours <= 0:
            break
        hours -= block.length
        count += 1
    return count

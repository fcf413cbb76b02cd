"""Slots that pupils must not have empty, against the lessons for them; and what the law allows."""

from __future__ import annotations

from collections.abc import Iterator

from timetable.explaining.ground import Ground
from timetable.explaining.limits import Limits
from timetable.explaining.of_people import Person, fuller_week, persons
from timetable.explaining.reach import Places
from timetable.explaining.remedies import DropHours, Loosen, Noun, Remedy, Who
from timetable.explaining.shortage import Lack, Shortage
from timetable.problem import Form
from timetable.rules.of_people import MaxGaps, MaxLateStarts, MinPerDay
from timetable.rules.rule import BlockKey


def empty_slots(ground: Ground) -> Iterator[Shortage]:
    """Pupils whose day must begin with its first slot and go on without windows, and nobody to teach them."""
    for one in persons(ground):
        if one.who.noun is Noun.FORM and (must := _must(ground, one)):
            found = _unfilled(ground, one, must)
            if found is not None:
                yield found


def _must(ground: Ground, one: Person) -> Places:
    """The places in which these pupils surely have a lesson."""
    limits = one.limits
    if limits.most(MaxGaps) != 0 or limits.most(MaxLateStarts) != 0 or not limits.every_day:
        return 0
    form = ground.problem.forms[one.who.id]
    if form.first_slots:
        return 0
    free = one.free & ground.atlas.shift(form.shift)
    must = 0
    for day in range(len(ground.atlas.grid.days)):
        open_places = ground.atlas.listed(free & ground.atlas.day(day))
        must |= ground.atlas.of(open_places[: limits.least(MinPerDay)])
    return must


def _unfilled(ground: Ground, one: Person, must: Places) -> Shortage | None:
    """Match each such place with a block, longer blocks with several; what stays without is told."""
    holders: dict[int, tuple[BlockKey, int]] = {}
    chances = [
        ((key, more), ground.reach.covers_of[key])
        for key in fuller_week(ground, one.keys)
        for more in range(ground.problem.block(key).length)
    ]
    taken: dict[tuple[BlockKey, int], int] = {}
    for place in range(must.bit_length()):
        if must >> place & 1:
            met = _place(place, chances, taken, holders)
            if met is not None:
                return _told(ground, one.who, one.limits, met, chances)
    return None


def _place(
    place: int,
    chances: list[tuple[tuple[BlockKey, int], Places]],
    taken: dict[tuple[BlockKey, int], int],
    holders: dict[int, tuple[BlockKey, int]],
) -> set[int] | None:
    """Find a block for a place, others moving (Kuhn 1955); the places that share too few when none does."""
    came: dict[int, tuple[int, tuple[BlockKey, int]] | None] = {place: None}
    queue = [place]
    for here in queue:
        for name, covers in chances:
            if not covers >> here & 1:
                continue
            if name not in taken:
                _rearrange(here, name, came, taken, holders)
                return None
            if taken[name] not in came:
                came[taken[name]] = (here, name)
                queue.append(taken[name])
    return set(came)


def _rearrange(
    here: int,
    name: tuple[BlockKey, int],
    came: dict[int, tuple[int, tuple[BlockKey, int]] | None],
    taken: dict[tuple[BlockKey, int], int],
    holders: dict[int, tuple[BlockKey, int]],
) -> None:
    while True:
        before = came[here]
        taken[name], holders[here] = here, name
        if before is None:
            return
        here, name = before


def _told(
    ground: Ground,
    who: Who,
    limits: Limits,
    met: set[int],
    chances: list[tuple[tuple[BlockKey, int], Places]],
) -> Shortage:
    places = sum(1 << place for place in met)
    able = tuple(dict.fromkeys(name[0] for name, covers in chances if covers & places))
    hours = sum(bool(covers & places) for _, covers in chances)
    rules = limits.of(MaxGaps, MaxLateStarts, MinPerDay)
    teachers = dict.fromkeys(
        one
        for key, _, _ in ground.problem.blocks()
        if key in able
        for one in ground.problem.demands[key.demand].teachers
    )
    return Shortage(
        Lack.TO_TEACH,
        (who, *(Who(Noun.TEACHER, one) for one in teachers)),
        len(met),
        hours,
        able,
        ground.atlas.listed(places),
        rules,
        tuple(_eased(ground, who, limits, places)),
    )


def _eased(ground: Ground, who: Who, limits: Limits, places: Places) -> Iterator[Remedy]:
    """Open those places to a teacher of the pupils, let a day begin later, have a window."""
    for demand in ground.problem.demands.values():
        if any(ground.pupils(group) == who for group in demand.groups):
            found = [one for one in ground.openings(demand, 1) if ground.atlas.of(one.places) & places]
            yield from found[:1]
    for kind in (MaxLateStarts, MaxGaps):
        for rule in limits.of(kind):
            if isinstance(rule, MaxLateStarts | MaxGaps):
                yield Loosen(rule, who.id, rule.most + 1)


def above_the_law(ground: Ground) -> Iterator[Shortage]:
    """Forms with more hours a week than the norms allow their level, lessons outside the norm left aside."""
    norms, days = ground.problem.norms, len(ground.problem.grid.days)
    for form in ground.problem.forms.values():
        allowed = norms.weekly_of(form.level, days)
        if allowed is not None and (hours := _fullest(ground, form)) > allowed:
            largest = max(_own(ground, form), key=lambda one: ground.problem.demands[one].hours)
            yield Shortage(
                Lack.LAW,
                (Who(Noun.FORM, form.id),),
                hours,
                allowed,
                remedies=(DropHours(largest, hours - allowed),),
            )


def _own(ground: Ground, form: Form) -> list[str]:
    """The demands of a form that count against the norm."""
    problem = ground.problem
    return [
        id for id, one in problem.demands.items() if form.id in problem.forms_of(one) and not one.outside_norm
    ]


def _fullest(ground: Ground, form: Form) -> int:
    """The hours a week of those pupils of a form who have the most."""
    problem = ground.problem
    atoms = {atom for group in problem.groups.values() if group.form == form.id for atom in group.atoms}
    own = [problem.demands[one] for one in _own(ground, form)]
    return max(
        (
            ground.hours(key for one in own if atom in problem.resources(one).atoms for key in one.keys)
            for atom in atoms
        ),
        default=0,
    )

"""Rules of blocks by themselves and of sets of them: where they lie, how many times and rooms they have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from timetable.checker.layout import BlockFacts, Layout, of_each_atom
from timetable.checker.unit import Found, Keys, Unit
from timetable.checker.week import Placed, Week
from timetable.grid import Level, TimeSlot
from timetable.problem import Away
from timetable.rules.of_blocks import AllowedTimes, EdgeOfDay, EndsDay, MostOnDay, MostRooms, SameTime
from timetable.rules.of_quality import HardSubjectsEarly, Stability, UndesirableSlots
from timetable.rules.rule import BlockKey, Rule, Same

Count = Callable[[Placed], int]
"""How often a block violates a rule where it lies."""


def pieces_of_allowed_times(rule: AllowedTimes, layout: Layout) -> Iterator[Unit]:
    """Blocks that lie where they may not."""

    def count(placed: Placed) -> int:
        if rule.starts and TimeSlot(placed.day, placed.slot) not in rule.starts:
            return 1
        covered = (TimeSlot(placed.day, slot) for slot in range(placed.slot, placed.end))
        return int(bool(rule.within) and not rule.within.issuperset(covered))

    yield from _pieces(rule, layout.chosen(rule.which), count)


def pieces_of_undesirable(rule: UndesirableSlots, layout: Layout) -> Iterator[Unit]:
    """Slots in which a teacher or a group would rather not."""
    unloved = {facts.key: _unloved(layout, facts) for facts in layout.blocks.values()}

    def count(placed: Placed) -> int:
        found = unloved[placed.key]
        return sum(found.get(TimeSlot(placed.day, slot), 0) for slot in range(placed.slot, placed.end))

    yield from _pieces(rule, (facts for facts in layout.blocks.values() if unloved[facts.key]), count)


def _unloved(layout: Layout, facts: BlockFacts) -> dict[TimeSlot, int]:
    """How many of a block's people would rather not, by places."""
    problem = layout.problem
    found: dict[TimeSlot, int] = {}
    groups = (problem.groups[one] for one in facts.demand.groups)
    free: Away = {}
    aways = [(problem.teachers[one].away, free) for one in facts.demand.teachers]
    aways += [(group.away, problem.forms[group.form].away) for group in groups]
    for own, other in aways:
        for at in own.keys() | other.keys():
            if max(own.get(at, Level.FREE), other.get(at, Level.FREE)) is Level.UNDESIRABLE:
                found[at] = found.get(at, 0) + 1
    return found


def pieces_of_hard_early(rule: HardSubjectsEarly, layout: Layout) -> Iterator[Unit]:
    """Hard subjects outside the slots in which a head is fresh."""
    forms = layout.problem.forms
    good: dict[BlockKey, frozenset[int]] = {}
    for facts in layout.blocks.values():
        meant = (form for form in facts.forms if forms[form].level in rule.levels)
        hard = [form for form in meant if layout.points(facts.demand, form) >= rule.points]
        if hard:
            first = min(layout.slots_of_shift(forms[hard[0]]), default=0)
            good[facts.key] = frozenset(first + slot for slot in rule.slots)

    def count(placed: Placed) -> int:
        return sum(slot not in good[placed.key] for slot in range(placed.slot, placed.end))

    yield from _pieces(rule, (layout.blocks[key] for key in good), count)


def pieces_of_stability(rule: Stability, layout: Layout) -> Iterator[Unit]:
    """Blocks that have moved from where an earlier timetable had them."""
    kept = {key: at for key, at in rule.kept if key in layout.blocks}
    blocks = (layout.blocks[key] for key in kept)
    yield from _pieces(rule, blocks, lambda placed: int(kept[placed.key] != (placed.day, placed.slot)))


def _pieces(rule: Rule, blocks: Iterable[BlockFacts], count: Count) -> Iterator[Unit]:
    meant = tuple(facts.key for facts in blocks)
    known = frozenset(meant)

    def look(week: Week, keys: Keys) -> Iterator[Found]:
        for one in meant if keys is None else known.intersection(keys):
            placed = week.placed.get(one)
            if placed is not None and (amount := count(placed)):
                yield Found(amount, keys=(one,))

    if meant:
        yield Unit(rule, look, keys=meant)


def pieces_of_day_end(rule: EndsDay, layout: Layout) -> Iterator[Unit]:
    """Blocks after which some of their pupils have more to do."""
    return _pieces_of_edges(rule, layout.chosen(rule.which), lambda before, after: after)


def pieces_of_day_edge(rule: EdgeOfDay, layout: Layout) -> Iterator[Unit]:
    """Blocks in the middle of the day of some of their pupils."""
    return _pieces_of_edges(rule, layout.chosen(rule.which), lambda before, after: before and after)


def _pieces_of_edges(
    rule: Rule, blocks: Iterable[BlockFacts], is_wrong: Callable[[bool, bool], bool]
) -> Iterator[Unit]:
    """Blocks one by one, judged by whether an atom has lessons before and after them."""
    for facts in blocks:

        def look(week: Week, _keys: Keys, facts: BlockFacts = facts) -> Iterator[Found]:
            placed = week.placed.get(facts.key)
            if placed is not None and any(
                is_wrong(mask & ((1 << placed.slot) - 1) > 0, mask >> placed.end > 0)
                for mask in _days_around(week, placed)
            ):
                yield Found(1, keys=(facts.key,))

        yield Unit(rule, look, people=facts.atoms, keys=(facts.key,))


def _days_around(week: Week, placed: Placed) -> Iterator[int]:
    """The days of a block's atoms in each of the weeks in which it is held."""
    for phase, which in enumerate(week.phases):
        if placed.card.weeks.includes(which) or len(week.phases) == 1:
            for atom in placed.facts.atoms:
                yield week.busy[phase][atom][placed.day]


def pieces_of_same_time(rule: SameTime, layout: Layout) -> Iterator[Unit]:
    """Blocks that should begin alike and do not."""

    def value(placed: Placed) -> Iterator[Hashable]:
        match rule.what:
            case Same.TIME:
                yield placed.day, placed.slot
            case Same.DAY:
                yield placed.day
            case Same.SLOT:
                yield placed.slot

    yield from _pieces_of_sets(rule, layout.chosen(rule.which), value, most=1)


def pieces_of_most_rooms(rule: MostRooms, layout: Layout) -> Iterator[Unit]:
    """Blocks that use too many rooms."""

    def value(placed: Placed) -> Iterator[Hashable]:
        return (room for room in placed.card.rooms if room is not None)

    yield from _pieces_of_sets(rule, layout.chosen(rule.which), value, most=rule.most)


def _pieces_of_sets(
    rule: Rule, blocks: Iterable[BlockFacts], values: Callable[[Placed], Iterator[Hashable]], most: int
) -> Iterator[Unit]:
    """Blocks that together have at most so many different values."""
    keys = tuple(facts.key for facts in blocks)

    def look(week: Week, _keys: Keys) -> Iterator[Found]:
        lying = [week.placed[key] for key in keys if key in week.placed]
        met = {value for placed in lying for value in values(placed)}
        if len(met) > most:
            yield Found(len(met) - most, keys=tuple(placed.key for placed in lying))

    if keys:
        yield Unit(rule, look, keys=keys)


def pieces_of_most_on_day(rule: MostOnDay, layout: Layout) -> Iterator[Unit]:
    """Days on which too many of the blocks lie."""
    chosen = layout.chosen(rule.which)
    for keys in of_each_atom(chosen) if rule.each_form else (tuple(facts.key for facts in chosen),):

        def look(week: Week, _keys: Keys, keys: tuple[BlockKey, ...] = keys) -> Iterator[Found]:
            for lying in _by_day(week, keys):
                over = _most_at_once(lying, week) - rule.most
                if over > 0:
                    yield Found(over, keys=tuple(placed.key for placed in lying))

        yield Unit(rule, look, keys=keys)


def _by_day(week: Week, keys: Iterable[BlockKey]) -> Iterable[list[Placed]]:
    days: dict[int, list[Placed]] = {}
    for key in keys:
        if (placed := week.placed.get(key)) is not None:
            days.setdefault(placed.day, []).append(placed)
    return days.values()


def _most_at_once(lying: list[Placed], week: Week) -> int:
    """How many of these blocks are held in the fuller of the weeks."""
    if len(week.phases) == 1:
        return len(lying)
    return max(sum(placed.card.weeks.includes(which) for placed in lying) for which in week.phases)

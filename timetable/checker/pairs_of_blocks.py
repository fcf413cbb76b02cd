"""Rules of two blocks: how far apart they lie, in which order, in which rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from timetable.checker.layout import BlockFacts, Layout, of_each_atom
from timetable.checker.rooms_of_parts import rooms_of_group
from timetable.checker.unit import Found, Keys, Unit
from timetable.checker.week import Placed, Week
from timetable.grid import Grid, TimeSlot
from timetable.rules.of_blocks import DaysApart, Follows, MinGapBetween, NotTogether, SameRoomInARow
from timetable.rules.of_quality import EvenSpread
from timetable.rules.rule import BlockKey, Order, Rule

Pair = tuple[BlockKey, BlockKey]
Judge = Callable[[Placed, Placed], Iterable[Found]]
"""What is wrong with two blocks that lie where they lie."""


def pieces_of_days_apart(rule: DaysApart, layout: Layout) -> Iterator[Unit]:
    """Pairs that lie too near, or share a day and are not beside each other."""

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        if abs(one.day - other.day) < rule.least:
            yield Found(1, keys=(one.key, other.key))
        if rule.beside_if_same_day and one.day == other.day and not _touch(one, other):
            yield Found(1, keys=(one.key, other.key), must=True)

    chosen = layout.chosen(rule.which)
    yield from _pieces(rule, _with_common_pupils(chosen) if rule.each_form else _all_pairs(chosen), judge)


def pieces_of_even_spread(rule: EvenSpread, layout: Layout) -> Iterator[Unit]:
    """Pairs of one demand that lie nearer than an even spread has them."""
    of_demand: dict[str, list[BlockFacts]] = {}
    for facts in layout.chosen(rule.which):
        of_demand.setdefault(facts.key.demand, []).append(facts)
    days = len(layout.grid.days)

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        blocks = len(of_demand[one.key.demand])
        if abs(one.day - other.day) < max(1, min(2, days // blocks)):
            yield Found(1, keys=(one.key, other.key))

    for blocks in of_demand.values():
        yield from _pieces(rule, _all_pairs(blocks), judge)


def pieces_of_not_together(rule: NotTogether, layout: Layout) -> Iterator[Unit]:
    """Pairs that overlap."""

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        if one.overlaps(other):
            yield Found(1, keys=(one.key, other.key))

    yield from _pieces(rule, _all_pairs(layout.chosen(rule.which)), judge)


def pieces_of_min_gap(rule: MinGapBetween, layout: Layout) -> Iterator[Unit]:
    """Pairs of a day with too few slots between them."""

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        gap = max(one.slot - other.end, other.slot - one.end)
        if one.day == other.day and gap < rule.least:
            yield Found(1, keys=(one.key, other.key))

    yield from _pieces(rule, _all_pairs(layout.chosen(rule.which)), judge)


def pieces_of_same_room(rule: SameRoomInARow, layout: Layout) -> Iterator[Unit]:
    """Pairs that follow each other in different rooms."""

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        if one.day == other.day and _touch(one, other) and _change_rooms(rule, one, other):
            yield Found(1, keys=(one.key, other.key))

    chosen = layout.chosen(rule.which)
    groups = {facts.key: set(facts.demand.groups) for facts in chosen}
    of_one_group = (pair for pair in _with_common_pupils(chosen) if groups[pair[0]] & groups[pair[1]])
    yield from _pieces(rule, _all_pairs(chosen) if rule.whoever else list(of_one_group), judge)


def _change_rooms(rule: SameRoomInARow, one: Placed, other: Placed) -> bool:
    """Whether a group, or just the block, goes on in another room."""
    if rule.whoever:
        here, there = set(one.card.rooms) - {None}, set(other.card.rooms) - {None}
        return bool(here) and bool(there) and here.isdisjoint(there)
    common = set(one.facts.demand.groups) & set(other.facts.demand.groups)
    return any(_rooms_differ(one, other, group) for group in common)


def pieces_of_follows(rule: Follows, layout: Layout) -> Iterator[Unit]:
    """Two blocks that do not lie in the order wanted."""

    def judge(one: Placed, other: Placed) -> Iterator[Found]:
        if not lies_in_order(layout.grid, rule.order, one, other):
            yield Found(1, keys=(one.key, other.key))

    if rule.first in layout.blocks and rule.second in layout.blocks:
        yield from _pieces(rule, [(rule.first, rule.second)], judge)


def lies_in_order(grid: Grid, order: Order, first: Placed, second: Placed) -> bool:
    """Whether the second block lies to the first as the order says."""
    match order:
        case Order.NEXT:
            return _is_next(grid, first, second)
        case Order.BESIDE:
            return _is_next(grid, first, second) or _is_next(grid, second, first)
        case Order.LATER_IN_WEEK:
            return (second.day, second.slot) >= (first.day, first.end)
        case Order.LATER_IF_SAME_DAY:
            return first.day != second.day or second.slot >= first.end


def _is_next(grid: Grid, first: Placed, second: Placed) -> bool:
    between = range(first.end, second.slot)
    only_breaks = all(TimeSlot(first.day, slot) in grid.breaks for slot in between)
    return first.day == second.day and second.slot >= first.end and only_breaks


def _touch(one: Placed, other: Placed) -> bool:
    return one.end == other.slot or other.end == one.slot


def _rooms_differ(one: Placed, other: Placed, group: str) -> bool:
    here, there = (
        rooms_of_group(one.facts.demand, one.card, group),
        rooms_of_group(other.facts.demand, other.card, group),
    )
    return bool(here) and bool(there) and here.isdisjoint(there)


def _all_pairs(blocks: Iterable[BlockFacts]) -> list[Pair]:
    return list(combinations(dict.fromkeys(facts.key for facts in blocks), 2))


def _with_common_pupils(blocks: Iterable[BlockFacts]) -> list[Pair]:
    pairs = (pair for keys in of_each_atom(blocks) for pair in combinations(keys, 2))
    return list(dict.fromkeys(pairs))


def _pieces(rule: Rule, pairs: list[Pair], judge: Judge) -> Iterator[Unit]:
    """All pairs of a rule as one piece that can be asked for the pairs of one block only."""
    of_key: dict[BlockKey, list[Pair]] = {}
    for pair in pairs:
        of_key.setdefault(pair[0], []).append(pair)
        of_key.setdefault(pair[1], []).append(pair)

    def look(week: Week, keys: Keys) -> Iterator[Found]:
        placed = week.placed
        for first, second in pairs if keys is None else _of_keys(of_key, keys):
            one, other = placed.get(first), placed.get(second)
            if one is not None and other is not None and one.meets(other):
                yield from judge(one, other)

    if pairs:
        yield Unit(rule, look, keys=tuple(of_key))


def _of_keys(of_key: dict[BlockKey, list[Pair]], keys: tuple[BlockKey, ...]) -> Iterable[Pair]:
    """The pairs of these blocks, each once."""
    if len(keys) == 1:
        return of_key.get(keys[0], ())
    return dict.fromkeys(pair for key in keys for pair in of_key.get(key, ()))

"""Rules that put blocks in an order, or at one time, which cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from timetable.explaining.ground import Ground
from timetable.explaining.reach import Places
from timetable.explaining.remedies import DropRule, ExemptBlock, MakeWish, Noun, Who
from timetable.explaining.shortage import Lack, Shortage
from timetable.grid import TimeSlot
from timetable.rules.of_blocks import Follows, SameTime
from timetable.rules.rule import BlockKey, Order, Rule, Same

ALWAYS_LATER = (Order.NEXT, Order.LATER_IN_WEEK)


def impossible_orders(ground: Ground) -> Iterator[Shortage]:
    """Orders that bite their tail, and pairs that nowhere lie as asked."""
    yield from _circles(ground)
    for rule in ground.problem.rules:
        if isinstance(rule, Follows) and rule.is_hard and not _can_follow(ground, rule):
            yield _apart(ground, rule, (rule.first, rule.second))


def _circles(ground: Ground) -> Iterator[Shortage]:
    later: dict[BlockKey, dict[BlockKey, Rule]] = defaultdict(dict)
    for rule in ground.problem.rules:
        if isinstance(rule, Follows) and rule.is_hard and rule.order in ALWAYS_LATER:
            later[rule.first][rule.second] = rule
    while circle := _circle(later):
        rules = tuple(later[first][second] for first, second in pairwise(circle))
        for first, second in pairwise(circle):
            del later[first][second]
        blocks = tuple(circle[:-1])
        remedies = (*map(DropRule, rules[::-1]), *map(MakeWish, rules[::-1]))
        yield Shortage(
            Lack.CIRCLE, _demands(blocks), len(blocks), len(blocks) - 1, blocks, (), rules, remedies
        )


def _circle(later: dict[BlockKey, dict[BlockKey, Rule]]) -> list[BlockKey]:
    """Blocks of which each has the next after it, and the last is the first; empty when there are none."""
    done: set[BlockKey] = set()
    for begin in list(later):
        path: list[BlockKey] = []
        stack = [(begin, iter(later[begin]))] if begin not in done else []
        path += [begin] if stack else []
        while stack:
            _, following = stack[-1]
            step = next((one for one in following if one not in done), None)
            if step is None:
                done.add(path.pop())
                stack.pop()
            elif step in path:
                return [*path[path.index(step) :], step]
            else:
                path.append(step)
                stack.append((step, iter(later.get(step, {}))))
    return []


def _demands(blocks: tuple[BlockKey, ...]) -> tuple[Who, ...]:
    return tuple(Who(Noun.DEMAND, one) for one in dict.fromkeys(key.demand for key in blocks))


def _can_follow(ground: Ground, rule: Follows) -> bool:
    """Whether any two places of the two blocks lie as asked."""
    firsts = ground.atlas.listed(ground.reach.starts_of.get(rule.first, 0))
    seconds = ground.atlas.listed(ground.reach.starts_of.get(rule.second, 0))
    if not firsts or not seconds:
        return True
    if rule.order is Order.LATER_IN_WEEK:
        return min(firsts) < max(seconds)
    if rule.order is Order.LATER_IF_SAME_DAY:
        return any(one.day != other.day or one < other for one in firsts for other in seconds)
    found = _beside(ground, rule.first, rule.second, firsts, set(seconds))
    if rule.order is Order.BESIDE:
        return found or _beside(ground, rule.second, rule.first, seconds, set(firsts))
    return found


def _beside(
    ground: Ground,
    first: BlockKey,
    second: BlockKey,
    firsts: tuple[TimeSlot, ...],
    seconds: set[TimeSlot],
) -> bool:
    length = ground.problem.block(first).length
    for at in firsts:
        after = at.after(length)
        while after in ground.problem.grid.breaks:
            after = after.after(1)
        if after in seconds:
            return True
    return False


def _apart(ground: Ground, rule: Rule, blocks: tuple[BlockKey, ...]) -> Shortage:
    places = 0
    for key in blocks:
        places |= ground.reach.starts_of[key]
    return Shortage(
        Lack.APART,
        _demands(blocks),
        len(blocks),
        0,
        blocks,
        ground.atlas.listed(places),
        (rule,),
        (DropRule(rule), MakeWish(rule)),
    )


def impossible_meetings(ground: Ground) -> Iterator[Shortage]:
    """Lessons that shall be held at one time and share a person, or have no time in common."""
    for rule in ground.problem.rules:
        if isinstance(rule, SameTime) and rule.is_hard:
            keys = ground.problem.chosen(rule.which)
            shared = list(_shared(ground, rule, keys)) if rule.what is Same.TIME else []
            yield from shared[:1]
            if not shared and len(keys) > 1 and not _common(ground, rule, keys):
                yield _apart(ground, rule, keys)


def _shared(ground: Ground, rule: SameTime, keys: tuple[BlockKey, ...]) -> Iterator[Shortage]:
    for one, other in combinations(keys, 2):
        first, second = (ground.problem.demands[key.demand] for key in (one, other))
        people = [Who(Noun.TEACHER, who) for who in first.teachers if who in second.teachers]
        atoms = ground.problem.resources(first).atoms & ground.problem.resources(second).atoms
        people += [ground.form_of(atom) for atom in sorted(atoms)]
        if people:
            remedies = (ExemptBlock(rule, (other,)), DropRule(rule), MakeWish(rule))
            yield Shortage(
                Lack.SAME_TIME,
                (people[0], *_demands((one, other))),
                2,
                1,
                (one, other),
                (),
                (rule,),
                remedies,
            )


def _common(ground: Ground, rule: SameTime, keys: tuple[BlockKey, ...]) -> bool:
    """Whether the blocks have a time, a day, or a slot of the day in common."""
    found: set[object] | None = None
    for key in keys:
        starts: Places = ground.reach.starts_of[key]
        own = {_seen(at, rule.what) for at in ground.atlas.listed(starts)}
        found = own if found is None else found & own
    return bool(found)


def _seen(at: TimeSlot, what: Same) -> object:
    return {Same.TIME: at, Same.DAY: at.day, Same.SLOT: at.slot}[what]

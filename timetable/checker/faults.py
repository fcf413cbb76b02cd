"""What no week may have, rule or no rule: clashes, people and rooms who are away, wrong rooms, the tray."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.checker.layout import Layout, slots_of
from timetable.checker.week import Placed, Week
from timetable.findings import Fault, Finding, Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import Away, Block, RoomNeed
from timetable.rules.rule import PRICES, BlockKey


def faults_of(draft: Draft, week: Week) -> Iterator[Finding]:
    """Everything that breaks the week by itself."""
    yield from _not_placed(draft)
    for key, card in draft.cards.items():
        yield from _of_card(draft, week.layout, key, card)
    yield from _clashes_of_people(week)
    yield from _clashes_of_rooms(week)


def _not_placed(draft: Draft) -> Iterator[Finding]:
    for key in draft.tray:
        yield _broken(Fault.NOT_PLACED, key)


def _of_card(draft: Draft, layout: Layout, key: BlockKey, card: Card) -> Iterator[Finding]:
    facts = layout.blocks.get(key)
    if facts is None or card.block != key:
        yield _broken(Fault.UNKNOWN, key)
        return
    block = facts.demand.blocks[key.seq]
    covered = draft.problem.grid.covered(card.at, block.length)
    if not covered:
        yield _broken(Fault.OUTSIDE_GRID, key, (card.at,))
    if not _fits_weeks(block, card.weeks):
        yield _broken(Fault.WRONG_WEEKS, key, covered)
    yield from _of_rooms(draft, facts.demand.needs, card, covered)
    yield from away_at(layout, key, covered)


def _fits_weeks(block: Block, weeks: Weeks) -> bool:
    """A block without weeks of its own is held in the odd or in the even ones."""
    return weeks is not Weeks.EVERY if block.weeks is None else weeks is block.weeks


def away_at(layout: Layout, key: BlockKey, covered: tuple[TimeSlot, ...]) -> Iterator[Finding]:
    """Whoever of a block may not come to these places, and forms of another shift."""
    problem, facts = layout.problem, layout.blocks[key]
    demand = facts.demand
    if not covered or layout.may_all(facts, covered[0].day, sum(1 << at.slot for at in covered)):
        return
    for teacher in demand.teachers:
        yield from _away(Fault.TEACHER_AWAY, key, teacher, problem.teachers[teacher].away, covered)
    for group in demand.groups:
        form = problem.groups[group].form
        yield from _away(Fault.PUPILS_AWAY, key, group, problem.groups[group].away, covered)
        yield from _away(Fault.PUPILS_AWAY, key, form, problem.forms[form].away, covered)
    for form in facts.forms:
        slots = layout.slots_of_shift(problem.forms[form])
        wrong = tuple(at for at in covered if at.slot not in slots)
        if wrong:
            yield _broken(Fault.WRONG_SHIFT, key, wrong, form)


def _of_rooms(
    draft: Draft, needs: tuple[RoomNeed, ...], card: Card, covered: tuple[TimeSlot, ...]
) -> Iterator[Finding]:
    for given in dict.fromkeys(one for one in card.rooms if one is not None):
        known = draft.problem.rooms.get(given)
        if known is None:
            yield _broken(Fault.UNKNOWN, card.block, covered, given)
        else:
            yield from _away(Fault.ROOM_AWAY, card.block, given, known.away, covered)
    for need, room in zip_longest(needs, card.rooms[: len(needs)]):
        if room is None or room not in need.any_of:
            yield _unmet(need, room, card.block, covered)


def _unmet(need: RoomNeed, room: str | None, key: BlockKey, at: tuple[TimeSlot, ...]) -> Finding:
    fault = Fault.NO_ROOM if room is None else Fault.WRONG_ROOM
    if need.weight is None:
        return _broken(fault, key, at, room or "")
    return Finding(fault, Weight.WISH, (key,), at, room or "", cost=PRICES[need.weight - 1])


def _away(
    fault: Fault, key: BlockKey, who: str, away: Away, covered: Iterable[TimeSlot]
) -> Iterator[Finding]:
    closed = tuple(at for at in covered if away and away.get(at) is Level.FORBIDDEN)
    if closed:
        yield _broken(fault, key, closed, who)


def _clashes_of_people(week: Week) -> Iterator[Finding]:
    pupils: dict[tuple[TimeSlot, tuple[BlockKey, ...]], list[str]] = {}
    for person in week.layout.people:
        for day, lessons in enumerate(week.lessons[person.number]):
            for at, keys in overlaps(day, lessons).items():
                if person.is_teacher:
                    yield Finding(Fault.TEACHER_CLASH, Weight.BROKEN, keys, (at,), person.id, len(keys) - 1)
                else:
                    pupils.setdefault((at, keys), []).append(person.id)
    for (at, keys), atoms in pupils.items():
        who = week.layout.group_of(atoms)
        yield Finding(Fault.PUPILS_CLASH, Weight.BROKEN, keys, (at,), who, len(keys) - 1)


def _clashes_of_rooms(week: Week) -> Iterator[Finding]:
    for (room, day), lessons in week.in_room.items():
        for at, keys in overlaps(day, lessons).items():
            yield Finding(Fault.ROOM_CLASH, Weight.BROKEN, keys, (at,), room, len(keys) - 1)


def overlaps(day: int, lessons: list[Placed]) -> Mapping[TimeSlot, tuple[BlockKey, ...]]:
    """The slots of a day that several blocks take in one week, and these."""
    once = twice = 0
    for placed in lessons:
        twice |= once & placed.mask
        once |= placed.mask
    found: dict[TimeSlot, tuple[BlockKey, ...]] = {}
    for at in slots_of(day, twice) if twice else ():
        there = [placed for placed in lessons if placed.mask >> at.slot & 1]
        keys = [one.key for one in there if any(one.meets(two) for two in there if two is not one)]
        if keys:
            found[at] = tuple(sorted(keys))
    return found


def _broken(fault: Fault, key: BlockKey, at: tuple[TimeSlot, ...] = (), who: str = "") -> Finding:
    return Finding(fault, Weight.BROKEN, (key,), at, who)

"""Cards of the problem and cards that travel.

A saved version and the working draft write a block in one row; the published week has a card for
each journal and slot, because a journal knows nothing of blocks. Both name weekdays and the school's
numbers of slots, never a grid's indexes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from desktop.models.reading import wire
from school.calendar import Weeks
from school.timetable import Card as SchoolCard
from sync.identity import new_id
from sync.record import Cells, Value
from timetable.cards import Card, Draft, Hand
from timetable.grid import Grid, TimeSlot
from timetable.problem import Demand, Problem
from timetable.rules.rule import BlockKey

_TIME, _ROOMS = "t", "r"
_WIDTH = 8


# a block in one row


def write_row(card: Card, grid: Grid) -> list[Value]:
    """`[demand, number, weekday, slot, weeks, rooms, locks, hand]`."""
    locks = _TIME * card.time_locked + _ROOMS * card.rooms_locked
    place = [card.at.day + 1, grid.slots[card.at.slot].number]
    return [*card.block, *place, str(card.weeks), list(card.rooms), locks, str(card.hand)]


def read_rows(rows: Iterable[Value], problem: Problem) -> dict[BlockKey, Card]:
    """The cards of rows, without those that the problem has no block or no place for."""
    found = (read_row(row, problem) for row in rows)
    return {card.block: card for card in found if card is not None}


def read_row(row: Value, problem: Problem) -> Card | None:
    """The card of a row; None for a damaged one, or one of a block or a place that there is not."""
    if not isinstance(row, list) or len(row) < _WIDTH or type(row[1]) is not int:
        return None
    demand, seq, weekday, slot, weeks, rooms, locks, hand = row[:_WIDTH]
    known = problem.demands.get(demand) if isinstance(demand, str) else None
    at = place_on(problem.grid, weekday, slot)
    if known is None or at is None or not 0 <= seq < len(known.blocks):
        return None
    listed = rooms if isinstance(rooms, list) else []
    return Card(
        BlockKey(demand, seq),
        at,
        wire.word(Weeks, weeks, Weeks.EVERY),
        tuple(room if room in problem.rooms else None for room in _hashed(listed)),
        isinstance(locks, str) and _TIME in locks,
        isinstance(locks, str) and _ROOMS in locks,
        wire.word(Hand, hand, Hand.PERSON),
    )


def place_on(grid: Grid, weekday: Value, number: Value) -> TimeSlot | None:
    """The place of a weekday and the school's number of a slot."""
    slot = next((at for at, one in enumerate(grid.slots) if one.number == number), None)
    if slot is None or type(weekday) is not int or not 1 <= weekday <= len(grid.days):
        return None
    return TimeSlot(weekday - 1, slot)


def week_cells(draft: Draft) -> dict[str, Value]:
    """The week of a saved version: a cell for each form."""
    found: dict[str, list[Value]] = defaultdict(list)
    for key in sorted(draft.cards):
        demand = draft.problem.demands.get(key.demand)
        if demand is not None:
            found[f"week/{_owner(draft.problem, demand)}"].append(
                write_row(draft.cards[key], draft.problem.grid)
            )
    return dict(found)


def _owner(problem: Problem, demand: Demand) -> str:
    forms = problem.forms_of(demand)
    return forms[0] if forms else demand.parts[0].course


def _hashed(rooms: Iterable[Value]) -> Iterator[str | None]:
    return (room if isinstance(room, str) else None for room in rooms)


# the published week


def school_cards(draft: Draft, version: str = "") -> Iterator[SchoolCard]:
    """The cards that journals read: one for each journal and slot of a placed block."""
    problem, grid = draft.problem, draft.problem.grid
    for key in sorted(draft.cards):
        card, demand = draft.cards[key], problem.demands.get(key.demand)
        if demand is None or key.seq >= len(demand.blocks):
            continue
        for part, numbers in demand.seated():
            room = next(iter(card.rooms[numbers.start : numbers.stop]), None)
            for at in grid.covered(card.at, demand.blocks[key.seq].length) if part.course else ():
                slot = grid.slots[at.slot].number
                yield SchoolCard(new_id(), version, part.course, at.day + 1, slot, card.weeks, room)


def card_cells(card: SchoolCard) -> Cells:
    """A card as it travels."""
    return {
        "version": card.version,
        "course": card.course,
        "weekday": card.weekday,
        "slot": card.slot,
        "weeks": str(card.weeks),
        "room": card.room,
    }


def read_published(problem: Problem, cards: Iterable[SchoolCard]) -> dict[BlockKey, Card]:
    """A published week as cards of the problem: for each demand its journals' slots, cut into blocks.

    Where journals of one demand stand apart, though they should not, the first of them is followed;
    slots that no block is left for are passed over.
    """
    by_course: dict[str, dict[tuple[TimeSlot, Weeks], str | None]] = defaultdict(dict)
    for card in cards:
        at = place_on(problem.grid, card.weekday, card.slot)
        if at is not None:
            by_course[card.course][at, card.weeks] = card.room
    found: dict[BlockKey, Card] = {}
    for demand in problem.demands.values():
        courses = [part.course for part in demand.parts if part.course in by_course]
        if courses:
            found.update(_cut(problem, demand, by_course, courses[0]))
    return found


def _cut(
    problem: Problem,
    demand: Demand,
    by_course: Mapping[str, Mapping[tuple[TimeSlot, Weeks], str | None]],
    course: str,
) -> Iterator[tuple[BlockKey, Card]]:
    """The blocks of a demand laid over its slots, the longest first."""
    free = dict.fromkeys(sorted(by_course[course], key=_in_week))
    wanted = sorted(demand.keys, key=lambda key: (-problem.block(key).length, key.seq))
    for key in wanted:
        length, weeks = problem.block(key).length, problem.block(key).weeks
        for at, told in free:
            taken = [(one, told) for one in problem.grid.covered(at, length)]
            if (weeks is None) == (told is Weeks.EVERY) or not taken or not all(one in free for one in taken):
                continue
            for one in taken:
                del free[one]
            held = {part.course: by_course.get(part.course, {}).get((at, told)) for part in demand.parts}
            rooms = (room if room in problem.rooms else None for room in _rooms(demand, held))
            yield key, Card(key, at, told, tuple(rooms), hand=Hand.PERSON)
            break


def _rooms(demand: Demand, held: Mapping[str, str | None]) -> Iterable[str | None]:
    """A room for each need of a demand: a journal knows one, which is that of its part's first need."""
    found: dict[int, str | None] = {}
    for part, numbers in demand.seated():
        for number in numbers:
            found.setdefault(number, held[part.course] if number == numbers.start else None)
    return found.values()


def _in_week(place: tuple[TimeSlot, Weeks]) -> tuple[TimeSlot, str]:
    return place[0], str(place[1])

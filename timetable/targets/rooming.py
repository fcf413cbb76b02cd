"""Every room of the school for a placed card: free, worse by what, by an exchange, impossible because."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from timetable.cards import Card
from timetable.checker.week import Placed
from timetable.findings import Fault, Finding, Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import Demand, Problem
from timetable.rules.rule import PRICES
from timetable.targets.seating import is_free
from timetable.targets.standing import Change, Standing
from timetable.targets.target import Target, Verdict

_ORDER = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class RoomTarget:
    """What a room means for a lesson where it lies; ``lacking`` are seats that its pupils would want.

    The target's ``moves`` give the room, to the other card of an exchange as well. A wrong room that is
    only a wish is a place worse by its price.
    """

    room: str
    target: Target
    is_own: bool = False
    lacking: int = 0


def room_targets(standing: Standing, card: Card, number: int = 0) -> tuple[RoomTarget, ...]:
    """The school's rooms for one of a card's needs, the best first: so many wishes as it costs, then those
    in which it sits, then as the need names them. The first is what a solver would give that may
    change nothing else. A demand without needs may have a room beyond them.
    """
    problem = standing.layout.problem
    demand = problem.demands[card.block.demand]
    needs = demand.needs[number : number + 1]
    named = list(dict.fromkeys((*(needs[0].any_of if needs else ()), *problem.rooms)))
    look = _Look(standing, card, number)
    found = [look.at(room) for room in named if room in problem.rooms]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                _ORDER.index(one.target.verdict),
                one.lacking,
                one.target.delta,
                not one.is_own,
                named.index(one.room),
            ),
        )
    )


def pupils_in(problem: Problem, demand: Demand, number: int) -> int | None:
    """How many sit in the n-th room of a demand; None where a form has not said how many it is."""
    seated = [part for part, numbers in demand.seated() if number in numbers] or list(demand.parts)
    atoms: dict[str, set[str]] = {}
    for group in dict.fromkeys(group for part in seated for group in part.groups):
        known = problem.groups[group]
        atoms.setdefault(known.form, set()).update(known.atoms)
    count = 0
    for form, some in atoms.items():
        pupils, whole = problem.forms[form].pupils, problem.groups.get(form)
        if pupils is None:
            return None
        count += -(-pupils * len(some) // len(whole.atoms)) if whole else pupils
    return count


class _Look:
    """One card, and one of its rooms."""

    def __init__(self, standing: Standing, card: Card, number: int) -> None:
        self._standing, self._card, self._number = standing, card, number
        self._problem = standing.layout.problem
        self._demand = self._problem.demands[card.block.demand]
        self._pupils = pupils_in(self._problem, self._demand, number)
        self._own = card.rooms[number] if number < len(card.rooms) else None
        self._need = next(iter(self._demand.needs[number : number + 1]), None)

    def at(self, room: str) -> RoomTarget:
        seats = self._problem.rooms[room].capacity
        lacking = max(0, self._pupils - seats) if self._pupils is not None and seats is not None else 0
        return RoomTarget(room, self._target(room), room == self._own, lacking)

    def _target(self, room: str) -> Target:
        moved = _in_room(self._card, self._number, room)
        placed = self._standing.week.look_at(moved)
        if placed is None:
            return self._no([Finding(Fault.OUTSIDE_GRID, Weight.BROKEN, (moved.block,), (moved.at,))])
        takers = list(self._lying(room, placed))
        misfits = list(self._misfits(room, placed))
        if not takers:
            return self._no(misfits) if misfits else self._judged(moved, room)
        clash = Finding(
            Fault.ROOM_CLASH, Weight.BROKEN, tuple(one.key for one in takers), self._slots(placed), room
        )
        exchange = self._exchange(moved, takers[0], room) if len(takers) == 1 and not misfits else None
        return exchange or self._no([clash, *misfits])

    def _lying(self, room: str, placed: Placed) -> Iterator[Placed]:
        """Whose lessons are in the room meanwhile, another part of this very lesson among them."""
        yield from self._standing.week.takers(room, placed)
        beside = (*self._card.rooms[: self._number], *self._card.rooms[self._number + 1 :])
        if room in beside:
            yield placed

    def _misfits(self, room: str, placed: Placed) -> Iterator[Finding]:
        """What is against the room, whoever is in it."""
        key, at = (placed.key,), self._slots(placed)
        away = self._problem.rooms[room].away
        closed = tuple(one for one in at if away.get(one) is Level.FORBIDDEN)
        if closed:
            yield Finding(Fault.ROOM_AWAY, Weight.BROKEN, key, closed, room)
        if self._need is not None and self._need.weight is None and room not in self._need.any_of:
            yield Finding(Fault.WRONG_ROOM, Weight.BROKEN, key, at, room)

    def _judged(self, moved: Card, room: str) -> Target:
        """A room that nobody takes: what the rules say."""
        change = self._standing.change({moved.block: moved}, strict=False) or Change()
        if change.broken:
            at = (moved.at,)
            told = dict.fromkeys(unit.rule for unit in change.broken)
            return self._no([Finding(rule, Weight.BROKEN, (moved.block,), at) for rule in told])
        delta = change.delta + self._price(room) - self._price(self._own)
        verdict = Verdict.WORSE if delta > 0 else Verdict.FREE
        return Target(moved.at, verdict, delta, change.parts, {moved.block: moved})

    def _price(self, room: str | None) -> int:
        """What it costs that a room is not one of those wished for."""
        need = self._need
        return 0 if need is None or need.weight is None or room in need.any_of else PRICES[need.weight - 1]

    def _exchange(self, moved: Card, other: Placed, room: str) -> Target | None:
        """Both cards take the room of the other, where both may."""
        week, own, theirs = self._standing.week, self._own, other.card
        number = theirs.rooms.index(room)
        wanted = other.facts.demand.needs[number : number + 1]
        besides = (moved.block, other.key)
        placed = week.look_at(moved)
        if own is None or placed is None or theirs.rooms_locked or other.key == moved.block:
            return None
        if any(own not in need.any_of for need in wanted) or own in theirs.rooms:
            return None
        if not (is_free(week, own, other, besides) and is_free(week, room, placed, besides)):
            return None
        moves = {moved.block: moved, other.key: _in_room(theirs, number, own)}
        change = self._standing.change(moves, strict=True)
        return Target(moved.at, Verdict.SWAP, change.delta, change.parts, moves) if change else None

    def _slots(self, placed: Placed) -> tuple[TimeSlot, ...]:
        return self._standing.week.covered(placed)

    def _no(self, findings: Iterable[Finding]) -> Target:
        return Target(self._card.at, Verdict.IMPOSSIBLE, findings=tuple(findings))


def _in_room(card: Card, number: int, room: str) -> Card:
    """The card with this one of its rooms changed; whether rooms are locked stays as it was."""
    rooms = [*card.rooms, *[None] * (number + 1 - len(card.rooms))]
    rooms[number] = room
    return replace(card, rooms=tuple(rooms))


def needs_of(demand: Demand) -> range:
    """The numbers of the rooms that a person may choose: one beyond the needs where there are none."""
    return range(max(1, len(demand.needs)))

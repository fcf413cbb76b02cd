"""Every place of the week for a block in hand: free, worse by what, by a swap, impossible because."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from school.calendar import Weeks
from timetable.cards import Card, Draft, Hand
from timetable.checker.checking import findings_of
from timetable.checker.faults import away_at
from timetable.checker.layout import slots_of
from timetable.checker.unit import Unit
from timetable.checker.week import Placed
from timetable.findings import Fault, Finding, Weight
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey
from timetable.targets.rooming import RoomTarget, room_targets
from timetable.targets.seating import rooms_there, seated, without_room
from timetable.targets.standing import Change, Ground, Moves, Standing
from timetable.targets.swaps import Swaps
from timetable.targets.target import Target, Verdict


class Targets:
    """Answers for one school after another; what a problem or a draft has in common is kept.

    Ask the same one again and again: a new problem costs tens of milliseconds, a new draft a few.
    """

    def __init__(self) -> None:
        self._ground: Ground | None = None
        self._standing: Standing | None = None

    def of(self, draft: Draft, key: BlockKey) -> Mapping[TimeSlot, Target]:
        """What each place of the grid means for a block, placed or in the tray, its own place too."""
        standing = self._stand(draft)
        block, card = draft.problem.block(key), draft.cards.get(key)
        hand = card or Card(key, TimeSlot(0, 0), block.weeks or Weeks.ODD, hand=Hand.PERSON)
        return _Aim(standing, hand).all()

    def rooms(self, draft: Draft, key: BlockKey, number: int = 0) -> tuple[RoomTarget, ...]:
        """What each room of the school means for one need of a placed block, the best first."""
        return room_targets(self._stand(draft), draft.cards[key], number)

    def _stand(self, draft: Draft) -> Standing:
        if self._ground is None or self._ground.problem is not draft.problem:
            self._ground, self._standing = Ground(draft.problem), None
        if self._standing is None or self._standing.cards is not draft.cards:
            self._standing = Standing(self._ground, draft.cards)
        return self._standing


class _Aim:
    """One block in hand."""

    def __init__(self, standing: Standing, hand: Card) -> None:
        self._standing, self._hand = standing, hand
        self._facts = standing.layout.blocks[hand.block]
        self._lifted = standing.lifted(hand.block)
        self._swaps = Swaps(standing, hand)

    def all(self) -> dict[TimeSlot, Target]:
        """The whole grid; swaps of two come before those of three, which are tried while there is time."""
        found: dict[TimeSlot, Target] = {}
        blocked: dict[TimeSlot, BlockKey] = {}
        for at in self._standing.layout.grid:
            found[at], blocker = self._first_look(at)
            if blocker is not None:
                blocked[at] = blocker
            if found[at].verdict is Verdict.LEAVES:
                found[at] = self._filled(found[at])
        for search in (self._swaps.with_one, self._swaps.with_two):
            for at, blocker in list(blocked.items()):
                way = search(replace(self._hand, at=at), blocker)
                if way is not None:
                    found[at] = self._swap(at, *way)
                    del blocked[at]
        return found

    def _filled(self, target: Target) -> Target:
        """The same place, when another card can take the old one."""
        way = self._swaps.with_filler(target.moves[self._hand.block])
        return target if way is None else self._swap(target.at, *way)

    def _swap(self, at: TimeSlot, moves: Moves, change: Change) -> Target:
        return Target(at, Verdict.SWAP, change.delta, change.parts, moves)

    def _first_look(self, at: TimeSlot) -> tuple[Target, BlockKey | None]:
        """The answer without other cards moving, and the one card that is in the way if that is all."""
        key, grid = self._hand.block, self._standing.layout.grid
        card = replace(self._hand, at=at)
        placed = self._standing.week.look_at(card)
        covered = grid.covered(at, self._facts.length)
        if placed is None or not covered:
            return self._no(at, (Finding(Fault.OUTSIDE_GRID, Weight.BROKEN, (key,), (at,)),)), None
        away = tuple(away_at(self._standing.layout, key, covered))
        blockers = self._standing.blockers(self._facts, placed, (key,))
        if away or blockers:
            only = next(iter(blockers)) if len(blockers) == 1 and not away else None
            return self._no(at, (*away, *self._clashes(placed, blockers))), only
        rooms = rooms_there(self._standing.week, placed, (key,))
        if rooms is None:
            return self._no(at, (without_room(self._standing.week, placed),)), None
        return self._judged(at, seated(card, rooms)), None

    def _judged(self, at: TimeSlot, card: Card) -> Target:
        """A place that nobody takes: what the rules say."""
        key = self._hand.block
        change = self._standing.change({key: card}, strict=False) or Change()
        here = [unit for unit, times in change.broken.items() if times > self._lifted[unit]]
        left = [unit for unit in change.broken if unit not in here]
        if here:
            return self._no(at, self._told(card, here))
        moves = {key: card}
        verdict = Verdict.LEAVES if left else Verdict.WORSE if change.delta > 0 else Verdict.FREE
        return Target(at, verdict, change.delta, change.parts, moves, self._told(card, left))

    def _told(self, card: Card, units: list[Unit]) -> tuple[Finding, ...]:
        """What pieces find when the card lies there."""
        if not units:
            return ()
        own = self._standing.week.take(card.block)
        self._standing.week.put(card)
        found = tuple(one for one in findings_of(units, self._standing.week) if one.weight is Weight.BROKEN)
        self._standing.week.take(card.block)
        if own is not None:
            self._standing.week.put(own)
        return found

    def _clashes(self, placed: Placed, blockers: Mapping[BlockKey, list[int]]) -> list[Finding]:
        """Whom the cards in the way need at the same time."""
        found = []
        layout, key = self._standing.layout, self._hand.block
        for other, people in blockers.items():
            mask = placed.mask & self._standing.week.placed[other].mask
            persons = [layout.people[number] for number in people]
            teachers = [one.id for one in persons if one.is_teacher]
            atoms = [one.id for one in persons if not one.is_teacher]
            clashes = [(Fault.TEACHER_CLASH, teacher) for teacher in teachers]
            clashes += [(Fault.PUPILS_CLASH, layout.group_of(atoms))] if atoms else []
            for fault, who in clashes:
                at = slots_of(placed.day, mask)
                found.append(Finding(fault, Weight.BROKEN, (key, other), at, who))
        return found

    def _no(self, at: TimeSlot, findings: tuple[Finding, ...]) -> Target:
        return Target(at, Verdict.IMPOSSIBLE, findings=findings)

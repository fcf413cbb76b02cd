"""What would make a broken week legal: for each thing that is broken, the steps that would allow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from timetable.cards import Draft
from timetable.explaining.remedies import (
    AddRoom,
    DropHours,
    DropRule,
    ExemptBlock,
    Loosen,
    MakeWish,
    Noun,
    OpenPlaces,
    Remedy,
    Who,
)
from timetable.findings import Fault, Finding
from timetable.grid import Level, TimeSlot
from timetable.problem import Away, Problem
from timetable.rules import of_blocks
from timetable.rules.rule import BlockKey, OfPeople, Rule, Which

OF_ONE = (of_blocks.AllowedTimes, of_blocks.EndsDay, of_blocks.EdgeOfDay)
OF_SEVERAL = (of_blocks.DaysApart, of_blocks.MostOnDay, of_blocks.MinGapBetween, of_blocks.NotTogether)
ROOMLESS = (Fault.NO_ROOM, Fault.WRONG_ROOM, Fault.ROOM_CLASH)


def mend(finding: Finding, week: Draft) -> tuple[Remedy, ...]:
    """Steps after which this would not be broken, the smallest first."""
    what = finding.what
    if isinstance(what, Rule):
        return tuple(_of_rule(what, finding, week))
    return tuple(dict.fromkeys(_of_fault(finding, week.problem))) if isinstance(what, Fault) else ()


def _of_rule(rule: Rule, finding: Finding, week: Draft) -> Iterator[Remedy]:
    if isinstance(rule, OF_ONE):
        yield ExemptBlock(rule, finding.blocks)
    elif isinstance(rule, OF_SEVERAL):
        yield ExemptBlock(rule, finding.blocks[-1:])
    elif isinstance(rule, of_blocks.SameTime):
        yield ExemptBlock(rule, _strangers(finding.blocks, week))
    elif isinstance(rule, OfPeople) and (limit := _limit(rule, finding)) is not None:
        yield Loosen(rule, finding.who, limit)
    yield MakeWish(rule)
    if isinstance(getattr(rule, "which", None), Which) or isinstance(rule, of_blocks.Follows):
        yield DropRule(rule)


def _strangers(keys: tuple[BlockKey, ...], week: Draft) -> tuple[BlockKey, ...]:
    """The blocks that are not where most of them are."""
    starts = Counter(week.cards[key].at for key in keys if key in week.cards)
    usual = starts.most_common(1)[0][0] if starts else None
    return tuple(key for key in keys if key in week.cards and week.cards[key].at != usual)


def _limit(rule: OfPeople, finding: Finding) -> int | None:
    """The limit under which what was found is none."""
    if hasattr(rule, "most"):
        return int(rule.most) + finding.amount
    return max(int(rule.least) - finding.amount, 0) if hasattr(rule, "least") else None


def _of_fault(finding: Finding, problem: Problem) -> Iterator[Remedy]:
    match finding.what:
        case Fault.TEACHER_AWAY:
            yield OpenPlaces(Who(Noun.TEACHER, finding.who), finding.at)
        case Fault.ROOM_AWAY:
            yield OpenPlaces(Who(Noun.ROOM, finding.who), finding.at)
        case Fault.PUPILS_AWAY:
            yield from _let_in(finding, problem)
        case Fault.NOT_PLACED:
            yield from (DropHours(key.demand, _blocks(finding, key.demand)) for key in finding.blocks)
        case what if what in ROOMLESS:
            yield from _rooms(finding, problem)


def _blocks(finding: Finding, demand: str) -> int:
    return sum(key.demand == demand for key in finding.blocks)


def _let_in(finding: Finding, problem: Problem) -> Iterator[Remedy]:
    """Open the places to each group or form that forbids them to its pupils."""
    atoms = {atom for key in finding.blocks for atom in problem.resources(problem.demands[key.demand]).atoms}
    for group in problem.groups.values():
        if group.atoms & atoms:
            yield from _opened(Who(Noun.GROUP, group.id), group.away, finding.at)
            form = problem.forms.get(group.form)
            if form is not None:
                yield from _opened(Who(Noun.FORM, form.id), form.away, finding.at)


def _opened(who: Who, away: Away, at: tuple[TimeSlot, ...]) -> Iterator[Remedy]:
    shut = tuple(one for one in at if away.get(one) is Level.FORBIDDEN)
    if shut:
        yield OpenPlaces(who, shut)


def _rooms(finding: Finding, problem: Problem) -> Iterator[Remedy]:
    for key in finding.blocks:
        for need in problem.demands[key.demand].needs:
            if need.weight is None and need.any_of:
                yield AddRoom(tuple(sorted(need.any_of)), new_room(problem, need.any_of[0]))


def new_room(problem: Problem, like: str) -> str:
    """«спортзал 4»: the kind of the room, else its title without number, and the first free number."""
    room = problem.rooms[like]
    name = room.kind or room.title.rstrip("0123456789 _-№.") or room.title
    titles = {one.title.replace("_", " ") for one in problem.rooms.values()} | set(problem.rooms)
    number = 1
    while f"{name} {number}" in titles:
        number += 1
    return f"{name} {number}"

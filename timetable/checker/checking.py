"""Everything that is wrong with a week, or could be better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from timetable.cards import Draft
from timetable.checker.faults import faults_of
from timetable.checker.laws import laws_of, recommended
from timetable.checker.layout import slots_of
from timetable.checker.pieces import pieces
from timetable.checker.unit import Found, Unit
from timetable.checker.week import Week, week_of
from timetable.findings import Finding, Report, Weight
from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey


def check(draft: Draft) -> Report:
    """Judge a draft by itself: faults, the school's rules, the law, the norms' advice, in this order.

    Blocks in the tray are faults and violate no rule; a card that cannot lie anywhere is a fault too.
    """
    return report_on(draft, week_of(draft))


def report_on(draft: Draft, week: Week) -> Report:
    """The same for a week that is laid out already."""
    rules = findings_of(pieces(draft.problem.rules, week.layout), week)
    advice = (
        replace(one, weight=Weight.ADVICE, cost=0)
        for one in findings_of(pieces(recommended(week.layout), week.layout), week)
    )
    return Report(tuple(chain(faults_of(draft, week), rules, laws_of(week), advice)))


def findings_of(units: Iterable[Unit], week: Week) -> Iterator[Finding]:
    """What pieces of rules find; halves of a form with the same trouble are told as one."""
    found: dict[tuple[object, ...], tuple[Finding, list[int]]] = {}
    for unit in units:
        for one in unit.look(week, None):
            finding = _finding(unit, one, week)
            form = None if unit.person is None else week.layout.people[unit.person].form
            alike = (id(unit.rule), finding.at, finding.blocks, form) if form else (id(unit), len(found))
            met, atoms = found.get(alike, (None, []))
            numbers = [*atoms, *([unit.person] if unit.person is not None else [])]
            found[alike] = (_sum(met, finding), numbers)
    for finding, people in found.values():
        yield replace(finding, who=_who(week, people)) if people else finding


def _finding(unit: Unit, found: Found, week: Week) -> Finding:
    at = tuple(chain.from_iterable(_places(day, mask) for day, mask in found.days))
    keys = found.keys
    if not at:
        at = tuple(chain.from_iterable(week.covered(week.placed[key]) for key in keys))
    elif not keys and unit.person is not None:
        keys = _blocks_at(week, unit.person, found)
    is_broken = unit.rule.is_hard or found.must
    weight, cost = (Weight.BROKEN, 0) if is_broken else (Weight.WISH, unit.rule.price * found.amount)
    return Finding(unit.rule, weight, keys, at, unit.who, found.amount, cost)


def _places(day: int, mask: int) -> tuple[TimeSlot, ...]:
    """The places of a day; a day as a whole is named by its first slot."""
    return slots_of(day, mask) or (TimeSlot(day, 0),)


def _blocks_at(week: Week, person: int, found: Found) -> tuple[BlockKey, ...]:
    lessons = ((placed, mask) for day, mask in found.days for placed in week.lessons[person][day])
    return tuple(sorted({placed.key for placed, mask in lessons if placed.mask & mask}))


def _sum(met: Finding | None, more: Finding) -> Finding:
    if met is None:
        return more
    return replace(met, amount=met.amount + more.amount, cost=met.cost + more.cost)


def _who(week: Week, people: list[int]) -> str:
    persons = [week.layout.people[number] for number in people]
    if persons[0].is_teacher:
        return persons[0].id
    return week.layout.group_of(person.id for person in persons)

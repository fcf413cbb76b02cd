"""How the rules of somebody's days are measured, on masks of slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from timetable.checker.layout import Layout, Person
from timetable.checker.unit import Found, Keys, Unit
from timetable.checker.week import Week
from timetable.rules import of_people
from timetable.rules.of_quality import HardInARow
from timetable.rules.rule import ALL, BlockKey, OfPeople, Per, Which

Days = Sequence[int]
Measure = Callable[[Any, Person, Days], Iterator[Found]]
"""What a rule finds in a person's days."""


def gaps_in(mask: int, may: int) -> int:
    """The empty slots between the first and the last one taken, where the person may come."""
    return ((1 << mask.bit_length()) - (mask & -mask)) & ~mask & may


def runs_in(mask: int) -> Iterator[int]:
    """The slots taken without a pause between, each run as a mask."""
    while mask:
        run = mask & ~(mask + (mask & -mask))
        yield run
        mask ^= run


def _gaps(rule: of_people.MaxGaps, person: Person, days: Days) -> Iterator[Found]:
    gaps = [
        (day, gap)
        for day, mask in enumerate(days)
        if mask & (mask - 1) and (gap := gaps_in(mask, person.may[day]))
    ]
    if rule.per is Per.WEEK:
        yield from _above(sum(gap.bit_count() for _, gap in gaps) - rule.most, gaps)
    else:
        for day, gap in gaps:
            yield from _above(gap.bit_count() - rule.most, [(day, gap)])


def _max_per_day(rule: of_people.MaxPerDay, _person: Person, days: Days) -> Iterator[Found]:
    for day, mask in enumerate(days):
        yield from _above(mask.bit_count() - rule.most, [(day, mask)])


def _min_per_day(rule: of_people.MinPerDay, person: Person, days: Days) -> Iterator[Found]:
    for day, mask in enumerate(days):
        if mask or (person.may[day] and not rule.empty_days):
            yield from _above(rule.least - mask.bit_count(), [(day, mask or person.may[day])])


def _in_a_row(rule: of_people.MaxInARow | HardInARow, _person: Person, days: Days) -> Iterator[Found]:
    for day, mask in enumerate(days):
        if mask.bit_count() > rule.most:
            for run in runs_in(mask):
                yield from _above(run.bit_count() - rule.most, [(day, run)])


def _span(rule: of_people.MaxSpan, _person: Person, days: Days) -> Iterator[Found]:
    for day, mask in enumerate(days):
        if mask:
            first = (mask & -mask).bit_length() - 1
            yield from _above(mask.bit_length() - first - rule.most, [(day, mask)])


def _max_days(rule: of_people.MaxDays, _person: Person, days: Days) -> Iterator[Found]:
    taught = [(day, mask) for day, mask in enumerate(days) if mask]
    yield from _above(len(taught) - rule.most, taught)


def _min_days(rule: of_people.MinDays, _person: Person, days: Days) -> Iterator[Found]:
    taught = [(day, mask) for day, mask in enumerate(days) if mask]
    yield from _above(rule.least - len(taught), taught)


def _days_within(rule: of_people.MaxDaysWithin, _person: Person, days: Days) -> Iterator[Found]:
    within = (1 << rule.last + 1) - (1 << rule.first)
    taught = [(day, mask & within) for day, mask in enumerate(days) if mask & within]
    yield from _above(len(taught) - rule.most, taught)


def _late_starts(rule: of_people.MaxLateStarts, person: Person, days: Days) -> Iterator[Found]:
    late = []
    for day, mask in enumerate(days):
        first = person.starts[day] & -person.starts[day]
        others = person.starts[day] ^ first
        if not mask or mask & first:
            continue
        late.append((day, first or mask))
        if not mask & others & -others:
            yield Found(1, ((day, first or mask),))
    yield from _above(len(late) - rule.most, late)


def _even_days(rule: of_people.EvenDays, person: Person, days: Days) -> Iterator[Found]:
    lengths = [(mask.bit_count(), day) for day, mask in enumerate(days) if mask or person.may[day]]
    if lengths:
        longest, shortest = max(lengths), min(lengths)
        where = [(longest[1], days[longest[1]]), (shortest[1], days[shortest[1]])]
        yield from _above(longest[0] - shortest[0] - rule.most, where)


def _above(amount: int, days: Sequence[tuple[int, int]]) -> Iterator[Found]:
    if amount > 0:
        yield Found(amount, tuple(days))


MEASURES: dict[type[OfPeople], Measure] = {
    of_people.MaxGaps: _gaps,
    of_people.MaxPerDay: _max_per_day,
    of_people.MinPerDay: _min_per_day,
    of_people.MaxInARow: _in_a_row,
    of_people.MaxSpan: _span,
    of_people.MaxDays: _max_days,
    of_people.MinDays: _min_days,
    of_people.MaxDaysWithin: _days_within,
    of_people.MaxLateStarts: _late_starts,
    of_people.EvenDays: _even_days,
}


def pieces_of_people(rule: OfPeople, layout: Layout) -> Iterator[Unit]:
    """A rule of somebody's days, person by person."""
    which: Which = getattr(rule, "which", ALL)
    only = None if which == ALL else frozenset(facts.key for facts in layout.chosen(which))
    for person in layout.persons(rule):
        yield piece_of_person(rule, person, MEASURES[type(rule)], only)


def pieces_of_hard_rows(rule: HardInARow, layout: Layout) -> Iterator[Unit]:
    """Hard lessons that follow each other, atom by atom."""
    hard = frozenset(facts.key for facts in layout.blocks.values() if facts.points >= rule.points)
    for number in layout.atoms.values() if hard else ():
        yield piece_of_person(rule, layout.people[number], _in_a_row, hard)


def piece_of_person(
    rule: OfPeople | HardInARow, person: Person, measure: Measure, only: Set[BlockKey] | None
) -> Unit:
    """A person's days under one rule; of two alternating weeks the worse one counts."""

    def look(week: Week, _keys: Keys) -> list[Found]:
        found = list(measure(rule, person, week.masks(person.number, 0, only)))
        if len(week.phases) > 1:
            even = list(measure(rule, person, week.masks(person.number, 1, only)))
            found = max(found, even, key=_amount)
        return found

    return Unit(rule, look, people=(person.number,), person=person.number)


def _amount(found: list[Found]) -> int:
    return sum(one.amount for one in found)

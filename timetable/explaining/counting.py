"""Counting before solving: what is short in a school is found in milliseconds, and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from timetable.cards import Draft
from timetable.explaining.ground import Ground
from timetable.explaining.of_demands import parted_teachers, short_demands
from timetable.explaining.of_forms import above_the_law, empty_slots
from timetable.explaining.of_orders import impossible_meetings, impossible_orders
from timetable.explaining.of_people import crowded_people
from timetable.explaining.of_rooms import crowded_rooms, few_rooms
from timetable.explaining.shortage import Shortage

Check = Callable[[Ground], Iterator[Shortage]]

CHECKS: tuple[Check, ...] = (
    parted_teachers,
    short_demands,
    impossible_meetings,
    impossible_orders,
    few_rooms,
    crowded_people,
    crowded_rooms,
    empty_slots,
    above_the_law,
)
"""The plainest first: what they tell is not told again by a later one."""

MENDED = 5
"""For so many shortages the remedies are tried out; each trial counts again."""


def count(draft: Draft) -> tuple[Shortage, ...]:
    """All that counting finds, each thing once, with remedies that were seen to help.

    Nothing found does not say that there is a timetable.
    """
    ground = Ground(draft)
    found: list[Shortage] = []
    for check in CHECKS:
        for shortage in check(ground):
            told = any(one.stops and set(one.blocks) & set(shortage.blocks) for one in found)
            if not (told and shortage.stops):
                found.append(_tried(draft, check, shortage) if len(found) < MENDED else shortage)
    return tuple(found)


def _tried(draft: Draft, check: Check, shortage: Shortage) -> Shortage:
    """With those remedies after which this is no longer short, and then those after which it is less so."""
    short = shortage.needed - shortage.available
    left = {
        remedy: max(
            (
                one.needed - one.available
                for one in check(Ground(remedy.apply_to(draft)))
                if _same(one, shortage)
            ),
            default=0,
        )
        for remedy in dict.fromkeys(shortage.remedies)
    }
    helpful = sorted((remedy for remedy, still in left.items() if still < short), key=left.__getitem__)
    return replace(shortage, remedies=tuple(helpful), left=tuple(left[remedy] for remedy in helpful))


def _same(one: Shortage, other: Shortage) -> bool:
    """Whether two tell of the same trouble: of the same one, or of the same blocks."""
    return (one.lack, one.who[:1]) == (other.lack, other.who[:1]) or bool(set(one.blocks) & set(other.blocks))

"""«Что изменилось с 24.11»: for each teacher the slots of the week in which something else stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.calendar import Weeks
from school.timetable import Card, Load


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """What stands in a slot: a journal, in which weeks, in which room."""

    course: str
    weeks: Weeks = Weeks.EVERY
    room: str | None = None


@dataclass(frozen=True, slots=True)
class SlotChange:
    """A slot of somebody's week before and after; empty where there is no lesson."""

    weekday: int
    slot: int
    before: tuple[Held, ...] = ()
    after: tuple[Held, ...] = ()


def teacher_changes(
    loads: Mapping[str, Load], before: Iterable[Card], after: Iterable[Card]
) -> Mapping[str, tuple[SlotChange, ...]]:
    """By teacher what changes for them; whom nothing changes for is not named."""
    old, new = _weeks_of(loads, before), _weeks_of(loads, after)
    found: dict[str, list[SlotChange]] = defaultdict(list)
    for teacher, weekday, slot in sorted(old.keys() | new.keys()):
        was, will = (tuple(sorted(week.get((teacher, weekday, slot), ()), key=_order)) for week in (old, new))
        if was != will:
            found[teacher].append(SlotChange(weekday, slot, was, will))
    return {teacher: tuple(listed) for teacher, listed in found.items()}


def _weeks_of(loads: Mapping[str, Load], cards: Iterable[Card]) -> Mapping[tuple[str, int, int], list[Held]]:
    found: dict[tuple[str, int, int], list[Held]] = defaultdict(list)
    for card in cards:
        for teacher in loads[card.course].teachers if card.course in loads else ():
            found[teacher, card.weekday, card.slot].append(Held(card.course, card.weeks, card.room))
    return found


def _order(held: Held) -> tuple[str, str, str]:
    return held.course, held.weeks, held.room or ""

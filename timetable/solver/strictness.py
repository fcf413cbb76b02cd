"""What a model must keep, and what it may break for a price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from timetable.findings import Fault
from timetable.grid import TimeSlot
from timetable.rules.of_blocks import DaysApart
from timetable.rules.rule import BlockKey, OfPeople, Rule, Whose


class Hold(StrEnum):
    """What a model keeps besides rules and faults."""

    PIN = "pin"
    """A card that a person has locked stays where it is."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a constraint stands in a model: the rule, fault or lock, whom it is about, and where."""

    what: Rule | Fault | Hold
    who: str = ""
    blocks: tuple[BlockKey, ...] = ()
    at: tuple[TimeSlot, ...] = ()


Relaxed = Callable[[Cause], int]
"""The price at which something that is hard may be broken this once; 0 keeps it hard."""


def kept(_cause: Cause) -> int:
    """Nothing hard is for sale."""
    return 0


@dataclass(frozen=True, slots=True)
class Strictness:
    """How a model reads the rules.

    ``wishes``: whether wishes are looked at, at all. ``hard_from``: wishes of this weight and
    more are taken as hard. ``relaxed`` puts a price on hard causes: forbidden places
    (`Fault.TEACHER_AWAY`, `PUPILS_AWAY`, `WRONG_SHIFT`), capacity of rooms (`Fault.NO_ROOM`), blocks
    without a place (`Fault.NOT_PLACED`), locks (`Hold.PIN`) and every hard rule. Clashes of
    people are never for sale.
    """

    wishes: bool = True
    hard_from: int = 99
    relaxed: Relaxed = kept

    def price(self, cause: Cause) -> int | None:
        """What one violation costs; None where there must be none, 0 where nobody counts."""
        what = cause.what
        if isinstance(what, Rule) and what.weight is not None and what.weight < self.hard_from:
            return what.price if self.wishes else 0
        return self.relaxed(cause) or None

    def concerns(self, rule: Rule) -> bool:
        """Whether a rule has any say in the model: one that says what must be beside a wish always has."""
        has_must = isinstance(rule, DaysApart) and rule.beside_if_same_day
        return has_must or self.price(Cause(rule)) != 0


AS_WRITTEN = Strictness()
"""Hard is hard and wishes cost."""

HARD_ONLY = Strictness(wishes=False)
"""The hard core alone: what a legal week needs."""


def teachers_for_sale(cause: Cause) -> int:
    """Hard rules of teachers' days cost 1 each: the first way in to a week that is hard to find."""
    return int(isinstance(cause.what, OfPeople) and cause.what.whose is Whose.TEACHERS)


def rules_for_sale(cause: Cause) -> int:
    """Every hard rule costs 1: the second way."""
    return int(isinstance(cause.what, Rule))

"""A rule, cut into pieces that are looked at one by one: a person's days, a pair of blocks, a form's week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from timetable.checker.week import Week
from timetable.rules.rule import BlockKey, Rule


class Found(NamedTuple):
    """A violation: how often it counts, and where.

    ``days`` are pairs of a day and the slots of it, as bits; ``keys`` the blocks, where the rule is
    one of blocks. ``must``: it breaks the week even where the rule is a wish.
    """

    amount: int
    days: tuple[tuple[int, int], ...] = ()
    keys: tuple[BlockKey, ...] = ()
    must: bool = False


Keys = tuple[BlockKey, ...] | None

Look = Callable[[Week, Keys], Iterable[Found]]
"""What a piece finds; with keys, only what may change when these blocks move."""


class Toll(NamedTuple):
    """How often something that must hold is broken, and what the wishes cost."""

    broken: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One piece of a rule: it can change only when one of these people's lessons, or of these blocks, moves.

    ``person`` is the number of whom it is about, where it is about somebody; ``who`` the id for others.
    """

    rule: Rule
    look: Look
    people: tuple[int, ...] = ()
    keys: tuple[BlockKey, ...] = ()
    person: int | None = None
    who: str = ""

    def toll(self, week: Week, keys: Keys = None) -> Toll:
        """What the piece finds, counted."""
        broken = amount = 0
        for found in self.look(week, keys):
            if found.must or self.rule.is_hard:
                broken += found.amount
            else:
                amount += found.amount
        return Toll(broken, amount * self.rule.price)

"""What every rule has: whom or which blocks it means, and whether it is a must or a wish.

A rule is hard when its ``weight`` is None, else a wish of 1 (better so) to 5 (almost a must).
The checker, the solver and the words each know every kind; tests compare their lists with
`timetable.rules.kinds.KINDS`. What a clash is needs no rule: nobody is in two places, no room
holds two lessons.

How often a rule is violated, its amount, is said by the docstring of its kind; a wish costs its
price times the amount. Blocks that are not placed violate no rule. Where weeks alternate, a rule
of people or forms looks at the odd and at the even week by itself, and the worse of the two
counts; two blocks that never share a week are no pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

HARD = None

PRICES = (1, 3, 8, 20, 60)
"""What one violation of a wish costs, by its weight of 1 to 5; the objective is their sum."""


class BlockKey(NamedTuple):
    """A block by its demand and its number there; what cards, locks and rules name."""

    demand: str
    seq: int


@dataclass(frozen=True, slots=True)
class Which:
    """Blocks, by name or by what they are: each non-empty field narrows the choice."""

    keys: tuple[BlockKey, ...] = ()
    subjects: frozenset[str] = frozenset()
    teachers: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    length: int | None = None


ALL = Which()
"""Every block."""


class Whose(StrEnum):
    """Whose day a rule looks at; a form's is looked at atom by atom."""

    TEACHERS = "teachers"
    GROUPS = "groups"


class Per(StrEnum):
    DAY = "day"
    WEEK = "week"


class Same(StrEnum):
    """What blocks must have in common."""

    TIME = "time"
    DAY = "day"
    SLOT = "slot"


class Order(StrEnum):
    """How the second block lies to the first."""

    NEXT = "next"
    BESIDE = "beside"
    LATER_IN_WEEK = "later_in_week"
    LATER_IF_SAME_DAY = "later_if_same_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``norm`` names the document that a rule comes from; empty for the school's own."""

    weight: int | None = HARD
    norm: str = ""

    @property
    def is_hard(self) -> bool:
        return self.weight is None

    def looks_at(self) -> tuple[object, ...]:
        """What two rules share whose violations are the same ones: here, everything."""
        return (self,)

    @property
    def price(self) -> int:
        """What one violation of the wish costs; 0 for a rule that is none."""
        return PRICES[self.weight - 1] if self.weight else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPeople(Rule):
    """Looks at the days of teachers or groups; ``of`` empty is all of them.

    For groups each atom of theirs is one person with all its lessons (those of every group that
    it is in) and counts by itself: a form that is split into two atoms has a window twice when both
    halves wait. An atom may not come where its form or a group that it is in is forbidden. A slot
    of a shift that is not the form's own is no place for the atom.
    """

    whose: Whose
    of: tuple[str, ...] = ()

    def looks_at(self) -> tuple[object, ...]:
        """The kind, the people and the blocks, whatever the limit."""
        return type(self), self.whose, self.of, getattr(self, "which", None)

"""What is wrong with a week, or could be better: facts, of which words are made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from timetable.grid import TimeSlot
from timetable.rules.rule import BlockKey, Rule


class Fault(StrEnum):
    """What no week may have, without any rule saying so."""

    TEACHER_CLASH = "teacher_clash"
    PUPILS_CLASH = "pupils_clash"
    ROOM_CLASH = "room_clash"
    OUTSIDE_GRID = "outside_grid"
    TEACHER_AWAY = "teacher_away"
    PUPILS_AWAY = "pupils_away"
    ROOM_AWAY = "room_away"
    WRONG_SHIFT = "wrong_shift"
    WRONG_WEEKS = "wrong_weeks"
    WRONG_ROOM = "wrong_room"
    NO_ROOM = "no_room"
    NOT_PLACED = "not_placed"
    UNKNOWN = "unknown"


class Limit(StrEnum):
    """What the norms in force limit by law."""

    WEEKLY_HOURS = "weekly_hours"
    DAILY_HOURS = "daily_hours"
    SECOND_SHIFT = "second_shift"


class Weight(StrEnum):
    """How grave a finding is."""

    BROKEN = "broken"
    """The week cannot be held so, or a hard rule of the school is not kept."""
    LAW = "law"
    """A legal limit is passed: shown in red."""
    WISH = "wish"
    """A wish is not met: it costs."""
    ADVICE = "advice"
    """A recommendation of the norms: shown in amber, never in the way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a fault, a limit of the law, or a rule, and where.

    ``who`` is the id of the teacher, group, form or room that it is about, ``amount`` how many
    violations it counts for (windows over the limit, lessons over the maximum), ``cost``
    their share of the objective, 0 for what is broken.
    """

    what: Fault | Limit | Rule
    weight: Weight
    blocks: tuple[BlockKey, ...] = ()
    at: tuple[TimeSlot, ...] = ()
    who: str = ""
    amount: int = 1
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that a checker has found in a draft."""

    findings: tuple[Finding, ...] = ()

    def of(self, weight: Weight) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.weight is weight)

    @property
    def is_legal(self) -> bool:
        """Whether the week can be held: everything placed, no clash, every hard rule kept."""
        return not self.of(Weight.BROKEN)

    @property
    def cost(self) -> int:
        """The objective: lower is better, and only differences mean something."""
        return sum(one.cost for one in self.findings)

    @property
    def parts(self) -> Mapping[type[Rule], Part]:
        """The objective by kinds of wishes, for «окон у учителей: 59».

        What two rules of one kind say of the same people, one stricter than the other, is counted
        once and costs twice.
        """
        by_rule: dict[Rule, Part] = {}
        for one in self.of(Weight.WISH):
            if isinstance(one.what, Rule):
                by_rule[one.what] = by_rule.get(one.what, Part()).plus(one)
        alike: dict[tuple[object, ...], tuple[type[Rule], Part]] = {}
        for rule, part in by_rule.items():
            key = rule.looks_at()
            amount = max(part.amount, alike[key][1].amount) if key in alike else part.amount
            cost = part.cost + (alike[key][1].cost if key in alike else 0)
            alike[key] = type(rule), Part(amount, cost)
        parts: dict[type[Rule], Part] = {}
        for kind, part in alike.values():
            met = parts.get(kind, Part())
            parts[kind] = Part(met.amount + part.amount, met.cost + part.cost)
        return parts


@dataclass(frozen=True, slots=True)
class Part:
    """How often wishes of one kind are not met, and what it costs."""

    amount: int = field(default=0)
    cost: int = field(default=0)

    def plus(self, finding: Finding) -> Part:
        return Part(self.amount + finding.amount, self.cost + finding.cost)

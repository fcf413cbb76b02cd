"""What would help, as data: each remedy makes another problem, or another draft, when applied."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, NamedTuple

from timetable.cards import Draft
from timetable.grid import Level, TimeSlot
from timetable.problem import Away, Demand, Problem, Room, RoomNeed
from timetable.rules.of_blocks import Follows
from timetable.rules.of_quality import Stability
from timetable.rules.rule import BlockKey, OfPeople, Rule, Which, Whose


class Noun(StrEnum):
    """What somebody or something of a problem is."""

    TEACHER = "teacher"
    FORM = "form"
    GROUP = "group"
    ROOM = "room"
    DEMAND = "demand"
    DAY = "day"


class Who(NamedTuple):
    """Whom or what a shortage, a relaxation or a remedy is about; a day by the number of its index."""

    noun: Noun
    id: str


class Remedy(ABC):
    """One step of a person that gives the week more room."""

    @abstractmethod
    def apply(self, problem: Problem) -> Problem:
        """The problem after the step; the same one where there is nothing left to do."""

    def apply_to(self, draft: Draft) -> Draft:
        """The draft after the step: cards of blocks that are no more go with them."""
        problem = self.apply(draft.problem)
        known = {key for key, _, _ in problem.blocks()}
        return Draft(problem, {key: card for key, card in draft.cards.items() if key in known})


@dataclass(frozen=True, slots=True)
class OpenPlaces(Remedy):
    """Somebody may come, or a room be used, in these places after all."""

    who: Who
    places: tuple[TimeSlot, ...]

    def apply(self, problem: Problem) -> Problem:
        match self.who.noun:
            case Noun.TEACHER:
                return replace(problem, teachers=self._opened(problem.teachers))
            case Noun.FORM:
                return replace(problem, forms=self._opened(problem.forms))
            case Noun.GROUP:
                return replace(problem, groups=self._opened(problem.groups))
            case Noun.ROOM:
                return replace(problem, rooms=self._opened(problem.rooms))
            case _:
                return problem

    def _opened(self, all_of: Mapping[str, Any]) -> Mapping[str, Any]:
        one = all_of[self.who.id]
        return {**all_of, self.who.id: replace(one, away=opened(one.away, self.places))}


def opened(away: Away, places: tuple[TimeSlot, ...]) -> Away:
    """What is left of the hours in which somebody may not come; wishes stay."""
    return {at: level for at, level in away.items() if level is not Level.FORBIDDEN or at not in places}


@dataclass(frozen=True, slots=True)
class ExemptBlock(Remedy):
    """A rule no longer looks at these blocks: one hour of mathematics may be the day's second."""

    rule: Rule
    blocks: tuple[BlockKey, ...]

    def apply(self, problem: Problem) -> Problem:
        for rule in problem.rules:
            if are_alike(rule, self.rule) and set(self.blocks) & set(problem.chosen(which_of(rule))):
                problem = exchanged(problem, rule, self._narrowed(problem, rule))
        return problem

    def _narrowed(self, problem: Problem, rule: Rule) -> Rule | None:
        kept = tuple(key for key in problem.chosen(which_of(rule)) if key not in self.blocks)
        changed: Any = rule
        return replace(changed, which=Which(keys=kept)) if kept else None


def which_of(rule: Rule) -> Which:
    """The blocks that a rule names; none for a rule that has no such choice."""
    which = getattr(rule, "which", None)
    return which if isinstance(which, Which) else Which(tags=frozenset({""}))


def are_alike(rule: Rule, other: Rule) -> bool:
    """Whether two rules ask for the same, of whomever; remedies split rules and must find them again."""
    if type(rule) is not type(other):
        return False
    own: Any = rule
    return all(
        getattr(rule, one.name) == getattr(other, one.name)
        for one in fields(own)
        if one.name not in ("which", "of")
    )


@dataclass(frozen=True, slots=True)
class Loosen(Remedy):
    """A limit of people's days becomes another for one of them: two windows where none was allowed."""

    rule: OfPeople
    who: str
    limit: int

    def apply(self, problem: Problem) -> Problem:
        for rule in problem.rules:
            if isinstance(rule, OfPeople) and are_alike(rule, self.rule):
                problem = exchanged(problem, rule, *self._split(problem, rule))
        return problem

    def _split(self, problem: Problem, rule: OfPeople) -> tuple[Rule, ...]:
        """The rule for the others, and with the new limit for the one."""
        field = "most" if hasattr(rule, "most") else "least"
        changed: Any = rule
        all_meant = everybody(problem, rule)
        eased = tuple(one for one in all_meant if self._concerns(problem, one))
        others = tuple(one for one in all_meant if one not in eased)
        if not eased:
            return (rule,)
        rest = (replace(changed, of=others),) if others else ()
        return (*rest, replace(changed, of=eased, **{field: self.limit}))

    def _concerns(self, problem: Problem, one: str) -> bool:
        """Whether somebody is the one who is eased, or a group of the same pupils."""
        groups = problem.groups
        if self.rule.whose is Whose.TEACHERS or one == self.who:
            return one == self.who
        met = self.who in groups and one in groups and groups[one].atoms & groups[self.who].atoms
        return bool(met) or (one in groups and groups[one].form == self.who)


def everybody(problem: Problem, rule: OfPeople) -> tuple[str, ...]:
    """Whom a rule of people is about, by their ids; groups by those of the groups."""
    if rule.of:
        return rule.of
    return tuple(problem.teachers if rule.whose is Whose.TEACHERS else problem.groups)


@dataclass(frozen=True, slots=True)
class MakeWish(Remedy):
    """A must becomes a wish, the strongest there is."""

    rule: Rule

    def apply(self, problem: Problem) -> Problem:
        return exchanged(problem, self.rule, replace(self.rule, weight=5))


@dataclass(frozen=True, slots=True)
class DropRule(Remedy):
    """A rule goes."""

    rule: Rule

    def apply(self, problem: Problem) -> Problem:
        return exchanged(problem, self.rule)


def exchanged(problem: Problem, old: Rule, *new: Rule | None) -> Problem:
    """The problem with a rule replaced by others, in its place."""
    rules: list[Rule] = []
    for rule in problem.rules:
        rules.extend([one for one in new if one is not None] if rule == old else [rule])
    return replace(problem, rules=tuple(rules))


@dataclass(frozen=True, slots=True)
class AddRoom(Remedy):
    """One more room that serves wherever all of these serve."""

    like: tuple[str, ...]
    title: str

    def apply(self, problem: Problem) -> Problem:
        model = problem.rooms[self.like[0]]
        room = Room(self.title, self.title, model.kind, model.capacity, model.building)
        demands = {id: self._with_room(demand) for id, demand in problem.demands.items()}
        return replace(problem, rooms={**problem.rooms, room.id: room}, demands=demands)

    def _with_room(self, demand: Demand) -> Demand:
        parts = tuple(replace(part, rooms=tuple(map(self._wider, part.rooms))) for part in demand.parts)
        return replace(demand, parts=parts)

    def _wider(self, need: RoomNeed) -> RoomNeed:
        serves = set(self.like) <= set(need.any_of) and self.title not in need.any_of
        return replace(need, any_of=(*need.any_of, self.title)) if serves else need


@dataclass(frozen=True, slots=True)
class DropHours(Remedy):
    """The last blocks of a demand go: an hour less of mathematics."""

    demand: str
    blocks: int = 1

    def apply(self, problem: Problem) -> Problem:
        demand = problem.demands[self.demand]
        kept = demand.blocks[: len(demand.blocks) - self.blocks]
        demands = {**problem.demands, self.demand: replace(demand, blocks=kept)}
        if not kept:
            del demands[self.demand]
        gone = {key for key in demand.keys if key.seq >= len(kept)}
        rules = tuple(rule for one in problem.rules if (rule := without(one, gone)) is not None)
        return replace(problem, demands=demands, rules=rules)


def without(rule: Rule, gone: set[BlockKey]) -> Rule | None:
    """A rule that no longer names these blocks; None when it named nothing else."""
    if isinstance(rule, Follows):
        return None if gone & {rule.first, rule.second} else rule
    if isinstance(rule, Stability):
        return replace(rule, kept=tuple(one for one in rule.kept if one[0] not in gone))
    which = getattr(rule, "which", None)
    if not isinstance(which, Which) or not gone & set(which.keys):
        return rule
    kept = tuple(key for key in which.keys if key not in gone)
    changed: Any = rule
    return replace(changed, which=replace(which, keys=kept)) if kept else None


@dataclass(frozen=True, slots=True)
class Unlock(Remedy):
    """Cards are no longer held where they are."""

    blocks: tuple[BlockKey, ...]

    def apply(self, problem: Problem) -> Problem:
        return problem

    def apply_to(self, draft: Draft) -> Draft:
        free = {
            key: replace(draft.cards[key], time_locked=False) for key in self.blocks if key in draft.cards
        }
        return Draft(draft.problem, {**draft.cards, **free})

"""The part of a school around those who were named: small enough for proofs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from timetable.cards import Draft
from timetable.explaining.explanation import Explanation
from timetable.explaining.remedies import Noun, Who, everybody
from timetable.findings import Finding
from timetable.grid import Level
from timetable.problem import Demand
from timetable.rules.of_blocks import Follows, NotTogether, SameTime
from timetable.rules.rule import BlockKey, OfPeople, Rule, Which, Whose

MOST_FORMS = 6
"""A rule about more forms than that does not bring them all in."""


@dataclass(frozen=True, slots=True)
class Held:
    """One demand of the school: a rule, or the hours at which somebody cannot come, or all rooms."""

    rule: Rule | None = None
    away: Who | None = None


ROOMS = Held()
"""That every lesson that wants a room has one."""


class Around:
    """Those who are named in an explanation, all their lessons, and what the school demands of them.

    Without ``with_forms`` only teachers are looked at, whose lessons are fewer.
    """

    def __init__(self, draft: Draft, explanation: Explanation, *, with_forms: bool) -> None:
        self._problem = draft.problem
        self._pins = {key: card for key, card in draft.cards.items() if card.time_locked}
        found = [one.what for one in explanation.relaxations if isinstance(one.what, Finding)]
        demands = {key.demand for one in found for key in one.blocks}
        demands |= self._tied(demands)
        self.teachers = {who for one in demands for who in self._problem.demands[one].teachers}
        self.forms = {form for one in demands for form in self._forms_of(one)}
        for one in found:
            self._add_person(one.who)
            self._add_forms(one.what)
        if not with_forms:
            self.forms = set()
        kept = {id: one for id, one in self._problem.demands.items() if self._is_near(one)}
        self.demands = kept

    def _forms_of(self, demand: str) -> tuple[str, ...]:
        return self._problem.forms_of(self._problem.demands[demand])

    def _tied(self, demands: set[str]) -> set[str]:
        """The demands that rules tie to the time of these."""
        tied: set[str] = set()
        for rule in self._problem.rules:
            if isinstance(rule, Follows):
                keys: tuple[BlockKey, ...] = (rule.first, rule.second)
            elif isinstance(rule, SameTime | NotTogether):
                keys = self._problem.chosen(rule.which)
            else:
                continue
            names = {key.demand for key in keys}
            tied |= names if names & demands and rule.is_hard else set()
        return tied

    def _add_person(self, who: str) -> None:
        if who in self._problem.teachers:
            self.teachers.add(who)
        elif who in self._problem.groups:
            self.forms.add(self._problem.groups[who].form)

    def _add_forms(self, what: object) -> None:
        """The forms of which a broken rule speaks, if they are few."""
        which = getattr(what, "which", None)
        if isinstance(which, Which):
            keys = self._problem.chosen(which)
            forms = {form for key in keys for form in self._forms_of(key.demand)}
            if len(forms) <= MOST_FORMS:
                self.forms |= forms

    def _is_near(self, demand: Demand) -> bool:
        forms = self._problem.forms_of(demand)
        return not self.teachers.isdisjoint(demand.teachers) or not self.forms.isdisjoint(forms)

    # ------------------------------------------------------------------------------------- what is demanded

    def held(self) -> tuple[Held, ...]:
        """Everything that is demanded here: rules, each by its person, hours, rooms."""
        return (*self._rules(), *self._away(), ROOMS)

    def _rules(self) -> Iterator[Held]:
        for rule in self._problem.rules:
            if not rule.is_hard:
                continue
            if isinstance(rule, OfPeople):
                yield from self._of_people(rule)
            elif isinstance(rule, Follows):
                if {rule.first.demand, rule.second.demand} <= self.demands.keys():
                    yield Held(rule)
            elif self._speaks_here(rule):
                yield Held(rule)

    def _of_people(self, rule: OfPeople) -> Iterator[Held]:
        """A rule for each of those whose whole week is here; a part of a week proves nothing."""
        groups = self._problem.groups
        for who in everybody(self._problem, rule):
            is_teacher = rule.whose is Whose.TEACHERS
            if who in self.teachers if is_teacher else who in groups and groups[who].form in self.forms:
                changed: Any = rule
                yield Held(replace(changed, of=(who,)))

    def _speaks_here(self, rule: Rule) -> bool:
        which = getattr(rule, "which", None)
        if not isinstance(which, Which):
            return False
        return any(key.demand in self.demands for key in self._problem.chosen(which))

    def _away(self) -> Iterator[Held]:
        for teacher in sorted(self.teachers):
            if Level.FORBIDDEN in self._problem.teachers[teacher].away.values():
                yield Held(away=Who(Noun.TEACHER, teacher))
        for form in sorted(self.forms):
            known = self._problem.forms.get(form)
            if known is not None and Level.FORBIDDEN in known.away.values():
                yield Held(away=Who(Noun.FORM, form))

    # -------------------------------------------------------------------------------------------- the part

    def draft(self, held: tuple[Held, ...]) -> Draft:
        """This part of the school, under these demands only."""
        rules = tuple(one.rule for one in held if one.rule is not None)
        bound = {one.away for one in held if one.away is not None}
        problem = replace(
            self._problem,
            rules=rules,
            demands=self.demands
            if ROOMS in held
            else {id: _roomless(one) for id, one in self.demands.items()},
            teachers={
                id: one
                if Who(Noun.TEACHER, id) in bound or id not in self.teachers
                else replace(one, away={})
                for id, one in self._problem.teachers.items()
            },
            forms={
                id: one if Who(Noun.FORM, id) in bound or id not in self.forms else replace(one, away={})
                for id, one in self._problem.forms.items()
            },
        )
        return Draft(problem, {key: card for key, card in self._pins.items() if key.demand in self.demands})


def _roomless(demand: Demand) -> Demand:
    return replace(demand, parts=tuple(replace(part, rooms=()) for part in demand.parts))

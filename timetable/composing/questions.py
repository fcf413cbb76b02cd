"""What a kind of rule asks, read off the fields of its class, and the rule that answers make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from timetable.composing.offers import Offer
from timetable.problem import Problem
from timetable.rules.of_blocks import DaysApart, MostRooms
from timetable.rules.of_people import (
    EvenDays,
    MaxDays,
    MaxDaysWithin,
    MaxGaps,
    MaxLateStarts,
    MinDays,
)
from timetable.rules.rule import OfPeople, Per, Rule, Which, Whose


class Sort(StrEnum):
    """How a question is answered."""

    TEACHERS = "teachers"
    FORMS = "forms"
    SUBJECTS = "subjects"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Question:
    """``field`` of the rule, «which.subjects» for one of the lessons that it means; ``begin`` is the answer
    with which asking begins. Teachers, forms and subjects are answered by ids, of which none means all.
    """

    field: str
    sort: Sort
    begin: object
    least: int = 0
    most: int = 0


def questions(problem: Problem, offer: Offer) -> tuple[Question, ...]:
    """All that an offer asks, in its order."""
    rule = offer.begin(problem)
    return tuple(one for name in offer.asks for one in _asked(problem, rule, name))


def _asked(problem: Problem, rule: Rule, name: str) -> Iterator[Question]:
    begin = getattr(rule, name)
    if name == "of":
        pupils = isinstance(rule, OfPeople) and rule.whose is Whose.GROUPS
        yield Question(name, Sort.FORMS if pupils else Sort.TEACHERS, begin)
    elif isinstance(begin, Which):
        yield Question(f"{name}.subjects", Sort.SUBJECTS, begin.subjects)
        if not isinstance(rule, OfPeople):
            yield Question(f"{name}.forms", Sort.FORMS, begin.forms)
            yield Question(f"{name}.teachers", Sort.TEACHERS, begin.teachers)
    elif isinstance(begin, bool):
        yield Question(name, Sort.FLAG, begin)
    elif isinstance(begin, StrEnum):
        yield Question(name, Sort.CHOICE, begin)
    elif isinstance(begin, frozenset):
        yield Question(name, Sort.PLACES, begin)
    else:
        least, most = bounds(problem, rule, name)
        yield Question(name, Sort.NUMBER, max(least, min(most, begin)), least, most)


def bounds(problem: Problem, rule: Rule, field: str) -> tuple[int, int]:
    """Between what a number of a rule means something in this school's week."""
    days, slots = len(problem.grid.days), len(problem.grid.slots)
    most = _MOSTS.get((type(rule), field))
    if isinstance(rule, MaxGaps):
        return 0, max(0, slots - 2) * (days if rule.per is Per.WEEK else 1)
    if field == "points":
        return 1, max([1, *problem.norms.points.values()])
    if most == "rooms":
        return 1, max(1, len(problem.rooms))
    if most == "days":
        return (0 if isinstance(rule, MaxLateStarts) else 1), max(1, days)
    if most == "days between":
        return 1, max(1, days - 1)
    return (0 if isinstance(rule, EvenDays) else 1), max(1, slots)


_MOSTS: Mapping[tuple[type[Rule], str], str] = {
    (MaxDays, "most"): "days",
    (MinDays, "least"): "days",
    (MaxDaysWithin, "most"): "days",
    (MaxLateStarts, "most"): "days",
    (DaysApart, "least"): "days between",
    (MostRooms, "most"): "rooms",
}
"""Numbers that are not counted in slots of a day."""


def composed(problem: Problem, offer: Offer, answers: Mapping[str, object], weight: int | None) -> Rule:
    """The rule of these answers; what was not asked stays as the offer has it."""
    rule = offer.begin(problem)
    of_which = {name.partition(".")[2]: found for name, found in answers.items() if "." in name}
    changed: dict[str, Any] = {name: found for name, found in answers.items() if "." not in name}
    if of_which:
        narrowed: dict[str, Any] = {name: frozenset(_ids(found)) for name, found in of_which.items()}
        changed["which"] = replace(getattr(rule, "which"), **narrowed)  # noqa: B009  # the field of many kinds
    if "of" in changed:
        changed["of"] = tuple(_ids(changed["of"]))
    return replace(rule, weight=weight, **changed)


def _ids(found: object) -> Iterator[str]:
    return (str(one) for one in found) if isinstance(found, tuple | frozenset | list) else iter(())

"""Why a rule that somebody has put together means nothing, or can never be kept, before anybody searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from school.calendar import Weeks
from timetable.composing.offers import Offer
from timetable.composing.questions import Sort, bounds, questions
from timetable.problem import Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart, NotTogether, SameTime
from timetable.rules.rule import ALL, BlockKey, Rule, Same, Which


class Why(StrEnum):
    """What is wrong with it."""

    NOBODY = "nobody"
    """It is about all lessons of the school."""
    FEW_SUBJECTS = "few_subjects"
    NO_LESSONS = "no_lessons"
    ONE_LESSON = "one_lesson"
    NO_PLACE = "no_place"
    EVERYWHERE = "everywhere"
    """It forbids no place."""
    FEW_PLACES = "few_places"
    FEW_DAYS = "few_days"
    ONE_TIME = "one_time"
    NUMBER = "number"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Refusal:
    """``who`` is the group or form that it comes to naught with; numbers as the words want them."""

    why: Why
    who: str = ""
    found: int = 0
    least: int = 0
    most: int = 0


def refusal(problem: Problem, offer: Offer, rule: Rule) -> Refusal | None:
    """The first thing that is wrong with a rule; None for one that may be added."""
    return next(_refusals(problem, offer, rule), None)


def _refusals(problem: Problem, offer: Offer, rule: Rule) -> Iterator[Refusal]:
    which: Which = getattr(rule, "which", ALL)
    if "which" in offer.asks:
        yield from _of_choice(problem, offer, rule, which)
    for one in questions(problem, offer):
        number = getattr(rule, one.field) if one.sort is Sort.NUMBER else None
        if number is not None:
            least, most = bounds(problem, rule, one.field)
            if not least <= number <= most:
                yield Refusal(Why.NUMBER, found=number, least=least, most=most)
    if rule.is_hard:
        yield from _never_kept(problem, rule, problem.chosen(which))
    if replace(rule, weight=None) in {replace(known, weight=None) for known in problem.rules}:
        yield Refusal(Why.KNOWN)


def _of_choice(problem: Problem, offer: Offer, rule: Rule, which: Which) -> Iterator[Refusal]:
    """Which lessons it is about."""
    if len(which.subjects) < offer.subjects:
        yield Refusal(Why.FEW_SUBJECTS, least=offer.subjects)
    if which == ALL:
        yield Refusal(Why.NOBODY)
    chosen = problem.chosen(which)
    if not chosen:
        yield Refusal(Why.NO_LESSONS)
    if len(chosen) < 2 and isinstance(rule, NotTogether | SameTime | DaysApart):
        yield Refusal(Why.ONE_LESSON)
    if isinstance(rule, AllowedTimes) and (rule.starts or rule.within) >= set(problem.grid):
        yield Refusal(Why.EVERYWHERE)


def _never_kept(problem: Problem, rule: Rule, chosen: tuple[BlockKey, ...]) -> Iterator[Refusal]:
    """What counting alone says of a must."""
    busiest = _busiest(problem, chosen)
    if isinstance(rule, AllowedTimes):
        places = len(rule.within or rule.starts)
        if not places:
            yield Refusal(Why.NO_PLACE)
        elif busiest[1] > places:
            yield Refusal(Why.FEW_PLACES, *busiest, most=places)
    if isinstance(rule, DaysApart):
        days = -(-len(problem.grid.days) // max(1, rule.least))
        if busiest[1] > days and not rule.beside_if_same_day:
            yield Refusal(Why.FEW_DAYS, *busiest, most=days)
    if isinstance(rule, SameTime) and rule.what is Same.TIME and busiest[1] > 1:
        yield Refusal(Why.ONE_TIME, *busiest)


def _busiest(problem: Problem, chosen: tuple[BlockKey, ...]) -> tuple[str, int]:
    """The form some of whose pupils have most of these lessons, and how many; two halves are one lesson,
    for they may stand in one place.
    """
    halves: Counter[tuple[str, str]] = Counter()
    for key in chosen:
        groups = [problem.groups[group] for group in problem.demands[key.demand].groups]
        pupils = {(group.form, atom) for group in groups for atom in group.atoms}
        halves.update(dict.fromkeys(pupils, 2 if problem.block(key).weeks is Weeks.EVERY else 1))
    if not halves:
        return "", 0
    (form, _atom), count = halves.most_common(1)[0]
    return form, -(-count // 2)

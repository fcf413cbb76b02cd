"""Remedies as a person reads them on a button: what to do, to whom, where."""

from __future__ import annotations

from timetable.explaining.names import hours, kind, lesson, listed, name, places
from timetable.explaining.remedies import (
    AddRoom,
    DropHours,
    DropRule,
    ExemptBlock,
    Loosen,
    MakeWish,
    Noun,
    OpenPlaces,
    Remedy,
    Unlock,
    Who,
)
from timetable.problem import Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart
from timetable.rules.of_people import (
    MaxDays,
    MaxGaps,
    MaxInARow,
    MaxLateStarts,
    MaxPerDay,
    MaxSpan,
    MinDays,
    MinPerDay,
)
from timetable.rules.rule import OfPeople, Rule
from timetable.words.naming import Naming
from timetable.words.rules import told_rule
from timetable.words.tongue import RUSSIAN, Tongue


def advised(remedy: Remedy, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """What the remedy does, as an order: «разрешить 6Б математику дважды в день»."""
    _ = tongue.say
    match remedy:
        case OpenPlaces():
            return _opened(remedy, problem, tongue)
        case ExemptBlock():
            return _exempted(remedy, problem, tongue)
        case Loosen():
            return _loosened(remedy, problem, tongue)
        case AddRoom(like, title):
            return _("добавить кабинет «{title}» (как «{kind}»)").format(
                title=title, kind=kind(problem, like, tongue)
            )
        case DropHours(demand, blocks):
            return _dropped(demand, blocks, problem, tongue)
        case Unlock(blocks):
            demands = listed((lesson(problem, key.demand) for key in blocks), tongue)
            return _("открепить: {demands}").format(demands=demands)
        case MakeWish(rule):
            return _("сделать пожеланием: {rule}").format(rule=_short(rule, problem, tongue))
        case DropRule(rule):
            return _("убрать правило: {rule}").format(rule=_short(rule, problem, tongue))
        case _:
            raise TypeError(remedy)


def _opened(remedy: OpenPlaces, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    said = {
        Noun.TEACHER: _("разрешить учителю {who}: {where}"),
        Noun.ROOM: _("открыть кабинет {who}: {where}"),
    }.get(remedy.who.noun, _("разрешить классу {who} учиться: {where}"))
    return said.format(who=name(problem, remedy.who), where=places(problem, remedy.places))


def _exempted(remedy: ExemptBlock, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    demand = listed((lesson(problem, key.demand) for key in remedy.blocks), tongue)
    if isinstance(remedy.rule, DaysApart):
        return _("{demand}: разрешить дважды в день").format(demand=demand)
    if isinstance(remedy.rule, AllowedTimes):
        return _("{demand}: разрешить в любое время, уроков: {n}").format(demand=demand, n=len(remedy.blocks))
    return _("{demand}: освободить от правила: {rule}").format(
        demand=demand, rule=_short(remedy.rule, problem, tongue)
    )


def _loosened(remedy: Loosen, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    said = {
        MaxGaps: _("{who}: окон до {limit}"),
        MaxPerDay: _("{who}: уроков в день до {limit}"),
        MaxSpan: _("{who}: от первого урока до последнего до {limit}"),
        MaxInARow: _("{who}: уроков подряд до {limit}"),
        MaxDays: _("{who}: рабочих дней до {limit}"),
        MaxLateStarts: _("{who}: дней со второго урока до {limit}"),
        MinPerDay: _("{who}: уроков в день от {limit}"),
        MinDays: _("{who}: рабочих дней от {limit}"),
    }.get(type(remedy.rule), _("{who}: предел {limit}"))
    return said.format(who=_person(remedy.rule, remedy.who, problem), limit=remedy.limit)


def _person(rule: OfPeople, who: str, problem: Problem) -> str:
    nouns = (Noun.TEACHER,) if rule.whose == "teachers" else (Noun.FORM, Noun.GROUP)
    names = (name(problem, Who(noun, who)) for noun in nouns)
    return next((one for one in names if one != who), who)


def _dropped(demand: str, blocks: int, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    lengths = [block.length for block in problem.demands[demand].blocks] if demand in problem.demands else []
    gone = hours(sum(lengths[len(lengths) - blocks :]), tongue)
    return _("{demand}: убрать {hours}").format(demand=lesson(problem, demand), hours=gone)


def _short(rule: Rule, problem: Problem, tongue: Tongue) -> str:
    """A rule in words, as much of it as a button holds."""
    said = told_rule(rule, Naming(problem, tongue))
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip(" ,;(") + "…"


_LONGEST = 80

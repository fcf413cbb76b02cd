"""Shortages in sentences, as a head teacher would say them."""

from __future__ import annotations

from collections.abc import Callable

from timetable.explaining.names import days, hours, kind, lesson, listed, name, places
from timetable.explaining.remedies import Noun, Who
from timetable.explaining.shortage import Lack, Shortage
from timetable.problem import Problem
from timetable.words.tongue import RUSSIAN, Tongue

FEW_PLACES = 12
"""So many places are named one by one; of more only their days are."""


def told(shortage: Shortage, problem: Problem, tongue: Tongue = RUSSIAN) -> str:
    """One sentence: who, what is needed, what there is."""
    return _TOLD[shortage.lack](shortage, problem, tongue)


def told_left(shortage: Shortage, number: int, tongue: Tongue = RUSSIAN) -> str:
    """«одного этого мало: нужно ещё 3 часа» of the remedy with this number; empty where it is enough or was
    not tried out.
    """
    _, plural = tongue
    left = shortage.left[number] if number < len(shortage.left) else 0
    if not left:
        return ""
    if shortage.lack is Lack.DAYS:
        return plural(
            left,
            "одного этого мало: нужен ещё {n} день",
            "одного этого мало: нужно ещё {n} дня",
            "одного этого мало: нужно ещё {n} дней",
        )
    if shortage.lack in _IN_HOURS:
        return plural(
            left,
            "одного этого мало: нужен ещё {n} час",
            "одного этого мало: нужно ещё {n} часа",
            "одного этого мало: нужно ещё {n} часов",
        )
    return _("одного этого мало")


_IN_HOURS = frozenset(
    (Lack.PLACES, Lack.TOGETHER, Lack.TEACHER, Lack.PUPILS, Lack.ROOMS, Lack.TO_TEACH, Lack.LAW)
)


def _of_hours(n: int, tongue: Tongue) -> str:
    """Hours after «из»."""
    plural = tongue.plural
    return plural(n, "{n} часа", "{n} часов", "{n} часов")


def _of_days(n: int, tongue: Tongue) -> str:
    plural = tongue.plural
    return plural(n, "{n} день", "{n} дня", "{n} дней")


def _others(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    """Everybody named after the first."""
    return listed((name(problem, who) for who in shortage.who[1:]), tongue)


def _called(problem: Problem, who: Who, tongue: Tongue) -> str:
    """«учитель Петров», «класс 6Б», «кабинет химии»."""
    _ = tongue.say
    said = {
        Noun.TEACHER: _("учитель {name}"),
        Noun.FORM: _("класс {name}"),
        Noun.GROUP: _("группа {name}"),
        Noun.ROOM: _("кабинет {name}"),
        Noun.DEMAND: "{name}",
        Noun.DAY: "{name}",
    }[who.noun]
    return said.format(name=name(problem, who))


def _where(shortage: Shortage, problem: Problem) -> str:
    return places(problem, shortage.at) if len(shortage.at) <= FEW_PLACES else days(problem, shortage.at)


def _few_places(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    demand = name(problem, shortage.who[0])
    who = listed((_called(problem, one, tongue) for one in shortage.who[1:]), tongue)
    needed, available = hours(shortage.needed, tongue), hours(shortage.available, tongue)
    if not who:
        return _("{demand}: {needed}, а между перерывами столько уроков подряд не помещается").format(
            demand=demand, needed=needed
        )
    if not shortage.available:
        return _("{demand}: {needed}, а поставить некуда ({who})").format(
            demand=demand, needed=needed, who=who
        )
    return _("{demand}: {needed}, а место есть только на {available} ({who})").format(
        demand=demand, needed=needed, available=available, who=who
    )


def _few_days(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    demand = name(problem, shortage.who[0])
    needed, available = hours(shortage.needed, tongue), _of_days(shortage.available, tongue)
    others = shortage.who[1:]
    if len(others) > 1:
        return _("{demand}: {needed}, не чаще раза в день, а вместе свободны {available} ({who})").format(
            demand=demand, needed=needed, available=available, who=_others(shortage, problem, tongue)
        )
    said = {
        Noun.TEACHER: _("{demand}: {needed}, не чаще раза в день, учитель {who} свободен {available}"),
        Noun.ROOM: _("{demand}: {needed}, не чаще раза в день, кабинет {who} свободен {available}"),
    }.get(
        others[0].noun if others else Noun.DAY,
        _("{demand}: {needed}, не чаще раза в день, а учиться можно {available}"),
    )
    who = name(problem, others[0]) if others else ""
    return said.format(demand=demand, needed=needed, available=available, who=who)


def _together(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    people = listed((name(problem, who) for who in shortage.who if who.noun is not Noun.DEMAND), tongue)
    demands = listed((name(problem, who) for who in shortage.who if who.noun is Noun.DEMAND), tongue)
    return _("{demands}: {needed}, а вместе свободны {available}: {who}").format(
        demands=demands,
        needed=hours(shortage.needed, tongue),
        available=hours(shortage.available, tongue),
        who=people,
    )


def _crowded(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    return _("{who}: {needed}, а поместится {available} ({demands}; {where})").format(
        who=_called(problem, shortage.who[0], tongue),
        needed=hours(shortage.needed, tongue),
        available=hours(shortage.available, tongue),
        demands=_others(shortage, problem, tongue),
        where=_where(shortage, problem),
    )


def _rooms(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    rooms = [who.id for who in shortage.who if who.noun is Noun.ROOM]
    said = _("кабинеты «{kind}»: {needed} из {available}").format(
        kind=kind(problem, rooms, tongue),
        needed=shortage.needed,
        available=_of_hours(shortage.available, tongue),
    )
    demands = [name(problem, who) for who in shortage.who if who.noun is Noun.DEMAND]
    return f"{said} ({listed(demands, tongue)}; {_where(shortage, problem)})" if demands else said


def _to_teach(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    who, where = _called(problem, shortage.who[0], tongue), _where(shortage, problem)
    if not shortage.available:
        return _("{who}: без окон и с первого урока нельзя: {where} никто из учителей не может").format(
            who=who, where=where
        )
    return _(
        "{who}: без окон нужно занять {needed} ({where}), а могут занять их {available}: {others}"
    ).format(
        who=who,
        where=where,
        needed=hours(shortage.needed, tongue),
        available=hours(shortage.available, tongue),
        others=_others(shortage, problem, tongue),
    )


def _pin(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    demand, where = name(problem, shortage.who[0]), places(problem, shortage.at)
    if len(shortage.who) == 1:
        return _("{demand} закреплён: {where}, а туда его ставить нельзя").format(demand=demand, where=where)
    who = listed((_called(problem, one, tongue) for one in shortage.who[1:]), tongue)
    return _("{demand} закреплён: {where}, а в это время нельзя: {who}").format(
        demand=demand, where=where, who=who
    )


def _pins(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    return _("{who}: закреплённые уроки мешают друг другу ({where}): {demands}").format(
        who=_called(problem, shortage.who[0], tongue),
        where=_where(shortage, problem),
        demands=_others(shortage, problem, tongue),
    )


def _circle(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    chain = [lesson(problem, key.demand) for key in (*shortage.blocks, shortage.blocks[0])]
    return _("порядок уроков замкнулся в круг: {chain}").format(chain=" → ".join(chain))


def _same_time(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    return _("{demands} должны идти одновременно, но {who} занят на обоих").format(
        demands=_others(shortage, problem, tongue), who=_called(problem, shortage.who[0], tongue)
    )


def _apart(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    demands = listed((name(problem, who) for who in shortage.who), tongue)
    return _("{demands}: правило связывает эти уроки, а их возможные места так не сходятся").format(
        demands=demands
    )


def _day_limits(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    return _(
        "{who}: дневные и недельные пределы спорят с нагрузкой: нужно {needed}, возможно {available}"
    ).format(
        who=_called(problem, shortage.who[0], tongue), needed=shortage.needed, available=shortage.available
    )


def _law(shortage: Shortage, problem: Problem, tongue: Tongue) -> str:
    _ = tongue.say
    return _("{who}: {needed} в неделю, по норме не больше {available}").format(
        who=_called(problem, shortage.who[0], tongue),
        needed=hours(shortage.needed, tongue),
        available=shortage.available,
    )


_TOLD: dict[Lack, Callable[[Shortage, Problem, Tongue], str]] = {
    Lack.PLACES: _few_places,
    Lack.DAYS: _few_days,
    Lack.TOGETHER: _together,
    Lack.TEACHER: _crowded,
    Lack.PUPILS: _crowded,
    Lack.ROOMS: _rooms,
    Lack.TO_TEACH: _to_teach,
    Lack.PIN: _pin,
    Lack.PINS: _pins,
    Lack.CIRCLE: _circle,
    Lack.SAME_TIME: _same_time,
    Lack.APART: _apart,
    Lack.DAY_LIMITS: _day_limits,
    Lack.LAW: _law,
}

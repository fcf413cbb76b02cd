"""What people, rooms, lessons and places of a school are called in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from timetable.explaining.remedies import Noun, Who
from timetable.grid import TimeSlot
from timetable.problem import Problem
from timetable.words.naming import Naming, room_number
from timetable.words.tongue import Tongue

SHOWN = 4
"""So many of a list are named; the rest is counted."""


def name(problem: Problem, who: Who) -> str:
    """What somebody or something is called; an id that the problem does not know stands for itself."""
    match who.noun:
        case Noun.TEACHER:
            return problem.teachers[who.id].name if who.id in problem.teachers else who.id
        case Noun.FORM:
            return problem.forms[who.id].title if who.id in problem.forms else who.id
        case Noun.GROUP:
            return problem.groups[who.id].title if who.id in problem.groups else who.id
        case Noun.ROOM:
            return room_number(problem.rooms[who.id].title if who.id in problem.rooms else who.id)
        case Noun.DEMAND:
            return lesson(problem, who.id)
        case Noun.DAY:
            return problem.grid.days[int(who.id)]


def lesson(problem: Problem, demand: str) -> str:
    """«математика 6Б»: what, and whom."""
    known = problem.demands.get(demand)
    return Naming(problem).demand(known) if known else demand


def listed(names: Iterable[str], tongue: Tongue) -> str:
    """Names one after the other; of many the first, and how many more there are."""
    known = list(dict.fromkeys(names))
    if len(known) <= SHOWN:
        return ", ".join(known)
    _ = tongue.say
    return ", ".join((*known[: SHOWN - 1], _("ещё {n}").format(n=len(known) - SHOWN + 1)))


def hours(n: int, tongue: Tongue) -> str:
    """«5 часов»."""
    plural = tongue.plural
    return plural(n, "{n} час", "{n} часа", "{n} часов")


def kind(problem: Problem, rooms: Sequence[str], tongue: Tongue) -> str:
    """«спортзал, мастерская»: the kinds of rooms; their titles where they have none."""
    known = [problem.rooms[room] for room in rooms if room in problem.rooms]
    return listed((room.kind or room.title for room in known), tongue)


def places(problem: Problem, at: Sequence[TimeSlot]) -> str:
    """«Пн 1, 2; Вт 3–6»: places of the week by days, three and more in a row as one."""
    by_day: dict[int, list[int]] = {}
    for one in sorted(set(at)):
        by_day.setdefault(one.day, []).append(one.slot)
    return "; ".join(f"{problem.grid.days[day]} {_runs(problem, slots)}" for day, slots in by_day.items())


def _runs(problem: Problem, slots: Sequence[int]) -> str:
    said: list[str] = []
    for _rank, run in groupby(enumerate(slots), key=lambda one: one[1] - one[0]):
        titles = [problem.grid.slots[slot].title for _at, slot in run]
        said += titles if len(titles) < _RUN else [f"{titles[0]}–{titles[-1]}"]
    return ", ".join(said)


_RUN = 3
"""So many slots in a row are told as «1–3»."""


def days(problem: Problem, at: Iterable[TimeSlot]) -> str:
    """«Пн, Вт»: the days of places."""
    return ", ".join(problem.grid.days[day] for day in sorted({one.day for one in at}))

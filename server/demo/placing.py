"""A week without clashes, made greedily: a lesson takes a place and turns others out of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

Place = tuple[int, int]
"""Weekday (1 is Monday) and slot."""

_MOST_A_DAY = 7
_PATIENCE = 60
"""How many times as many moves as lessons are made before the rest is given up."""

_SAME_DAY = 2.5
"""What a second lesson of a subject on one day costs, in lessons turned out."""

_APART = 40.0
"""What it costs besides when it does not stand beside the first: nobody teaches so."""


@dataclass(frozen=True, slots=True)
class Need:
    """Lessons to be placed: of a form, in a subject, with all of these teachers at once."""

    form: str
    subject: str
    teachers: tuple[str, ...]
    hours: int


@dataclass(slots=True)
class _Week:
    """What stands where. ``turned_out`` remembers, so that no two lessons quarrel for ever."""

    needs: Sequence[Need]
    grids: Mapping[str, Sequence[Place]]
    quotas: Mapping[str, Mapping[int, int]]
    random: Random
    forms: dict[tuple[str, Place], int] = field(default_factory=dict)
    people: dict[tuple[str, Place], int] = field(default_factory=dict)
    by_day: dict[tuple[str, str, int], int] = field(default_factory=dict)
    days: dict[tuple[str, int], int] = field(default_factory=dict)
    turned_out: dict[tuple[int, Place], int] = field(default_factory=dict)

    def cost(self, lesson: int, place: Place) -> float | None:
        """What it costs to put a lesson here; None where it must not stand."""
        need = self.needs[lesson]
        others = self.in_the_way(need, place)
        cost = float(self.turned_out.get((lesson, place), 0))
        for teacher in need.teachers:
            if self._is_full(teacher, place, others):
                return None
        same = self.by_day.get((need.form, need.subject, place[0]), 0)
        apart = _APART if same and not self._has_beside(need, place) else 0.0
        return cost + len(others) + _SAME_DAY * same + apart + self.random.random() * 0.5

    def _has_beside(self, need: Need, place: Place) -> bool:
        """Whether the form learns the subject in the slot before or after."""
        around = (self.forms.get((need.form, (place[0], place[1] + by))) for by in (-1, 1))
        return any(one is not None and self.needs[one].subject == need.subject for one in around)

    def in_the_way(self, need: Need, place: Place) -> list[int]:
        found = [self.forms.get((need.form, place))]
        found += [self.people.get((teacher, place)) for teacher in need.teachers]
        return list(dict.fromkeys(one for one in found if one is not None))

    def put(self, lesson: int, place: Place) -> list[int]:
        """Place a lesson and return those that it turned out."""
        need = self.needs[lesson]
        others = self.in_the_way(need, place)
        for other in others:
            self._take(other, place)
        self.forms[need.form, place] = lesson
        for teacher in need.teachers:
            self.people[teacher, place] = lesson
        self._count(need, place[0], 1)
        return others

    def _take(self, lesson: int, place: Place) -> None:
        need = self.needs[lesson]
        del self.forms[need.form, place]
        for teacher in need.teachers:
            del self.people[teacher, place]
        self._count(need, place[0], -1)
        self.turned_out[lesson, place] = self.turned_out.get((lesson, place), 0) + 1

    def _count(self, need: Need, day: int, by: int) -> None:
        key = (need.form, need.subject, day)
        self.by_day[key] = self.by_day.get(key, 0) + by
        for teacher in need.teachers:
            self.days[teacher, day] = self.days.get((teacher, day), 0) + by

    def _is_full(self, teacher: str, place: Place, others: list[int]) -> bool:
        most = self.quotas[teacher].get(place[0], 0) if teacher in self.quotas else _MOST_A_DAY
        freed = sum(teacher in self.needs[other].teachers for other in others)
        return self.days.get((teacher, place[0]), 0) - freed >= most


def place_week(
    needs: Sequence[Need],
    grids: Mapping[str, Sequence[Place]],
    quotas: Mapping[str, Mapping[int, int]],
    random: Random,
) -> list[tuple[int, Place]]:
    """Place every hour of every need; returns (index of the need, place), places in order.

    ``grids`` are the places of each form, as many as it has hours. ``quotas`` bound a
    teacher's lessons by weekday, nobody else has more than seven. Neither forms nor
    teachers ever clash; an hour that finds no place in the end is left out.
    """
    hours = [index for index, need in enumerate(needs) for _ in range(need.hours)]
    lessons = [needs[index] for index in hours]
    week = _Week(lessons, grids, quotas, random)
    order = sorted(range(len(lessons)), key=lambda one: _hardness(lessons[one], quotas))
    waiting = deque(order)
    moves = _PATIENCE * len(lessons)
    while waiting and moves:
        moves -= 1
        lesson = waiting.popleft()
        costs = [
            (cost, place)
            for place in grids[lessons[lesson].form]
            if (cost := week.cost(lesson, place)) is not None
        ]
        if costs:
            waiting.extend(week.put(lesson, min(costs)[1]))
        else:
            waiting.append(lesson)
    return sorted((hours[lesson], place) for (_, place), lesson in week.forms.items())


def _hardness(need: Need, quotas: Mapping[str, Mapping[int, int]]) -> tuple[bool, int, str, str]:
    """Those with bounded teachers first, then those with the most teachers."""
    is_bound = any(teacher in quotas for teacher in need.teachers)
    return not is_bound, -len(need.teachers), need.form, need.subject

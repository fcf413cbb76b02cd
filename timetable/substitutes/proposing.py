"""One proposal for many open lessons: as many as can be are covered, the best fits first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from school.lesson import Place
from timetable.substitutes.facts import Candidate, Choice, OpenLesson, Situation
from timetable.substitutes.ranking import Days, rank


def propose(situation: Situation, lessons: Iterable[OpenLesson]) -> tuple[Choice, ...]:
    """A row for each lesson, in time's order; two lessons of one time never get one teacher.

    Who is free at a time is free for each of its lessons, so whoever fits one best is no loss to
    the others. Hours taken on the way count for the lessons after them.
    """
    days = Days(situation)
    by_place: dict[Place, list[OpenLesson]] = defaultdict(list)
    for one in lessons:
        by_place[one.place].append(one)
    rows: list[Choice] = []
    for place in sorted(by_place):
        found = [days.candidates(one) for one in by_place[place]]
        taken = _shared_out(found)
        for at, one in enumerate(by_place[place]):
            rows.append(Choice(one, found[at], taken.get(at)))
            if at in taken:
                days.take(taken[at].teacher, one.lesson)
    return tuple(rows)


def _shared_out(found: Sequence[Sequence[Candidate]]) -> Mapping[int, Candidate]:
    """By row one candidate each, nobody twice, the best pair of all first."""
    pairs = [(rank(one), at, one) for at, listed in enumerate(found) for one in listed]
    taken: dict[int, Candidate] = {}
    used: set[str] = set()
    for _rank, at, one in sorted(pairs, key=lambda pair: pair[:2]):
        if at not in taken and one.teacher not in used:
            taken[at] = one
            used.add(one.teacher)
    return taken

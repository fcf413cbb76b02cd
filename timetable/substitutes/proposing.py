"""One proposal for many open lessons: as many as can be are covered, each by the best who is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from school.lesson import Place
from timetable.substitutes.facts import Candidate, Choice, OpenLesson, Situation
from timetable.substitutes.ranking import Days


def propose(situation: Situation, lessons: Iterable[OpenLesson]) -> tuple[Choice, ...]:
    """A row for each lesson, in time's order. Two lessons of one time never get one teacher, and
    where somebody can be found for both, nobody's first choice leaves the other one open.
    """
    days = Days(situation)
    by_place: dict[Place, list[OpenLesson]] = defaultdict(list)
    for one in lessons:
        by_place[one.place].append(one)
    rows: list[Choice] = []
    for place in sorted(by_place):
        listed = [(one, days.candidates(one)) for one in by_place[place]]
        taken = _matched([found for _one, found in listed])
        for at, (one, found) in enumerate(listed):
            rows.append(Choice(one, found, taken.get(at)))
            if at in taken:
                days.take(taken[at].teacher, one.lesson)
    return tuple(rows)


def _matched(wanted: Sequence[Sequence[Candidate]]) -> Mapping[int, Candidate]:
    """For as many rows as can be one candidate each, nobody twice; by augmenting paths."""
    holder: dict[str, int] = {}
    chosen: dict[int, Candidate] = {}

    def give(row: int, asked: set[str]) -> bool:
        for candidate in wanted[row]:
            if candidate.teacher in asked:
                continue
            asked.add(candidate.teacher)
            held = holder.get(candidate.teacher)
            if held is None or give(held, asked):
                holder[candidate.teacher] = row
                chosen[row] = candidate
                return True
        return False

    for row in sorted(range(len(wanted)), key=lambda row: len(wanted[row])):
        give(row, set())
    return chosen

"""How soon the one to blame is named, and how soon a moved card has its week again, at 24 forms.

A part of `make bench` target `timetable`; `python -m benchmarks.timetable_explaining` has a line for each
school and each move.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measure import Row, Stopwatch, milliseconds
from tests.timetable.explaining.mutations import MUTATIONS, Mutation
from timetable.cards import Card, Draft
from timetable.checker.checking import check
from timetable.explaining.counting import count
from timetable.explaining.explaining import explain
from timetable.explaining.explanation_words import told_explanation
from timetable.explaining.reach import Reach
from timetable.formats.fet.reading import read_fet
from timetable.problem import Problem
from timetable.solver.progress import Options
from timetable.solver.repair import Repaired, repair
from timetable.solver.solving import solve

SCHOOL: Final = Path(__file__).parents[1] / "tests" / "timetable" / "data" / "school-24-forms.fet"
MOVES: Final = 20
NAMED: Final = "≤ 5 s, culprit named"
REPAIRED: Final = "median ≤ 5 s, proven"


@dataclass(frozen=True, slots=True)
class Named:
    """How a mutated school was explained; ``work`` are the processor's seconds of all workers."""

    mutation: Mutation
    seconds: float
    work: float
    words: str

    @property
    def is_right(self) -> bool:
        """Whether the words name one who is to blame."""
        return any(culprit in self.words for culprit in self.mutation.culprits)


def rows(_runs: int) -> list[Row]:
    """Counting, ten mutations, twenty moves; each is done once, they differ enough among themselves."""
    problem = read_fet(SCHOOL.read_bytes()).draft.problem
    named = [_named(problem, one) for one in MUTATIONS]
    repairs = list(_repairs(problem))
    return [
        Row("Counting checks, 24 forms, nothing short", milliseconds(_counting(problem)), aim="≤ 50 ms"),
        _row("Culprit by counting", [one for one in named if one.mutation.is_counted]),
        _row("Culprit by what has to give way", [one for one in named if not one.mutation.is_counted]),
        _row_of_repairs(repairs),
    ]


def _counting(problem: Problem) -> float:
    watch = Stopwatch()
    for _ in range(10):
        with watch.run():
            count(Draft(problem))
    return watch.median


def _named(problem: Problem, mutation: Mutation) -> Named:
    changed = mutation.change(problem)
    began = time.process_time()
    found = explain(Draft(changed), legal_seconds=0)
    return Named(mutation, found.seconds, time.process_time() - began, told_explanation(found, changed))


def _row(what: str, named: list[Named]) -> Row:
    seconds = [one.seconds for one in named]
    right = sum(one.is_right for one in named)
    work = median(one.work for one in named)
    told = f"{_spread(seconds)}; processor {milliseconds(work)}"
    return Row(f"{what}: {right} of {len(named)} right", told, aim=NAMED)


def _spread(seconds: list[float]) -> str:
    return f"median {milliseconds(median(seconds))}, slowest {milliseconds(max(seconds))}"


def _repairs(problem: Problem) -> Iterator[tuple[Repaired, float]]:
    """Random cards, each put at a random place where it could lie for itself; with the processor's work."""
    outcome = solve(Draft(problem), Options(seconds=120, only_legal=True), lambda _: None, lambda: False)
    week = Draft(problem, outcome.cards)
    chance = random.Random(24)
    for _ in range(MOVES):
        wanted, began = _moved(week, chance), time.process_time()
        repaired = repair(week, wanted)
        yield repaired, time.process_time() - began


def _moved(week: Draft, chance: random.Random) -> Card:
    reach = Reach(Draft(week.problem))
    card = week.cards[chance.choice(sorted(week.cards))]
    places = [at for at in reach.atlas.listed(reach.starts_of[card.block]) if at != card.at]
    return replace(card, at=chance.choice(places))


def _row_of_repairs(repairs: list[tuple[Repaired, float]]) -> Row:
    done = [one for one, _ in repairs if one.works]
    proven = sum(one.proven for one in done)
    moves = [len(one.moves) for one in done]
    work = median(work for one, work in repairs if one.works)
    return Row(
        f"Card moved: {len(done)} of {len(repairs)} repaired, {proven} proven fewest",
        f"{_spread([one.seconds for one in done])}; processor {milliseconds(work)}; "
        f"{min(moves)}-{max(moves)} others moved",
        aim=REPAIRED,
    )


def main() -> None:
    """Each mutation and each move in a line, with seconds by the clock and (of the processor)."""
    problem = read_fet(SCHOOL.read_bytes()).draft.problem
    for mutation in MUTATIONS:
        named = _named(problem, mutation)
        verdict = "right" if named.is_right else "WRONG"
        print(f"{named.seconds:6.2f} s ({named.work:.2f})  {verdict}  {mutation.name}: {named.words}")
    for repaired, work in _repairs(problem):
        legal = check(Draft(problem, repaired.cards)).is_legal
        print(
            f"{repaired.seconds:6.2f} s ({work:.2f})  works {repaired.works}, "
            f"others moved {len(repaired.moves)}, proven {repaired.proven}, legal {legal}",
            flush=True,
        )


if __name__ == "__main__":
    main()

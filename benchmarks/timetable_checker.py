"""The judge of a week and the colours of a drag, on the school of 24 forms with its first rules.

The week is one that our own solver finds in a few seconds by the file's own rules. No card is locked,
so that swaps are searched for as on a head teacher's screen. Times are the processor's, so that they
mean the same on a busy machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from typing import Final

from benchmarks.measure import Row, Stopwatch, milliseconds
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.defaults import rules_to_start_with
from timetable.formats.fet.reading import read_fet
from timetable.norm_tables import shipped_tables, table_on
from timetable.problem import Problem
from timetable.solver.progress import Options
from timetable.solver.solving import solve
from timetable.targets.aiming import Targets

SCHOOL: Final = Path(__file__).parents[1] / "tests" / "timetable" / "data" / "school-24-forms.fet"
ROWS: Final = {
    "алг": "алгебра",
    "био": "биология",
    "вис": "алгебра",
    "гео": "география",
    "геом": "геометрия",
    "изо": "изо",
    "инф": "информатика",
    "ист": "история",
    "ия": "иностранный язык",
    "лит": "литература",
    "мат": "математика",
    "муз": "музыка",
    "общ": "обществознание",
    "рус": "русский язык",
    "труд": "труд",
    "физ": "физика",
    "фк": "физкультура",
    "хим": "химия",
}
"""The school's short names of subjects, and their rows in the norms' tables."""

EVERY: Final = 7
"""Of so many cards one is taken into the hand."""


def rows(runs: int) -> list[Row]:
    """A whole report, and a card's whole grid, over a legal week."""
    draft = legal_week()
    checked, first, aimed = Stopwatch(), Stopwatch(), Stopwatch()
    for _ in range(runs):
        with worked(checked):
            check(draft)
    asker = Targets()
    with worked(first):
        asker.of(draft, next(iter(draft.cards)))
    for key in list(draft.cards)[::EVERY]:
        with worked(aimed):
            asker.of(draft, key)
    size = f"{len(draft.cards)} cards, {len(draft.problem.rules)} rules"
    return [
        Row(f"checker: a whole report, {size}", milliseconds(checked.median), aim="60 ms"),
        Row("targets: the first card in hand, with all that is kept", milliseconds(first.median)),
        Row("targets: 35 places of a card in hand, median", milliseconds(aimed.median), aim="20 ms"),
        Row("targets: the same, 95 of 100", milliseconds(aimed.percentile(0.95)), aim="50 ms"),
    ]


@contextmanager
def worked(kept: Stopwatch) -> Iterator[None]:
    """Keep what the processor worked inside."""
    began = process_time()
    yield
    kept.runs.append(process_time() - began)


def legal_week() -> Draft:
    """A week by the file's own rules, under a school's first rules; RuntimeError where none is found."""
    problem = read_fet(SCHOOL.read_bytes()).draft.problem
    outcome = solve(Draft(problem), Options(only_legal=True), lambda _event: None, lambda: False)
    if not outcome.cards:
        raise RuntimeError(f"no legal week for {SCHOOL.name}")
    return Draft(with_first_rules(problem), outcome.cards)


def with_first_rules(problem: Problem) -> Problem:
    """The problem of a FET file as a Russian school just entered: levels, rows, norms, rules."""
    levels = {form.id: re.match(r"\d+", form.title) for form in problem.forms.values()}
    forms = {
        form.id: replace(form, level=int(found[0]) if (found := levels[form.id]) else 0)
        for form in problem.forms.values()
    }
    subjects = {one.id: replace(one, norm=ROWS.get(one.title, "")) for one in problem.subjects.values()}
    norms = table_on(shipped_tables(), date(2026, 9, 1)).norms
    ready = replace(problem, forms=forms, subjects=subjects, norms=norms)
    return replace(ready, rules=rules_to_start_with(ready))

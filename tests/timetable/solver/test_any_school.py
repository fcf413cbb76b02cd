"""Whatever school is asked for: what the solver tells is legal, or it tells nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from school.calendar import Weeks
from tests.timetable.checker.test_rules import CASES
from tests.timetable.small_school import DEMANDS, GRID, NORMS, SMALL
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.grid import Grid, Level, TimeSlot
from timetable.problem import Block, Demand, Problem
from timetable.rules.rule import Rule
from timetable.solver.progress import End, Event, Options, Refused
from timetable.solver.solving import solve

BLOCKS = st.builds(Block, st.sampled_from((1, 1, 1, 2)), st.sampled_from((*(Weeks.EVERY,) * 4, *Weeks, None)))
AWAY = st.dictionaries(
    st.builds(TimeSlot, st.integers(0, 4), st.integers(0, 6)), st.sampled_from(Level), max_size=6
)


@st.composite
def demands(draw: st.DrawFn) -> dict[str, Demand]:
    """Some rows of the small school's load, with other blocks."""
    names = draw(st.lists(st.sampled_from(sorted(DEMANDS)), min_size=2, max_size=6, unique=True))
    blocks = st.lists(BLOCKS, min_size=1, max_size=4).map(tuple)
    return {name: replace(DEMANDS[name], blocks=draw(blocks)) for name in names}


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Rules of every kind, as musts or as wishes."""
    chosen = draw(st.lists(st.sampled_from([case.rule for case in CASES]), max_size=4))
    return tuple(replace(one, weight=draw(st.sampled_from((None, 1, 3, 5)))) for one in chosen)


@st.composite
def schools(draw: st.DrawFn) -> Problem:
    """Small schools, some of which cannot be placed."""
    breaks = draw(st.frozensets(st.builds(TimeSlot, st.integers(0, 4), st.integers(0, 6)), max_size=2))
    grid = Grid(GRID.days, GRID.slots, breaks, frozenset(draw(st.sets(st.integers(0, 5), max_size=1))))
    teachers = {key: replace(one, away=draw(AWAY)) for key, one in SMALL.teachers.items()}
    forms = {key: replace(one, away=draw(AWAY)) for key, one in SMALL.forms.items()}
    rooms = {key: replace(one, away=draw(AWAY)) for key, one in SMALL.rooms.items()}
    load, asked = draw(demands()), draw(rules())
    return Problem("", grid, teachers, SMALL.subjects, rooms, forms, SMALL.groups, load, asked, NORMS)


@settings(max_examples=20, deadline=None)
@given(schools(), st.booleans())
def test_whatever_is_told_passes_the_checker(problem: Problem, only_legal: bool) -> None:
    """No week is refused by the checker, and a search that says «solved» has a legal week."""
    events: list[Event] = []

    outcome = solve(
        Draft(problem), Options(seconds=0.5, workers=1, only_legal=only_legal), events.append, lambda: False
    )

    assert [one for one in events if isinstance(one, Refused)] == []
    assert outcome.found == (outcome.end is End.SOLVED)
    assert not outcome.found or check(Draft(problem, outcome.cards)).is_legal

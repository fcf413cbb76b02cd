"""A search for a week: what it finds, what it keeps, how it ends."""

from __future__ import annotations

from dataclasses import replace

from tests.timetable.small_school import DEMANDS, SMALL, at
from timetable.cards import Card, Draft
from timetable.checker.checking import check
from timetable.grid import Level
from timetable.problem import Block
from timetable.rules.of_blocks import AllowedTimes
from timetable.rules.of_people import MaxGaps, MaxLateStarts
from timetable.rules.rule import BlockKey, Which, Whose
from timetable.solver.progress import Began, End, Event, Improvement, Options, Step
from timetable.solver.solving import generate_rest, solve

QUICK = Options(seconds=20, workers=1)
MATHS = BlockKey("math", 0)


def never() -> bool:
    """Nobody stops the search."""
    return False


def test_a_week_is_found_and_the_checker_accepts_it() -> None:
    """The small school's load fits: every block has its place and its room."""
    draft = Draft(SMALL)

    outcome = solve(draft, QUICK, lambda event: None, never)

    assert outcome.end is End.SOLVED
    assert check(Draft(SMALL, outcome.cards)).is_legal


def test_wishes_are_met_where_they_can_be_and_each_better_week_is_told() -> None:
    """The last week that is told is the one that the search ends with."""
    wish = AllowedTimes(weight=5, which=Which(subjects=frozenset({"math"})), starts=frozenset({at("пн1")}))
    gaps = MaxGaps(weight=3, whose=Whose.TEACHERS, most=0)
    events: list[Event] = []

    outcome = solve(Draft(replace(SMALL, rules=(wish, gaps))), QUICK, events.append, never)

    told = [one for one in events if isinstance(one, Improvement)]
    assert outcome.report is not None
    assert outcome.report.cost == told[-1].cost == 7 * 60
    assert sorted((one.cost for one in told), reverse=True) == [one.cost for one in told]


def test_locked_cards_stay_where_they_are() -> None:
    """A lock is a must, also where the week would be better without it."""
    card = Card(MATHS, at("пт7"), rooms=(), time_locked=True)
    early = AllowedTimes(weight=5, which=Which(subjects=frozenset({"math"})), starts=frozenset({at("пн1")}))
    draft = Draft(replace(SMALL, rules=(early,)), {MATHS: card})

    outcome = solve(draft, QUICK, lambda event: None, never)

    assert outcome.cards[MATHS] == card


def test_generating_the_rest_moves_nothing_that_is_placed() -> None:
    """Whatever lies on the board stays; only the tray is placed."""
    whole = solve(Draft(SMALL), QUICK, lambda event: None, never)
    kept = {key: card for key, card in whole.cards.items() if key.demand != "rus"}
    draft = Draft(replace(SMALL, rules=(MaxGaps(weight=2, whose=Whose.TEACHERS, most=0),)), kept)

    outcome = solve(draft, generate_rest(QUICK, draft), lambda event: None, never)

    assert len(outcome.cards) == len(whole.cards)
    assert all(
        (outcome.cards[key].at, outcome.cards[key].rooms) == (card.at, card.rooms)
        for key, card in kept.items()
    )


def test_a_school_that_cannot_be_placed_is_not_solved() -> None:
    """Six lessons of a teacher who may come for five slots: two searches say so, and no week is shown."""
    away = {place: Level.FORBIDDEN for place in SMALL.grid if place.day != 0 or place.slot > 4}
    boris = replace(SMALL.teachers["boris"], away=away)
    six = replace(DEMANDS["rus"], blocks=(Block(),) * 6)
    problem = replace(SMALL, teachers={**SMALL.teachers, "boris": boris}, demands={"rus": six})

    outcome = solve(Draft(problem), QUICK, lambda event: None, never)

    assert outcome.end is End.UNPLACEABLE
    assert not outcome.found


def test_a_stop_keeps_the_best_week() -> None:
    """Whoever stops at the first week has that week."""
    gaps = MaxGaps(weight=2, whose=Whose.GROUPS, most=0)
    early = MaxLateStarts(weight=2, whose=Whose.GROUPS, most=0)
    events: list[Event] = []

    outcome = solve(
        Draft(replace(SMALL, rules=(gaps, early))),
        QUICK,
        events.append,
        lambda: any(isinstance(one, Improvement) for one in events),
    )

    assert outcome.end is End.STOPPED
    assert check(Draft(SMALL, outcome.cards)).is_legal


def test_a_draft_that_is_legal_already_is_only_bettered() -> None:
    """No first search where there is a week: it begins with the wishes."""
    whole = solve(Draft(SMALL), QUICK, lambda event: None, never)
    gaps = MaxGaps(weight=2, whose=Whose.TEACHERS, most=0)
    events: list[Event] = []

    solve(Draft(replace(SMALL, rules=(gaps,)), whole.cards), QUICK, events.append, never)

    assert Step.LEGAL not in [one.step for one in events if isinstance(one, Began)]

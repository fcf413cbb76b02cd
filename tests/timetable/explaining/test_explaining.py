"""An explanation of a small school: counted, relaxed, or nothing to explain."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.timetable.small_school import SMALL, at, cards
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.explaining.counting import count
from timetable.explaining.easing import eased
from timetable.explaining.explaining import Stage, explain
from timetable.explaining.explanation import Explanation, Known
from timetable.explaining.explanation_words import MOST_TOLD, told_explanation, told_relaxation, told_ways
from timetable.explaining.names import places
from timetable.explaining.shortage import Lack
from timetable.grid import Grid, Level, TimeSlot
from timetable.problem import Problem, Teacher
from timetable.rules.of_blocks import AllowedTimes, EdgeOfDay, Follows, MinGapBetween
from timetable.rules.of_people import MaxGaps, MaxInARow, MaxLateStarts
from timetable.rules.rule import BlockKey, Order, Rule, Which, Whose

MONDAY = frozenset(place for place in SMALL.grid if place.day == 0)


def ruled(*rules: Rule) -> Problem:
    """The small school with these rules."""
    return replace(SMALL, rules=rules)


def of(*demands: str) -> Which:
    """All blocks of these demands."""
    return Which(keys=tuple(key for one in demands for key in SMALL.demands[one].keys))


MONDAYS_RUSSIAN = AllowedTimes(which=of("rus"), within=MONDAY)
FAR_APART = MinGapBetween(which=of("rus"), least=3)

IMPOSSIBLE: Mapping[str, tuple[Problem, str]] = {
    "pairs too near": (ruled(MONDAYS_RUSSIAN, FAR_APART), "русский язык 6Б"),
    "one after the other": (
        ruled(
            *(Follows(first=one, second=BlockKey("half", 0), order=Order.NEXT) for one in of("rus").keys[:2]),
        ),
        "труд 6Б/1",
    ),
    "windows": (
        ruled(
            MaxGaps(whose=Whose.TEACHERS, of=("boris",), most=0),
            MaxInARow(whose=Whose.TEACHERS, of=("boris",), most=2),
            MONDAYS_RUSSIAN,
        ),
        "русский язык 6Б",
    ),
    "at the edge": (
        ruled(
            EdgeOfDay(which=of("rus")),
            MONDAYS_RUSSIAN,
            MaxLateStarts(whose=Whose.GROUPS, of=("6b",), most=0),
        ),
        "русский язык 6Б",
    ),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_passes_the_counts_is_explained_by_what_has_to_give_way(case: str) -> None:
    """Each impossible school has a whole week that breaks little, and with the first remedies it is legal."""
    problem, named = IMPOSSIBLE[case]
    draft = Draft(problem)

    found = explain(draft, legal_seconds=0)

    assert count(draft) == ()
    assert found.known is Known.RELAXED
    assert named in told_explanation(found, problem)
    assert told_explanation(found, problem).endswith("Нашлось так; может быть, хватит и меньшего.")
    assert found.cards.keys() == {key for key, _, _ in problem.blocks()}
    assert found.holds
    assert check(eased(draft, found)).is_legal


def test_a_school_with_a_timetable_needs_no_explanation() -> None:
    """Where a legal week is found it is handed over, and nobody is told to give anything up."""
    draft = Draft(SMALL)

    found = explain(draft)

    assert (found.known, found.relaxations) == (Known.HELD, ())
    assert check(replace(draft, cards=found.cards)).is_legal
    assert told_explanation(found, SMALL) == "Всё помещается: нашлось расписание без нарушений."


def test_what_is_counted_is_not_sought() -> None:
    """A shortage is told at once, without the solver."""
    stages: list[Stage] = []
    teachers = {**SMALL.teachers, "boris": replace(SMALL.teachers["boris"], away=_everywhere(SMALL.grid))}

    found = explain(Draft(replace(SMALL, teachers=teachers)), on_stage=stages.append)

    assert found.known is Known.COUNTED
    assert stages == [Stage.COUNTING]
    assert told_explanation(found, SMALL).startswith("Так всё не поместится: русский язык 6Б: 3 часа")


def test_a_locked_card_that_is_in_the_way_may_be_unlocked() -> None:
    """Where one lock breaks two rules it is the lock that has to give way, and so it is told."""
    problem = ruled(
        Follows(first=BlockKey("rus", 0), second=BlockKey("eng", 0), order=Order.NEXT),
        EdgeOfDay(which=Which(keys=(BlockKey("math", 0),))),
    )
    week = {
        key: replace(card, time_locked=True)
        for key, card in cards({"rus": "пн1", "math": "пн2", "half": "пн3", "half2": "пн3"}).items()
    }

    found = explain(Draft(problem, week), legal_seconds=0)

    [told] = [told_relaxation(one, problem) for one in found.relaxations]
    assert told in ("математика 6Б: открепить", "русский язык 6Б: открепить")
    assert found.holds


def test_whoever_stops_it_is_told_that_nothing_is_proven() -> None:
    """An explanation that was stopped says neither that there is a timetable nor that there is none."""
    problem, _ = IMPOSSIBLE["windows"]

    found = explain(Draft(problem), should_stop=lambda: True)

    assert found.known is Known.NOTHING
    assert told_explanation(found, problem).endswith("не доказано.")


def _everywhere(grid: Grid) -> dict[TimeSlot, Level]:
    return dict.fromkeys(grid, Level.FORBIDDEN)


def test_places_in_a_row_are_told_as_one() -> None:
    """«пн 1–3; вт 1, 2»: a wall of numbers says nothing."""
    assert places(SMALL, [at("пн1"), at("пн2"), at("пн3"), at("пн5"), at("вт1"), at("вт2")]) == (
        "пн 1–3, 5; вт 1, 2"
    )


def test_a_wall_of_shortages_is_cut_to_the_most_telling() -> None:
    """Of more than five the others are only counted."""
    shortage = count(Draft(replace(SMALL, teachers={**SMALL.teachers, "boris": _shut("boris")})))[0]
    nine = Explanation(Known.COUNTED, (shortage,) * 9)

    words = told_explanation(nine, SMALL)

    assert words.count("русский язык 6Б: 3 часа") == MOST_TOLD
    assert words.endswith("; и ещё 4.")


def test_a_way_that_is_not_enough_says_what_it_leaves() -> None:
    """In hours or in days, as the shortage is counted; a way that is enough or was not tried says nothing."""
    draft = Draft(replace(SMALL, teachers={**SMALL.teachers, "boris": _shut("boris")}))
    shortage = replace(count(draft)[0], left=(0, 2))
    days = replace(shortage, lack=Lack.DAYS)

    assert [way.but for way in told_ways(shortage, draft.problem)] == [
        "",
        "одного этого мало: нужно ещё 2 часа",
    ]
    assert told_ways(days, draft.problem)[1].but == "одного этого мало: нужно ещё 2 дня"
    assert {way.but for way in told_ways(replace(shortage, left=()), draft.problem)} == {""}


def _shut(teacher: str) -> Teacher:
    return replace(SMALL.teachers[teacher], away=_everywhere(SMALL.grid))

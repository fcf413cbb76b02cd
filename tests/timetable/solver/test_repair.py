"""A moved card stays, as few others as can be move with it, and nothing is worse than before."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.timetable.small_school import SMALL, at, cards
from timetable.cards import Cards, Draft
from timetable.checker.checking import check
from timetable.findings import Fault, Weight
from timetable.grid import Level, TimeSlot
from timetable.problem import Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Rule, Which, Whose
from timetable.solver.repair import Repaired, RepairOptions, repair

QUICK = RepairOptions(seconds=10, wishes_seconds=0, workers=1)

WEEK = {
    "math": "пн1 вт1 ср1 чт1 пт1",
    "rus": "пн2 вт2 ср2",
    "eng": "чт2 пт2",
    "half": "пн3",
    "half2": "вт3",
    "math7": "пн2 вт2 ср2",
    "crafts7": "ср3",
    "sport": "чт3 пт3",
}


def school(*rules: Rule) -> Problem:
    """The small school, mathematics once a day."""
    return replace(
        SMALL, rules=(DaysApart(which=Which(subjects=frozenset({"math"})), each_form=True), *rules)
    )


def put(draft: Draft, demand: str, seq: int, place: str) -> Repaired:
    """Repair the week around a card that is put elsewhere."""
    key = BlockKey(demand, seq)
    return repair(draft, replace(draft.cards[key], at=at(place)), QUICK)


def places(week: Cards) -> dict[BlockKey, TimeSlot]:
    """Where the cards lie."""
    return {key: card.at for key, card in week.items()}


LEGAL = Draft(school(), cards(WEEK))


def test_the_week_of_these_tests_is_legal() -> None:
    """What is repaired here was whole before."""
    assert check(LEGAL).is_legal


@pytest.mark.parametrize(
    ("demand", "seq", "place", "fewest"),
    [("rus", 0, "пн5", 0), ("rus", 0, "вт1", 1), ("math", 0, "пн2", 2), ("crafts7", 0, "пн2", 2)],
)
def test_as_few_others_move_as_can_be(demand: str, seq: int, place: str, fewest: int) -> None:
    """The card stands where it was put, the week is legal, and no fewer lessons could have moved."""
    after = put(LEGAL, demand, seq, place)

    assert after.works
    assert after.proven
    assert after.cards[BlockKey(demand, seq)].at == at(place)
    assert check(Draft(LEGAL.problem, after.cards)).is_legal
    assert len(after.moves) == fewest


def test_moves_are_told_from_where_to_where() -> None:
    """Each move names its block and both of its places, and all other cards lie where they were."""
    after = put(LEGAL, "rus", 0, "вт1")

    [move] = after.moves
    expected = places(LEGAL.cards) | {BlockKey("rus", 0): at("вт1"), move.block: move.end}
    assert move.start == places(LEGAL.cards)[move.block]
    assert places(after.cards) == expected


def test_locked_cards_stay_where_they_are() -> None:
    """A card that somebody locked does not move for another; where only it could, nothing works."""
    locked = {key: replace(card, time_locked=key.demand == "math") for key, card in LEGAL.cards.items()}

    after = put(Draft(LEGAL.problem, locked), "rus", 0, "вт1")

    assert not after.works
    assert after.proven
    assert after.cards == locked


def test_a_card_is_not_put_where_its_people_may_not_come() -> None:
    """A forbidden place is not repaired around, and the week is left as it was."""
    teachers = {
        **SMALL.teachers,
        "boris": replace(SMALL.teachers["boris"], away={at("пт5"): Level.FORBIDDEN}),
    }
    draft = replace(LEGAL, problem=replace(LEGAL.problem, teachers=teachers))

    after = put(draft, "rus", 0, "пт5")

    assert (after.works, after.cards) == (False, LEGAL.cards)


def test_the_tray_stays_the_tray() -> None:
    """Blocks that are not placed yet are left alone, and their rules do not stop a repair."""
    some = {key: card for key, card in LEGAL.cards.items() if key not in _keys("math", (1, 3))}

    after = put(Draft(LEGAL.problem, some), "rus", 0, "вт5")

    assert after.works
    assert after.cards.keys() == some.keys()


def test_what_was_broken_may_stay_broken() -> None:
    """A week in the making is repaired around the card only: windows that it had are not its concern."""
    no_windows = school(MaxGaps(whose=Whose.GROUPS, of=("7a",), most=0))
    draft = Draft(no_windows, cards(WEEK | {"math7": "пн2 вт2 ср6"}))
    assert not check(draft).is_legal

    after = put(draft, "rus", 0, "пн5")

    assert (after.works, after.moves) == (True, ())


def test_nothing_new_is_broken_for_the_card() -> None:
    """Where a rule is kept, a repair keeps it: 7А has no window after it either."""
    draft = Draft(
        school(MaxGaps(whose=Whose.GROUPS, of=("7a",), most=0)),
        cards(WEEK | {"sport": "чт3 вт3", "half2": "ср3"}),
    )
    assert check(draft).is_legal

    after = put(draft, "sport", 1, "вт5")

    assert after.works
    assert check(Draft(draft.problem, after.cards)).is_legal
    assert len(after.moves) == 1


def test_a_teacher_who_loses_a_day_moves_only_what_was_there() -> None:
    """Without a wanted card everything that is broken is mended, with the fewest moves."""
    teachers = {**SMALL.teachers, "boris": replace(SMALL.teachers["boris"], away=_whole_day(0))}
    draft = replace(LEGAL, problem=replace(LEGAL.problem, teachers=teachers))
    assert [one.what for one in check(draft).of(Weight.BROKEN)] == [Fault.TEACHER_AWAY]

    after = repair(draft, options=QUICK)

    assert [move.block for move in after.moves] == [BlockKey("rus", 0)]
    assert after.proven
    assert check(Draft(draft.problem, after.cards)).is_legal


def test_of_equal_repairs_the_cheaper_is_taken() -> None:
    """The lesson that has to give its place goes where a wish has long wanted it."""
    friday = AllowedTimes(which=Which(keys=(BlockKey("rus", 0),)), within=frozenset({at("пт6")}), weight=5)
    draft = Draft(school(friday), cards(WEEK))

    after = repair(
        draft,
        replace(draft.cards[BlockKey("math", 0)], at=at("пн2")),
        RepairOptions(seconds=10, wishes_seconds=5, workers=1),
    )

    assert (after.cost_before, after.cost_after) == (60, 0)
    assert places(after.cards)[BlockKey("rus", 0)] == at("пт6")


def _keys(demand: str, numbers: Iterable[int]) -> set[BlockKey]:
    return {BlockKey(demand, number) for number in numbers}


def _whole_day(day: int) -> dict[TimeSlot, Level]:
    return {place: Level.FORBIDDEN for place in SMALL.grid if place.day == day}

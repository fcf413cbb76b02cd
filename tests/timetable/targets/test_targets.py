"""Where a card may go, while it is in the hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timetable.checker.test_any_week import WEEKS
from tests.timetable.small_school import GRID, NORMS, SMALL, at, drawn
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.defaults import rules_to_start_with
from timetable.findings import Fault, Report, Weight
from timetable.grid import Level
from timetable.problem import Block, RoomNeed
from timetable.rules.of_blocks import AllowedTimes, DaysApart
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Rule, Which, Whose
from timetable.targets.aiming import Targets
from timetable.targets.target import Target, Verdict
from timetable.words.naming import Naming
from timetable.words.targets import told_target

MATH0 = BlockKey("math", 0)
MATH = Which(subjects=frozenset({"math"}))
NO_WINDOWS = MaxGaps(whose=Whose.GROUPS, most=0)


def aimed(draft: Draft, key: BlockKey, place: str) -> Target:
    """What one place means for a block."""
    return Targets().of(draft, key)[at(place)]


def said(draft: Draft, key: BlockKey, place: str) -> str:
    """The sentence for one place."""
    return told_target(aimed(draft, key, place), Naming(draft.problem)).whole


def test_every_place_of_the_grid_is_answered() -> None:
    """Its own place too, for a card that lies and for one from the tray."""
    placed, tray = drawn({"math": "пн1 -"}), BlockKey("math", 1)

    assert set(Targets().of(placed, MATH0)) == set(GRID)
    assert set(Targets().of(placed, tray)) == set(GRID)
    assert aimed(placed, MATH0, "пн1").verdict is Verdict.FREE


def test_a_free_place_costs_nothing_and_says_so() -> None:
    """Where nobody is busy and no wish suffers."""
    found = aimed(drawn({"math": "пн1"}), MATH0, "вт3")

    assert (found.verdict, found.delta, found.moves[MATH0].at) == (Verdict.FREE, 0, at("вт3"))
    assert said(drawn({"math": "пн1"}), MATH0, "вт3") == "Можно"


def test_a_worse_place_says_by_what() -> None:
    """A wish that is not met there is named with what it costs; leaving such a place is better."""
    wish = AllowedTimes(weight=3, which=MATH, starts=frozenset({at("пн1"), at("пн2")}))
    good, bad = drawn({"math": "пн1"}, wish), drawn({"math": "вт1"}, wish)

    assert (aimed(good, MATH0, "вт1").verdict, aimed(good, MATH0, "вт1").delta) == (Verdict.WORSE, 8)
    assert said(good, MATH0, "вт1") == "Можно, но хуже: уроков не в своё время +8"
    assert (aimed(bad, MATH0, "пн1").verdict, aimed(bad, MATH0, "пн1").delta) == (Verdict.FREE, -8)
    assert said(bad, MATH0, "пн1") == "Можно, и станет лучше: уроков не в своё время −8"


@pytest.mark.parametrize(
    ("fault", "draft", "place"),
    [
        (Fault.TEACHER_CLASH, drawn({"math": "пн1", "math7": "вт1 вт1"}), "вт1"),
        (Fault.PUPILS_CLASH, drawn({"math": "пн1", "rus": "вт1 вт1"}), "вт1"),
        (
            Fault.TEACHER_AWAY,
            drawn(
                {"math": "пн1"},
                problem=replace(
                    SMALL,
                    teachers={
                        **SMALL.teachers,
                        "anna": replace(SMALL.teachers["anna"], away={at("вт1"): Level.FORBIDDEN}),
                    },
                ),
            ),
            "вт1",
        ),
        (
            Fault.OUTSIDE_GRID,
            drawn({"math": "пн1"}, problem=replace(SMALL, grid=replace(GRID, breaks=frozenset({at("вт1")})))),
            "вт1",
        ),
    ],
    ids=["teacher", "pupils", "away", "break"],
)
def test_an_impossible_place_says_why(fault: Fault, draft: Draft, place: str) -> None:
    """The same findings that the checker would make of it."""
    found = aimed(draft, MATH0, place)

    assert found.verdict is Verdict.IMPOSSIBLE
    assert [one.what for one in found.findings] == [fault] * len(found.findings) != []
    assert said(draft, MATH0, place).startswith("Нельзя: ")


def test_a_must_that_would_break_makes_a_place_impossible() -> None:
    """The second lesson of a subject may not go to the first one's day, and the rule is named."""
    draft = drawn({"math": "пн1 вт1"}, DaysApart(which=MATH))

    assert [one.what for one in aimed(draft, MATH0, "вт3").findings] == [DaysApart(which=MATH)]
    assert said(draft, MATH0, "вт3") == "Нельзя: математика 6Б: дважды во вторник"
    assert aimed(draft, MATH0, "ср3").verdict is Verdict.FREE


def test_a_window_left_behind_is_told_and_is_no_yellow_place() -> None:
    """A card taken out of the middle of a day would make a legal week illegal: that is said plainly."""
    draft = drawn({"math": "пн2 вт1", "rus": "пн1 пн3"}, NO_WINDOWS)
    held = Draft(draft.problem, {key: replace(card, time_locked=True) for key, card in draft.cards.items()})

    found = aimed(held, MATH0, "вт2")

    assert (found.verdict, found.delta) == (Verdict.LEAVES, 0)
    assert said(held, MATH0, "вт2") == (
        "Встанет, но на прежнем месте останется нарушение: 6Б: 1 окно в понедельник 2-м уроком"
    )
    assert aimed(held, MATH0, "вт3").verdict is Verdict.IMPOSSIBLE


def test_a_lesson_of_the_same_day_takes_the_place_that_gets_free() -> None:
    """Where the last lesson of the day can come up, both moves are offered as one."""
    draft = drawn({"math": "пн2 вт1", "rus": "пн1 пн3"}, NO_WINDOWS)

    found = aimed(draft, MATH0, "вт2")

    assert (found.verdict, found.others) == (Verdict.SWAP, {BlockKey("rus", 1): at("пн2")})


def test_two_cards_change_places() -> None:
    """The card in the way goes where the hand came from, and the whole change is priced."""
    draft = drawn({"math": "пн1", "rus": "пн2"}, NO_WINDOWS)

    found = aimed(draft, MATH0, "пн2")

    assert (found.verdict, found.others) == (Verdict.SWAP, {BlockKey("rus", 0): at("пн1")})
    assert said(draft, MATH0, "пн2") == "Можно, если переставить: русский язык 6Б — в понедельник 1-м уроком"


def test_three_cards_go_round() -> None:
    """Where the card in the way may not come to the old place, a third one makes room for it."""
    boris = replace(SMALL.teachers["boris"], away={at("пн1"): Level.FORBIDDEN})
    only = {
        "math": AllowedTimes(which=MATH, starts=frozenset({at("пн1"), at("пн2")})),
        "rus": AllowedTimes(
            which=Which(subjects=frozenset({"russian"})), starts=frozenset({at("пн2"), at("пн3")})
        ),
    }
    problem = replace(SMALL, teachers={**SMALL.teachers, "boris": boris})
    draft = drawn(
        {"math": "пн1", "rus": "пн2", "half": "пн3", "half2": "пн4"}, *only.values(), problem=problem
    )
    whole = drawn({"math": "пн1", "rus": "пн2", "eng": "пн3"}, *only.values(), problem=problem)

    ring = aimed(whole, MATH0, "пн2")

    assert ring.verdict is Verdict.SWAP
    assert ring.others == {BlockKey("rus", 0): at("пн3"), BlockKey("eng", 0): at("пн1")}
    assert aimed(draft, MATH0, "пн2").verdict is Verdict.SWAP


def test_a_locked_card_makes_no_room() -> None:
    """Neither does another lesson of the same demand, which would change nothing."""
    draft = drawn({"math": "пн1 пн3", "rus": "пн2"})
    rus = BlockKey("rus", 0)
    locked = Draft(draft.problem, {**draft.cards, rus: replace(draft.cards[rus], time_locked=True)})

    assert aimed(locked, MATH0, "пн2").verdict is Verdict.IMPOSSIBLE
    assert aimed(draft, MATH0, "пн3").verdict is Verdict.IMPOSSIBLE


def test_a_place_brings_the_rooms_that_are_free_there() -> None:
    """A lesson keeps its room where it can, takes another one where it must; none at all is told."""
    need = RoomNeed(("31", "32"))
    wants = replace(SMALL.demands["math"], parts=(replace(SMALL.demands["math"].parts[0], rooms=(need,)),))
    problem = replace(SMALL, demands={**SMALL.demands, "math": wants})
    rooms = {"math": "31", "half2": "31", "math7": "31", "rus": "32"}
    draft = drawn({"math": "пн1", "half2": "вт1"}, problem=problem, rooms=rooms)
    other = drawn({"math": "пн1", "crafts7": "вт1"}, problem=problem, rooms={"math": "31", "crafts7": "31"})
    key = BlockKey("crafts7", 0)
    full = Draft(other.problem, {**other.cards, key: replace(other.cards[key], rooms=("31", "32"))})

    assert aimed(other, MATH0, "пн1").moves[MATH0].rooms == ("31",)
    assert aimed(other, MATH0, "ср1").moves[MATH0].rooms == ("31",)
    assert aimed(other, MATH0, "вт2").moves[MATH0].rooms == ("32",)
    assert [one.what for one in aimed(full, MATH0, "вт2").findings] == [Fault.NO_ROOM]
    assert aimed(draft, MATH0, "вт1").verdict is Verdict.SWAP


def test_an_open_week_is_chosen() -> None:
    """A block that is held in odd or in even weeks is never laid into every one."""
    demand = replace(SMALL.demands["math"], blocks=(Block(weeks=None),))
    draft = drawn({"math": "-"}, problem=replace(SMALL, demands={"math": demand}))

    found = aimed(draft, MATH0, "пн1")
    laid = Draft(draft.problem, dict(found.moves))

    assert check(laid).is_legal


def musts(report: Report) -> Counter[object]:
    """How often each must is broken."""
    counts: Counter[object] = Counter()
    for one in report.of(Weight.BROKEN):
        counts[one.what] += one.amount
    return counts


RULES: tuple[Rule, ...] = rules_to_start_with(replace(SMALL, norms=NORMS))


@settings(max_examples=40, deadline=None)
@given(week=WEEKS, data=st.data())
def test_targets_promise_what_the_checker_finds(week: dict[str, str], data: st.DataObject) -> None:
    """In any week, after the moves of a target the cost has changed by its delta, and no must is
    broken that was not before; a place that leaves one broken is never called free, worse or a swap.
    """
    draft = drawn(week, *RULES, problem=replace(SMALL, norms=NORMS))
    key = data.draw(st.sampled_from(sorted(draft.cards)))
    before = check(draft)

    for target in Targets().of(draft, key).values():
        if target.verdict is not Verdict.IMPOSSIBLE:
            after = check(Draft(draft.problem, {**draft.cards, **target.moves}))
            assert after.cost - before.cost == target.delta
            assert sum(target.parts.values()) == target.delta
            assert (target.verdict is Verdict.LEAVES) == bool(target.findings)
            assert target.findings or musts(after) <= musts(before)


def test_one_asker_follows_the_drafts_that_it_is_shown() -> None:
    """After a move, or an edit of the problem, the answers are those of the new draft."""
    asker = Targets()
    first = drawn({"math": "пн1", "rus": "пн2 пн2"})
    moved = Draft(first.problem, {key: card for key, card in first.cards.items() if key.demand == "math"})

    assert asker.of(first, MATH0)[at("пн2")].verdict is Verdict.IMPOSSIBLE
    assert asker.of(moved, MATH0)[at("пн2")].verdict is Verdict.FREE
    assert asker.of(drawn({"math": "пн1", "rus": "пн2 пн2"}), MATH0)[at("пн2")].verdict is Verdict.IMPOSSIBLE

"""Which room a card may have, while it stays where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.timetable.small_school import SMALL, at, drawn
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.findings import Fault
from timetable.grid import Level
from timetable.problem import Problem, RoomNeed
from timetable.rules.of_blocks import MostRooms
from timetable.rules.of_quality import TeacherKeepsRoom
from timetable.rules.rule import BlockKey, Rule, Which
from timetable.targets.aiming import Targets
from timetable.targets.rooming import RoomTarget
from timetable.targets.target import Verdict
from timetable.words.naming import Naming
from timetable.words.rooms import told_room

MATH0, RUS0 = BlockKey("math", 0), BlockKey("rus", 0)
ORDINARY = RoomNeed(("31", "32"))


def wanting(**needs: tuple[RoomNeed, ...]) -> Problem:
    """The small school, in which these demands want rooms."""
    demands = {
        id: replace(SMALL.demands[id], parts=(replace(SMALL.demands[id].parts[0], rooms=rooms),))
        for id, rooms in needs.items()
    }
    return replace(SMALL, demands={**SMALL.demands, **demands})


def rooms(draft: Draft, key: BlockKey = MATH0) -> Mapping[str, RoomTarget]:
    """The rooms by name, in their order."""
    return {one.room: one for one in Targets().rooms(draft, key)}


def said(draft: Draft, key: BlockKey = MATH0) -> dict[str, str]:
    """Each room in words."""
    return {room: told_room(one, Naming(draft.problem)) for room, one in rooms(draft, key).items()}


def mathematics(*rules: Rule, **more: str) -> Draft:
    """Mathematics of 6Б in room 31 on Monday, beside others as written."""
    problem = wanting(math=(ORDINARY,), math7=(ORDINARY,), rus=(ORDINARY,))
    week = {"math": "пн1", **{id: place.split("@")[0] for id, place in more.items()}}
    seats = {"math": "31", **{id: place.split("@")[1] for id, place in more.items()}}
    return drawn(week, *rules, problem=problem, rooms=seats)


def test_every_room_is_told_in_words() -> None:
    """Its own, a free one, one of another kind."""
    draft = mathematics()
    gym = replace(draft.problem.rooms["gym"], kind="спортзал")
    draft = replace(draft, problem=replace(draft.problem, rooms={**draft.problem.rooms, "gym": gym}))

    assert said(draft) == {"31": "сейчас здесь", "32": "свободен", "gym": "не для этого урока: спортзал"}
    assert rooms(draft)["gym"].target.findings[0].what is Fault.WRONG_ROOM


def test_a_taken_room_says_by_whom_and_offers_an_exchange() -> None:
    """Two lessons change rooms, where each may be in the other's."""
    draft = mathematics(math7="пн1@32")

    assert said(draft)["32"] == "занят: математика 7А — можно поменяться"
    moves = rooms(draft)["32"].target.moves
    assert {key: card.rooms for key, card in moves.items()} == {MATH0: ("32",), BlockKey("math7", 0): ("31",)}


def test_no_exchange_with_a_locked_room_or_one_that_will_not_do() -> None:
    """It is only told who is there."""
    draft, key = mathematics(math7="пн1@32"), BlockKey("math7", 0)
    locked = replace(draft.cards[key], rooms_locked=True)
    choosy = wanting(math=(ORDINARY,), math7=(RoomNeed(("32",)),))
    other = drawn({"math": "пн1", "math7": "пн1"}, problem=choosy, rooms={"math": "31", "math7": "32"})

    for each in (Draft(draft.problem, {**draft.cards, key: locked}), other):
        assert rooms(each)["32"].target.verdict is Verdict.IMPOSSIBLE
        assert said(each)["32"] == "занят: математика 7А"


def test_a_closed_room_and_a_small_one_are_told() -> None:
    """Closed at that time is impossible; too few seats are said and come last of what may be."""
    draft = mathematics()
    problem = draft.problem
    closed = replace(problem.rooms["32"], away={at("пн1"): Level.FORBIDDEN})
    small = replace(problem.rooms["31"], capacity=15)
    forms = {**problem.forms, "6b": replace(problem.forms["6b"], pupils=28)}
    seen = replace(problem, rooms={**problem.rooms, "32": closed, "31": small}, forms=forms)
    free = replace(problem, rooms={**problem.rooms, "31": small}, forms=forms)

    assert said(Draft(seen, draft.cards))["32"] == "закрыт в понедельник 1-м уроком"
    assert said(Draft(seen, draft.cards))["31"] == "сейчас здесь; не хватит мест: 13"
    unsaid = Draft(replace(free, forms=problem.forms), draft.cards)
    assert said(unsaid)["31"] == "сейчас здесь; мест: 15"
    assert list(rooms(Draft(free, draft.cards)))[:2] == ["32", "31"]


def test_the_first_room_is_what_a_solver_would_give() -> None:
    """Wishes weigh: a teacher who keeps a room the whole day is offered that one before her own."""
    draft = mathematics(TeacherKeepsRoom(weight=3), math7="пн2@32")

    first = next(iter(rooms(draft).values()))

    assert (first.room, first.target.delta) == ("32", -8)
    assert said(draft)["32"].startswith("свободен, и станет лучше: ")
    after = check(Draft(draft.problem, {**draft.cards, **first.target.moves}))
    assert after.cost == check(draft).cost - 8


def test_a_must_about_rooms_is_named() -> None:
    """All lessons of a subject in one room at most: a second one is impossible."""
    rule = MostRooms(which=Which(subjects=frozenset({"math"})), most=1)
    draft = mathematics(rule, math7="вт1@31")

    assert rooms(draft)["32"].target.verdict is Verdict.IMPOSSIBLE
    assert "кабинет" in said(draft)["32"]


def test_a_room_that_is_only_wished_for_costs_its_price() -> None:
    """Another room will do, and is worse."""
    wish = RoomNeed(("31",), weight=2)
    draft = drawn({"math": "пн1"}, problem=wanting(math=(wish,)), rooms={"math": "31"})

    assert (rooms(draft)["32"].target.verdict, rooms(draft)["32"].target.delta) == (Verdict.WORSE, 3)
    assert said(draft)["32"] == "свободен, но для этого урока желательны другие"


def test_halves_of_a_lesson_do_not_sit_together() -> None:
    """The room of the other half is taken by the lesson itself; a lock of the rooms stays a lock."""
    english = SMALL.demands["eng"]
    parts = tuple(replace(part, rooms=(ORDINARY,)) for part in english.parts)
    problem = replace(SMALL, demands={**SMALL.demands, "eng": replace(english, parts=parts)})
    draft, key = drawn({"eng": "пн1"}, problem=problem), BlockKey("eng", 0)
    card = replace(draft.cards[key], rooms=("31", "32"), rooms_locked=True)
    draft = Draft(draft.problem, {key: card})

    found = {one.room: one for one in Targets().rooms(draft, key, 1)}

    assert told_room(found["31"], Naming(draft.problem)) == "занят: английский язык 6Б"
    assert found["32"].target.moves[key] == card


def test_a_lesson_without_needs_may_have_any_free_room() -> None:
    """What nobody has asked for can still be given by hand."""
    draft = drawn({"rus": "пн1"})

    assert set(said(draft, RUS0).values()) == {"свободен"}
    assert rooms(draft, RUS0)["32"].target.moves[RUS0].rooms == ("32",)


def test_a_locked_room_goes_with_its_card() -> None:
    """Moved by hand a card keeps its locked room; where that is taken it is said by whom."""
    draft = mathematics(rus="пн3@31", math7="вт1@31")
    held = Draft(draft.problem, {**draft.cards, RUS0: replace(draft.cards[RUS0], rooms_locked=True)})

    free, locked = (Targets().of(each, RUS0)[at("вт1")] for each in (draft, held))

    assert free.moves[RUS0].rooms == ("32",)
    assert [one.what for one in locked.findings] == [Fault.ROOM_CLASH]
    assert Targets().of(held, RUS0)[at("ср1")].moves[RUS0].rooms == ("31",)

"""A week goes into a FET file, as locks of its own or as another, and comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings

from school.calendar import Weeks
from tests.timetable.formats.fet_text import activity, condition, fet, room, virtual
from tests.timetable.formats.some_drafts import DRAFTS
from timetable.cards import Card, Draft
from timetable.checker.checking import check
from timetable.findings import Fault
from timetable.formats.fet.locking import locked
from timetable.formats.fet.reading import read_fet
from timetable.formats.fet.writing import write_fet
from timetable.formats.notes import Notes
from timetable.grid import TimeSlot
from timetable.rules.of_blocks import AllowedTimes, DaysApart, EdgeOfDay, Follows, MostOnDay, SameRoomInARow
from timetable.rules.of_people import MaxDays, MaxDaysWithin
from timetable.rules.of_quality import EvenSpread
from timetable.rules.rule import BlockKey, Rule, Which, Whose


def test_cards_come_back_as_locks_of_the_same_file() -> None:
    """Places and rooms are musts in the new file, virtual rooms with their real ones, and the rest stays."""
    rooms = room("a") + room("b") + room("c") + virtual("both", ("a", "b"), ("c",))
    spaces = condition("SubjectPreferredRoom", Subject="maths", Room="both")
    start = condition("ActivityPreferredStartingTime", Activity_Id=1, Preferred_Day="Mon", Preferred_Hour="1")
    file = read_fet(fet([activity(1), activity(2)], rooms=rooms, spaces=spaces, times=start))
    key = BlockKey("a1", 0)
    card = Card(key, TimeSlot(2, 3), rooms=("b", "c"), time_locked=True, rooms_locked=True)

    again = read_fet(locked(file, {key: card}))

    assert again.draft.problem == file.draft.problem
    (found,) = again.draft.cards.values()
    assert (found.at, found.rooms) == (card.at, card.rooms)


@given(DRAFTS)
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_problem_can_be_written(draft: Draft) -> None:
    """Whatever a problem holds, the file is one that is read, with as many blocks, teachers and rooms."""
    notes = Notes()

    again = read_fet(write_fet(draft, notes)).draft.problem

    assert len(list(again.blocks())) == len(list(draft.problem.blocks()))
    assert len(again.teachers) == len(draft.problem.teachers)
    assert len(again.rooms) == len(draft.problem.rooms)
    assert len(again.rules) + sum(notes.unsupported.values()) >= 0


def test_first_lessons_of_two_shifts_stay_apart() -> None:
    """Both are «1» on the wall; FET knows an hour by its name, and a card of the second shift stays there."""
    draft = read_fet(fet([activity(1)])).draft
    slots = [replace(slot, title="1", shift=1 + at % 2) for at, slot in enumerate(draft.problem.grid.slots)]
    grid = replace(draft.problem.grid, slots=tuple(slots))
    key = BlockKey("a1", 0)
    card = Card(key, TimeSlot(2, 3))

    again = read_fet(write_fet(Draft(replace(draft.problem, grid=grid), {key: card}), Notes())).draft

    assert len(again.problem.grid.slots) == len(slots)
    assert [one.at for one in again.cards.values()] == [card.at]


def test_what_fet_cannot_say_is_named() -> None:
    """A rule of a kind that FET does not have, and lessons of alternate weeks, stand in the notes."""
    draft = read_fet(fet([activity(1)])).draft
    demand = draft.problem.demands["a1"]
    odd = replace(demand, blocks=(replace(demand.blocks[0], weeks=Weeks.ODD),))
    rules = (EdgeOfDay(which=Which()), EvenSpread(weight=2))
    notes = Notes()

    write_fet(Draft(replace(draft.problem, rules=rules, demands={"a1": odd})), notes)

    assert notes.unsupported == {"EdgeOfDay": 1, "EvenSpread": 1, "Block.weeks": 1}
    assert "неравномерно стоящих уроков: 1" in next(notes.words())


@pytest.mark.parametrize(
    ("rule", "noted"),
    [
        (MaxDays(whose=Whose.TEACHERS, of=("left",), most=1), {}),
        (MaxDays(whose=Whose.GROUPS, of=("left",), most=1), {}),
        (MaxDaysWithin(whose=Whose.TEACHERS, most=1, first=0, last=40), {"MaxDaysWithin": 1}),
        (Follows(first=BlockKey("left", 0), second=BlockKey("a1", 0)), {"Follows": 1}),
        (DaysApart(which=Which(keys=(BlockKey("a1", 0), BlockKey("a1", 9)))), {}),
        (AllowedTimes(which=Which(), within=frozenset({TimeSlot(9, 0)})), {"AllowedTimes": 1}),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Rule) else "",
)
def test_a_rule_may_name_who_has_left(rule: Rule, noted: dict[str, int]) -> None:
    """A rule about people, lessons or places that the school no longer has spoils no file, nor does it
    become a rule about everybody.
    """
    draft, notes = read_fet(fet([activity(1)])).draft, Notes()

    again = read_fet(write_fet(Draft(replace(draft.problem, rules=(rule,))), notes)).draft.problem

    assert (again.rules, notes.unsupported) == ((), noted)


def test_a_stream_is_written_as_the_sets_that_it_is_made_of() -> None:
    """A group of two forms clashes with lessons of either after the way through the file."""
    students = "<Year><Name>5A</Name></Year><Year><Name>5B</Name></Year>"
    taught = [activity(1, students=("5A", "5B")), activity(2, students=("5B",), teacher="Bob")]
    draft = read_fet(fet(taught, students=students)).draft

    again = read_fet(write_fet(draft, Notes())).draft.problem

    both, one = again.demands.values()
    cards = (Card(BlockKey(demand.id, 0), TimeSlot(0, 0)) for demand in (both, one))
    found = check(Draft(again, {card.block: card for card in cards})).findings
    assert [finding.what for finding in found] == [Fault.PUPILS_CLASH]


def test_the_same_room_in_a_row_is_asked_of_each_group() -> None:
    """FET would compare any two, so ours of one group becomes as many as there are groups."""
    students = "<Year><Name>5A</Name></Year><Year><Name>5B</Name></Year>"
    taught = [activity(id, students=(form,)) for id, form in enumerate(("5A", "5A", "5B", "5B"), 1)]
    draft = read_fet(fet(taught, students=students)).draft
    of_groups, of_any = SameRoomInARow(which=Which()), SameRoomInARow(which=Which(), whoever=True)

    problem = replace(draft.problem, rules=(of_groups, of_any))
    again = read_fet(write_fet(Draft(problem), Notes())).draft.problem

    written = [rule for rule in again.rules if isinstance(rule, SameRoomInARow) and rule.whoever]
    assert [len(again.chosen(rule.which)) for rule in written] == [2, 2, 4]


def test_two_on_a_day_are_what_fet_allows_anyway() -> None:
    """Blocks that should lie apart are two on a day at most without being told; alone it cannot be said."""
    three = Which(keys=tuple(BlockKey("g1", seq) for seq in range(3)))
    draft = read_fet(fet([activity(id, group=1) for id in (1, 2, 3)])).draft
    apart, twice, alone = DaysApart(weight=5, which=three), MostOnDay(which=three), Notes()

    told = replace(draft.problem, rules=(apart, twice))
    again = read_fet(write_fet(Draft(told), Notes())).draft.problem
    write_fet(Draft(replace(draft.problem, rules=(twice,))), alone)

    assert again.rules == told.rules
    assert alone.unsupported == {"MostOnDay": 1}


@pytest.mark.parametrize("weight", [None, 1, 2, 3, 4, 5])
def test_a_weight_survives(weight: int | None) -> None:
    """FET's percent for each of our weights is read as the same weight again."""
    times = condition("StudentsMaxGapsPerWeek", Max_Gaps=0)
    problem = read_fet(fet([activity(1)], times=times)).draft.problem
    (rule,) = problem.rules
    told = replace(problem, rules=(replace(rule, weight=weight),))

    again = read_fet(write_fet(Draft(told), Notes())).draft.problem

    assert again.rules == told.rules

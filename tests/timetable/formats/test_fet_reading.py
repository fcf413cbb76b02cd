"""A FET file is read whole, or refused with the names of what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.timetable.formats.fet_text import (
    EXAMPLES,
    SCHOOL,
    WITHOUT,
    activity,
    condition,
    fet,
    room,
    virtual,
)
from timetable.formats.fet.reading import read_fet
from timetable.formats.notes import LeftOut
from timetable.formats.refusals import BadFile, Why
from timetable.grid import TimeSlot
from timetable.problem import Block, RoomNeed
from timetable.rules.of_blocks import DaysApart, MostOnDay
from timetable.rules.of_people import MaxGaps
from timetable.rules.rule import BlockKey, Per, Which, Whose

REAL = (
    "Hungary/Varosmajori_Gimnazium_Budapest/vmg-20180901b-2.fet",
    "Romania/Oradea/School-10-Oradea-2007-2008.fet",
    "Spain/1-school/school.fet",
    "Spain/2-secondary-school/secondary-school.fet",
    "Italy/2009/liceo-scientifico.fet",
    "Italy/2010/Liceo-2010.fet",
    "Hong-Kong/secondary-school-2/FET-2020-07-30-SAMPLE_HK_6_period.fet",
    "Bulgaria/Lom_high_school_2007-2008.fet",
)


@pytest.mark.parametrize("path", [SCHOOL, *(EXAMPLES / name for name in REAL)], ids=lambda path: path.stem)
def test_real_schools_are_read_whole(path: Path) -> None:
    """Nothing that is active in these schools' files is unknown, and every activity is a block."""
    if not path.exists():
        pytest.skip(WITHOUT)

    found = read_fet(path.read_bytes())

    assert not found.notes.unsupported
    assert len(list(found.draft.problem.blocks())) == len(found.keys) > 300


def test_alike_parts_of_a_split_activity_are_blocks_of_one_demand() -> None:
    """A part that somebody else teaches is a demand of its own, and FET's ids lead to all of them."""
    parts = [activity(7, group=7, duration=2), activity(8, group=7), activity(9, group=7, teacher="Bob")]

    found = read_fet(fet([*parts, activity(10)]))

    demands = found.draft.problem.demands
    assert list(demands) == ["g7", "g7.2", "a10"]
    assert demands["g7"].blocks == (Block(2), Block(1))
    assert found.keys[8] == BlockKey("g7", 1)


def test_a_year_whose_groups_are_taught_apart_is_not_a_form() -> None:
    """Where the year 5 has the groups 5A and 5B with lessons of their own, these are the forms."""
    groups = (
        "<Group><Name>5A</Name><Subgroup><Name>5A1</Name></Subgroup></Group><Group><Name>5B</Name></Group>"
    )
    taught = [activity(1), activity(2), activity(3, students=("5B",)), activity(4, students=("5",))]

    problem = read_fet(fet(taught, students=f"<Year><Name>5</Name>{groups}</Year>")).draft.problem

    assert list(problem.forms) == ["5A", "5B"]
    assert problem.groups["5"].atoms == {"5A1", "5B"}
    assert problem.forms["5A"].level == 5


def test_rules_keep_their_weight_and_whom_they_mean() -> None:
    """100 % is a must, less is a wish, and one of 0 % is left out with a note."""
    times = (
        condition("TeacherMaxGapsPerWeek", Teacher_Name="Ann", Max_Gaps=2),
        condition(
            "MinDaysBetweenActivities", 95, Activity_Id=(1, 2), MinDays=1, Consecutive_If_Same_Day="true"
        ),
        condition("StudentsMaxGapsPerWeek", 0, Max_Gaps=0),
    )

    found = read_fet(fet([activity(1, group=1), activity(2, group=1)], times="".join(times)))

    both = Which(keys=(BlockKey("g1", 0), BlockKey("g1", 1)))
    assert found.draft.problem.rules == (
        MaxGaps(whose=Whose.TEACHERS, of=("Ann",), most=2, per=Per.WEEK),
        DaysApart(weight=5, which=both, beside_if_same_day=True),
    )
    assert found.notes.left_out == {LeftOut.NO_WEIGHT: 1}


def test_three_of_what_should_lie_apart_never_share_a_day() -> None:
    """FET holds this to be a must for more than two activities, whatever the wish for other days weighs."""
    apart = {"Activity_Id": (1, 2, 3), "MinDays": 1, "Consecutive_If_Same_Day": "false"}
    wish, must = (condition("MinDaysBetweenActivities", weight, **apart) for weight in (95, 100))
    of_two = condition("MinDaysBetweenActivities", 95, **{**apart, "Activity_Id": (1, 2)})
    taught = [activity(id, group=1) for id in (1, 2, 3)]

    read = {text: read_fet(fet(taught, times=text)).draft.problem.rules for text in (wish, must, of_two)}

    three = Which(keys=tuple(BlockKey("g1", seq) for seq in range(3)))
    assert read[wish][1:] == (MostOnDay(which=three, most=2),)
    assert (len(read[must]), len(read[of_two])) == (1, 1)


def test_what_is_not_known_is_named_with_its_count() -> None:
    """The file is refused, or read without these conditions when that is asked for."""
    times = condition("StudentsMaxMoons", Moons=1) * 2 + condition(
        "StudentsMaxGapsPerDay", Max_Gaps=1, Moon=1
    )
    content = fet([activity(1)], times=times, more="<Planets_List><Planet/></Planets_List>")

    with pytest.raises(BadFile) as refused:
        read_fet(content)

    assert refused.value.why is Why.UNSUPPORTED
    assert (
        refused.value.facts["list"] == "StudentsMaxMoons: 2, Planets_List: 1, StudentsMaxGapsPerDay/Moon: 1"
    )
    assert len(read_fet(content, ignore_unsupported=True).draft.problem.rules) == 1


def test_a_virtual_room_is_several_needs() -> None:
    """A lesson in a virtual room needs a real room of each of its sets."""
    rooms = room("a") + room("b") + room("c") + virtual("both", ("a", "b"), ("c",))
    spaces = condition("SubjectPreferredRoom", Subject="maths", Room="both")

    found = read_fet(fet([activity(1)], rooms=rooms, spaces=spaces))

    assert found.draft.problem.demands["a1"].needs == (RoomNeed(("a", "b")), RoomNeed(("c",)))
    assert found.virtual == {1: "both"}


def test_different_virtual_rooms_are_no_alternatives_of_ours() -> None:
    """Two virtual rooms of different makings are refused by name."""
    rooms = room("a") + room("b") + room("c") + virtual("x", ("a",), ("b",)) + virtual("y", ("a",), ("c",))
    spaces = condition("ActivityPreferredRooms", Activity_Id=1, Preferred_Room=("x", "y"))

    with pytest.raises(BadFile) as refused:
        read_fet(fet([activity(1)], rooms=rooms, spaces=spaces))

    assert "different virtual rooms" in str(refused.value)


def test_home_rooms_count_where_nothing_else_is_asked() -> None:
    """A lesson with a room of its own does not need the form's home room."""
    spaces = condition("StudentsSetHomeRoom", Students="5A", Room="a")
    spaces += condition("SubjectPreferredRoom", 95, Subject="music", Room="b")

    problem = read_fet(
        fet([activity(1), activity(2, subject="music")], rooms=room("a") + room("b"), spaces=spaces)
    ).draft.problem

    assert problem.demands["a1"].needs == (RoomNeed(("a",)),)
    assert problem.demands["a2"].needs == (RoomNeed(("b",), 5),)


def test_a_solved_file_has_locked_cards_and_the_needs_that_it_had_before() -> None:
    """Starts and rooms that are musts together are locks, not another load."""
    rooms = room("a") + room("b")
    asked = condition("SubjectPreferredRooms", Subject="maths", Preferred_Room=("a", "b"))
    start = condition("ActivityPreferredStartingTime", Activity_Id=1, Preferred_Day="Tue", Preferred_Hour="3")
    seat = condition("ActivityPreferredRoom", Activity_Id=1, Room="b", Permanently_Locked="true")

    draft = read_fet(fet([activity(1)], rooms=rooms, times=start, spaces=asked + seat)).draft

    card = draft.cards[BlockKey("a1", 0)]
    assert (card.at, card.rooms, card.time_locked, card.rooms_locked) == (TimeSlot(1, 2), ("b",), True, True)
    assert draft.problem.demands["a1"].needs == (RoomNeed(("a", "b")),)

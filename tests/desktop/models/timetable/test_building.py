"""From a school's records to the problem of its week."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.models.timetable.building import MOST_HOURS, fit_pattern
from desktop.models.timetable.cards_on_wire import read_published, school_cards
from school.calendar import Weeks
from sync.identity import availability_id
from tests.desktop.models.taught import COLLEAGUE, TEACHER
from tests.desktop.models.timetable.school_office import (
    ENGLISH_ONE,
    ENGLISH_TWO,
    FORM_A,
    FORM_B,
    GYM,
    MATHS,
    MATHS_A,
    MATHS_B,
    ROOM_ONE,
    ROOM_TWO,
    SPORT,
    SPORT_A,
    SPORT_B,
    SchoolOffice,
)
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.grid import Level, TimeSlot
from timetable.problem import Demand, Problem, RoomNeed


def built(office: SchoolOffice) -> Problem:
    """The problem of these records."""
    return office.desk(office.head()).problem


def of_course(problem: Problem, course: str) -> Demand:
    """The demand in which a journal has a part."""
    [found] = [one for one in problem.demands.values() if any(part.course == course for part in one.parts)]
    return found


def test_a_joint_load_is_one_demand_with_a_part_for_each_journal(office: SchoolOffice) -> None:
    """Two forms at PE together: one demand, two journals, the teacher and the gym once."""
    problem = built(office)

    demand = of_course(problem, SPORT_A)

    assert [part.course for part in demand.parts] == [SPORT_A, SPORT_B]
    assert len(demand.teachers) == 1
    assert [need.any_of for need in demand.needs] == [(GYM,)]


def test_halves_of_a_form_learn_at_one_time(office: SchoolOffice) -> None:
    """English in halves under two teachers is one demand, each half in a room of its own."""
    demand = of_course(built(office), ENGLISH_ONE)

    assert [part.course for part in demand.parts] == [ENGLISH_ONE, ENGLISH_TWO]
    assert len(demand.needs) == 2
    assert len(demand.blocks) == 2


def test_halves_under_one_teacher_learn_one_after_the_other(office: SchoolOffice) -> None:
    """Nobody teaches two halves at once, so they are two demands."""
    office.load(ENGLISH_TWO, SPORT, FORM_B, TEACHER, 2, subgroup="2 гр.")
    office.load(ENGLISH_ONE, SPORT, FORM_B, TEACHER, 2, subgroup="1 гр.")

    problem = built(office)

    assert of_course(problem, ENGLISH_ONE) != of_course(problem, ENGLISH_TWO)


def test_what_the_office_says_of_parallels_counts(office: SchoolOffice) -> None:
    """Loads of one value stand in the same slots, whatever they are."""
    office.note(MATHS_A, parallel="математика 7")
    office.note(MATHS_B, parallel="математика 7")

    demand = of_course(built(office), MATHS_A)

    assert [part.course for part in demand.parts] == [MATHS_A, MATHS_B]


def test_subgroups_of_two_subjects_share_pupils(office: SchoolOffice) -> None:
    """Who is in which half of another subject is not known, so nobody is taught two things at once."""
    office.load(MATHS_B, MATHS, FORM_B, TEACHER, 2, subgroup="мальчики")

    problem = built(office)

    assert atoms(problem, MATHS_B) & atoms(problem, ENGLISH_ONE)
    assert not atoms(problem, ENGLISH_ONE) & atoms(problem, ENGLISH_TWO)


def test_subgroups_of_one_division_share_nobody(office: SchoolOffice) -> None:
    """A division by name says that who is in this part is not in that one, whatever the subject."""
    office.load(MATHS_B, MATHS, FORM_B, TEACHER, 2, subgroup="мальчики")
    for load in (MATHS_B, ENGLISH_ONE, ENGLISH_TWO):
        office.note(load, division="пол")

    problem = built(office)

    assert not atoms(problem, MATHS_B) & atoms(problem, ENGLISH_ONE)


def atoms(problem: Problem, course: str) -> frozenset[str]:
    """The parts of pupils whom a journal takes."""
    [part] = [part for part in of_course(problem, course).parts if part.course == course]
    return frozenset(atom for group in part.groups for atom in problem.groups[group].atoms)


@pytest.mark.parametrize(
    ("pattern", "hours", "lengths"),
    [
        ((), 3, (1, 1, 1)),
        ((2, 1), 3, (2, 1)),
        ((2, 2), 3, (2, 1)),
        ((2,), 4, (2, 1, 1)),
        ((1, 1, 1), 2, (1, 1)),
        ((3,), 0, ()),
    ],
)
def test_a_pattern_fills_the_hours_of_its_load(
    pattern: tuple[int, ...], hours: int, lengths: tuple[int, ...]
) -> None:
    """Hours that were changed after the pattern cut it, or draw it out by single lessons."""
    assert fit_pattern(pattern, hours) == lengths


def test_half_an_hour_is_held_every_other_week(office: SchoolOffice) -> None:
    """1.5 hours: a lesson each week, and one of which the solver chooses the weeks."""
    office.load(MATHS_A, MATHS, FORM_A, TEACHER, "3/2")

    blocks = of_course(built(office), MATHS_A).blocks

    assert [block.weeks for block in blocks] == [Weeks.EVERY, None]


@pytest.mark.parametrize("hours", [10**12, "9999/2", "1e12"])
def test_hours_beyond_any_week_are_no_more_blocks_than_it_has_places(
    office: SchoolOffice, hours: object
) -> None:
    """A slip of the keyboard on another laptop is a load that cannot be placed, not a window that hangs."""
    office.load(MATHS_A, MATHS, FORM_A, TEACHER, hours)
    office.load(MATHS_B, MATHS, FORM_B, COLLEAGUE, hours)
    office.note(MATHS_B, pattern=[10**12])

    blocks = [block for _, _, block in built(office).blocks()]

    assert len(blocks) < 2 * MOST_HOURS
    assert all(block.length <= MOST_HOURS for block in blocks)


def test_a_rule_beyond_any_week_is_not_read(office: SchoolOffice) -> None:
    """It is counted among those that this program cannot read, and the week obeys the others."""
    told = {"key": "timetable.max_gaps", "value": {"whose": "teachers", "most": 300}}
    office.told("office", "rule", MATHS, told)

    found = office.desk(office.head()).office

    assert (found.rules, found.unread_rules) == ((), 1)


def test_availability_is_read_by_weekday_and_slot(office: SchoolOffice) -> None:
    """The digits of a record are the school's slots; what lies outside the grid is left out."""
    cells = {"whose": "teacher", "of": TEACHER, "day1": "021", "day7": "2", "day2": "000000000002"}
    office.told("office", "availability", availability_id("teacher", TEACHER), cells)

    away = built(office).teachers[TEACHER].away

    assert away == {TimeSlot(0, 0): Level.FORBIDDEN, TimeSlot(0, 1): Level.UNDESIRABLE}


def test_rooms_said_go_before_the_kind_and_the_usual_one_comes_first(running: SchoolOffice) -> None:
    """Where nothing is said any ordinary room will do, the one that the teacher has had before the others."""
    running.note(MATHS_A, rooms=[GYM])

    problem = built(running)

    assert of_course(problem, MATHS_A).needs[0].any_of == (GYM,)
    assert of_course(problem, MATHS_B).needs[0].any_of == (ROOM_TWO, ROOM_ONE)


def test_the_published_week_is_read_back_as_a_week_that_can_be_held(running: SchoolOffice) -> None:
    """What journals show is the draft from which a head teacher begins."""
    draft = running.desk(running.head()).book.draft

    assert draft.is_whole
    assert check(draft).is_legal


def test_a_journal_s_one_room_is_that_of_its_first_need(running: SchoolOffice) -> None:
    """A card that travels has one room: a lesson that needs two gets the other anew, not the same twice."""
    desk = running.desk(running.head())
    demand = desk.problem.demands[MATHS_A]
    needs = (RoomNeed((ROOM_ONE,)), RoomNeed((GYM,)))
    both = replace(demand, parts=(replace(demand.parts[0], rooms=needs),))
    problem = replace(desk.problem, demands={**desk.problem.demands, MATHS_A: both})
    week = {key: replace(card, rooms=(ROOM_ONE, GYM)) for key, card in desk.book.draft.cards.items()}

    read = read_published(problem, school_cards(Draft(problem, week)))

    assert {read[key].rooms for key in both.keys} == {(ROOM_ONE, None)}


@pytest.mark.parametrize(
    ("bucket", "kind", "cells"),
    [
        ("school", "load", {"subject": 7, "forms": "7Б", "teachers": None, "hours": "x"}),
        ("school", "load", {"subject": "no such", "forms": ["no such"], "teachers": ["no such"], "hours": 2}),
        ("school", "load", {"hours": 3}),
        ("school", "bell", {"set": "ordinary", "slot": 40, "shift": 9, "number": "x"}),
        ("school", "room", {"kind": [], "capacity": "много"}),
        ("school", "card", {"version": 1, "course": None, "weekday": 99, "slot": -1}),
        ("school", "timetable", {"from": "2026-09-02", "state": "published", "cards": 0}),
        ("office", "demand", {"pattern": ["x", 0, -2], "alternate": "1", "rooms": 3}),
        ("office", "availability", {"whose": "nobody", "of": 5, "day1": "22x9", "day2": 17}),
        ("office", "rule", {"key": "timetable.max_gaps", "value": {"most": "x"}}),
        (
            "office",
            "rule",
            {"key": "timetable.max_gaps", "value": {"whose": "teachers", "most": 1, "weight": 9}},
        ),
        (
            "office",
            "rule",
            {
                "key": "timetable.max_days_within",
                "value": {"whose": "teachers", "most": 1, "first": -1, "last": 1},
            },
        ),
        (
            "office",
            "rule",
            {
                "key": "timetable.max_days_within",
                "value": {"whose": "teachers", "most": 1, "first": 0, "last": 10**12},
            },
        ),
        ("office", "rule", {"key": "timetable.unheard_of", "value": 1}),
        ("office", "rule", {"key": "timetable.week", "value": {"days": 90}}),
        ("office", "rule", {"key": "timetable.norms", "value": {"title": 1}}),
        ("office", "away", {"teacher": None, "from": "x", "slots": 1}),
        ("office", "timetable", {"title": 5, "week/x": 5, "parts": [1], "saved_at": "x"}),
    ],
)
def test_a_damaged_record_spoils_nothing_but_itself(
    running: SchoolOffice, bucket: str, kind: str, cells: dict[str, Any]
) -> None:
    """Another program's word may be anything: the board opens, with the rest of the school in it."""
    running.told(bucket, kind, MATHS_A, cells)

    desk = running.desk(running.head())

    assert of_course(desk.problem, MATHS_B)
    assert isinstance(desk.book.draft, Draft)
    assert check(desk.book.draft).findings
    assert desk.office

"""Who is asked first when a teacher is away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from school.timetable import SubstitutionKind
from tests.timetable.substitutes.staff_room import (
    MONDAY,
    STAFF,
    TUESDAY,
    WEDNESDAY,
    lesson,
    opened,
    situation,
)
from timetable.substitutes.facts import Absence, Ground, StaffMember
from timetable.substitutes.ranking import candidates, for_whole_period, open_lessons, taken_by

OPEN = lesson("math6", MONDAY, 3)


def names(*others: object, **staff: StaffMember) -> list[str]:
    """The candidates for Monday's third lesson, the best first."""
    given = situation(OPEN, *others, **staff)  # type: ignore[arg-type]  # lessons, as the caller writes them
    return [one.teacher for one in candidates(given, opened(OPEN))]


def test_an_absence_opens_its_lessons() -> None:
    """Those that are cancelled, or have a substitute who is there, or another day, are not open."""
    taken = lesson("math6", MONDAY, 4, teachers=("boris",), substituted=True)
    both = lesson("math6", MONDAY, 5, teachers=("anna", "boris"))
    off = lesson("math6", TUESDAY, 1, cancelled=True)
    later = lesson("math6", WEDNESDAY, 1)

    found = open_lessons(situation(later, OPEN, taken, both, off))

    assert [(one.lesson, one.absent, one.reason) for one in found] == [(OPEN, "anna", "болезнь")]


def test_some_hours_of_a_day_open_only_these() -> None:
    """A teacher who comes for the third lesson leaves the first two open."""
    given = situation(lesson("math6", MONDAY, 1), OPEN)
    morning = replace(given, absences=(Absence("anna", MONDAY, MONDAY, frozenset({1, 2})),))

    assert [one.place.slot for one in open_lessons(morning)] == [1]


def test_whoever_teaches_then_or_is_away_or_may_not_come_is_no_candidate() -> None:
    """The ill teacher is none either."""
    closed = replace(STAFF["gleb"], closed=frozenset({(1, 3)}))
    busy = lesson("rus7", MONDAY, 3)

    assert names(busy, gleb=closed) == ["yana", "vera"]


def test_a_cancelled_lesson_makes_its_teacher_free() -> None:
    """His form has gone to the theatre."""
    assert "boris" in names(lesson("rus7", MONDAY, 3, cancelled=True))


@pytest.mark.parametrize(
    ("others", "staff", "first"),
    [
        ([lesson("eng6-1", MONDAY, 2)], {}, "vera"),
        ([], {}, "yana"),
        ([lesson("eng6-1", MONDAY, 2), lesson("math7", MONDAY, 2)], {}, "yana"),
        ([lesson("eng6-1", MONDAY, 2), lesson("rus7", MONDAY, 4)], {}, "boris"),
        (
            [lesson("eng6-1", MONDAY, 2), lesson("rus7", MONDAY, 4)],
            {"vera": StaffMember("vera", "Вера", frozenset({"6b"}))},
            "vera",
        ),
        (
            [lesson("eng6-2", MONDAY, 2), lesson("eng6-2", MONDAY, 4), lesson("rus7", MONDAY, 4)],
            {},
            "gleb",
        ),
        (
            [lesson("eng6-1", MONDAY, 2), lesson("rus7", MONDAY, 4)],
            {"boris": StaffMember("boris", "Борис", max_per_day=1)},
            "vera",
        ),
        (
            [lesson("eng6-1", MONDAY, 2), lesson("rus7", MONDAY, 4)],
            {"boris": StaffMember("boris", "Борис", given=2)},
            "vera",
        ),
    ],
    ids=["in school", "subject", "both", "name", "form teacher", "window", "most a day", "balance"],
)
def test_the_criteria_decide_in_their_order(
    others: list[object], staff: dict[str, StaffMember], first: str
) -> None:
    """In school, the subject, the form, its form teacher, a window, the day's most, hours given before."""
    assert names(*others, **staff)[0] == first


def test_a_candidate_carries_his_grounds() -> None:
    """The reason that a screen shows is made of these."""
    given = situation(OPEN, lesson("math7", MONDAY, 2), lesson("math7", MONDAY, 5))

    best = candidates(given, opened(OPEN))[0]

    assert best.grounds == {Ground.IN_SCHOOL, Ground.SAME_SUBJECT, Ground.WINDOW}
    assert (best.teacher, best.lessons_that_day) == ("yana", 2)


def test_one_substitute_for_all_days_is_one_who_misses_least() -> None:
    """A course of two weeks is one decision; whoever can take all lessons goes before a colleague."""
    first, second = lesson("math6", MONDAY, 3), lesson("math6", TUESDAY, 3)
    given = situation(first, second, lesson("math7", TUESDAY, 3))

    rows = for_whole_period(given, [opened(first), opened(second)])

    assert [row.teacher for row in rows] == ["boris", "vera", "gleb", "yana"]
    assert [one.place.date for one in rows[-1].misses] == [TUESDAY]


def test_taking_a_lesson_is_a_change_of_its_own() -> None:
    """It names the lesson by course, date and slot, and leaves to the office why somebody is away."""
    change = taken_by(opened(OPEN), "yana")

    assert (change.course, change.date, change.slot) == OPEN.key
    assert (change.what, change.teacher, change.reason) == (SubstitutionKind.TEACHER, "yana", "")

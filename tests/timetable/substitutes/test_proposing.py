"""A morning with several people away: who goes where, proposed at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.timetable.substitutes.staff_room import COURSES, MONDAY, TUESDAY, lesson, opened, situation
from timetable.substitutes.proposing import propose

THREE = ("math6", "math7", "rus7")


def test_nobody_is_proposed_for_two_lessons_of_one_time() -> None:
    """And somebody is found for each, while there are enough people."""
    lessons = [lesson(course, MONDAY, 1) for course in THREE]

    rows = propose(situation(*lessons), [opened(one) for one in lessons])

    proposed = [row.proposed.teacher for row in rows if row.proposed]
    assert len(proposed) == len(set(proposed))


def test_whoever_fits_one_lesson_best_is_proposed_for_that_one() -> None:
    """Only Yana is in school anyway, first for both: she gets the mathematics that she teaches."""
    wanted = [lesson("rus6", MONDAY, 1, teachers=("anna",)), lesson("math6", MONDAY, 1)]

    rows = propose(situation(*wanted, lesson("math7", MONDAY, 3)), [opened(one) for one in wanted])

    by_course = {row.open.lesson.course: row.proposed.teacher for row in rows if row.proposed}
    assert by_course == {"rus6": "boris", "math6": "yana"}


@given(st.lists(st.tuples(st.sampled_from(sorted(COURSES)), st.integers(1, 4)), max_size=12, unique=True))
def test_as_many_lessons_are_covered_as_can_be(places: list[tuple[str, int]]) -> None:
    """No row is left open for which a candidate was left over at that time."""
    lessons = [lesson(course, TUESDAY, slot, teachers=("anna",)) for course, slot in places]

    rows = propose(situation(*lessons), [opened(one) for one in lessons])

    for slot in range(1, 5):
        here = [row for row in rows if row.open.place.slot == slot]
        used = {row.proposed.teacher for row in here if row.proposed}
        assert len(used) == sum(row.proposed is not None for row in here)
        for row in here:
            free = {candidate.teacher for candidate in row.candidates}
            assert row.proposed is not None or free <= used

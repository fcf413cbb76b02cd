"""The fewest that contradict each other are found with few questions."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetable.explaining.quickxplain import Answer, narrow

CROWD = tuple(range(12))


class Asked:
    """Answers no wherever all of a conflict is held, and counts the questions."""

    def __init__(self, *conflicts: set[int]) -> None:
        self.conflicts = conflicts
        self.questions = 0

    def __call__(self, held: Sequence[int]) -> Answer:
        self.questions += 1
        return Answer.NO if any(one <= set(held) for one in self.conflicts) else Answer.YES


def never() -> bool:
    """Nobody stops it."""
    return False


@given(st.sets(st.sampled_from(CROWD), max_size=4))
def test_exactly_the_conflict_is_found(conflict: set[int]) -> None:
    """Of twelve demands those that contradict remain, whichever they are."""
    found = narrow(CROWD, Asked(conflict), never)

    assert found is not None
    assert set(found.parts) == conflict
    assert found.minimal


def test_of_two_conflicts_one_is_found_whole() -> None:
    """Where two sets contradict, one of them is told, not a mixture."""
    found = narrow(CROWD, Asked({1, 2}, {7, 9, 11}), never)

    assert found is not None
    assert set(found.parts) in ({1, 2}, {7, 9, 11})


def test_few_questions_are_enough() -> None:
    """Two guilty among sixty-four are found with fewer than thirty questions."""
    asked = Asked({5, 40})

    narrow(range(64), asked, never)

    assert asked.questions < 30


def test_what_can_be_met_is_no_conflict() -> None:
    """Nothing is told of demands that are not known to contradict."""
    assert narrow(CROWD, Asked(set(range(20))), never) is None
    assert narrow(CROWD, lambda _: Answer.UNKNOWN, never) is None


def test_what_is_not_known_is_kept_and_not_called_the_fewest() -> None:
    """An unknown answer never throws a demand out that may be guilty."""

    def asked(held: Sequence[int]) -> Answer:
        return Answer.NO if {2, 3} <= set(held) and len(held) > 5 else Answer.UNKNOWN

    found = narrow(CROWD, asked, never)

    assert found is not None
    assert {2, 3} <= set(found.parts)
    assert not found.minimal


@pytest.mark.parametrize("after", [1, 3, 6])
def test_a_stop_leaves_what_is_surely_a_conflict(after: int) -> None:
    """Whoever stops it early has a larger conflict, but a conflict."""
    asked = Asked({1, 8})

    found = narrow(CROWD, asked, lambda: asked.questions >= after)

    assert found is not None
    assert {1, 8} <= set(found.parts)

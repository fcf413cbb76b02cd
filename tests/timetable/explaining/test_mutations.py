"""A school of 24 forms made impossible in ten ways: each time the one to blame is named."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.timetable.explaining.mutations import MUTATIONS, Mutation
from timetable.cards import Draft
from timetable.checker.checking import check
from timetable.explaining.counting import count
from timetable.explaining.easing import eased
from timetable.explaining.explaining import explain
from timetable.explaining.explanation import Known
from timetable.explaining.explanation_words import told_explanation
from timetable.explaining.shortage_words import told
from timetable.formats.fet.reading import read_fet
from timetable.problem import Problem

SCHOOL = Path(__file__).parents[1] / "data" / "school-24-forms.fet"

PATIENT = 6.0
"""Other tests run beside these: what takes seconds may take a minute, and is found all the same."""

COUNTED = [one for one in MUTATIONS if one.is_counted]
SOUGHT = [one for one in MUTATIONS if not one.is_counted]


@cache
def school() -> Problem:
    """The school as it stands in its file: with a timetable."""
    return read_fet(SCHOOL.read_bytes()).draft.problem


def test_the_school_itself_counts_well() -> None:
    """Nothing is short before it is changed."""
    assert count(Draft(school())) == ()


def test_four_changes_at_least_pass_every_count() -> None:
    """Ten ways, and of these four or more that only the solver sees through."""
    assert len(MUTATIONS) == 10
    assert sum(count(Draft(one.change(school()))) == () for one in MUTATIONS) == len(SOUGHT) >= 4


@pytest.mark.parametrize("mutation", COUNTED, ids=lambda one: one.name)
def test_counting_names_the_one_to_blame(mutation: Mutation) -> None:
    """The first sentence names it, and after the first remedies nothing is short."""
    problem = mutation.change(school())

    found = count(Draft(problem))

    draft = Draft(problem)
    for _ in range(3):
        draft = next((one.remedies[0].apply_to(draft) for one in count(draft)), draft)
    assert any(culprit in told(found[0], problem) for culprit in mutation.culprits)
    assert count(draft) == ()


@pytest.mark.slow
@pytest.mark.parametrize("mutation", SOUGHT, ids=lambda one: one.name)
def test_what_has_to_give_way_names_the_one_to_blame(mutation: Mutation) -> None:
    """«Чтобы всё поместилось, придётся…» names it; with the first remedies its week is legal."""
    draft = Draft(mutation.change(school()))

    found = explain(draft, legal_seconds=0, pace=PATIENT)

    words = told_explanation(found, draft.problem)
    assert found.known is Known.RELAXED
    assert any(culprit in words for culprit in mutation.culprits)
    assert words.endswith("Нашлось так; может быть, хватит и меньшего.")
    assert found.holds
    assert check(eased(draft, found)).is_legal
    assert not check(replace(draft, cards=found.cards)).is_legal

"""Averages, their showing and the advice on term marks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.course import CarriedMark, CarriedMarks, Course, CoursePupil
from school.dates import Dates
from school.grading import (
    CountedMark,
    Dispute,
    GradingRule,
    PairRule,
    average,
    counted,
    counted_marks,
    rule_for,
    show_average,
    suggest_term_mark,
    suggest_year_mark,
)
from school.lesson import Lesson, Place, Work
from school.mark import Mark
from school.scale import SCALES

FIVE = SCALES["2-5"]
RULE = rule_for(FIVE)
NOVEMBER = Dates(date(2026, 11, 1), date(2026, 11, 30))
COURSE = Course("c", "Алгебра 7Б", "algebra", pupils=(CoursePupil("p", NOVEMBER),))


def lesson(*works: tuple[str, int, str], day: int = 18, counts: bool = True) -> Lesson:
    """A November lesson whose works are (id, weight, value of the pupil's mark)."""
    return Lesson(
        "l",
        "c",
        date(2026, 11, day),
        1,
        works={work: Work("t", weight, counts=counts) for work, weight, _ in works},
        marks={("p", work): Mark(tuple(value.split("/"))) for work, _, value in works},
    )


def mean_of(*lessons: Lesson, course: Course = COURSE, rule: GradingRule = RULE) -> Fraction | None:
    """The pupil's average over these lessons."""
    return average(counted_marks(course, "p", lessons, FIVE, rule))


numbers = st.integers(2, 5)
marks = st.lists(
    st.builds(CountedMark, numbers.map(Fraction), st.fractions(Fraction(1, 4), 10, max_denominator=4)),
    min_size=1,
)


@given(marks)
def test_an_average_lies_between_its_marks(listed: list[CountedMark]) -> None:
    """No weights can carry an average past the best or the worst mark."""
    mean = average(listed)

    assert mean is not None
    assert min(mark.number for mark in listed) <= mean <= max(mark.number for mark in listed)


@given(marks, st.randoms())
def test_the_order_of_marks_does_not_matter(listed: list[CountedMark], random: Random) -> None:
    """The same marks give the same average in any order, to the last digit."""
    shuffled = list(listed)
    random.shuffle(shuffled)

    assert average(shuffled) == average(listed)


@given(st.lists(numbers, min_size=1), st.integers(1, 9))
def test_equal_weights_are_no_weights(listed: list[int], weight: int) -> None:
    """With one weight for all the weighted average is the simple one."""
    weighted = [CountedMark(Fraction(number), Fraction(weight)) for number in listed]

    assert average(weighted) == Fraction(sum(listed), len(listed))


def test_heavier_works_pull_harder() -> None:
    """A test of weight 3 counts three times an answer."""
    assert mean_of(lesson(("k", 3, "3"), ("o", 1, "5"))) == Fraction(7, 2)


def test_an_unweighted_course_counts_every_work_once() -> None:
    """Where the course is not weighted, weights only tell what counts at all."""
    plain = Course("c", "ИЗО", "art", pupils=COURSE.pupils, weighted=False)

    assert mean_of(lesson(("k", 3, "3"), ("o", 1, "5"), ("z", 0, "2")), course=plain) == 4


def test_nothing_counts_but_works_that_stand_and_count() -> None:
    """A wiped work, a work of weight 0 and one that does not count leave no trace."""
    wiped = Lesson("l", "c", date(2026, 11, 18), 1, marks={("p", "gone"): Mark(("2",))})

    assert mean_of(wiped, lesson(("z", 0, "2")), lesson(("n", 1, "2"), counts=False)) is None


def test_marks_outside_the_pupils_dates_do_not_count() -> None:
    """What was written before the order's date is not the pupil's in this course."""
    early = Lesson("l", "c", date(2026, 10, 20), 1, works={"w": Work("t")}, marks={("p", "w"): Mark(("2",))})
    late = Lesson(
        "m",
        "c",
        date(2026, 10, 21),
        1,
        placed=Place(date(2026, 11, 2), 1),
        works={"w": Work("t")},
        marks={("p", "w"): Mark(("5",))},
    )

    assert mean_of(early) is None
    assert mean_of(early, late) == 5


def test_marks_brought_from_another_course_count() -> None:
    """Who moves in the middle of a term brings the marks along, others' do not matter."""
    day = date(2026, 11, 3)
    carried = [
        CarriedMarks("a", "p", "old", (CarriedMark(day, ("3",), 2), CarriedMark(day, ("2",), 0))),
        CarriedMarks("b", "q", "old", (CarriedMark(day, ("2",), 9),)),
    ]

    found = counted_marks(COURSE, "p", [lesson(("o", 1, "5"))], FIVE, RULE, carried)

    assert average(found) == Fraction(11, 3)


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        (PairRule.BOTH, [Fraction(5), Fraction(4)]),
        (PairRule.MEAN, [Fraction(9, 2)]),
        (PairRule.FIRST, [Fraction(5)]),
    ],
)
def test_a_pair_counts_as_the_school_says(pairs: PairRule, found: list[Fraction]) -> None:
    """«5/4» is both marks, their mean or the first, each with the weight of the work."""
    pair = counted(Mark(("5", "4")), 3, FIVE, pairs)

    assert [one.number for one in pair] == found
    assert {one.weight for one in pair} == {Fraction(3)}


def test_words_and_dots_count_for_nothing() -> None:
    """«зач» is no number, and an owed work is no two."""
    assert counted(Mark(("зач",)), 1, SCALES["pass_fail"], PairRule.BOTH) == ()
    assert counted(Mark(duty=True), 1, FIVE, PairRule.BOTH) == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(43, 12), "3,58"),
        (Fraction(5), "5,00"),
        (Fraction(7, 2), "3,50"),
        (Fraction(445, 100), "4,45"),
        (Fraction(3585, 1000), "3,59"),
        (Fraction(4995, 1000), "5,00"),
        (None, ""),
    ],
)
def test_an_average_is_shown_with_a_comma_and_half_goes_up(value: Fraction | None, shown: str) -> None:
    """Two decimals, a comma, and no float ever decides the last of them."""
    assert show_average(value) == shown


@given(st.fractions(2, 5))
def test_a_shown_average_is_half_a_hundredth_off_at_most(value: Fraction) -> None:
    """What is shown is the nearest hundredth."""
    shown = Fraction(show_average(value).replace(",", "."))

    assert -Fraction(1, 200) < shown - value <= Fraction(1, 200)


@given(st.lists(numbers, min_size=5, max_size=9), st.integers(0, 8), st.none() | st.sampled_from("2345"))
def test_a_better_mark_never_worsens_the_advice(listed: list[int], place: int, last: str | None) -> None:
    """Raising one mark can only raise the suggested term mark."""
    place %= len(listed)
    raised = [*listed]
    raised[place] = 5

    before, after = (
        suggest_term_mark([CountedMark(Fraction(n)) for n in each], FIVE, RULE, last).value
        for each in (listed, raised)
    )

    assert before is not None
    assert after is not None
    assert FIVE.values.index(after) >= FIVE.values.index(before)


@pytest.mark.parametrize(
    ("listed", "last", "value", "disputes"),
    [
        ([4, 4, 4, 5], None, "4", set()),
        ([3, 4], None, "4", {Dispute.NEAR_THRESHOLD, Dispute.TOO_FEW_MARKS}),
        ([5, 5, 5], "3", "5", {Dispute.FAR_FROM_LAST_TERM}),
        ([5, 5, 5], "4", "5", set()),
        ([2, 2, 2], None, "2", set()),
        ([], None, None, {Dispute.TOO_FEW_MARKS}),
        ([5, 5, 5], "н/а", "5", set()),
    ],
)
def test_advice_says_when_it_wants_eyes(
    listed: list[int], last: str | None, value: str | None, disputes: set[Dispute]
) -> None:
    """Near a threshold, with too few marks, or two off the last term a person looks."""
    suggestion = suggest_term_mark([CountedMark(Fraction(n)) for n in listed], FIVE, RULE, last)

    assert (suggestion.value, set(suggestion.disputes)) == (value, disputes)
    assert suggestion.is_disputed is bool(disputes)


@pytest.mark.parametrize(("cents", "near"), [(339, False), (340, True), (360, True), (361, False)])
def test_a_tenth_around_a_threshold_is_disputed_both_ends_included(cents: int, near: bool) -> None:
    """3,40 and 3,60 are disputed, 3,39 and 3,61 are not."""
    exact = [CountedMark(Fraction(cents, 100))] * 3

    disputes = suggest_term_mark(exact, FIVE, RULE).disputes

    assert (Dispute.NEAR_THRESHOLD in disputes) is near


def test_a_school_may_have_thresholds_of_its_own() -> None:
    """With 2,65 for a three, 2,6 is still a two; the reason is told with the advice."""
    own = rule_for(FIVE, (Fraction("2.65"), Fraction("3.65"), Fraction("4.65")))
    exact = [CountedMark(Fraction("2.6"))] * 3

    assert suggest_term_mark(exact, FIVE, own).value == "2"
    assert suggest_term_mark([CountedMark(Fraction(3))] * 3, FIVE, own).threshold == Fraction("2.65")


def test_a_year_mark_follows_its_terms() -> None:
    """4, 4, 3, 5 make a four; a term that was not attested makes it disputed."""
    whole = suggest_year_mark({"1": "4", "2": "4", "3": "3", "4": "5"}, FIVE, RULE)
    broken = suggest_year_mark({"1": "4", "2": "н/а"}, FIVE, RULE)

    assert (whole.value, whole.is_disputed) == ("4", False)
    assert (broken.value, broken.is_disputed) == ("4", True)

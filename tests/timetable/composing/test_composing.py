"""A rule put together by a person: what is offered, asked, refused; all of it said in words."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest

from tests.timetable.small_school import NORMS, SMALL, at, drawn
from timetable.checker.checking import check
from timetable.composing.offers import OFFERS, Offer, offers
from timetable.composing.questions import Sort, composed, questions
from timetable.composing.refusing import Refusal, Why, refusal
from timetable.problem import Block
from timetable.rules.of_blocks import AllowedTimes, DaysApart, SameTime
from timetable.rules.of_people import MaxGaps, MaxPerDay
from timetable.rules.rule import BlockKey, Per, Same, Which, Whose
from timetable.words.composing import (
    OFFERS as OFFER_WORDS,
)
from timetable.words.composing import (
    REFUSALS,
    told_choice,
    told_offer,
    told_question,
    told_refusal,
)
from timetable.words.naming import Naming
from timetable.words.rules import told_rule

SCHOOL = replace(SMALL, norms=NORMS)
NAMING = Naming(SCHOOL)


def offered(id: str) -> Offer:
    """The offer of a name."""
    return next(one for one in OFFERS if one.id == id)


def refused(id: str, weight: int | None = None, **answers: object) -> Refusal | None:
    """What is wrong with the rule of these answers; «subjects» are those of its lessons."""
    of_lessons = ("subjects", "forms", "teachers")
    named = {f"which.{name}" if name in of_lessons else name: found for name, found in answers.items()}
    offer = offered(id)
    return refusal(SCHOOL, offer, composed(SCHOOL, offer, named, weight))


def test_every_offer_asks_and_is_said_in_words() -> None:
    """No kind without a name, no field without a question, no choice without a word."""
    assert [one.id for one in OFFERS] == list(OFFER_WORDS)
    for offer in OFFERS:
        assert told_offer(offer, NAMING)
        for one in questions(SCHOOL, offer):
            assert told_question(offer, one, NAMING)
            if one.sort is Sort.CHOICE:
                assert isinstance(one.begin, StrEnum)
                assert all(told_choice(choice, NAMING) for choice in type(one.begin))
        assert told_rule(offer.begin(SCHOOL), NAMING)
    assert [told_choice(one, NAMING) for one in (Per.DAY, Same.DAY)] == ["за день", "день"]
    assert set(REFUSALS) == set(Why)


def test_a_school_without_points_is_asked_nothing_of_difficulty() -> None:
    """There is nothing to count."""
    assert "hard_in_a_row" in {one.id for one in offers(SCHOOL)}
    assert "hard_in_a_row" not in {one.id for one in offers(SMALL)}


def test_what_is_asked_is_read_off_the_fields() -> None:
    """Teachers, a number of the week's own size, a choice; for lessons subjects, forms and teachers."""
    asked = questions(SCHOOL, offered("teacher_gaps"))
    assert [(one.field, one.sort) for one in asked] == [
        ("of", Sort.TEACHERS),
        ("most", Sort.NUMBER),
        ("per", Sort.CHOICE),
    ]
    assert (asked[1].least, asked[1].most) == (0, 25)
    of_subject = questions(SCHOOL, offered("form_subject"))
    assert [one.field for one in of_subject] == ["of", "which.subjects", "most"]
    fields = [one.field for one in questions(SCHOOL, offered("days_apart"))]
    assert fields == ["which.subjects", "which.forms", "which.teachers", "least", "beside_if_same_day"]


def test_answers_make_the_rule() -> None:
    """What was not asked stays as the offer has it."""
    gaps = composed(SCHOOL, offered("teacher_gaps"), {"of": ["anna"], "most": 2, "per": Per.DAY}, 5)
    apart = composed(SCHOOL, offered("days_apart"), {"which.subjects": ["math"], "least": 2}, None)

    assert gaps == MaxGaps(whose=Whose.TEACHERS, of=("anna",), most=2, per=Per.DAY, weight=5)
    assert apart == DaysApart(which=Which(subjects=frozenset({"math"})), least=2, each_form=True)
    assert told_rule(gaps, NAMING) == "Учитель anna: не больше 2 окон в день"


def test_places_keep_lessons_to_days_and_slots() -> None:
    """«Только в эти дни и часы» is what the checker then finds broken elsewhere."""
    places = frozenset({at("пн1"), at("пн2"), at("вт1")})
    rule = composed(SCHOOL, offered("times"), {"which.subjects": ["sport"], "within": places}, None)

    assert isinstance(rule, AllowedTimes)
    inside, outside = (check(drawn({"sport": place}, rule)) for place in ("пн1 вт1", "пн1 ср1"))
    assert [one.blocks for one in inside.findings if one.what == rule] == []
    assert [one.blocks for one in outside.findings if one.what == rule] == [(BlockKey("sport", 1),)]


@pytest.mark.parametrize(
    ("why", "found"),
    [
        (Why.NOBODY, refused("days_apart")),
        (Why.FEW_SUBJECTS, refused("not_one_day", subjects=["math"])),
        (Why.NO_LESSONS, refused("last", subjects=["math"], forms=["7a"], teachers=["vera"])),
        (Why.ONE_LESSON, refused("not_together", subjects=["crafts"], forms=["7a"])),
        (Why.NO_PLACE, refused("times", subjects=["math"], within=frozenset())),
        (Why.EVERYWHERE, refused("times", subjects=["math"])),
        (Why.FEW_PLACES, refused("times", subjects=["math"], within=frozenset({at("пн1")}))),
        (Why.FEW_DAYS, refused("not_one_day", subjects=["math", "russian"])),
        (Why.FEW_DAYS, refused("days_apart", subjects=["math"], least=2)),
        (Why.ONE_TIME, refused("same_time", subjects=["math"])),
        (Why.NUMBER, refused("teacher_gaps", 3, of=["anna"], most=1000)),
        (Why.NUMBER, refused("teacher_gaps", 3, of=["anna"], most=6, per=Per.DAY)),
        (Why.NUMBER, refused("teacher_days", of=["anna"], most=0)),
    ],
)
def test_a_rule_that_means_nothing_is_refused_with_its_reason(why: Why, found: Refusal | None) -> None:
    """All lessons of the school, lessons that there are not, more than the week has, beyond any week."""
    assert found is not None
    assert found.why is why
    assert told_refusal(found, NAMING)


def test_lessons_of_every_other_week_may_share_a_place() -> None:
    """Two that take turns need one place, one day and one time."""
    demand = replace(SCHOOL.demands["math7"], blocks=(Block(1, None),) * 2)
    school = replace(SCHOOL, demands={**SCHOOL.demands, "math7": demand})
    which = Which(subjects=frozenset({"math"}), forms=frozenset({"7a"}))
    rules = {
        "times": AllowedTimes(which=which, within=frozenset({at("пн1")})),
        "same_time": SameTime(which=which),
    }

    assert [refusal(school, offered(id), rule) for id, rule in rules.items()] == [None, None]


def test_a_refusal_names_the_form_and_its_numbers() -> None:
    """Five lessons a week, and days for three when one day is left between."""
    found = refused("days_apart", subjects=["math"], least=2)

    assert found is not None
    assert told_refusal(found, NAMING) == ("6Б: таких уроков 5, а дней хватит на 3. Сделайте пожеланием.")


def test_what_cannot_be_kept_may_still_be_wished_for() -> None:
    """A wish is met as often as can be; a must that fits is taken; the same rule twice is not."""
    known = MaxPerDay(whose=Whose.TEACHERS, of=("anna",), most=4, weight=2)
    school, offer = replace(SCHOOL, rules=(known,)), offered("teacher_day")

    assert refused("not_one_day", 4, subjects=["math", "russian"]) is None
    assert refused("days_apart", subjects=["math"]) is None
    again = composed(school, offer, {"of": ["anna"], "most": 4}, None)
    found = refusal(school, offer, again)
    assert found is not None
    assert found.why is Why.KNOWN

"""What counting finds in a small school, in whose words, and what helps."""

from dataclasses import replace

import pytest

from school.calendar import Weeks
from tests.timetable.explaining.short_schools import SHORT, WEEK, key, ruled, teacher_away, with_demand
from tests.timetable.small_school import GYM, NORMS, ONE, SMALL, at, cards
from timetable.cards import Card, Draft
from timetable.explaining.counting import count
from timetable.explaining.shortage import Lack
from timetable.explaining.shortage_words import told
from timetable.problem import Block, Demand, Part, Problem
from timetable.rules.of_blocks import AllowedTimes
from timetable.rules.rule import BlockKey, Which


@pytest.mark.parametrize("case", SHORT)
def test_what_is_short_is_told_with_its_name_and_numbers(case: str) -> None:
    """Each shortage is found, and its sentence says who, how much is needed and how much there is."""
    problem, lack, words = SHORT[case]

    found = count(Draft(problem))

    assert lack in [one.lack for one in found]
    assert any(words in told(one, problem) for one in found), [told(one, problem) for one in found]


@pytest.mark.parametrize("case", SHORT)
def test_the_first_remedy_mends_what_was_short(case: str) -> None:
    """After the first remedy of each shortage, one after the other, counting finds nothing more."""
    draft = Draft(SHORT[case][0])

    for _ in range(5):
        found = count(draft)
        draft = found[0].remedies[0].apply_to(draft) if found else draft

    assert count(draft) == ()


def test_a_school_that_fits_has_no_shortage() -> None:
    """Counting says nothing of a school that has a timetable."""
    assert count(Draft(SMALL)) == ()


def pinned(week: dict[str, str]) -> dict[BlockKey, Card]:
    """Cards of a line, held where they are."""
    return {key: replace(card, time_locked=True) for key, card in cards(week).items()}


@pytest.mark.parametrize(
    ("problem", "week", "lack", "words"),
    [
        (
            teacher_away("boris", [at("пн1")]),
            {"rus": "пн1"},
            Lack.PIN,
            "русский язык 6Б закреплён: пн 1, а в это время нельзя: учитель Учитель boris",
        ),
        (
            SMALL,
            {"rus": "вт2", "math": "вт2"},
            Lack.PINS,
            "класс 6Б: закреплённые уроки мешают друг другу (вт 2): математика 6Б, русский язык 6Б",
        ),
        (
            ruled(AllowedTimes(which=Which(keys=(key("rus"),)), within=frozenset({at("пн1")}))),
            {"rus": "вт1"},
            Lack.PIN,
            "русский язык 6Б закреплён: вт 1, а туда его ставить нельзя",
        ),
    ],
)
def test_a_pin_that_cannot_stay_is_told_and_unlocked(
    problem: Problem, week: dict[str, str], lack: Lack, words: str
) -> None:
    """A card pinned where it may not lie, or two at one place, are named; to unlock them helps."""
    draft = Draft(problem, pinned(week))

    [found] = count(draft)

    assert found.lack is lack
    assert told(found, problem) == words
    assert any(count(remedy.apply_to(draft)) == () for remedy in found.remedies)


def test_lessons_of_other_weeks_share_a_place() -> None:
    """Two lessons that are held in turn, odd and even, fill one place of the week."""
    odd = Demand("odd", "crafts", (Part(("7a",), ("boris",)),), (Block(1, Weeks.ODD),))
    even = Demand("even", "crafts", (Part(("7a",), ("boris",)),), (Block(1, Weeks.EVEN),))
    free = [at("пн1"), at("пн2"), at("пн3"), at("пн4")]
    problem = with_demand(odd, with_demand(even))
    away = [place for place in WEEK if place not in free]

    found = count(Draft(teacher_away("boris", away, problem)))

    assert found == ()


def test_a_double_lesson_does_not_cross_the_meal() -> None:
    """Where a long break parts every two free slots, a double lesson has no place."""
    grid = replace(SMALL.grid, meals_after=frozenset(range(6)))

    found = count(Draft(replace(SMALL, grid=grid)))

    assert [told(one, SMALL) for one in found] == [
        "труд 7А: 2 часа, а между перерывами столько уроков подряд не помещается"
    ]


def test_many_rooms_do_not_help_where_all_lessons_want_one_hour() -> None:
    """Rooms are counted place by place: enough in the week can be too few at the hours that are left."""
    wanting = [
        Demand(f"d{number}", "sport", (Part(("7a",), (teacher,), (GYM,)),), (ONE,))
        for number, teacher in enumerate(("boris", "gleb"))
    ]
    problem = SMALL
    for one in wanting:
        problem = with_demand(one, problem)
    keys = tuple(key for one in (*wanting, SMALL.demands["sport"]) for key in one.keys)
    rule = AllowedTimes(which=Which(keys=keys), within=frozenset({at("пн1"), at("пн2"), at("вт1")}))

    found = count(Draft(replace(problem, rules=(rule,))))

    assert any(one.lack in (Lack.ROOMS, Lack.PUPILS) and one.available == 3 for one in found)


def test_of_two_weeks_the_fuller_is_held_against_the_law() -> None:
    """A lesson of odd weeks and one of even weeks are one hour a week together."""
    odd = Demand("odd", "crafts", (Part(("6b",), ("boris",)),), (Block(1, Weeks.ODD),))
    even = Demand("even", "crafts", (Part(("6b",), ("boris",)),), (Block(1, Weeks.EVEN),))
    problem = replace(with_demand(odd, with_demand(even)), norms=replace(NORMS, weekly={(6, 5): 14}))

    assert count(Draft(problem)) == ()

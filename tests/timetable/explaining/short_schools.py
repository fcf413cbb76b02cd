"""Small schools in which something is short, each with the sentence that tells it."""

from collections.abc import Iterable
from dataclasses import replace

from tests.timetable.small_school import GYM, NORMS, ONE, SMALL, at
from timetable.explaining.shortage import Lack
from timetable.grid import Level, TimeSlot
from timetable.problem import Demand, Part, Problem
from timetable.rules.of_blocks import AllowedTimes, DaysApart, Follows, NotTogether, SameTime
from timetable.rules.of_people import MaxDays, MaxGaps, MaxLateStarts, MaxPerDay, MinDays, MinPerDay
from timetable.rules.rule import BlockKey, Order, Rule, Same, Which, Whose

WEEK = list(SMALL.grid)


def ruled(*rules: Rule) -> Problem:
    """The small school with these rules."""
    return replace(SMALL, rules=rules)


def once_a_day(demand: str) -> DaysApart:
    """The blocks of a demand on different days."""
    return DaysApart(which=Which(keys=SMALL.demands[demand].keys))


def teacher_away(teacher: str, places: Iterable[TimeSlot], problem: Problem = SMALL) -> Problem:
    """The school when a teacher may not come there."""
    one = replace(problem.teachers[teacher], away=dict.fromkeys(places, Level.FORBIDDEN))
    return replace(problem, teachers={**problem.teachers, teacher: one})


def form_away(form: str, places: Iterable[TimeSlot], problem: Problem = SMALL) -> Problem:
    """The school when a form may not come there."""
    one = replace(problem.forms[form], away=dict.fromkeys(places, Level.FORBIDDEN))
    return replace(problem, forms={**problem.forms, form: one})


def gym_away(places: Iterable[TimeSlot]) -> Problem:
    """The school when the gym is closed there."""
    one = replace(SMALL.rooms["gym"], away=dict.fromkeys(places, Level.FORBIDDEN))
    return replace(SMALL, rooms={**SMALL.rooms, "gym": one})


def with_demand(demand: Demand, problem: Problem = SMALL) -> Problem:
    """The school with one more demand, or one changed."""
    return replace(problem, demands={**problem.demands, demand.id: demand})


def key(demand: str, seq: int = 0) -> BlockKey:
    """A block, the first if not said otherwise."""
    return BlockKey(demand, seq)


def later(first: str, second: str) -> Follows:
    """The first block of one demand before that of another."""
    return Follows(first=key(first), second=key(second), order=Order.LATER_IN_WEEK)


FOUR_DAYS = [place for place in WEEK if place.day != 3]
TWO_SLOTS = [at("пн1"), at("пн2")]
MORE_SPORT = Demand("sport", "sport", (Part(("6b",), ("vera",), (GYM,)),), (ONE,) * 5)
NO_WINDOWS = (
    MaxGaps(whose=Whose.GROUPS, most=0),
    MaxLateStarts(whose=Whose.GROUPS, most=0),
    MinPerDay(whose=Whose.GROUPS, of=("6b",), least=2, empty_days=False),
)
TEACHERS_OF_6B = ("anna", "boris", "vera", "gleb")


def nobody_on_monday_morning() -> Problem:
    """6Б may have no window, and none of its teachers comes for Monday's first lesson."""
    problem = ruled(*NO_WINDOWS)
    for teacher in TEACHERS_OF_6B:
        problem = teacher_away(teacher, [at("пн1")], problem)
    return problem


SHORT: dict[str, tuple[Problem, Lack, str]] = {
    "days": (
        teacher_away("anna", [place for place in WEEK if place.day == 3], ruled(once_a_day("math"))),
        Lack.DAYS,
        "математика 6Б: 5 часов, не чаще раза в день, учитель Учитель anna свободен 4 дня",
    ),
    "places": (
        teacher_away("boris", [place for place in WEEK if place not in TWO_SLOTS]),
        Lack.PLACES,
        "русский язык 6Б: 3 часа, а место есть только на 2 часа (учитель Учитель boris)",
    ),
    "nowhere": (
        teacher_away("boris", WEEK),
        Lack.PLACES,
        "русский язык 6Б: 3 часа, а поставить некуда (учитель Учитель boris)",
    ),
    "together": (
        teacher_away("vera", FOUR_DAYS, teacher_away("gleb", [p for p in WEEK if p.day == 3])),
        Lack.TOGETHER,
        "английский язык 6Б: 2 часа, а вместе свободны 0 часов: Учитель gleb, Учитель vera",
    ),
    "teacher": (
        teacher_away("anna", [place for place in WEEK if place.slot > 0 or place.day > 3]),
        Lack.PLACES,
        "математика 6Б: 5 часов, а место есть только на 4 часа (учитель Учитель anna)",
    ),
    "teacher of several": (
        teacher_away("anna", [place for place in WEEK if place.slot > 0]),
        Lack.TEACHER,
        "учитель Учитель anna: 8 часов, а поместится 5 часов (математика 6Б, математика 7А;",
    ),
    "pupils": (
        form_away("6b", [place for place in WEEK if place.slot > 1]),
        Lack.PUPILS,
        "класс 6Б: 13 часов, а поместится 10 часов",
    ),
    "limit a day": (
        ruled(MaxPerDay(whose=Whose.GROUPS, of=("6b",), most=2)),
        Lack.PUPILS,
        "класс 6Б: 13 часов, а поместится 10 часов",
    ),
    "rooms": (
        gym_away([place for place in WEEK if place not in TWO_SLOTS[:1]]),
        Lack.PLACES,
        "физкультура 6Б, 7А: 2 часа, а место есть только на 1 час (кабинет Кабинет gym)",
    ),
    "rooms in all": (
        with_demand(
            Demand("dance", "sport", (Part(("7a",), ("boris",), (GYM,)),), (ONE,) * 2),
            gym_away([place for place in WEEK if place.day > 0 or place.slot > 2]),
        ),
        Lack.ROOMS,
        "кабинеты «Кабинет gym»: 4 из 3 часов",
    ),
    "to teach": (
        nobody_on_monday_morning(),
        Lack.TO_TEACH,
        "класс 6Б: без окон и с первого урока нельзя: пн 1 никто из учителей не может",
    ),
    "circle": (
        ruled(later("math", "rus"), later("rus", "eng"), later("eng", "math")),
        Lack.CIRCLE,
        "порядок уроков замкнулся в круг: математика 6Б → русский язык 6Б",
    ),
    "same time": (
        ruled(SameTime(which=Which(keys=(key("math"), key("math7"))))),
        Lack.SAME_TIME,
        "математика 6Б, математика 7А должны идти одновременно, но учитель Учитель anna занят на обоих",
    ),
    "same day": (
        ruled(
            SameTime(which=Which(keys=(key("rus"), key("math7"))), what=Same.DAY),
            AllowedTimes(which=Which(keys=(key("rus"),)), within=frozenset(p for p in WEEK if p.day == 0)),
            AllowedTimes(which=Which(keys=(key("math7"),)), within=frozenset(p for p in WEEK if p.day == 1)),
        ),
        Lack.APART,
        "русский язык 6Б, математика 7А: правило связывает эти уроки",
    ),
    "limits": (
        ruled(MinDays(whose=Whose.TEACHERS, of=("boris",), least=4)),
        Lack.DAY_LIMITS,
        "учитель Учитель boris: дневные и недельные пределы спорят с нагрузкой",
    ),
    "least a day": (
        ruled(MinPerDay(whose=Whose.TEACHERS, of=("boris",), least=4)),
        Lack.DAY_LIMITS,
        "учитель Учитель boris: дневные и недельные пределы спорят с нагрузкой",
    ),
    "few days": (
        ruled(
            MaxDays(whose=Whose.TEACHERS, of=("anna",), most=1),
        ),
        Lack.DAY_LIMITS,
        "учитель Учитель anna: дневные и недельные пределы спорят с нагрузкой: нужно 8, возможно 7",
    ),
    "never together": (
        ruled(
            NotTogether(which=Which(keys=(key("rus"), key("math7")))),
            AllowedTimes(which=Which(keys=(key("rus"), key("math7"))), within=frozenset({at("пн1")})),
        ),
        Lack.PUPILS,
        "(русский язык 6Б, математика 7А; пн 1)",
    ),
    "law": (
        replace(SMALL, norms=replace(NORMS, weekly={(6, 5): 12})),
        Lack.LAW,
        "класс 6Б: 13 часов в неделю",
    ),
}

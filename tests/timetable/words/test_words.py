"""Findings, rules and parts in words that a head teacher reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.ui import words
from desktop.ui.words import Language, read_catalogue
from tests.timetable.checker.test_rules import CASES, MATH, Case
from tests.timetable.small_school import GRID, NORMS, SMALL, at, drawn
from timetable.checker.checking import check
from timetable.findings import Fault, Finding, Limit, Part, Weight
from timetable.grid import DaySlot, TimeSlot
from timetable.rules.kinds import KINDS
from timetable.rules.of_blocks import AllowedTimes, DaysApart, Follows, SameTime
from timetable.rules.of_people import EvenDays, MaxGaps, MaxLateStarts, MaxPerDay, MinPerDay
from timetable.rules.of_quality import DayProfile, HardSubjectsEarly
from timetable.rules.rule import BlockKey, Order, Per, Rule, Same, Which, Whose
from timetable.words import findings, rules
from timetable.words.findings import told
from timetable.words.naming import Naming
from timetable.words.rules import told_parts, told_rule
from timetable.words.tongue import RUSSIAN, Tongue
from timetable.words.weights import weight_in_words

PUPILS, TEACHERS = Whose.GROUPS, Whose.TEACHERS
MATH0, MATH1, RUS0 = BlockKey("math", 0), BlockKey("math", 1), BlockKey("rus", 0)
RUSSIAN_NAMES = Naming(SMALL)


def english() -> Naming:
    """The small school's names with the desktop's English catalogue."""
    catalogue = read_catalogue(Language.ENGLISH)

    def plural(n: int, one: str, few: str, many: str) -> str:
        singular, _bar, several = catalogue[f"{one}|{few}|{many}"].partition("|")
        return (singular if n == 1 else several).format(n=n)

    return Naming(SMALL, Tongue(lambda text: catalogue.get(text, text), plural))


def broken(fault: Fault, who: str, *keys: BlockKey) -> Finding:
    """A fault on Thursday's third slot."""
    return Finding(fault, Weight.BROKEN, keys, (at("чт3"),), who)


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            broken(Fault.TEACHER_CLASH, "anna", MATH0, BlockKey("math7", 0)),
            "Учитель anna: 2 урока сразу в четверг 3-м уроком: математика 6Б, математика 7А",
        ),
        (
            broken(Fault.PUPILS_CLASH, "6b", MATH0, RUS0),
            "6Б: 2 урока сразу в четверг 3-м уроком: математика 6Б, русский язык 6Б",
        ),
        (
            broken(Fault.ROOM_CLASH, "gym", MATH0, RUS0),
            "Кабинет gym: 2 урока сразу в четверг 3-м уроком: математика 6Б, русский язык 6Б",
        ),
        (
            broken(Fault.OUTSIDE_GRID, "", MATH0),
            "математика 6Б: в четверг 3-м уроком урок не помещается в сетку",
        ),
        (
            broken(Fault.TEACHER_AWAY, "anna", MATH0),
            "математика 6Б: в четверг 3-м уроком, хотя Учитель anna тогда не работает",
        ),
        (
            broken(Fault.PUPILS_AWAY, "6b", MATH0),
            "математика 6Б: в четверг 3-м уроком, хотя 6Б тогда не учится",
        ),
        (
            broken(Fault.ROOM_AWAY, "31", MATH0),
            "математика 6Б: в четверг 3-м уроком, хотя кабинет 31 тогда занимать нельзя",
        ),
        (
            broken(Fault.WRONG_SHIFT, "6b", MATH0),
            "математика 6Б: в четверг 3-м уроком — не смена этого класса (6Б)",
        ),
        (broken(Fault.WRONG_WEEKS, "", MATH0), "математика 6Б: урок стоит не в своих неделях"),
        (broken(Fault.WRONG_ROOM, "31", MATH0), "математика 6Б: кабинет 31 не подходит для этого урока"),
        (broken(Fault.NO_ROOM, "", MATH0), "математика 6Б: в четверг 3-м уроком нет кабинета"),
        (broken(Fault.NOT_PLACED, "", MATH0), "математика 6Б: место не найдено"),
        (
            broken(Fault.UNKNOWN, "", BlockKey("gone", 0)),
            "gone: такого урока или кабинета в нагрузке нет",
        ),
        (
            Finding(Limit.WEEKLY_HOURS, Weight.LAW, who="6b", amount=2),
            "6Б: в неделю больше предела норм на 2 урока",
        ),
        (
            Finding(Limit.DAILY_HOURS, Weight.LAW, at=(at("вт1"),), who="6b"),
            "6Б: во вторник больше предела норм на 1 урок",
        ),
        (Finding(Limit.SECOND_SHIFT, Weight.LAW, who="6b"), "6Б: по нормам учится только в первую смену"),
    ],
    ids=lambda one: str(one.what) if isinstance(one, Finding) else "",
)
def test_a_fault_and_a_limit_are_told(finding: Finding, sentence: str) -> None:
    """Whom it hits, which lessons, and when, with the day in its case."""
    assert told(finding, RUSSIAN_NAMES) == sentence


def test_each_fault_and_limit_has_its_words() -> None:
    """One that is added needs a sentence."""
    assert set(findings.FAULTS) == set(Fault)
    assert set(findings.LIMITS) == set(Limit)


def test_each_kind_of_rule_has_its_words() -> None:
    """As a finding, as a rule, and as a part of the objective."""
    assert findings.RULES.keys() | findings.CHOICES.keys() == set(KINDS)
    assert set(rules.RULES) == set(KINDS)
    assert set(rules.PARTS) == set(KINDS)


def first_sentence(rule: Rule, week: dict[str, str]) -> str:
    """What is told first of a week under one rule."""
    report = check(drawn(week, rule, problem=replace(SMALL, norms=NORMS)))
    return next(told(one, RUSSIAN_NAMES) for one in report.findings if one.what == rule)


@pytest.mark.parametrize(
    ("rule", "week", "sentence"),
    [
        (MaxGaps(whose=PUPILS, most=0), {"math": "пн1 пн4"}, "6Б: 2 окна в понедельник на уроках 2, 3"),
        (
            MaxGaps(whose=TEACHERS, most=1),
            {"math": "пн1 пн3 ср4 ср6"},
            "Учитель anna: окон больше 1: в понедельник 2-м уроком, в среду 5-м уроком",
        ),
        (MaxPerDay(whose=PUPILS, most=1), {"math": "пн1 пн2"}, "6Б: в понедельник больше 1 урока"),
        (MinPerDay(whose=PUPILS, of=("6b",), least=2), {"math": "вт1"}, "6Б: во вторник меньше 2 уроков"),
        (
            MaxLateStarts(whose=PUPILS, most=0),
            {"math": "ср2"},
            "6Б: день начинается не с первого урока в среду",
        ),
        (DaysApart(which=MATH), {"math": "чт1 чт4"}, "математика 6Б: дважды в четверг"),
        (
            DaysApart(which=MATH, beside_if_same_day=True),
            {"math": "чт1 чт4"},
            "математика 6Б: в четверг дважды, и не подряд",
        ),
        (
            DaysApart(which=MATH, least=2),
            {"math": "чт1 пт4"},
            "математика 6Б: слишком близкие дни: в четверг, в пятницу",
        ),
        (
            Follows(first=MATH0, second=RUS0),
            {"math": "пн2", "rus": "пн1"},
            "русский язык 6Б — не сразу после урока «математика 6Б»",
        ),
        (HardSubjectsEarly(), {"math": "пт1"}, "математика 6Б: трудный предмет в пятницу 1-м уроком"),
        (
            DayProfile(),
            {"math": "пн1 пн2 вт1"},
            "6Б: самым трудным должен быть один из дней: вторник, среда",
        ),
        (
            DayProfile(heaviest=(0,)),
            {"math": "пн1 пн2 вт1"},
            "6Б: самым лёгким должен быть один из дней: четверг, пятница",
        ),
    ],
)
def test_a_rule_that_is_not_kept_is_told(rule: Rule, week: dict[str, str], sentence: str) -> None:
    """The sentence names the form or the teacher, the day and what is wrong with it."""
    assert first_sentence(rule, week) == sentence


@pytest.mark.parametrize("naming", [RUSSIAN_NAMES, english()], ids=["ru", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_every_finding_can_be_told_in_both_languages(case: Case, naming: Naming) -> None:
    """No sentence has an unfilled blank or a hole."""
    report = check(drawn(case.broken, case.rule, problem=case.problem, rooms=case.rooms))

    sentences = [told(one, naming) for one in report.findings] + [told_rule(case.rule, naming)]

    for sentence in sentences:
        assert "{" not in sentence
        assert "  " not in sentence
        assert not sentence.startswith(":")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (MaxGaps(whose=PUPILS, most=0), "Все классы: без окон"),
        (MaxGaps(whose=TEACHERS, most=2), "Все учителя: не больше 2 окон в неделю"),
        (MaxGaps(whose=TEACHERS, most=1, per=Per.DAY, of=("anna",)), "Учитель anna: не больше 1 окна в день"),
        (MaxPerDay(whose=PUPILS, most=7, of=("6b", "7a")), "6Б, 7А: не больше 7 уроков в день"),
        (MaxPerDay(whose=PUPILS, most=2, which=MATH), "Все классы: не больше 2 уроков в день (математика)"),
        (MinPerDay(whose=TEACHERS, least=2), "Все учителя: не меньше 2 уроков в день, если уроки есть"),
        (MaxLateStarts(whose=PUPILS, most=0), "Все классы: день начинается с первого урока"),
        (EvenDays(whose=PUPILS, most=1), "Все классы: дни отличаются по длине не больше чем на 1 урок"),
        (DaysApart(which=MATH), "математика: не чаще раза в день"),
        (
            DaysApart(which=replace(MATH, forms=frozenset({"7a", "6b"})), beside_if_same_day=True),
            "математика; 6Б, 7А: не чаще раза в день, а если два урока, то подряд",
        ),
        (
            DaysApart(which=Which(subjects=frozenset({"math", "russian"}))),
            "математика, русский язык: не в один день",
        ),
        (
            AllowedTimes(which=MATH, within=frozenset(at for at in GRID if at.slot in (1, 2, 3))),
            "математика: только в разрешённое время (каждый день на уроках 2–4)",
        ),
        (DaysApart(which=MATH, least=3), "математика: в разные дни, и между ними не меньше чем 2 дня"),
        (SameTime(which=MATH, what=Same.DAY), "математика: в один день"),
        (
            Follows(first=MATH0, second=RUS0, order=Order.LATER_IN_WEEK),
            "русский язык 6Б: позже в неделе, чем математика 6Б",
        ),
        (
            AllowedTimes(which=Which(length=2), starts=frozenset({at("пн1"), at("вт2")})),
            "2 урока подряд: только в разрешённое время (в понедельник 1-м уроком, во вторник 2-м уроком)",
        ),
        (HardSubjectsEarly(), "Трудные предметы (от 8 баллов) — на уроках 2, 3, 4"),
        (DayProfile(), "Самый трудный день — вторник или среда, самый лёгкий — четверг или пятница"),
    ],
)
def test_a_rule_is_told_as_the_school_s_list_has_it(rule: Rule, sentence: str) -> None:
    """Whom it means, and what it asks of them; its weight is said beside it."""
    assert told_rule(rule, RUSSIAN_NAMES) == sentence


def test_a_weight_is_a_word() -> None:
    """From a must through «чуть лучше так» to «почти обязательно»."""
    assert [weight_in_words(weight) for weight in (None, 1, 5)] == [
        "обязательно",
        "чуть лучше так",
        "почти обязательно",
    ]


def test_the_objective_is_told_by_its_parts_the_dearest_first() -> None:
    """Never one number, never a percentage; what is all met is not listed."""
    parts: dict[type[Rule], Part] = {
        HardSubjectsEarly: Part(12, 36),
        MaxGaps: Part(59, 177),
        DayProfile: Part(0, 0),
    }

    assert told_parts(parts) == "окон: 59, трудных уроков не вовремя: 12"
    assert told_parts({}) == ""


def test_many_names_are_cut_and_counted() -> None:
    """Four are listed, of more it is said how many; one more is listed too."""
    assert RUSSIAN_NAMES.listed("абвгд") == "а, б, в, г, д"
    assert RUSSIAN_NAMES.listed("абвгде") == "а, б, в, г и ещё 2"


def test_a_grid_with_days_and_slots_of_its_own_is_told_in_its_words() -> None:
    """Days written out or dotted are known; foreign ones and slots by the clock stand in quotes."""
    grid = replace(GRID, days=("Понедельник", "Вт.", "Luni"), slots=(DaySlot("8:00", 1), DaySlot("2", 2)))
    naming = Naming(replace(SMALL, grid=grid))

    assert naming.at(TimeSlot(0, 1)) == "в понедельник 2-м уроком"
    assert naming.at(TimeSlot(1, 0)) == "во вторник уроком «8:00»"
    assert naming.at(TimeSlot(2, 5)) == "«Luni» 6-м уроком"


def test_a_lesson_in_parts_is_that_of_its_form_and_one_of_a_half_that_of_the_half() -> None:
    """English in two halves is «английский язык 6Б»; a half alone is named."""
    demands = SMALL.demands

    assert RUSSIAN_NAMES.demand(demands["eng"]) == "английский язык 6Б"
    assert RUSSIAN_NAMES.demand(demands["half"]) == "труд 6Б/1"
    assert RUSSIAN_NAMES.demand(demands["sport"]) == "физкультура 6Б, 7А"


def test_the_desktop_s_words_are_a_tongue() -> None:
    """The screens hand over the functions that they speak with themselves."""
    tongue = Tongue(words._, words.plural)

    assert tongue.plural(5, "{n} урок", "{n} урока", "{n} уроков") == RUSSIAN.plural(
        5, "{n} урок", "{n} урока", "{n} уроков"
    )

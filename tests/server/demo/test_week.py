"""The demo's timetable: no clashes, legal days, and always a good day for the demo teacher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.timetable_reading import TimetableReader
from server.demo.chance import Chance, spread
from server.demo.names import feminine
from server.demo.placing import Need, place_week
from server.demo.record import DemoRecord
from server.demo.region import SEED
from server.demo.scene import Scene
from server.demo.school_bucket import school_records
from server.demo.size import TOWN, VILLAGE, DemoSize, Shape, shapes
from server.demo.topics import year_topics
from server.demo.words import words
from server.demo.year import FIRST_SHIFT, SECOND_SHIFT, build_year

CITY = shapes(DemoSize.L)[0]
Reading = Callable[[list[DemoRecord]], TimetableReader]


def scene(shape: Shape, today: date = date(2026, 11, 20)) -> Scene:
    """A school of this shape as the ordinary seed makes it."""
    return Scene(Chance(f"{SEED}/{shape.key}"), shape, today)


@pytest.mark.parametrize("shape", [VILLAGE, TOWN, CITY], ids=lambda shape: shape.key)
def test_nobody_is_in_two_places(shape: Shape) -> None:
    """A teacher has one lesson at a time; a form too, or its two halves one each."""
    made = scene(shape)
    people = Counter((person, one.weekday, one.slot) for one in made.week for person in one.group.people())
    forms = Counter((one.group.form.id, one.group.part, one.weekday, one.slot) for one in made.week)
    whole = {(one.group.form.id, one.weekday, one.slot) for one in made.week if not one.group.part}
    halves = {(one.group.form.id, one.weekday, one.slot) for one in made.week if one.group.part}

    assert max(people.values()) == 1
    assert max(forms.values()) == 1
    assert not whole & halves


@pytest.mark.parametrize("shape", [VILLAGE, TOWN, CITY], ids=lambda shape: shape.key)
def test_every_hour_of_the_curriculum_is_placed(shape: Shape) -> None:
    """Each course has its hours, in the slots of its form's shift, and no form has a window."""
    made = scene(shape)
    placed = Counter(one.group.id for one in made.week)
    days: dict[tuple[str, int], set[int]] = {}
    for one in made.week:
        days.setdefault((one.group.form.id, one.weekday), set()).add(one.slot)

    assert all(
        placed[group.id] == bundle.hours for bundle in made.staffing.bundles for group in bundle.groups
    )
    firsts = {form.id: (SECOND_SHIFT if form.shift == 2 else FIRST_SHIFT)[0] for form in made.staffing.forms}
    assert all(
        slots == set(range(firsts[form], firsts[form] + len(slots))) for (form, _), slots in days.items()
    )


def test_a_quarter_of_the_towns_forms_come_after_noon() -> None:
    """Never those of levels 1, 5, 9, 10 and 11."""
    late = [form for form in scene(TOWN).staffing.forms if form.shift == 2]

    assert len(late) == 7
    assert not {form.level for form in late} & {1, 5, 9, 10, 11}


@settings(max_examples=15, deadline=None)
@given(st.dates(date(2026, 9, 1), date(2028, 8, 31)), st.sampled_from([VILLAGE, TOWN]))
def test_the_demo_teacher_always_has_a_good_day(read_timetable: Reading, today: date, shape: Shape) -> None:
    """Four to six lessons today, also on Sundays, in the vacations and in summer."""
    made = scene(shape, today)

    reader = read_timetable(list(school_records(made, "")))
    lessons = reader.lessons_of_teacher(made.staffing.demo.person.id, today)

    assert 4 <= len([lesson for lesson in lessons if not lesson.cancelled]) <= 6
    assert len({lesson.place for lesson in lessons}) == len(lessons)
    assert any(term.covers(today) for term in made.year.calendar.terms)


@pytest.mark.parametrize("shape", [VILLAGE, TOWN], ids=lambda shape: shape.key)
def test_the_demo_teacher_substitutes_today(read_timetable: Reading, shape: Shape) -> None:
    """One of today's lessons is a colleague's."""
    made = scene(shape)

    reader = read_timetable(list(school_records(made, "")))
    lessons = reader.lessons_of_teacher(made.staffing.demo.person.id, made.today)

    assert [lesson.substituted for lesson in lessons].count(True) == 1


def test_a_substitute_is_at_school_and_free(read_timetable: Reading) -> None:
    """No substitution makes a teacher be in two places."""
    made = scene(TOWN)
    reader = read_timetable(list(school_records(made, "")))
    day = made.year.first_day

    while day <= made.today:
        busy = Counter(
            (person, lesson.place.slot)
            for lesson in reader.lessons_on(day)
            if not lesson.cancelled and not lesson.joined
            for person in lesson.teachers
        )
        assert max(busy.values(), default=0) <= 1
        day += timedelta(days=1)


def test_nobody_substitutes_who_is_away() -> None:
    """Whoever takes a lesson has none taken by others on the same day."""
    changes = scene(TOWN).changes.made.values()

    away = {(person, one.day) for one in changes for person in one.group.people() if one.what != "join"}
    substitutes = {(one.teacher, one.day) for one in changes if one.what == "teacher"}

    assert substitutes
    assert not substitutes & away


@given(st.dates(date(2024, 9, 1), date(2034, 8, 31)))
def test_any_day_lies_in_a_term_of_its_year(today: date) -> None:
    """The year contains today, and quarters follow each other without overlapping."""
    year = build_year(Chance("test"), today)

    assert year.calendar.year.covers(today)
    assert year.calendar.is_school_day(today)
    quarters = [term for term in year.calendar.terms if term.kind == "quarter"]
    assert all(one.last_day < other.first_day for one, other in pairwise(quarters))
    assert not any(term.is_locked and term.covers(today) for term in year.calendar.terms)


def test_an_hour_without_a_place_is_left_out_and_clashes_with_nobody() -> None:
    """Two forms want one teacher in the only slot that there is: one of them goes without."""
    needs = [Need("7a", "algebra", ("anna",), 1), Need("7b", "algebra", ("anna",), 1)]

    placed = place_week(needs, {"7a": [(1, 1)], "7b": [(1, 1)]}, {}, Random(1))

    assert len(placed) == 1


def test_a_bounded_teacher_keeps_the_bounds() -> None:
    """A quota by weekday is kept, and days that it does not name are free."""
    needs = [Need("7a", f"subject {number}", ("anna",), 1) for number in range(6)]
    grid = [(day, slot) for day in (1, 2, 3) for slot in (1, 2)]

    placed = place_week(needs, {"7a": grid}, {"anna": {1: 2, 2: 1}}, Random(1))

    assert Counter(day for _, (day, _) in placed) == {1: 2, 2: 1}


@given(st.randoms(use_true_random=False))
def test_a_subject_is_learnt_on_different_days(random: Random) -> None:
    """Five hours of one subject and five of others in a week of two lessons a day."""
    needs = [Need("7a", "algebra", ("anna",), 5), Need("7a", "physics", ("boris",), 5)]
    grid = [(day, slot) for day in range(1, 6) for slot in (1, 2)]

    placed = place_week(needs, {"7a": grid}, {}, random)

    assert {day for index, (day, _) in placed if index == 0} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("subject", [one["key"] for one in words("curriculum")["subjects"]])
def test_every_subject_has_topics_for_every_level(subject: str) -> None:
    """A year's plan has a title in each row, on each level on which the subject is taught."""
    traits = next(one for one in words("curriculum")["subjects"] if one["key"] == subject)

    for level, hours in traits["hours"].items():
        topics = year_topics(subject, int(level), hours * 34)
        assert len(topics) == hours * 34
        assert all(topic.title and topic.section for topic in topics)


def test_no_two_years_of_a_pupil_are_the_same() -> None:
    """Levels that share a list of topics begin it at different sections."""
    seventh, eighth = (year_topics("rus", level, 100) for level in (7, 8))

    assert seventh[0].section != eighth[0].section


@pytest.mark.parametrize(
    ("surname", "hers"),
    [("Иванов", "Иванова"), ("Киселёв", "Киселёва"), ("Хатанзейский", "Хатанзейская"), ("Панеш", "Панеш")],
)
def test_surnames_follow_gender(surname: str, hers: str) -> None:
    """Russian surnames bend, others stay."""
    assert feminine(surname) == hers


@given(st.integers(0, 500), st.integers(1, 40))
def test_a_whole_is_cut_evenly(total: int, parts: int) -> None:
    """Parts add up and differ by one at most."""
    cut = spread(total, parts)

    assert sum(cut) == total
    assert max(cut) - min(cut) <= 1

"""Terms, days out of the ordinary and bells."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.bells import BellSlot, MomentKind, read_moment
from school.calendar import Day, DayKind, SchoolCalendar, TimetableDay, Weeks
from school.form import Form
from school.term import SchoolYear, Term, TermKind

YEAR = SchoolYear("y", "2026/27", date(2026, 9, 1), date(2027, 5, 26))
FIRST = Term("q1", "1 четверть", TermKind.QUARTER, date(2026, 9, 1), date(2026, 10, 25))
SECOND = Term("q2", "2 четверть", TermKind.QUARTER, date(2026, 11, 2), date(2026, 12, 30))
HALF = Term("h1", "1 полугодие", TermKind.HALF_YEAR, date(2026, 9, 1), date(2026, 12, 30))
FORM = Form("7b", 7, "Б")
OLDER = Form("10a", 10, "А", term_kind=TermKind.HALF_YEAR)
LATE = Form("6v", 6, "В", shift=2)
BELLS = (
    BellSlot("ordinary", 1, 1, 1, time(8, 30), time(9, 10)),
    BellSlot("ordinary", 2, 1, 2, time(9, 20), time(10, 0)),
    BellSlot("ordinary", 7, 2, 1, time(14, 0), time(14, 40)),
    BellSlot("shortened", 1, 1, 1, time(8, 30), time(9, 0)),
)


def calendar(*days: Day) -> SchoolCalendar:
    """The year with its terms and these days out of the ordinary."""
    return SchoolCalendar(YEAR, (FIRST, SECOND, HALF), days, BELLS)


def test_an_ordinary_day_follows_itself() -> None:
    """A Wednesday in a term takes Wednesday's lessons by the ordinary bells."""
    followed = calendar().timetable_day(date(2026, 9, 2), FORM)

    assert followed == TimetableDay(3, Weeks.ODD, "ordinary")


@pytest.mark.parametrize("day", [date(2026, 9, 6), date(2026, 10, 28), date(2026, 8, 31), date(2027, 6, 1)])
def test_no_school_on_sundays_in_vacations_and_outside_the_year(day: date) -> None:
    """Nothing is taught on a Sunday, between terms, before or after the year."""
    assert not calendar().is_school_day(day, FORM)


def test_vacations_depend_on_the_kind_of_term() -> None:
    """Forms with half-years learn while those with quarters rest."""
    day = date(2026, 10, 28)

    assert not calendar().is_school_day(day, FORM)
    assert calendar().is_school_day(day, OLDER)
    assert calendar().is_school_day(day)


def test_a_moved_day_takes_another_days_lessons() -> None:
    """A Saturday may be worked as a Monday, and even a Sunday, when a person says so."""
    moved = Day(date(2026, 9, 6), DayKind.MOVED, as_weekday=1, week=Weeks.EVEN, bells="shortened")

    followed = calendar(moved).timetable_day(date(2026, 9, 6), FORM)

    assert followed == TimetableDay(1, Weeks.EVEN, "shortened")


def test_a_word_about_one_form_goes_before_a_word_about_all() -> None:
    """Frost closes the lower school; the one form that comes all the same is told apart."""
    day = date(2026, 9, 2)
    closed = Day(day, DayKind.CANCELLED, levels=frozenset({7}))
    open_all_the_same = Day(day, DayKind.MOVED, forms=frozenset({"7b"}))

    year = calendar(closed, open_all_the_same)

    assert year.is_school_day(day, FORM)
    assert not year.is_school_day(day, Form("7a", 7, "А"))
    assert year.is_school_day(day, OLDER)
    assert year.is_school_day(day)


@given(st.dates(YEAR.first_day, YEAR.last_day))
def test_weeks_alternate(day: date) -> None:
    """The same weekday a week later has the other week; the first week is odd."""
    later = date.fromordinal(day.toordinal() + 7)

    assert calendar().week_of(day) is not calendar().week_of(later)
    assert calendar().week_of(YEAR.first_day) is Weeks.ODD


@given(st.dates(date(2026, 8, 1), date(2027, 6, 30)), st.sampled_from([FORM, OLDER, LATE]))
def test_school_is_only_within_a_term_unless_somebody_moved_the_day(day: date, form: Form) -> None:
    """An ordinary school day always lies in a term of the form's own kind."""
    year = calendar()

    if year.is_school_day(day, form):
        assert year.term_on(day, form.term_kind) is not None


def test_a_form_hears_the_bells_of_its_shift() -> None:
    """The second shift's first lesson is number 1 in slot 7."""
    assert [bell.slot for bell in calendar().bells_on(date(2026, 9, 2), LATE)] == [7]
    assert [bell.slot for bell in calendar().bells_on(date(2026, 9, 2))] == [1, 2, 7]


def test_an_unknown_set_of_bells_gives_way_to_the_ordinary_one() -> None:
    """A mistyped word does not take the clock from everybody."""
    day = date(2026, 9, 2)

    bells = calendar(Day(day, DayKind.MOVED, bells="no such")).bells_on(day, FORM)

    assert [bell.starts for bell in bells] == [time(8, 30), time(9, 20)]


def test_terms_of_one_kind_come_in_order() -> None:
    """The terms of a year are told as the year goes."""
    assert calendar().terms_of(TermKind.QUARTER) == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("now", "kind", "slot"),
    [
        (time(8, 0), MomentKind.BEFORE_LESSONS, None),
        (time(8, 30), MomentKind.LESSON, 1),
        (time(9, 10), MomentKind.LESSON, 1),
        (time(9, 15), MomentKind.BREAK, 1),
        (time(9, 20), MomentKind.LESSON, 2),
        (time(13, 0), MomentKind.BREAK, 2),
        (time(15, 0), MomentKind.AFTER_LESSONS, 7),
    ],
)
def test_a_moment_is_a_lesson_or_the_break_after_one(now: time, kind: MomentKind, slot: int | None) -> None:
    """In a break the lesson just ended is told, for it is the one to be finished."""
    moment = read_moment(BELLS[:3], now)

    assert (moment.kind, moment.bell and moment.bell.slot) == (kind, slot)


def test_where_two_shifts_overlap_the_later_bell_is_told() -> None:
    """At ten past two the first shift's last lesson still runs, the second shift's first too."""
    last = BellSlot("ordinary", 6, 1, 6, time(13, 30), time(14, 10))

    moment = read_moment([BELLS[2], last], time(14, 5))

    assert moment.bell == BELLS[2]


def test_a_form_is_known_by_level_and_letter() -> None:
    """9А stands before 10А, and a form may have a title of its own."""
    forms = [Form("3", 10, "А"), Form("2", 9, "Б"), Form("1", 9, "А")]

    assert [form.title for form in sorted(forms, key=lambda form: form.sort_key)] == ["9А", "9Б", "10А"]
    assert Form("4", 5, "", own_title="5 спорт").title == "5 спорт"

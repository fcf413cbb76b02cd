"""Until when a lesson may be written."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from school.editing import ClosedBy, EditingRule, is_closed, read_closed
from school.term import Term, TermKind

TODAY = date(2026, 11, 21)
WEEK = EditingRule(7)
OPEN = Term("q2", "2 четверть", TermKind.QUARTER, date(2026, 11, 2), date(2026, 12, 30))
LOCKED = Term(
    "q1",
    "1 четверть",
    TermKind.QUARTER,
    date(2026, 9, 1),
    date(2026, 10, 25),
    datetime(2026, 10, 28, tzinfo=UTC),
)


@given(st.dates(TODAY), st.none() | st.integers(0, 30))
def test_the_window_looks_back_only(day: date, window: int | None) -> None:
    """Lessons of today and of the future are always open."""
    assert EditingRule(window).is_open(day, TODAY)


def test_the_last_day_of_the_window_is_open() -> None:
    """With a week, a lesson of the 14th is open on the 21st and closed on the 22nd."""
    lesson_day = date(2026, 11, 14)

    assert not is_closed(lesson_day, TODAY, WEEK, [OPEN])
    assert is_closed(lesson_day, date(2026, 11, 22), WEEK, [OPEN])


@given(st.dates(), st.dates(), st.integers(0, 10**15))
def test_any_day_can_be_asked_about(day: date, today: date, window: int) -> None:
    """However far the day and however long the window, there is an answer."""
    rule = EditingRule(window)

    last = rule.last_day(day)

    assert rule.is_open(day, today) == (last is None or today <= last)


def test_a_closed_lesson_says_why() -> None:
    """The window tells its last day, a locked term tells itself, and goes first."""
    late = read_closed(date(2026, 11, 3), TODAY, WEEK, [OPEN, LOCKED])
    locked = read_closed(date(2026, 10, 20), TODAY, WEEK, [OPEN, LOCKED])

    assert late is not None
    assert (late.by, late.last_day) == (ClosedBy.EDITING_WINDOW, date(2026, 11, 10))
    assert locked is not None
    assert (locked.by, locked.term) == (ClosedBy.TERM_LOCK, LOCKED)


def test_without_a_limit_nothing_closes_but_a_lock() -> None:
    """A school may leave its journal open all year."""
    assert read_closed(date(2026, 9, 1), TODAY, EditingRule(), [OPEN]) is None
    assert is_closed(date(2026, 9, 1), TODAY, EditingRule(), [LOCKED])

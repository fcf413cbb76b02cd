"""The day's last round: once, at a moment of each laptop's own, never while somebody types."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.evening import FRESH, QUIET, SPREAD, Evening, is_worth_it
from sync.progress import SyncShown, SyncState

MOSCOW = timezone(timedelta(hours=3))
FIVE = datetime(2026, 11, 18, 17, tzinfo=MOSCOW)
TODAY, YESTERDAY = date(2026, 11, 18), date(2026, 11, 17)
EVENING = Evening(time(17), 0.5)


@given(st.floats(0, 0.999), st.floats(-60_000, 25_000))
def test_each_laptop_has_its_own_moment_after_the_end_of_the_day(share: float, seconds: float) -> None:
    """Whatever the time, today's round lies in the ten minutes after five, at the laptop's share of them."""
    due = Evening(time(17), share).due(FIVE + timedelta(seconds=seconds), YESTERDAY)

    assert FIVE <= due < FIVE + SPREAD
    assert abs((due - FIVE) - share * SPREAD) < timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("minutes", "done_on", "is_due"),
    [
        (4, None, False),
        (5, None, True),
        (5, YESTERDAY, True),
        (90, None, True),
        (5, TODAY, False),
        (300, TODAY, False),
    ],
)
def test_a_day_is_closed_once(minutes: int, done_on: date | None, is_due: bool) -> None:
    """Not before its moment; a lid that was down over it opens late; what is done is done until tomorrow."""
    assert EVENING.is_due(FIVE + timedelta(minutes=minutes), done_on, None) is is_due


def test_tomorrow_is_the_next_one() -> None:
    """After today's."""
    assert EVENING.due(FIVE + timedelta(hours=1), TODAY) == FIVE + timedelta(days=1, minutes=5)


@pytest.mark.parametrize(("ago", "is_due"), [(timedelta(seconds=3), False), (QUIET, True), (-QUIET, True)])
def test_nobody_is_disturbed_while_they_type(ago: timedelta, is_due: bool) -> None:
    """A minute of quiet comes first; a clock that was set back does not put the round off for ever."""
    now = FIVE + timedelta(minutes=6)

    assert EVENING.is_due(now, None, now - ago) is is_due


@pytest.mark.parametrize(
    ("unsent", "age", "is_worth"),
    [
        (0, timedelta(minutes=5), False),
        (1, timedelta(minutes=5), True),
        (0, FRESH + timedelta(minutes=1), True),
        (0, None, True),
    ],
)
def test_a_round_that_would_bring_nothing_is_left_out(
    unsent: int, age: timedelta | None, is_worth: bool
) -> None:
    """The server's evening is for those who have something to bring, or have heard nothing for hours."""
    shown = SyncShown(SyncState.PENDING, unsent=unsent, last_exchange=None if age is None else FIVE - age)

    assert is_worth_it(shown, FIVE) is is_worth


def test_the_clock_is_looked_at_every_minute_or_sooner() -> None:
    """Near the moment exactly, far from it now and then: a lid may be closed and opened meanwhile."""
    assert EVENING.nap(FIVE - timedelta(hours=8), None) == 60
    assert EVENING.nap(FIVE + timedelta(minutes=4, seconds=50), None) == 10
    assert EVENING.nap(FIVE + timedelta(hours=1), None) == 1

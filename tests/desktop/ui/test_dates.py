"""Days and moments as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.ui.dates import ago, moment

NOW = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=3)))


def test_a_moment_is_told_in_local_time() -> None:
    """By the clock today, with the day before."""
    assert moment(datetime(2026, 11, 21, 7, 42, tzinfo=UTC), NOW) == "10:42"
    assert moment(datetime(2026, 11, 18, 7, 42, tzinfo=UTC), NOW) == "18.11 10:42"
    assert moment(None, NOW) == ""


@pytest.mark.parametrize("told", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_a_moment_beyond_the_calendar_is_none(told: datetime) -> None:
    """A device whose clock says the year 1 or 9999 does not stop a screen."""
    for hours in (-12, 12):
        for here in (-12, 12):
            far = told.replace(tzinfo=timezone(timedelta(hours=hours)))
            now = NOW.astimezone(timezone(timedelta(hours=here)))
            assert isinstance(moment(far, now), str)
            assert ago(far, now)

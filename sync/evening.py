"""The day's last round by itself: at the end of the school's day, spread over ten minutes.

All laptops of a region see five o'clock at the same moment; each draws its own place in the ten minutes
after it (docs/SYNC.md, section 5). The round is for what the day has left: where everything went and was
read lately there is none, and nobody is disturbed while they type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sync.progress import SyncShown

SPREAD = timedelta(minutes=10)
QUIET = timedelta(minutes=1)
"""Since the last keystroke."""
FRESH = timedelta(hours=3)
"""An exchange of that age is still good for the evening."""
_LONGEST_NAP = timedelta(minutes=1)
"""A laptop that was closed over the end of the day has slept through any longer wait."""


@dataclass(frozen=True, slots=True)
class Evening:
    """When one laptop's last round is due: `share` (0 to 1) of the ten minutes after `ends`, local time."""

    ends: time
    share: float

    def due(self, now: datetime, done_on: date | None) -> datetime:
        """The next one: today's, also when it was missed, unless it is done; then tomorrow's."""
        today = datetime.combine(now.date(), self.ends, now.tzinfo) + self.share * SPREAD
        return today + timedelta(days=1) if done_on == now.date() else today

    def nap(self, now: datetime, done_on: date | None) -> float:
        """For how many seconds nobody need look at the clock."""
        return min(max(self.due(now, done_on) - now, timedelta(seconds=1)), _LONGEST_NAP).total_seconds()

    def is_due(self, now: datetime, done_on: date | None, typed_at: datetime | None) -> bool:
        """Whether the day is to be closed now: its moment has come, and nobody types."""
        is_quiet = typed_at is None or not timedelta(0) <= now - typed_at < QUIET
        return now >= self.due(now, done_on) and is_quiet


def is_worth_it(shown: SyncShown, now: datetime) -> bool:
    """Whether a round would bring anything: something waits, or the last exchange is hours ago."""
    last = shown.last_exchange
    return shown.unsent > 0 or last is None or now - last > FRESH

"""Until when a lesson may be written without asking the head teacher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from school.term import Term


@dataclass(frozen=True, slots=True)
class EditingRule:
    """The editing window: how many days back a lesson may still be written.

    It looks back only: lessons to come are always open. None is no limit.
    """

    window_days: int | None = None

    def last_day(self, lesson_day: date) -> date | None:
        """The last day on which a lesson of this date is open; None for ever."""
        if self.window_days is None or self.window_days > (date.max - lesson_day).days:
            return None
        return lesson_day + timedelta(days=self.window_days)

    def is_open(self, lesson_day: date, today: date) -> bool:
        return self.window_days is None or (today - lesson_day).days <= self.window_days


class ClosedBy(StrEnum):
    """What closes a lesson."""

    TERM_LOCK = "term_lock"
    EDITING_WINDOW = "editing_window"


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a change will wait for the head teacher: the locked term, or the last open day."""

    by: ClosedBy
    term: Term | None = None
    last_day: date | None = None


def read_closed(lesson_day: date, today: date, rule: EditingRule, terms: Iterable[Term]) -> Closed | None:
    """Why a lesson held on this day is closed today; None while it is open.

    ``terms`` are those of the course's form: a quarter's lock does not close a half-year.
    The lock is told before the window, since only a person can undo it.
    """
    locked = next((term for term in terms if term.is_locked and term.covers(lesson_day)), None)
    if locked is not None:
        return Closed(ClosedBy.TERM_LOCK, term=locked)
    if not rule.is_open(lesson_day, today):
        return Closed(ClosedBy.EDITING_WINDOW, last_day=rule.last_day(lesson_day))
    return None


def is_closed(lesson_day: date, today: date, rule: EditingRule, terms: Iterable[Term]) -> bool:
    """Whether a change of a lesson of this day would have to wait for the head teacher."""
    return read_closed(lesson_day, today, rule, terms) is not None

"""The school's calendar: which days are school days, and whose timetable they follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from school.bells import ORDINARY_BELLS, BellSlot
from school.form import Form
from school.term import SchoolYear, Term, TermKind

SUNDAY = 7
"""Weekdays are counted as ISO 8601 does: Monday is 1, Sunday is 7."""


class DayKind(StrEnum):
    """Why a day is not what its weekday says."""

    HOLIDAY = "holiday"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Weeks(StrEnum):
    """In which weeks a lesson stands; the year's first week is odd."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"

    def includes(self, week: Weeks) -> bool:
        return self is Weeks.EVERY or self is week


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs from its weekday, for the whole school or for some of it.

    A holiday has no lessons; a cancelled day had lessons that were not held (frost,
    quarantine); a moved day follows ``as_weekday`` (and ``week``, where weeks alternate),
    or only other bells. With neither ``levels`` nor ``forms`` it is for everybody.
    """

    date: date
    kind: DayKind
    as_weekday: int | None = None
    week: Weeks | None = None
    bells: str | None = None
    levels: frozenset[int] = frozenset()
    forms: frozenset[str] = frozenset()
    title: str = ""

    def concerns(self, form: Form | None) -> bool:
        """Whether the day holds for this form; a day for some is not the school's."""
        if not self.levels and not self.forms:
            return True
        return form is not None and (form.level in self.levels or form.id in self.forms)

    @property
    def precision(self) -> int:
        """A word about one form goes before a word about levels, that before the school's."""
        return 2 if self.forms else 1 if self.levels else 0


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """Whose lessons a date takes: those of this weekday in this week, by these bells."""

    weekday: int
    week: Weeks
    bells: str


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """A year, its terms, the days out of the ordinary and the bells."""

    year: SchoolYear
    terms: tuple[Term, ...] = ()
    days: tuple[Day, ...] = ()
    bells: tuple[BellSlot, ...] = ()
    _days_by_date: dict[date, list[Day]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for day in self.days:
            self._days_by_date.setdefault(day.date, []).append(day)

    def term_on(self, day: date, kind: TermKind) -> Term | None:
        """The term of this kind that the date lies in; None in the vacations."""
        found = (term for term in self.terms if term.kind is kind and term.covers(day))
        return next(found, None)

    def terms_of(self, kind: TermKind) -> tuple[Term, ...]:
        """The year's terms of one kind in their order."""
        chosen = (term for term in self.terms if term.kind is kind)
        return tuple(sorted(chosen, key=lambda term: term.first_day))

    def day_on(self, day: date, form: Form | None = None) -> Day | None:
        """What is out of the ordinary on this date for this form, the nearest word first."""
        said = (one for one in self._days_by_date.get(day, ()) if one.concerns(form))
        return max(said, key=lambda one: one.precision, default=None)

    def week_of(self, day: date) -> Weeks:
        """Odd or even, counted in calendar weeks from the one in which the year begins."""
        passed = (_monday_of(day) - _monday_of(self.year.first_day)).days // 7
        return Weeks.EVEN if passed % 2 else Weeks.ODD

    def timetable_day(self, day: date, form: Form | None = None) -> TimetableDay | None:
        """Whose timetable the date follows; None when there is no school.

        A moved day is a school day wherever it lies, also on a Sunday or between terms:
        a person has said so. An ordinary day needs a term of the form's kind; asked for
        no form, any term of the school will do.
        """
        said = self.day_on(day, form)
        if said is not None and said.kind is not DayKind.MOVED:
            return None
        if said is None and not self._is_term_day(day, form):
            return None
        weekday, week, bells = day.isoweekday(), self.week_of(day), ORDINARY_BELLS
        if said is not None:
            weekday = said.as_weekday or weekday
            week, bells = said.week or week, said.bells or bells
        return TimetableDay(weekday, week, bells)

    def is_school_day(self, day: date, form: Form | None = None) -> bool:
        return self.timetable_day(day, form) is not None

    def bells_on(self, day: date, form: Form | None = None) -> tuple[BellSlot, ...]:
        """The day's bells in slot order; for a form only those of its shift.

        A set named by the day and unknown to the school gives way to the ordinary one,
        so that a mistyped word does not take the clock from everybody.
        """
        followed = self.timetable_day(day, form)
        wanted = followed.bells if followed else ORDINARY_BELLS
        chosen = self._bells_of(wanted, form) or self._bells_of(ORDINARY_BELLS, form)
        return tuple(sorted(chosen, key=lambda bell: bell.slot))

    def _bells_of(self, bell_set: str, form: Form | None) -> list[BellSlot]:
        return [
            bell
            for bell in self.bells
            if bell.bell_set == bell_set and (form is None or bell.shift == form.shift)
        ]

    def _is_term_day(self, day: date, form: Form | None) -> bool:
        if day.isoweekday() == SUNDAY or not self.year.covers(day):
            return False
        if form is not None:
            return self.term_on(day, form.term_kind) is not None
        return any(term.covers(day) for term in self.terms)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())

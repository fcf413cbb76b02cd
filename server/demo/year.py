"""The school year that contains today, and the school's calendar in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from school.bells import ORDINARY_BELLS, BellSlot
from school.calendar import Day, DayKind, SchoolCalendar
from school.term import SchoolYear, Term, TermKind
from server.demo.chance import Chance

ZONE = "Europe/Moscow"
_OFFSET = timezone(timedelta(hours=3))
FIRST_SHIFT, SECOND_SHIFT = range(1, 8), range(8, 14)
"""Slots of the shifts; no slot of one overlaps a slot of the other."""

VACATION, HOLIDAY, MOVED = "Каникулы", "Праздничный день", "Рабочий день"

_LOCKED_AFTER = timedelta(days=5)
_BREAKS = {1: 10, 2: 20, 3: 20}
_STATE_HOLIDAYS = ((11, 4), (2, 23), (3, 8), (5, 1), (5, 9))


@dataclass(frozen=True, slots=True)
class DemoYear:
    """A calendar, and the day on which the demo is looked at.

    Today always has lessons: on a Sunday, in the vacations or in summer the term before
    is drawn out to today, and today works as another weekday.
    """

    calendar: SchoolCalendar
    today: date

    @property
    def first_day(self) -> date:
        return self.calendar.year.first_day

    @property
    def last_day(self) -> date:
        return self.calendar.year.last_day

    def days_before(self, end: date) -> Iterator[date]:
        day = self.first_day
        while day < min(end, self.last_day + timedelta(days=1)):
            yield day
            day += timedelta(days=1)


def build_year(chance: Chance, today: date) -> DemoYear:
    """The year around today with its terms, holidays and bells."""
    start = today.year if today.month >= 9 else today.year - 1
    quarters = _quarters(start)
    days = [*_state_holidays(start), *_vacations(quarters), *_february(start)]
    quarters, drawn_out = _draw_out(quarters, today)
    terms = tuple(_terms(chance, quarters, today))
    year = SchoolYear(
        chance.id("year", start), f"{start}/{(start + 1) % 100:02d}", quarters[0][0], quarters[3][1]
    )
    bells = (*_bells(FIRST_SHIFT, 1, time(8, 0)), *_bells(SECOND_SHIFT, 2, time(14, 10)), *_shortened())
    calendar = SchoolCalendar(year, terms, tuple(_unique([*days, *drawn_out])), bells)
    return DemoYear(_open_today(calendar, today), today)


def _quarters(start: int) -> list[tuple[date, date]]:
    autumn = _sunday_before(date(start, 10, 28))
    spring = _sunday_before(date(start + 1, 3, 24))
    january = _sunday_before(date(start + 1, 1, 15)) + timedelta(days=1)
    week = timedelta(days=8)
    return [
        (date(start, 9, 1), autumn),
        (autumn + week, date(start, 12, 30)),
        (january, spring),
        (spring + week, date(start + 1, 5, 26)),
    ]


def _sunday_before(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)


def _draw_out(quarters: list[tuple[date, date]], today: date) -> tuple[list[tuple[date, date]], list[Day]]:
    """Let the last quarter that has begun last until today, free days in between."""
    begun = max((index for index, (first, _) in enumerate(quarters) if first <= today), default=0)
    first, last = quarters[begun]
    if today <= last:
        return quarters, []
    drawn = [*quarters]
    drawn[begun] = (first, today)
    free = [last + timedelta(days=count) for count in range(1, (today - last).days)]
    return drawn, [Day(day, DayKind.HOLIDAY, title=VACATION) for day in free]


def _terms(chance: Chance, quarters: list[tuple[date, date]], today: date) -> Iterator[Term]:
    halves = [(quarters[0][0], quarters[1][1]), (quarters[2][0], quarters[3][1])]
    for kind, word, spans in (
        (TermKind.QUARTER, "четверть", quarters),
        (TermKind.HALF_YEAR, "полугодие", halves),
    ):
        for number, (first, last) in enumerate(spans, start=1):
            locked = last + _LOCKED_AFTER
            at = datetime.combine(locked, time(18, 0), _OFFSET) if locked < today else None
            yield Term(chance.id("term", kind, number), f"{number} {word}", kind, first, last, at)


def _state_holidays(start: int) -> Iterator[Day]:
    for month, day in _STATE_HOLIDAYS:
        yield Day(date(start if month > 8 else start + 1, month, day), DayKind.HOLIDAY, title=HOLIDAY)


def _vacations(quarters: list[tuple[date, date]]) -> Iterator[Day]:
    """The weeks between quarters, free also for those whose term goes on."""
    for (_, last), (following, _) in ((quarters[0], quarters[1]), (quarters[2], quarters[3])):
        for count in range(1, (following - last).days):
            yield Day(
                last + timedelta(days=count), DayKind.HOLIDAY, levels=frozenset({10, 11}), title=VACATION
            )


def _february(start: int) -> Iterator[Day]:
    """The week that only the first form has for itself."""
    monday = _sunday_before(date(start + 1, 2, 14)) + timedelta(days=1)
    for count in range(5):
        yield Day(monday + timedelta(days=count), DayKind.HOLIDAY, levels=frozenset({1}), title=VACATION)


def _unique(days: list[Day]) -> Iterator[Day]:
    """Of several words about one date the one about the whole school."""
    by_date: dict[date, Day] = {}
    for day in days:
        known = by_date.get(day.date)
        if known is None or known.levels:
            by_date[day.date] = day
    return iter(sorted(by_date.values(), key=lambda day: day.date))


def _open_today(calendar: SchoolCalendar, today: date) -> SchoolCalendar:
    """Make today a working day if it is none; Saturdays too, for not everybody has them."""
    followed = calendar.timetable_day(today)
    if followed is not None and followed.weekday <= 5:
        return calendar
    as_weekday = 1 + today.toordinal() % 5
    moved = Day(today, DayKind.MOVED, as_weekday=as_weekday, title=MOVED)
    others = (day for day in calendar.days if day.date != today)
    return replace(calendar, days=(*others, moved))


def _bells(slots: range, shift: int, start: time) -> Iterator[BellSlot]:
    minutes = start.hour * 60 + start.minute
    for number, slot in enumerate(slots, start=1):
        yield BellSlot(ORDINARY_BELLS, slot, shift, number, _clock(minutes), _clock(minutes + 40))
        minutes += 40 + (_BREAKS.get(number, 10) if shift == 1 else 10)


def _shortened() -> Iterator[BellSlot]:
    """Lessons of half an hour, for the days before holidays and for hard frost."""
    for shift, slots, start in ((1, FIRST_SHIFT, 8 * 60), (2, SECOND_SHIFT, 13 * 60)):
        for number, slot in enumerate(slots, start=1):
            begin = start + (number - 1) * 40
            yield BellSlot("shortened", slot, shift, number, _clock(begin), _clock(begin + 30))


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)

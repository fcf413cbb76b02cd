"""A calendar file repeats what the timetable says, for a whole term, however crooked the term is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from school.bells import BellSlot
from school.calendar import Day, DayKind, SchoolCalendar, Weeks
from school.dates import Dates
from school.form import Form
from school.term import SchoolYear, Term, TermKind
from school.timetable import Card, Load, Substitution, SubstitutionKind, Timetable, TimetableState
from school.timetable_reading import TimetableReader
from timetable.calendars.ical import CalendarNames, CalendarOf, write_ical
from timetable.calendars.series import gathered, meetings_of

ZONE = ZoneInfo("Europe/Moscow")
YEAR = SchoolYear("y", "2026/27", date(2026, 9, 1), date(2027, 5, 26))
TERMS = (
    Term("q1", "1", TermKind.QUARTER, date(2026, 9, 1), date(2026, 10, 25)),
    Term("q2", "2", TermKind.QUARTER, date(2026, 11, 4), date(2026, 12, 29)),
)
FORMS = {"7a": Form("7a", 7, "А"), "7b": Form("7b", 7, "Б", shift=2)}
LOADS = {
    "algebra": Load("algebra", "Алгебра 7А", "m", ("7a",), ("anna",)),
    "physics": Load("physics", "Физика 7Б", "p", ("7b",), ("boris",)),
    "sport-a": Load("sport-a", "Физкультура 7А", "s", ("7a",), ("anna",), joint="s7"),
    "sport-b": Load("sport-b", "Физкультура 7Б", "s", ("7b",), ("anna",), joint="s7"),
}
BELLS = tuple(
    BellSlot(kind, slot, shift, slot, time(8 + slot, early), time(8 + slot, early + 40))
    for kind, early in (("ordinary", 10), ("short", 0))
    for shift in (1, 2)
    for slot in range(1, 5)
)
NAMES = CalendarNames({"r1": "31", "r2": "Спортзал"}, {"anna": "Петрова А. И."}, {"m": "Алгебра"})
MADE = datetime(2026, 9, 1, 8, tzinfo=UTC)
DAYS = [date(2026, 9, 1) + timedelta(days=at) for at in range(120)]
ANNA = CalendarOf("anna", "Петрова А. И.", ZONE, MADE)

courses, slots = st.sampled_from(sorted(LOADS)), st.integers(1, 4)
dates = st.sampled_from(DAYS)
cards = st.builds(
    Card,
    id=st.uuids().map(str),
    version=st.sampled_from(("autumn", "winter")),
    course=courses,
    weekday=st.integers(1, 6),
    slot=slots,
    weeks=st.sampled_from(Weeks),
    room=st.sampled_from((None, "r1", "r2")),
)
days_out_of_order = st.builds(
    Day,
    date=dates,
    kind=st.sampled_from(DayKind),
    as_weekday=st.sampled_from((None, 1, 2)),
    week=st.sampled_from((None, Weeks.EVEN)),
    bells=st.sampled_from((None, "short")),
    levels=st.sampled_from((frozenset(), frozenset({7}))),
)
changes = st.builds(
    Substitution,
    id=st.uuids().map(str),
    course=courses,
    date=dates,
    slot=slots,
    what=st.sampled_from((SubstitutionKind.TEACHER, SubstitutionKind.CANCEL)),
    teacher=st.sampled_from(("anna", "boris")),
)


def a_reader(
    held: list[Card], odd_days: list[Day] | None = None, subs: list[Substitution] | None = None
) -> TimetableReader:
    """A published autumn, a winter published over it, days and changes."""
    versions = (
        Timetable("autumn", "Осень", Dates(YEAR.first_day), TimetableState.PUBLISHED),
        Timetable("winter", "Зима", Dates(date(2026, 10, 14)), TimetableState.PUBLISHED),
    )
    calendar = SchoolCalendar(YEAR, TERMS, tuple(odd_days or ()), BELLS)
    return TimetableReader(calendar, FORMS, LOADS, versions, tuple(held), tuple(subs or ()))


def written(reader: TimetableReader, whose: CalendarOf = ANNA) -> Calendar:
    """The file, read back."""
    asked = {"teacher": whose.key} if whose.is_teacher else {"form": whose.key}
    series = gathered(meetings_of(reader, DAYS, **asked))
    return Calendar.from_ical(write_ical(whose, reader, series, NAMES))


def events(calendar: Calendar) -> list[Any]:
    """The file's events."""
    return list(calendar.walk("VEVENT"))


def expanded(calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Every time at which an event is held, by the rules of RFC 5545."""
    for event in events(calendar):
        starts, ends = event["dtstart"].dt, event["dtend"].dt
        rule = event.get("rrule", {})
        step = timedelta(weeks=rule.get("interval", [1])[0])
        until = rule["until"][0] if rule else starts
        skipped = {one.dt for one in event["exdate"].dts} if "exdate" in event else set()
        while starts <= until:
            if starts not in skipped:
                yield starts, ends
            starts, ends = starts + step, ends + step


def by_the_timetable(reader: TimetableReader, teacher: str) -> set[tuple[datetime, datetime]]:
    """When a teacher has a lesson, asked date by date."""
    bells = {day: {bell.slot: bell for bell in reader.calendar.bells_on(day, FORMS["7a"])} for day in DAYS}
    return {
        (
            datetime.combine(day, bells[day][lesson.place.slot].starts, ZONE),
            datetime.combine(day, bells[day][lesson.place.slot].ends, ZONE),
        )
        for day in DAYS
        for lesson in reader.lessons_of_teacher(teacher, day)
        if not lesson.cancelled
    }


@given(st.lists(cards, max_size=12), st.lists(days_out_of_order, max_size=8), st.lists(changes, max_size=6))
def test_a_file_expands_to_the_timetable(
    held: list[Card], odd_days: list[Day], subs: list[Substitution]
) -> None:
    """Vacations, holidays, moved days, short bells, alternate weeks, a new version, substitutions."""
    reader = a_reader(held, odd_days, subs)

    times = set(expanded(written(reader)))

    assert times == by_the_timetable(reader, "anna")


def test_a_lesson_of_every_other_week_is_one_event() -> None:
    """INTERVAL=2, not eight dates; what falls on a holiday is left out of it."""
    holiday = Day(date(2026, 9, 28), DayKind.HOLIDAY)
    reader = a_reader([Card("1", "autumn", "algebra", 1, 2, Weeks.ODD, "r1")], [holiday])

    (event,) = events(written(reader))

    assert event["rrule"]["interval"] == [2]
    assert [one.dt.date() for one in event["exdate"].dts] == [holiday.date]
    assert (event["summary"], event["location"]) == ("Алгебра 7А", "каб. 31")


def test_a_lesson_that_is_not_held_is_not_there() -> None:
    """Cancelled for one day, the series leaves that day out."""
    off = date(2026, 9, 21)
    reader = a_reader(
        [Card("1", "autumn", "algebra", 1, 2)],
        subs=[Substitution("s", "algebra", off, 2, SubstitutionKind.CANCEL)],
    )

    (event,) = events(written(reader))

    assert [one.dt.date() for one in event["exdate"].dts] == [off]


def test_two_journals_of_one_lesson_are_one_event_of_their_teacher() -> None:
    """«Физкультура 7А, 7Б»; each form has it in its own calendar."""
    reader = a_reader([Card(str(at), "winter", f"sport-{at}", 2, 1) for at in "ab"])

    (event,) = events(written(reader))
    (of_form,) = events(written(reader, CalendarOf("7b", "7Б", ZONE, MADE, is_teacher=False)))

    assert event["summary"] == "Физкультура 7А, 7Б"
    assert (of_form["summary"], of_form["description"]) == ("Физкультура", "Петрова А. И.")


def test_a_file_written_again_replaces_the_first() -> None:
    """The same UIDs, a later SEQUENCE; every UID once."""
    reader = a_reader([Card(str(at), "autumn", "algebra", at, at) for at in (1, 2, 3)])
    later = CalendarOf("anna", "Петрова А. И.", ZONE, MADE + timedelta(hours=1))

    first, second = events(written(reader)), events(written(reader, later))

    assert [one["uid"] for one in first] == [one["uid"] for one in second]
    assert set(Counter(one["uid"] for one in first).values()) == {1}
    assert all(one["sequence"] < two["sequence"] for one, two in zip(first, second, strict=True))


def test_a_file_carries_its_time_zone() -> None:
    """A telephone elsewhere rings at the school's time."""
    calendar = written(a_reader([Card("1", "autumn", "algebra", 1, 1)]))

    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Moscow"]
    assert all(event["dtstart"].params["tzid"] == "Europe/Moscow" for event in events(calendar))


def test_a_title_of_two_lines_is_one_line_and_no_event() -> None:
    """What a telephone shows as the calendar's name cannot end the calendar."""
    odd = CalendarOf("anna", "Петрова\r\nEND:VCALENDAR", ZONE, MADE)

    calendar = written(a_reader([]), odd)

    assert str(calendar["x-wr-calname"]) == "Петрова END:VCALENDAR"

"""Who was there, and what is counted from it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from school.attendance import (
    DEFAULT_CODES,
    Absence,
    LessonAttendance,
    code_for_counting,
    count_attendance,
)
from school.dates import Dates

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
CODES = st.none() | st.sampled_from(sorted(DEFAULT_CODES))
SEEN = st.lists(
    st.builds(LessonAttendance, st.sampled_from([MONDAY, TUESDAY]), st.integers(1, 7), CODES), max_size=20
)


def day(when: date, *codes: str | None) -> list[LessonAttendance]:
    """A day whose lessons carry these codes, slot by slot."""
    return [LessonAttendance(when, slot, code) for slot, code in enumerate(codes, start=1)]


def test_the_ordinary_codes_are_there() -> None:
    """A new region begins with Н, УП, НП, Б, ОП, ОСВ, ОТ."""
    assert [code.shown for code in DEFAULT_CODES.values()] == ["Н", "УП", "НП", "Б", "ОП", "ОСВ", "ОТ"]


def test_lessons_are_counted_by_reason() -> None:
    """Missed, with a good reason, by illness, late; being exempt is being there."""
    count = count_attendance(day(MONDAY, "absent", "excused", "ill", "late", "exempt", None), DEFAULT_CODES)

    assert (count.lessons, count.missed, count.excused, count.unexcused) == (6, 3, 2, 1)
    assert (count.ill, count.late, count.by_code["exempt"]) == (1, 1, 1)


def test_a_day_is_missed_only_if_all_its_lessons_are() -> None:
    """One lesson attended makes it a day at school."""
    whole = day(MONDAY, "ill", "ill")
    partly = day(TUESDAY, "ill", None)

    count = count_attendance(whole + partly, DEFAULT_CODES)

    assert (count.days_missed, count.days_ill) == (1, 1)


def test_a_day_missed_for_two_reasons_is_no_day_of_illness() -> None:
    """A day counts as ill only if illness took all of it."""
    count = count_attendance(day(MONDAY, "ill", "unexcused"), DEFAULT_CODES)

    assert (count.days_missed, count.days_ill) == (1, 0)


@given(SEEN)
def test_counts_never_exceed_what_there_was(seen: list[LessonAttendance]) -> None:
    """Parts are never more than the whole, whatever was written."""
    count = count_attendance(seen, DEFAULT_CODES)

    assert count.ill <= count.excused <= count.missed <= count.lessons == len(seen)
    assert count.missed + count.late <= sum(count.by_code.values()) <= count.lessons
    assert count.days_ill <= count.days_missed <= len({one.date for one in seen})


def test_an_unknown_code_makes_nobody_a_truant() -> None:
    """A code that the region no longer knows counts as being there."""
    count = count_attendance(day(MONDAY, "old"), DEFAULT_CODES)

    assert (count.missed, count.days_missed, count.by_code) == (0, 0, {"old": 1})


def test_the_form_teachers_reason_counts_where_an_absence_stands() -> None:
    """A reason for a period explains absences; it makes nobody absent."""
    reason = Absence("a", "p", Dates(MONDAY, TUESDAY), "ill", frozenset({1, 2}))
    absent, there, later = (
        LessonAttendance(MONDAY, 1, "absent"),
        LessonAttendance(MONDAY, 2, None),
        LessonAttendance(MONDAY, 3, "absent"),
    )

    found = [code_for_counting("p", one, [reason], DEFAULT_CODES) for one in (absent, there, later)]

    assert found == ["ill", None, "absent"]
    assert code_for_counting("q", absent, [reason], DEFAULT_CODES) == "absent"

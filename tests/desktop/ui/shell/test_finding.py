"""The finder understands what a person types: a form, a day, words."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.ui.shell.finding import CourseShown, Wanted, matching, understand

TODAY = date(2026, 11, 21)
COURSES = (
    CourseShown("a", ("7Б",), "Алгебра"),
    CourseShown("g", ("7Б",), "Геометрия"),
    CourseShown("h", ("8А", "8Б"), "История России"),
    CourseShown("s", ("10А",), "Алгебра и начала анализа"),
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("7б 18.11", Wanted("7б", date(2026, 11, 18))),
        ("18.11 7Б", Wanted("7б", date(2026, 11, 18))),
        ("7 алг", Wanted("7", None, ("алг",))),
        ("алг вчера", Wanted("", date(2026, 11, 20), ("алг",))),
        ("15.01", Wanted("", date(2027, 1, 15))),
        ("25.9.26", Wanted("", date(2026, 9, 25))),
        ("31.02", Wanted("", None, ("31.02",))),
        ("", Wanted()),
    ],
)
def test_what_was_typed_is_understood(typed: str, wanted: Wanted) -> None:
    """A day without a year is the nearest one; what is no day is a word."""
    assert understand(typed, TODAY) == wanted


def test_a_latin_letter_on_the_label_is_the_cyrillic_one() -> None:
    """«8a» typed in the Latin layout is 8А."""
    assert understand("8a", TODAY).form == "8а"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("7б", "ag"), ("7", "ag"), ("алг", "as"), ("8б ист", "h"), ("росс", "h"), ("7б хим", ""), ("1", "s")],
)
def test_courses_are_found_by_form_and_by_the_beginning_of_words(typed: str, found: str) -> None:
    """«7» finds 7Б, «росс» finds История России."""
    assert "".join(course.id for course in matching(COURSES, understand(typed, TODAY))) == found

"""What a person types into the finder: «7б 18.11», «алг», «8а вчера»; a form, a day, words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.ui.words import N_, _

_FORM = re.compile(r"(\d{1,2})\s*[-«\"]?\s*([а-яёa-z]?)[»\"]?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[.,/-](\d{1,2})(?:[.,/-](\d{2,4}))?")
_DAYS = {N_("сегодня"): 0, N_("вчера"): -1, N_("завтра"): 1, N_("позавчера"): -2}
_LATIN_TWINS = str.maketrans("abekmhopctyx", "авекмнорстух")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, understood: a form's title in small letters, a day, other words."""

    form: str = ""
    day: date | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseShown:
    """A course that can be found: its id, the forms' titles, the subject."""

    id: str
    forms: tuple[str, ...]
    subject: str


def understand(typed: str, today: date) -> Wanted:
    """Read what was typed; a day without a year is the nearest one of the school year."""
    form, day, rest = "", None, []
    for token in typed.lower().split():
        if token in (relative := {_(word): step for word, step in _DAYS.items()}):
            day = today + timedelta(days=relative[token])
        elif (found := _DAY.fullmatch(token)) and (read := _day_of(found, today)):
            day = read
        elif (found := _FORM.fullmatch(token)) and not form:
            form = found[1] + found[2].translate(_LATIN_TWINS)
        else:
            rest.append(token)
    return Wanted(form, day, tuple(rest))


def matching(courses: Iterable[CourseShown], wanted: Wanted) -> list[CourseShown]:
    """Courses that fit, in the order given; every word must begin a word of the subject or form."""
    return [course for course in courses if _fits(course, wanted)]


def _fits(course: CourseShown, wanted: Wanted) -> bool:
    forms = [title.lower().replace(" ", "") for title in course.forms]
    if wanted.form and not any(title.startswith(wanted.form) for title in forms):
        return False
    parts = [*forms, *course.subject.lower().split()]
    return all(any(part.startswith(word) for part in parts) for word in wanted.words)


def _day_of(found: re.Match[str], today: date) -> date | None:
    year = int(found[3]) if found[3] else None
    if year is not None and year < 100:
        year += 2000
    years = (year,) if year else (today.year, today.year - 1, today.year + 1)
    days = (_date(one, int(found[2]), int(found[1])) for one in years)
    return min((day for day in days if day), key=lambda day: abs(day - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

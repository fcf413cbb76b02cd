"""What «Мой день» says: marks of a lesson, what is missing, why a day is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from desktop.models.reading.day import DayLesson
from desktop.ui.words import N_, _, plural
from school.calendar import SUNDAY, DayKind, SchoolCalendar
from school.finished import Gap, Unfinished

_GAPS: Final[Mapping[Gap, str]] = {
    Gap.ROLL_CALL: N_("перекличка"),
    Gap.TOPIC: N_("тема"),
    Gap.HOMEWORK: N_("задание"),
    Gap.UNCHECKED_WORK: N_("непроверенная работа"),
}
REASONS: Final = (N_("мороз"), N_("карантин"), N_("мероприятие"), N_("другая причина"))
"""Why a lesson was not held."""


def gaps_words(gaps: Iterable[Unfinished]) -> str:
    """«тема, задание»."""
    return ", ".join(dict.fromkeys(_(_GAPS[one.gap]) for one in gaps))


def times_words(lesson: DayLesson) -> str:
    """«08:30–09:15»; empty where no bell rings."""
    head = lesson.head
    return f"{head.starts:%H:%M}–{head.ends:%H:%M}" if head.starts and head.ends else ""


def place_words(lesson: DayLesson, joined: Iterable[str]) -> tuple[str, ...]:
    """What is out of the ordinary, and the room."""
    head = lesson.head
    said = (
        (head.is_cancelled, _("не состоялся")),
        (head.is_substituted, _substitution_words(lesson)),
        (bool(head.joined), _("вместе с {forms}").format(forms=", ".join(joined))),
        (bool(head.room), head.room),
    )
    return tuple(words for holds, words in said if holds)


def _substitution_words(lesson: DayLesson) -> str:
    """«замена, обычно ведёт Петрова А. И.»."""
    names = ", ".join(lesson.instead_of)
    return _("замена, обычно ведёт {name}").format(name=names) if names else _("замена")


def marks_words(n: int) -> str:
    """«12 отметок»; «отметок нет»."""
    return plural(n, "{n} отметка", "{n} отметки", "{n} отметок") if n else _("отметок нет")


def empty_words(calendar: SchoolCalendar, day: date) -> tuple[str, str]:
    """Why a day has no lessons, and what can be done about it."""
    said = calendar.day_on(day)
    if not calendar.terms:
        return _("Расписания пока нет."), _("Оно придёт с первым обменом: нужна сеть.")
    if said is not None and said.kind is DayKind.HOLIDAY:
        return said.title or _("Праздничный день."), _("Уроков нет.")
    if said is not None and said.kind is DayKind.CANCELLED:
        return said.title or _("Занятия отменены."), _("Уроки этого дня не состоялись.")
    if calendar.timetable_day(day) is None and day.isoweekday() != SUNDAY:
        return _("Каникулы."), _("Ближайший учебный день — по стрелке вправо.")
    if day.isoweekday() == SUNDAY:
        return _("Воскресенье."), _("Уроков нет.")
    return _("В этот день у вас нет уроков."), _("Другие дни — стрелками ← и →.")

"""How one week differs from another, in words: by form or by teacher what was moved, put, taken off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum

from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.sheet import groups_title, subject_title, surname
from desktop.ui.words import _, plural
from timetable.cards import Card
from timetable.rules.rule import BlockKey


class By(StrEnum):
    """Under whose names lessons are listed."""

    FORMS = "forms"
    TEACHERS = "teachers"


def summary_of(difference: Difference) -> str:
    """«Переставлено: 5, добавлено: 2, снято: 1, другой кабинет: 3.»"""
    counts = Counter(_kind(difference, key) for key in difference.moved)
    words = {
        "moved": _("переставлено: {n}"),
        "put": _("добавлено: {n}"),
        "off": _("снято: {n}"),
        "rooms": _("другой кабинет: {n}"),
    }
    told = ", ".join(words[kind].format(n=counts[kind]) for kind in words if counts[kind])
    return f"{told[:1].upper()}{told[1:]}." if told else _("Недели одинаковы.")


def lines_by(difference: Difference, by: By) -> Iterator[tuple[str, object]]:
    """«7Б · 3 урока», and under it a line for each lesson; a line is about its block."""
    for name, keys in _grouped(difference, by).items():
        count = plural(len(keys), "{n} урок", "{n} урока", "{n} уроков")
        yield f"▸ {name} · {count}", keys[0]
        for key in keys:
            yield f"{_lesson(difference, key, by)}\n{change_words(difference, key)}", key


def change_words(difference: Difference, key: BlockKey) -> str:
    """«Пн 3, каб. 214 → Вт 5, каб. 214», «добавлен: Пн 3», «снят: Вт 5»."""
    before, after = difference.place(key, difference.before), difference.place(key, difference.after)
    return {
        "moved": "{before} → {after}",
        "rooms": "{before} → {after}",
        "put": _("добавлен: {after}"),
        "off": _("снят: {before}"),
    }[_kind(difference, key)].format(before=before, after=after)


def _kind(difference: Difference, key: BlockKey) -> str:
    before, after = difference.before.get(key), difference.after.get(key)
    if before is None or after is None:
        return "off" if after is None else "put"
    return "rooms" if _time(before) == _time(after) else "moved"


def _time(card: Card) -> object:
    return card.at, card.weeks


def _grouped(difference: Difference, by: By) -> Mapping[str, list[BlockKey]]:
    """By name the blocks, in the order of the week."""
    problem = difference.problem
    found: dict[tuple[int, str], list[BlockKey]] = defaultdict(list)
    for key in sorted(difference.moved, key=lambda key: _when(difference, key)):
        demand = problem.demands[key.demand]
        if by is By.TEACHERS:
            names = [(0, problem.teachers[one].name) for one in demand.teachers]
        else:
            forms = [problem.forms[one] for one in problem.forms_of(demand) if one in problem.forms]
            names = [(form.level, form.title) for form in forms]
        for name in names:
            found[name].append(key)
    return {name: found[level, name] for level, name in sorted(found)}


def _when(difference: Difference, key: BlockKey) -> tuple[int, int]:
    card = difference.after.get(key) or difference.before[key]
    return card.at.day, card.at.slot


def _lesson(difference: Difference, key: BlockKey, by: By) -> str:
    """«Математика · Петрова» under a form, «Математика · 7Б» under a teacher."""
    problem = difference.problem
    demand = problem.demands[key.demand]
    teachers = ", ".join(surname(problem.teachers[one].name) for one in demand.teachers)
    beside = groups_title(problem, demand) if by is By.TEACHERS else teachers
    return " · ".join(text for text in (subject_title(problem, demand), beside) if text)

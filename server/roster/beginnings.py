"""The words that a new school begins with: scales, work types, codes, rules, bells.

Written only where a school has none of a kind; all of them are the school's to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from school.attendance import DEFAULT_CODES
from school.bells import ORDINARY_BELLS
from school.scale import SCALES
from server.roster.intake import SCHOOL, Intake
from server.roster.naming import SOURCED_ID

Line = tuple[str, dict[str, Any]]
"""What names the record among those of its kind, and its cells."""

_WORK_TYPES = (
    ("О", "Ответ на уроке", 1),
    ("ДЗ", "Домашнее задание", 1),
    ("С", "Самостоятельная работа", 2),
    ("К", "Контрольная работа", 3),
    ("Д", "Диктант", 3),
    ("Л", "Лабораторная работа", 2),
    ("П", "Практическая работа", 2),
    ("Т", "Тест", 2),
    ("Сч", "Сочинение", 3),
    ("И", "Изложение", 3),
    ("З", "Зачёт", 3),
    ("Пр", "Проект", 2),
)
_RULES: tuple[tuple[str, str, Any], ...] = (
    ("editing_window_days", "Окно правки, дней", 14),
    ("form_teacher_writes_marks", "Классный руководитель выставляет отметки", False),
    ("absent_duty", "Пропустивший контрольную получает долг", True),
    ("double_mark", "Как считать двойную отметку", "both"),
    ("thresholds", "Пороги среднего балла", ["2.5", "3.5", "4.5"]),
    ("disputed_within", "Спорно, если ближе к порогу, чем", "0.1"),
    ("minimum_marks", "Наименьшее число отметок за период", 3),
    ("tests_bound", "Итог не выше контрольных", False),
    ("due_days", "Сколько дней проверяется контрольная", 7),
)
_BREAKS = (10, 20, 20, 10, 10, 10, 10)
_LESSON_MINUTES, _FIRST_BELL = 40, 8 * 60 + 30


def plan_beginnings(intake: Intake) -> None:
    """Give the school its name and whatever words it lacks."""
    draft, part = intake.draft, intake.part
    held = next(iter(draft.all("school")), None)
    id = held[0] if held is not None else intake.naming.school
    cells = {"title": part.name} if part.name else {}
    if part.sid:
        cells[SOURCED_ID] = part.sid
    if held is None or not held[1].get("zone"):
        cells["zone"] = intake.choices.zone
    draft.put(SCHOOL, "school", id, cells)
    for kind, lines in (
        ("scale", _scales()),
        ("work_type", _work_types()),
        ("attendance_code", _codes()),
        ("rule", _rules()),
        ("bell", _bells()),
    ):
        if not any(draft.all(kind)):
            for name, cells in lines:
                draft.put(SCHOOL, kind, intake.naming.id(kind, name), cells)


def _scales() -> Iterator[Line]:
    for scale in SCALES.values():
        yield scale.id, {"title": scale.title, "values": list(scale.values)}


def _work_types() -> Iterator[Line]:
    for short, title, weight in _WORK_TYPES:
        yield short, {"title": title, "short": short, "weight": weight, "counts": True}


def _codes() -> Iterator[Line]:
    for code in DEFAULT_CODES.values():
        cells = {"title": code.title, "key": code.key, "shown": code.shown}
        yield code.key, {**cells, "absent": code.absent, "excused": code.excused}


def _rules() -> Iterator[Line]:
    for key, title, value in _RULES:
        yield key, {"title": title, "key": key, "value": value}


def _bells() -> Iterator[Line]:
    begin = _FIRST_BELL
    for number, pause in enumerate(_BREAKS, start=1):
        cells: dict[str, Any] = {"set": ORDINARY_BELLS, "slot": number, "shift": 1, "number": number}
        end = begin + _LESSON_MINUTES
        yield f"{ORDINARY_BELLS}/{number}", {**cells, "starts": _clock(begin), "ends": _clock(end)}
        begin = end + pause


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"

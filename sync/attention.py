"""The rules of one lesson, asked of cells as they lie in a record."""

from __future__ import annotations

from datetime import date

from school.attendance import Attendance
from school.lesson import Lesson, Place, Work
from school.lesson_rules import attention
from school.mark import Mark
from sync.facts import Facts, parse_day
from sync.kinds_journal import LESSON
from sync.record import Cells, Value

_AT_STAKE = ("attendance/", "work/")
"""Without a cell of these, marks break no rule."""


def broken_rules(facts: Facts, cells: Cells) -> list[dict[str, str]]:
    """The rules of `school.lesson_rules` that a lesson's cells break, by pupil and work."""
    day = parse_day(cells.get("date"))
    if day is None or not any(name.startswith(_AT_STAKE) for name in cells):
        return []
    answers = (one.id for one in facts.work_types.values() if one.is_answer)
    lesson = _lesson(cells, day, Work(next(answers, "")))
    found = attention(lesson, facts.codes, facts.work_types)
    return [{"rule": str(one.rule), "pupil": one.pupil, "work": one.work} for one in found]


def _lesson(cells: Cells, day: date, answer: Work) -> Lesson:
    """A work that nobody ever wrote is the lesson's own «Ответ»; one that was emptied is gone."""
    works: dict[str, Work] = {}
    marks: dict[tuple[str, str], Mark] = {}
    noted: dict[str, Attendance] = {}
    for name, value in cells.items():
        head, *ids = name.split("/")
        if isinstance(value, dict) and _is_known(name):
            if head == "work":
                works[ids[0]] = Work(value["type"], counts=value["counts"])
            elif head == "mark":
                marks[ids[0], ids[1]] = Mark(tuple(value["values"]), value["duty"])
            elif head == "attendance":
                noted[ids[0]] = Attendance(value["code"])
    for _, work in marks:
        if f"work/{work}" not in cells:
            works[work] = answer
    return Lesson("", "", day, 0, placed=_placed(cells), works=works, marks=marks, attendance=noted)


def _is_known(name: str) -> bool:
    """Whether the catalogue knows the cell, so that its value has the shape it says."""
    try:
        return LESSON.cell(name) is not None
    except ValueError:
        return False


def _placed(cells: Cells) -> Place | None:
    placed: Value = cells.get("placed")
    day = parse_day(placed["date"]) if placed else None
    return Place(day, placed["slot"]) if day else None

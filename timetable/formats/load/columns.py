"""What the columns of a load sheet are called, in the schools' Russian and in aSc's English."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from timetable.words.tongue import N_


class Column(StrEnum):
    """A column by what it is called when we write it; the order is that of aSc's clipboard sheet."""

    TEACHERS = N_("Учитель")
    FORMS = N_("Класс")
    SUBJECT = N_("Предмет")
    LENGTH = N_("Длина")
    PER_WEEK = N_("Часов в неделю")
    GROUPS = N_("Группы")
    ROOMS = N_("Кабинеты")


ORDER = tuple(Column)
REQUIRED = (Column.FORMS, Column.SUBJECT, Column.PER_WEEK)

CALLED: dict[Column, str] = {
    Column.TEACHERS: "учитель|учителя|преподаватель|преподаватели|педагог|фио|фио учителя|teacher|teachers",
    Column.FORMS: "класс|классы|class|classes|form|forms",
    Column.SUBJECT: "предмет|дисциплина|курс|subject",
    Column.LENGTH: "длина|длительность|длина урока|length",
    Column.PER_WEEK: "часов в неделю|часы в неделю|часы|часов|в неделю|уроков в неделю|ч/нед|количество часов"
    "|per week|total periods per week|periods per week|lessons per week|count",
    Column.GROUPS: "группы|группа|подгруппы|подгруппа|group|groups",
    Column.ROOMS: "кабинеты|кабинет|аудитория|аудитории|room|rooms|classroom|classrooms",
}
HEADINGS = {name: column for column, names in CALLED.items() for name in names.split("|")}


def columns_of(row: Sequence[str]) -> dict[int, Column]:
    """Which column stands where, if this is a row of headings: at least two of them are known."""
    found = {index: HEADINGS.get(_plain(cell)) for index, cell in enumerate(row)}
    known = {index: column for index, column in found.items() if column}
    return known if len(known) >= 2 else {}


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("ё", "е").split()).strip(" .:*№")

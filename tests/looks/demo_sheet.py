"""A page of marks from nowhere: synthetic pupils, a fixed seed, every kind of cell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from desktop.ui.grid.cells import BLANK, CellShown, CellValue, Fate, Place
from desktop.ui.grid.grammar import Scale, five_point
from desktop.ui.grid.sheet import Badge, ColumnShown, RowShown, SummaryColumn, SummaryShown, Tone

SURNAMES = (
    *("Абрамова", "Богданов", "Васнецова", "Григорьев", "Дмитриевская", "Ермолаев", "Жаворонкова", "Зайцев"),
    *("Иванов", "Красносельская", "Лебедев", "Морозова", "Новокшонов", "Овчинникова", "Преображенский"),
    *("Рождественская", "Соколов", "Тимофеева", "Усов", "Филатова", "Харламов", "Цветаева", "Чернышёв"),
    *("Шаповалова", "Щербаков", "Юдина", "Яковлев", "Белозёрова", "Воскресенский", "Голубева"),
    *("Достоевский-Константинопольский", "Елизарова", "Журавлёв", "Звонарёва", "Исаков"),
)
BOYS = ("Александр", "Вячеслав", "Дмитрий", "Илья", "Константин", "Максимилиан", "Пётр", "Тимофей", "Фёдор")
GIRLS = ("Анастасия", "Варвара", "Екатерина", "Елизавета", "Ксения", "Маргарита", "Наталья", "Полина", "Юлия")
MONTHS = (("Сентябрь", 9), ("Октябрь", 10), ("Ноябрь", 11), ("Декабрь", 12))
WORKS = (None, None, Badge("ДЗ·1", "Домашнее задание"), None, Badge("С·2", "Самостоятельная работа"))
SUMS = (
    SummaryColumn("average", "СВБ", "Средний взвешенный балл", 42),
    SummaryColumn("count", "n/мин", "Отметок / нужно", 42),
    SummaryColumn("absences", "Проп.", "Пропущено уроков", 40),
    SummaryColumn("debts", "Долги", "Не сдано работ", 40),
    SummaryColumn("suggestion", "Подск.", "Что выходит по правилам школы", 44),
    SummaryColumn("term", "Итог", "Отметка за четверть", 40),
)


@dataclass
class DemoSheet:
    """A sheet held in a dictionary; the tests and the benchmarks write into `cells`."""

    rows: Sequence[RowShown]
    columns: Sequence[ColumnShown]
    cells: dict[Place, CellShown] = field(default_factory=dict)
    summary_columns: Sequence[SummaryColumn] = SUMS
    takes_newcomers: bool = True

    def cell(self, place: Place) -> CellShown:
        """What stands in a cell."""
        return self.cells.get(place, BLANK)

    def put(self, place: Place, value: CellValue) -> None:
        """Write a cell as a screen would."""
        self.cells[place] = replace(self.cell(place), value=value, fate=Fate.UNSENT)

    def summary(self, row: str, column: str) -> SummaryShown:
        """A made-up sum, always the same for a cell."""
        return _sum(row, column)

    def explain(self, place: Place) -> str:
        """The hover card."""
        return str(self.cell(place).value)


@cache
def _sum(row: str, column: str) -> SummaryShown:
    seed = random.Random(f"{row}{column}")
    average = seed.uniform(2.6, 4.9)
    short = seed.random() < 0.2
    return {
        "average": SummaryShown(f"{average:.2f}".replace(".", ",")),
        "count": SummaryShown(f"{4 if short else 7}/5", Tone.SHORT if short else Tone.FAINT),
        "absences": SummaryShown(str(seed.choice(("", "", 1, 2, 6)))),
        "debts": SummaryShown(str(seed.choice(("", "", "", 1))), Tone.WRONG),
        "suggestion": SummaryShown(str(round(average)), Tone.FAINT),
        "term": SummaryShown(str(round(average)) if seed.random() < 0.5 else "", chip=True),
    }[column]


def build_sheet(pupils: int = 35, works: int = 60, *, scale: Scale | None = None) -> DemoSheet:
    """A class in a term: the current lesson is two thirds on, later ones are empty."""
    chance = random.Random(20251121)
    columns = _columns(works, scale or five_point())
    rows = [_row(at, chance) for at in range(pupils)]
    sheet = DemoSheet(rows, columns)
    given = [column for column in columns if int(column.key[1:]) <= works * 2 // 3]
    for at, row in enumerate(rows):
        for column in given:
            shown = _cell(chance, is_gone=row.gone)
            if column.current:
                shown = shown if at < pupils // 3 else BLANK
            if shown is not BLANK:
                sheet.cells[Place(row.key, column.key)] = shown
    _show_every_kind(sheet, given[-3].key)
    return sheet


def _columns(works: int, scale: Scale) -> list[ColumnShown]:
    columns: list[ColumnShown] = []
    lesson = 0
    while len(columns) < works:
        lesson += 1
        is_test = lesson % 9 == 0
        share = len(columns) / works
        month, number = MONTHS[int(share * 4)]
        badges = (Badge("О·1", "Ответ"), Badge("К·3", "Контрольная")) if is_test else (WORKS[lesson % 5],)
        for badge in badges:
            at = len(columns)
            columns.append(
                ColumnShown(
                    key=f"w{at}",
                    lesson=f"l{lesson}",
                    month=f"{month} 2025",
                    day=str(1 + (lesson * 2) % 28),
                    number=str(1 + lesson % 7),
                    scale=scale,
                    work=badge,
                    note="проверяется до 25.11" if is_test and number == 11 else "",
                    title=f"Урок {lesson}",
                    current=at == works * 2 // 3,
                )
            )
    return columns[:works]


def _row(at: int, chance: random.Random) -> RowShown:
    surname = SURNAMES[at % len(SURNAMES)]
    is_girl = surname.endswith(("а", "ая"))
    first = chance.choice(GIRLS if is_girl else BOYS)
    badges = {4: (Badge("ОВЗ", "Ограниченные возможности здоровья"),), 11: (Badge("нов", "Прибыл 10.11"),)}
    return RowShown(
        key=f"p{at}",
        number=str(at + 1),
        name=f"{surname} {first}",
        short=f"{surname} {first[0]}.",
        badges=badges.get(at, ()),
        gone=at == 20,
        remark="Выбыл 07.11" if at == 20 else "",
    )


def _cell(chance: random.Random, *, is_gone: bool) -> CellShown:
    if is_gone:
        return CellShown(closed="Ученик выбыл 07.11")
    roll = chance.random()
    if roll < 0.08:
        return CellShown(CellValue(attendance=chance.choice(("Н", "Б", "УП"))), absent=True)
    if roll < 0.42:
        mark = chance.choices(("5", "4", "3", "2"), (30, 38, 27, 5))[0]
        return CellShown(CellValue(marks=(mark,)), has_comment=chance.random() < 0.05)
    if roll < 0.44:
        return CellShown(CellValue(marks=(chance.choice("45"), chance.choice("34"))))
    if roll < 0.46:
        return CellShown(CellValue(duty=True))
    return BLANK


def _show_every_kind(sheet: DemoSheet, column: str) -> None:
    """One column in which each thing that can be drawn stands once."""
    kinds = (
        CellShown(CellValue(marks=("5", "4"))),
        CellShown(CellValue(marks=("5", "4", "3"))),
        CellShown(CellValue("Н", ("4",)), absent=True),
        CellShown(CellValue("ОП", ("3",))),
        CellShown(CellValue("УП", (), True), absent=True),
        CellShown(CellValue("ОСВ")),
        CellShown(CellValue("НП", ("5", "4"))),
        CellShown(CellValue(marks=("2",), duty=True)),
        CellShown(CellValue(marks=("зач",))),
        CellShown(CellValue(marks=("незач",))),
        CellShown(CellValue(marks=("5",)), fate=Fate.UNSENT),
        CellShown(CellValue(marks=("3",)), fate=Fate.REJECTED, has_comment=True),
        CellShown(CellValue(marks=("5",)), fate=Fate.TWO_VERSIONS, other=CellValue(marks=("4",))),
        CellShown(CellValue(marks=("10", "12"))),
        CellShown(CellValue(marks=("100",))),
    )
    for row, shown in zip(sheet.rows, kinds, strict=False):
        sheet.cells[Place(row.key, column)] = shown

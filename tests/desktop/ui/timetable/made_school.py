"""A made-up school for the board: 24 forms of 5 to 11, their load, and a week laid out by a simple hand.

Names are composed of parts and belong to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from itertools import count
from typing import Final

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.grid import DaySlot, Grid, Level, TimeSlot
from timetable.problem import (
    Block,
    Demand,
    Form,
    Group,
    Part,
    Problem,
    Room,
    RoomNeed,
    Subject,
    Teacher,
)
from timetable.rules.of_people import MaxGaps, MaxPerDay
from timetable.rules.rule import BlockKey, Whose

_SURNAMES: Final = (
    *("Абрамова", "Белова", "Волкова", "Громова", "Дроздова", "Ежова", "Жаворонкова", "Зайцева"),
    *("Ильина", "Королёва", "Лебедева", "Морозова", "Никольская", "Орлова", "Павлова", "Рощина"),
    *("Соколова", "Тихонова", "Ушакова", "Фролова", "Холмогорова", "Цветкова", "Чижова", "Шубина"),
)
_SUBJECTS: Final = {
    "мат": ("Математика", "матем", "математика", 5),
    "рус": ("Русский язык", "русск", "", 4),
    "лит": ("Литература", "лит-ра", "", 3),
    "анг": ("Иностранный язык (английский)", "англ", "", 3),
    "ист": ("История", "истор", "", 2),
    "гео": ("География", "геогр", "", 1),
    "био": ("Биология", "биол", "", 1),
    "физ": ("Физика", "физика", "физика", 2),
    "хим": ("Химия", "химия", "химия", 2),
    "инф": ("Информатика", "информ", "информатика", 1),
    "физк": ("Физическая культура", "физ-ра", "спортзал", 2),
    "труд": ("Труд (технология)", "труд", "мастерская", 2),
    "изо": ("Изобразительное искусство", "ИЗО", "", 1),
}
_FORMS: Final = {5: "АБВГ", 6: "АБВГ", 7: "АБВ", 8: "АБВГ", 9: "АБВГ", 10: "АБ", 11: "АБВ"}
_HALVES: Final = frozenset({"анг", "инф", "труд"})
_LATER: Final = {"физ": 7, "хим": 8, "инф": 7}
_NOT_AFTER: Final = {"изо": 7, "труд": 8}
BELLS: Final = tuple(time(8 + at * 55 // 60, at * 55 % 60) for at in range(7))


def make_school(levels: dict[int, str] | None = None, *, long_names: bool = False) -> Problem:
    """The problem: forms, halves, teachers, rooms, load."""
    levels = _FORMS if levels is None else levels
    forms = {f"{n}{letter}": Form(f"{n}{letter}", f"{n}{letter}", n) for n in levels for letter in levels[n]}
    groups = {form.id: Group(form.id, form.title, form.id, _atoms(form.id)) for form in forms.values()}
    for id in forms:
        for half in (1, 2):
            key = f"{id}/{half}"
            groups[key] = Group(key, f"{half} гр.", id, frozenset({f"{id}.{half}"}), f"{id} halves")
    teachers: dict[str, Teacher] = {}
    demands: dict[str, Demand] = {}
    hand = _Hiring(teachers, long_names=long_names)
    for form in forms.values():
        for subject, (_, _, kind, hours) in _SUBJECTS.items():
            if _LATER.get(subject, 0) <= form.level < _NOT_AFTER.get(subject, 99):
                demand = _demand(hand, form, subject, kind, hours)
                demands[demand.id] = demand
    rules = (
        MaxGaps(whose=Whose.TEACHERS, most=0, weight=3),
        MaxPerDay(whose=Whose.GROUPS, most=7),
    )
    return Problem(
        "Школа № 4",
        Grid(
            ("Пн", "Вт", "Ср", "Чт", "Пт"),
            tuple(DaySlot(str(at + 1), at + 1, starts=BELLS[at]) for at in range(7)),
            meals_after=frozenset({2}),
        ),
        teachers,
        {key: Subject(key, title, short) for key, (title, short, _, _) in _SUBJECTS.items()},
        _rooms(),
        forms,
        groups,
        demands,
        rules,
    )


def _atoms(form: str) -> frozenset[str]:
    return frozenset({f"{form}.1", f"{form}.2"})


def _rooms() -> dict[str, Room]:
    kinds = {"физика": 2, "химия": 2, "информатика": 4, "спортзал": 3, "мастерская": 4, "математика": 6}
    rooms = {}
    numbers = count(101)
    for kind in (*(kind for kind, n in kinds.items() for _ in range(n)), *[""] * 30):
        number = str(next(numbers))
        rooms[number] = Room(number, number, kind)
    return rooms


class _Hiring:
    """Gives a subject's lessons to its teachers, about twenty hours each."""

    def __init__(self, teachers: dict[str, Teacher], *, long_names: bool) -> None:
        self._teachers = teachers
        self._long = long_names
        self._hours: dict[str, int] = defaultdict(int)
        self._names = count()

    def teacher(self, subject: str, hours: int) -> str:
        for key in self._teachers:
            if key.startswith(subject + "/") and self._hours[key] + hours <= 20:
                break
        else:
            at = next(self._names)
            key = f"{subject}/{at}"
            name = _SURNAMES[at % len(_SURNAMES)] + ("" if at < len(_SURNAMES) else "-Заречная")
            name = f"{name}-Константинопольская" if self._long else name
            off = {TimeSlot(at % 5, slot): Level.FORBIDDEN for slot in range(7)} if at % 7 == 3 else {}
            self._teachers[key] = Teacher(key, f"{name} Анна Ивановна", off)
        self._hours[key] += hours
        return key


def _demand(hand: _Hiring, form: Form, subject: str, kind: str, hours: int) -> Demand:
    needs = (RoomNeed(tuple(room.id for room in _rooms().values() if room.kind == kind)),)
    if subject in _HALVES:
        parts = tuple(Part((f"{form.id}/{half}",), (hand.teacher(subject, hours),), needs) for half in (1, 2))
    else:
        parts = (Part((form.id,), (hand.teacher(subject, hours),), needs),)
    blocks = tuple(Block() for _ in range(hours))
    if subject == "труд":
        blocks = (Block(2),)
    if subject == "изо":
        blocks = (Block(1, Weeks.ODD),)
    return Demand(f"{form.id} {subject}", subject, parts, blocks)


def lay_out(problem: Problem) -> Draft:
    """As much of the week as fits without a clash when blocks are laid one by one."""
    busy: set[tuple[str, TimeSlot]] = set()
    cards: dict[BlockKey, Card] = {}
    for key, demand, block in problem.blocks():
        whole = problem.resources(demand)
        who = {*whole.teachers, *whole.atoms}
        days = len(problem.grid.days)
        for at in sorted(problem.grid, key=lambda at: ((at.day + key.seq * 2) % days, at.slot)):
            taken = problem.grid.covered(at, block.length)
            if not taken or _is_away(problem, demand, taken):
                continue
            if any((one, slot) in busy for one in who for slot in taken):
                continue
            rooms = _find_rooms(problem, demand, taken, busy)
            busy |= {(one, slot) for one in (*who, *rooms) if one for slot in taken}
            cards[key] = Card(key, at, block.weeks or Weeks.EVERY, rooms)
            break
    return Draft(problem, cards)


def _is_away(problem: Problem, demand: Demand, taken: tuple[TimeSlot, ...]) -> bool:
    away = (problem.teachers[one].away for one in demand.teachers)
    return any(each.get(at) is Level.FORBIDDEN for each in away for at in taken)


def _find_rooms(
    problem: Problem, demand: Demand, taken: tuple[TimeSlot, ...], busy: set[tuple[str, TimeSlot]]
) -> tuple[str | None, ...]:
    chosen: list[str | None] = []
    for need in demand.needs:
        free = (
            room
            for room in need.any_of
            if room not in chosen and not any((room, slot) in busy for slot in taken)
        )
        chosen.append(next(free, None))
    return tuple(chosen)

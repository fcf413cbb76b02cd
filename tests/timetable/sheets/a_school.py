"""A made-up school of 24 forms and 45 teachers: a whole week, long names, all that makes cells full."""

from __future__ import annotations

from datetime import time

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.grid import DaySlot, Grid, TimeSlot
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher
from timetable.rules.rule import BlockKey

DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница")
LESSONS = 7
FORMS = tuple(f"{level}{letter}" for level in range(5, 11) for letter in "АБВГ")
SUBJECTS = (
    ("Основы безопасности и защиты Родины", "ОБЗР"),
    ("Русский язык", "Рус. яз."),
    ("Алгебра и начала математического анализа", "Алгебра"),
    ("Английский язык", "Англ. яз."),
    ("Физическая культура", "Физ-ра"),
    ("Литература", "Лит-ра"),
    ("Вероятность и статистика", "ВиС"),
    ("Изобразительное искусство", "ИЗО"),
    ("Обществознание", "Общ."),
    ("Информатика", "Инф."),
    ("История", "История"),
    ("Труд (технология)", "Труд"),
)
FAMILIES = (
    "Абдурахманова-Воскресенская", "Белова", "Рождественская", "Мухаметзянова", "Ким", "Преображенская",
    "Иваницкая", "Кузнецова", "Ширинская-Шихматова", "Ли", "Соловьёва", "Добролюбова",
)  # fmt: skip
GIVEN = ("Александра Константиновна", "Анна Ивановна", "Екатерина Владиславовна", "Юлия Юрьевна")
SPLIT = (3, 9, 11)
"""The subjects of two groups, by their place in the list."""


def teacher(number: int) -> Teacher:
    """The teacher of this number."""
    name = f"{FAMILIES[number % len(FAMILIES)]} {GIVEN[number // len(FAMILIES) % len(GIVEN)]}"
    return Teacher(f"t{number}", name)


def grid() -> Grid:
    """Five days of seven lessons with bells."""
    begins = [time(8 + (30 + 50 * at) // 60, (30 + 50 * at) % 60) for at in range(LESSONS)]
    ends = [time(9 + (10 + 50 * at) // 60, (10 + 50 * at) % 60) for at in range(LESSONS)]
    slots = [DaySlot(str(at + 1), at + 1, starts=begins[at], ends=ends[at]) for at in range(LESSONS)]
    return Grid(DAYS, tuple(slots))


def whole_week() -> Draft:
    """Each form visits 24 lanes in turn; a lane is a subject, its room, one teacher or two."""
    demands: dict[str, Demand] = {}
    cards: dict[BlockKey, Card] = {}
    for form in range(len(FORMS)):
        for day in range(len(DAYS)):
            for slot in range(LESSONS - (1 if form < 8 and day == 4 else 0)):
                lane = (form + 7 * day + slot) % 24
                alternates = (form + day) % 5 == 0
                demand = lesson_of(f"d{form}-{day}-{slot}", f"f{form}", lane, day, alternates)
                demands[demand.id] = demand
                for key, block in zip(demand.keys, demand.blocks, strict=True):
                    rooms = tuple(need.any_of[0] for need in demand.needs)
                    cards[key] = Card(key, TimeSlot(day, slot), block.weeks or Weeks.EVERY, rooms)
    return Draft(a_problem(demands), cards)


def lesson_of(id: str, form: str, lane: int, day: int, alternates: bool) -> Demand:
    """A lesson of a form: in halves where the subject is split, every other week where it alternates."""
    subject = lane % len(SUBJECTS)
    if subject in SPLIT:
        second = 24 + (6 * day + 3 * (lane // len(SUBJECTS)) + SPLIT.index(subject)) % 21
        parts = (
            Part((f"{form}-1",), (f"t{lane}",), (RoomNeed((f"r{lane}",)),)),
            Part((f"{form}-2",), (f"t{second}",), (RoomNeed((f"r{second}",)),)),
        )
        return Demand(id, f"s{subject}", parts)
    blocks = (Block(weeks=Weeks.ODD),) if alternates and subject == 6 else (Block(),)
    return Demand(id, f"s{subject}", (Part((form,), (f"t{lane}",), (RoomNeed((f"r{lane}",)),)),), blocks)


def a_problem(demands: dict[str, Demand]) -> Problem:
    """The people and the rooms of the school, with these demands."""
    forms = {f"f{at}": Form(f"f{at}", title, int(title[:-1])) for at, title in enumerate(FORMS)}
    groups: dict[str, Group] = {}
    for form in forms.values():
        halves = {f"{form.id}-{n}": frozenset({f"{form.id}/{n}"}) for n in (1, 2)}
        groups[form.id] = Group(form.id, form.title, form.id, frozenset().union(*halves.values()))
        for n, (id, atoms) in enumerate(halves.items(), start=1):
            groups[id] = Group(id, f"{form.title} {n} гр.", form.id, atoms, "halves")
    subjects = {f"s{at}": Subject(f"s{at}", *names) for at, names in enumerate(SUBJECTS)}
    teachers = {one.id: one for one in map(teacher, range(45))}
    titles = {4: "Спортзал", 16: "Малый спортзал", 11: "Мастерская столярная"}
    rooms = {f"r{at}": Room(f"r{at}", titles.get(at, str(100 + at))) for at in range(45)}
    title = "Средняя общеобразовательная школа № 4"
    return Problem(title, grid(), teachers, subjects, rooms, forms, groups, demands)

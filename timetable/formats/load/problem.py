"""A problem from the rows of a load sheet, and rows from a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from school.calendar import Weeks
from timetable.formats.fet.pupils import level_of
from timetable.formats.load.columns import ORDER
from timetable.formats.load.rows import LoadRow, LoadSheet
from timetable.grid import DaySlot, Grid
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher

DAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб")
LEAST_SLOTS = 7
PAIRS = {"мальчики": "пол", "девочки": "пол", "юноши": "пол", "девушки": "пол", "boys": "sex", "girls": "sex"}


def problem_of(sheet: LoadSheet, grid: Grid | None = None) -> Problem:
    """The problem of the usable rows. A sheet knows no week: without a grid it is one of five days, in
    which the fullest form has room. Names are ids; groups of one form whose names differ in a number only
    («1 группа», «2 группа»), or boys and girls, are a division.
    """
    rows = sheet.rows
    forms = dict.fromkeys(form for row in rows for form in row.forms)
    groups = {id: group for form in forms for id, group in _groups(form, rows)}
    rooms = dict.fromkeys(room for row in rows for side in row.rooms for room in side)
    teachers = dict.fromkeys(one for row in rows for side in row.teachers for one in side)
    demands = {f"row{row.line}": _demand(row) for row in rows}
    return Problem(
        "",
        grid or _grid(demands.values(), groups),
        {id: Teacher(id, id) for id in teachers},
        {id: Subject(id, id) for id in dict.fromkeys(row.subject for row in rows)},
        {id: Room(id, id) for id in rooms},
        {id: Form(id, id, level_of(id)) for id in forms},
        groups,
        demands,
    )


def _grid(demands: Iterable[Demand], groups: dict[str, Group]) -> Grid:
    hours: dict[str, int] = {}
    for demand in demands:
        for atom in {atom for group in demand.groups for atom in groups[group].atoms}:
            hours[atom] = hours.get(atom, 0) + demand.hours
    fullest = max(hours.values(), default=0)
    days = DAYS[:5] if fullest <= 40 else DAYS
    slots = max(LEAST_SLOTS, -(-fullest // len(days)))
    return Grid(days, tuple(DaySlot(str(number), number) for number in range(1, slots + 1)))


def group_id(form: str, group: str) -> str:
    """The group of a form by its name; a name that says the form already stays as it is."""
    return group if group.startswith(form) else f"{form} {group}"


def _groups(form: str, rows: Iterable[LoadRow]) -> Iterator[tuple[str, Group]]:
    named = dict.fromkeys(
        one for row in rows if form in row.forms for side in row.groups for one in side if one != form
    )
    divisions: dict[str, list[str]] = {}
    for name in named:
        divisions.setdefault(_division(name), []).append(name)
    sides = [names if len(names) > 1 else [*names, ""] for names in divisions.values()]
    atoms = {f"{form}|{'|'.join(choice)}" if choice else form: choice for choice in product(*sides)}
    yield form, Group(form, form, form, frozenset(atoms))
    for at, (division, names) in enumerate(divisions.items()):
        for name in names:
            inside = frozenset(atom for atom, choice in atoms.items() if choice[at] == name)
            id = group_id(form, name)
            yield id, Group(id, id, form, inside, division)


def _division(name: str) -> str:
    plain = name.casefold()
    return PAIRS.get(plain, " ".join(re.sub(r"\d+", "#", plain).split()))


def _demand(row: LoadRow) -> Demand:
    blocks = [Block(length) for length in row.blocks.every]
    blocks += [Block(length, None) for length in row.blocks.other]
    return Demand(f"row{row.line}", row.subject, tuple(_parts(row)), tuple(blocks))


def _parts(row: LoadRow) -> Iterator[Part]:
    number = max(len(row.teachers), len(row.groups), len(row.rooms), 1)
    for side in range(number):
        teachers = _side(row.teachers, side)
        rooms = _side(row.rooms, side)
        names = _side(row.groups, side)
        groups = tuple(group_id(form, name) for form in row.forms for name in names if name != form)
        yield Part(groups or row.forms, teachers, (RoomNeed(rooms),) if rooms else ())


def _side(sides: tuple[tuple[str, ...], ...], at: int) -> tuple[str, ...]:
    """What one side has; a single one is everybody's."""
    return sides[at] if len(sides) > 1 else sides[0] if sides else ()


def lines_of(problem: Problem) -> list[list[str]]:
    """The heading, and a row for each demand; blocks of different lengths are written as «2+1+1»."""
    return [list(ORDER), *(_line(problem, demand) for demand in problem.demands.values())]


def _line(problem: Problem, demand: Demand) -> list[str]:
    every = [block.length for block in demand.blocks if block.weeks is Weeks.EVERY]
    other = sum(block.length for block in demand.blocks if block.weeks is not Weeks.EVERY)
    even = len(set(every)) <= 1
    hours = str(sum(every)) if even else "+".join(str(one) for one in every)
    if other:
        hours = f"{sum(every) + other // 2}{',5' if other % 2 else ''}"
    forms = [form for form in problem.forms_of(demand) if form in problem.forms]
    return [
        _joined((problem.teachers[one].name for one in part.teachers) for part in demand.parts),
        ", ".join(problem.forms[form].title for form in forms),
        problem.subjects[demand.subject].title,
        str(every[0]) if every and even else "1",
        hours,
        _joined(_group_names(problem, part) for part in demand.parts),
        _joined(
            (problem.rooms[one].title for need in part.rooms for one in need.any_of) for part in demand.parts
        ),
    ]


def _group_names(problem: Problem, part: Part) -> Iterator[str]:
    return (problem.groups[group].title for group in part.groups if group not in problem.forms)


def _joined(sides: Iterable[Iterable[str]]) -> str:
    """One side's names parted by «,»; sides by «/», unless they are all the same."""
    told = [", ".join(dict.fromkeys(side)) for side in sides]
    return told[0] if len(set(told)) == 1 else " / ".join(told) if any(told) else ""

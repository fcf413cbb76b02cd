"""Two forms, one of them in halves, and a way to write their week down in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.findings import Finding, Weight
from timetable.grid import DaySlot, Grid, TimeSlot
from timetable.norms import Norms
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher
from timetable.rules.rule import BlockKey, Rule

DAYS = ("пн", "вт", "ср", "чт", "пт")
GRID = Grid(DAYS, tuple(DaySlot(str(number), number) for number in range(1, 8)))

TEACHERS = {one: Teacher(one, f"Учитель {one}") for one in ("anna", "boris", "vera", "gleb")}
SUBJECTS = {
    "math": Subject("math", "Математика", "Мат", "математика"),
    "russian": Subject("russian", "Русский язык", "Рус", "русский язык"),
    "english": Subject("english", "Английский язык", "Англ", "иностранный язык"),
    "sport": Subject("sport", "Физкультура", "Физ-ра", "физкультура"),
    "crafts": Subject("crafts", "Труд", "Труд"),
}
ROOMS = {one: Room(one, f"Кабинет {one}") for one in ("31", "32", "gym")}
FORMS = {"6b": Form("6b", "6Б", 6), "7a": Form("7a", "7А", 7)}
GROUPS = {
    "6b": Group("6b", "6Б", "6b", frozenset({"6b.1", "6b.2"})),
    "6b-1": Group("6b-1", "6Б/1", "6b", frozenset({"6b.1"}), "язык"),
    "6b-2": Group("6b-2", "6Б/2", "6b", frozenset({"6b.2"}), "язык"),
    "7a": Group("7a", "7А", "7a", frozenset({"7a"})),
}
ROOM_OF_ANNA, GYM = RoomNeed(("31",)), RoomNeed(("gym",))
ONE, DOUBLE = Block(), Block(2)
DEMANDS = {
    one.id: one
    for one in (
        Demand("math", "math", (Part(("6b",), ("anna",)),), (ONE,) * 5),
        Demand("rus", "russian", (Part(("6b",), ("boris",)),), (ONE,) * 3),
        Demand("eng", "english", (Part(("6b-1",), ("vera",)), Part(("6b-2",), ("gleb",))), (ONE,) * 2),
        Demand("half", "crafts", (Part(("6b-1",), ("gleb",)),), (ONE,)),
        Demand("half2", "english", (Part(("6b-2",), ("vera",)),), (ONE,)),
        Demand("math7", "math", (Part(("7a",), ("anna",)),), (ONE,) * 3),
        Demand("crafts7", "crafts", (Part(("7a",), ("gleb",)),), (DOUBLE,)),
        Demand("sport", "sport", (Part(("6b",), ("vera",), (GYM,)), Part(("7a",), ("vera",))), (ONE,) * 2),
    )
}
SMALL = Problem("Школа", GRID, TEACHERS, SUBJECTS, ROOMS, FORMS, GROUPS, DEMANDS)
NORMS = Norms(
    "Нормы",
    weekly={(6, 5): 30, (7, 5): 32},
    daily={6: 6, 7: 7},
    points={
        (6, "математика"): 13,
        (6, "русский язык"): 12,
        (6, "физкультура"): 4,
        (6, "иностранный язык"): 11,
    },
)


def at(place: str) -> TimeSlot:
    """«вт3» is Tuesday's third slot."""
    return TimeSlot(DAYS.index(place[:2]), int(place[2:]) - 1)


def cards(week: Mapping[str, str], *, rooms: Mapping[str, str] | None = None) -> dict[BlockKey, Card]:
    """Cards by demand: «пн1 вт2» are the first two blocks, «-» leaves one in the tray, «пн1/odd» has weeks.

    A demand with a need stands in its first room, or in the rooms given: «gym gym».
    """
    found = {}
    for demand, line in week.items():
        wanted = (rooms or {}).get(demand, "").split()
        needs = DEMANDS[demand].needs
        for seq, word in enumerate(line.split()):
            place, _, weeks = word.partition("/")
            chosen = wanted[seq : seq + 1] or [need.any_of[0] for need in needs]
            if place != "-":
                key = BlockKey(demand, seq)
                found[key] = Card(key, at(place), Weeks(weeks or "every"), tuple(chosen))
    return found


def draft(
    *rules: Rule, problem: Problem = SMALL, rooms: Mapping[str, str] | None = None, **week: str
) -> Draft:
    """The small school's week under these rules, with only the demands that the line names."""
    return drawn(week, *rules, problem=problem, rooms=rooms)


def drawn(
    week: Mapping[str, str], *rules: Rule, problem: Problem = SMALL, rooms: Mapping[str, str] | None = None
) -> Draft:
    """The same for a line that is a mapping."""
    cut = {
        one: replace(problem.demands[one], blocks=problem.demands[one].blocks[: len(line.split())])
        for one, line in week.items()
    }
    return Draft(replace(problem, demands=cut, rules=rules), cards(week, rooms=rooms))


def found(findings: tuple[Finding, ...], *weights: Weight) -> list[tuple[object, int]]:
    """What findings are about and how often, of these weights."""
    return [
        (one.what if not isinstance(one.what, Rule) else type(one.what), one.amount)
        for one in findings
        if not weights or one.weight in weights
    ]

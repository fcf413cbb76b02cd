"""Made-up Russian schools of any size, of one family with `school-24-forms.fet`: the norm's hours at
their maximum, halves in languages, computers and crafts, streams of two senior forms, few special rooms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from timetable.grid import DaySlot, Grid, Level, TimeSlot
from timetable.problem import Block, Demand, Form, Group, Part, Problem, Room, RoomNeed, Subject, Teacher
from timetable.rules.of_blocks import DaysApart
from timetable.rules.of_people import MaxGaps, MaxLateStarts, MaxPerDay, MinPerDay
from timetable.rules.rule import Rule, Which, Whose

GRID: Final = Grid(("пн", "вт", "ср", "чт", "пт"), tuple(DaySlot(str(one), one) for one in range(1, 8)))

HOURS: Final[dict[str, tuple[int, ...]]] = {
    "русский": (5, 6, 4, 4, 3, 2, 2),
    "литература": (3, 3, 2, 2, 3, 3, 3),
    "английский": (3, 3, 3, 3, 3, 3, 3),
    "математика": (5, 5, 6, 6, 6, 8, 8),
    "информатика": (1, 1, 1, 1, 1, 1, 1),
    "история": (2, 3, 3, 3, 4, 4, 4),
    "география": (1, 1, 2, 2, 2, 1, 1),
    "биология": (1, 1, 2, 2, 2, 1, 1),
    "физика": (0, 0, 2, 2, 3, 3, 3),
    "химия": (0, 0, 0, 2, 2, 1, 1),
    "ОДНКНР": (1, 1, 0, 0, 0, 0, 0),
    "ИЗО": (1, 1, 1, 0, 0, 0, 0),
    "музыка": (1, 1, 1, 1, 0, 0, 0),
    "труд": (2, 2, 2, 1, 1, 0, 0),
    "физкультура": (3, 2, 3, 3, 2, 2, 2),
    "ОБЗР": (0, 0, 0, 1, 1, 1, 1),
    "профиль": (0, 0, 0, 0, 0, 4, 4),
}
"""Lessons a week in levels 5 to 11, as in the file."""

HALVES: Final = frozenset({"английский", "информатика", "труд"})
KINDS: Final[dict[str, tuple[str, float]]] = {
    "английский": ("языки", 7 / 24),
    "информатика": ("компьютеры", 3 / 24),
    "труд": ("мастерская", 4 / 24),
    "физкультура": ("зал", 4 / 24),
    "биология": ("биология", 2 / 24),
    "физика": ("физика", 2 / 24),
    "химия": ("химия", 1 / 24),
    "ИЗО": ("ИЗО", 1 / 24),
    "музыка": ("музыка", 1 / 24),
}
"""Special rooms: their kind, and how many there are for each form."""

COMMON: Final = ("общий", 15 / 24)
MOST_HOURS: Final = 24
"""Of one teacher in a week."""


class _Lesson(NamedTuple):
    """A row of the load before it has teachers."""

    id: str
    subject: str
    groups: tuple[tuple[str, ...], ...]
    blocks: tuple[Block, ...]


def made_school(forms: int, seed: int = 1) -> Problem:
    """A school of so many forms, 3 at least: for each senior form there are five of levels 5 to 9."""
    random = Random(seed)
    senior = max(1, forms // 6)
    titles = [
        (level, number)
        for level in range(5, 12)
        for number in range((forms - senior) // 5 + (level - 5 < (forms - senior) % 5) if level < 10 else 0)
    ] + [(10 + number % 2, number // 2) for number in range(senior)]
    known = {
        f"{level}-{number}": Form(f"{level}-{number}", f"{level}-{number}", level) for level, number in titles
    }
    lessons = [one for form in known.values() for one in _lessons(form)]
    rooms = dict(_rooms(forms))
    teachers = _Staff(random, rooms)
    demands = {one.id: teachers.demand(one) for one in lessons}
    return Problem(
        f"{forms}",
        GRID,
        teachers.known,
        {name: Subject(name, name) for name in HOURS},
        rooms,
        known,
        {group.id: group for form in known for group in _groups(form)},
        demands,
        (
            *_rules(known),
            *(DaysApart(which=Which(keys=one.keys)) for one in demands.values() if len(one.blocks) > 1),
        ),
    )


def _groups(form: str) -> Iterator[Group]:
    halves = (f"{form}.1", f"{form}.2")
    yield Group(form, form, form, frozenset(halves))
    for half in halves:
        yield Group(half, half, form, frozenset({half}), "половины")


def _lessons(form: Form) -> Iterator[_Lesson]:
    for subject, hours in HOURS.items():
        count = hours[form.level - 5]
        double = subject in ("труд", "профиль") and count > 1
        blocks = (Block(2), *(Block(),) * (count - 2)) if double else (Block(),) * count
        halves = ((f"{form.id}.1",), (f"{form.id}.2",)) if subject in HALVES else ((form.id,),)
        for part in range(0, count and len(blocks), 5):
            yield _Lesson(f"{form.id}:{subject}:{part}", subject, halves, blocks[part : part + 5])


class _Staff:
    """Teachers, each of one subject, taken on as hours need them."""

    def __init__(self, random: Random, rooms: dict[str, Room]) -> None:
        self._random = random
        self._rooms: dict[str, list[str]] = defaultdict(list)
        for room in rooms.values():
            self._rooms[room.kind].append(room.id)
        self._hours: dict[str, dict[str, int]] = defaultdict(dict)
        self.known: dict[str, Teacher] = {}

    def demand(self, lesson: _Lesson) -> Demand:
        hours = sum(block.length for block in lesson.blocks)
        taken: list[str] = []
        for _ in lesson.groups:
            taken.append(self._free(lesson.subject, hours, taken))
        kind = KINDS.get(lesson.subject, COMMON)[0]
        parts = tuple(
            Part(groups, (teacher,), (RoomNeed(tuple(self._rooms[kind])),))
            for groups, teacher in zip(lesson.groups, taken, strict=True)
        )
        return Demand(lesson.id, lesson.subject, parts, lesson.blocks)

    def _free(self, subject: str, hours: int, taken: list[str]) -> str:
        staff = self._hours[subject]
        fits = [one for one, has in staff.items() if has + hours <= MOST_HOURS and one not in taken]
        if not fits:
            fits = [f"{subject}-{len(staff) + 1}"]
            self.known[fits[0]] = Teacher(fits[0], fits[0], self._away())
            staff[fits[0]] = 0
        staff[fits[0]] += hours
        return fits[0]

    def _away(self) -> dict[TimeSlot, Level]:
        """Three teachers of five have an hour or two when they cannot come."""
        hours = self._random.choice((0, 0, 1, 2, 2))
        return dict.fromkeys(self._random.sample(list(GRID), hours), Level.FORBIDDEN)


def _rooms(forms: int) -> Iterator[tuple[str, Room]]:
    for kind, share in (*KINDS.values(), COMMON):
        for number in range(
            max(2 if kind in ("языки", "компьютеры", "мастерская") else 1, round(share * forms))
        ):
            yield f"{kind}-{number}", Room(f"{kind}-{number}", f"{kind} {number}", kind)


def _rules(forms: dict[str, Form]) -> Iterator[Rule]:
    yield MaxGaps(whose=Whose.GROUPS, most=0)
    yield MaxLateStarts(whose=Whose.GROUPS, most=0)
    for form in forms.values():
        yield MaxPerDay(whose=Whose.GROUPS, of=(form.id,), most=6 if form.level < 7 else 7)
        yield MinPerDay(
            whose=Whose.GROUPS, of=(form.id,), least=5 if form.level == 5 else 6, empty_days=False
        )

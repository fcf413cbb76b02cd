"""The lessons of a draft as sheets show them: one for each part of a card and each slot it fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from school.calendar import Weeks
from school.people import russian_key
from timetable.cards import Card, Draft
from timetable.grid import TimeSlot
from timetable.problem import Form, Problem, Room, Subject, Teacher

_SHORT = 8
"""A group called with fewer letters stays in one line."""

_FIGURES = re.compile(r"(\d+)")

Order = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class PlacedLesson:
    """Who is taught what, by whom, where, in one slot of the week; all but ``at`` by their ids."""

    at: TimeSlot
    weeks: Weeks
    subject: str
    groups: tuple[str, ...]
    teachers: tuple[str, ...]
    rooms: tuple[str, ...]
    block: str

    def forms(self, problem: Problem) -> tuple[str, ...]:
        return tuple(dict.fromkeys(problem.groups[group].form for group in self.groups))


def placed_lessons(draft: Draft) -> tuple[PlacedLesson, ...]:
    """All of them in the order of the week."""
    found = (lesson for card in draft.cards.values() for lesson in _of_card(draft.problem, card))
    return tuple(sorted(found, key=lambda one: (one.at, one.weeks, one.subject, one.groups, one.block)))


def _of_card(problem: Problem, card: Card) -> Iterator[PlacedLesson]:
    demand, block = problem.demands[card.block.demand], problem.block(card.block)
    for part, numbers in demand.seated():
        rooms = tuple(room for room in card.rooms[numbers.start : numbers.stop] if room is not None)
        for more in range(block.length):
            yield PlacedLesson(
                card.at.after(more),
                card.weeks,
                demand.subject,
                part.groups,
                part.teachers,
                rooms,
                f"{card.block.demand}/{card.block.seq}",
            )


def used_slots(draft: Draft, lessons: Iterable[PlacedLesson]) -> list[int]:
    """The slots from the first with a lesson to the last; all of the grid where there is none."""
    taken = {lesson.at.slot for lesson in lessons}
    return list(range(min(taken), max(taken) + 1)) if taken else list(draft.problem.grid.of_day)


def subject_of(problem: Problem, lesson: PlacedLesson) -> Subject:
    return problem.subjects[lesson.subject]


def group_title(problem: Problem, group: str, *, with_form: bool) -> str:
    """«7Б», «7Б 1 гр.»; without the form «1 гр.», and nothing for the whole form."""
    held = problem.groups[group]
    form = problem.forms[held.form].title
    own = "" if is_whole_form(problem, group) else held.title.removeprefix(form).lstrip(" ,.-/")
    own = own.replace(" ", "\u00a0") if len(own) < _SHORT else own
    return f"{form} {own}".strip() if with_form else own


def is_whole_form(problem: Problem, group: str) -> bool:
    """Whether a group is all of its form, whatever a file calls it."""
    held = problem.groups[group]
    whole = problem.groups.get(held.form)
    return group == held.form or (whole is not None and whole.atoms == held.atoms)


def natural(text: str) -> Order:
    """A key that puts 9 before 10 and ё after е: cut into figures and words."""
    parts = _FIGURES.split(text)
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, russian_key(part)) for part in parts if part
    )


def forms_in_order(problem: Problem) -> list[Form]:
    return sorted(problem.forms.values(), key=lambda form: (form.level, natural(form.title)))


def teachers_in_order(problem: Problem) -> list[Teacher]:
    return sorted(problem.teachers.values(), key=lambda one: natural(one.name))


def rooms_in_order(problem: Problem) -> list[Room]:
    return sorted(problem.rooms.values(), key=lambda one: natural(one.title))

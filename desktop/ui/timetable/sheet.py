"""A draft as a board shows it: columns of forms or teachers, and the pieces of cards in them.

Computed whole from a draft in a few milliseconds; painting only looks things up here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from desktop.ui.words import _
from school.calendar import Weeks
from timetable.cards import Card, Draft
from timetable.checker.rooms_of_parts import parts_with_rooms
from timetable.grid import Grid, TimeSlot
from timetable.problem import Away, Demand, Part, Problem
from timetable.rules.rule import BlockKey
from timetable.sheets.placed import group_title
from timetable.words.naming import room_number


class Axis(StrEnum):
    """Whose days stand in the columns."""

    FORMS = "forms"
    TEACHERS = "teachers"


class Spot(NamedTuple):
    """A cell of the board: the index of a column, and a place of the week."""

    column: int
    at: TimeSlot


@dataclass(frozen=True, slots=True)
class Column:
    """One form or teacher; ``away`` is where they cannot or would rather not be."""

    id: str
    title: str
    hint: str
    away: Away


@dataclass(frozen=True, slots=True)
class Piece:
    """What one card shows in one column: its ``lane`` of ``lanes`` that share the cell."""

    block: BlockKey
    subject: str
    title: str
    who: str
    where: str
    length: int
    weeks: Weeks
    is_locked: bool
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True)
class Sheet:
    """All that is painted. ``pieces`` stand at the first slot of their block."""

    axis: Axis
    grid: Grid
    rows: int
    """How many slots of a day are shown: not those of shifts in which nobody learns."""
    columns: tuple[Column, ...]
    pieces: Mapping[Spot, tuple[Piece, ...]]
    covered: Mapping[Spot, tuple[Piece, ...]]
    """The pieces over each cell, those of double lessons also in their second slot."""
    columns_of: Mapping[str, tuple[int, ...]]
    """The columns of each demand."""

    def blocks_at(self, spot: Spot) -> tuple[BlockKey, ...]:
        """The cards of a cell, from left to right."""
        return tuple(dict.fromkeys(piece.block for piece in self.covered.get(spot, ())))

    def block_at(self, spot: Spot, lane: int = 0) -> BlockKey | None:
        """One card of a cell: the n-th of those that share it, -1 the last."""
        found = self.blocks_at(spot)
        return found[lane % len(found)] if found else None


def read_sheet(draft: Draft, axis: Axis = Axis.FORMS) -> Sheet:
    """The board of a draft."""
    problem = draft.problem
    columns = _columns(problem, axis)
    index = {column.id: at for at, column in enumerate(columns)}
    whose = {demand.id: _shares(problem, demand, axis, index) for demand in problem.demands.values()}
    loose: dict[tuple[int, int], list[tuple[int, Piece]]] = defaultdict(list)
    for card in draft.cards.values():
        for column, piece in _pieces(problem, card, whose[card.block.demand]):
            loose[column, card.at.day].append((card.at.slot, piece))
    pieces: dict[Spot, tuple[Piece, ...]] = {}
    covered: dict[Spot, list[Piece]] = defaultdict(list)
    for (column, day), found in loose.items():
        for slot, piece in _in_lanes(found):
            spot = Spot(column, TimeSlot(day, slot))
            pieces[spot] = (*pieces.get(spot, ()), piece)
            for more in range(piece.length):
                covered[Spot(column, spot.at.after(more))].append(piece)
    return Sheet(
        axis,
        problem.grid,
        _rows(draft),
        columns,
        pieces,
        {spot: tuple(each) for spot, each in covered.items()},
        {demand: tuple(dict.fromkeys(share.column for share in shares)) for demand, shares in whose.items()},
    )


def _rows(draft: Draft) -> int:
    """To the last slot of a form's shift, or of a card."""
    slots, shifts = draft.problem.grid.slots, {form.shift for form in draft.problem.forms.values()}
    of_shifts = [at for at, slot in enumerate(slots) if slot.shift in shifts]
    used = [card.at.slot for card in draft.cards.values()]
    return max([*of_shifts, *used], default=len(slots) - 1) + 1


def _columns(problem: Problem, axis: Axis) -> tuple[Column, ...]:
    if axis is Axis.FORMS:
        forms = sorted(problem.forms.values(), key=lambda form: (form.level, form.title))
        return tuple(Column(form.id, form.title, form.title, form.away) for form in forms)
    busy = {teacher for demand in problem.demands.values() for teacher in demand.teachers}
    teachers = sorted((one for one in problem.teachers.values() if one.id in busy), key=lambda one: one.name)
    met = Counter(surname(one.name) for one in teachers)
    return tuple(
        Column(
            one.id,
            told_apart(one.name) if met[surname(one.name)] > 1 else surname(one.name),
            one.name,
            one.away,
        )
        for one in teachers
    )


class Share(NamedTuple):
    """A column in which a demand stands, with the part that is shown there, and its words."""

    column: int
    part: Part
    words: tuple[str, str]


def _shares(problem: Problem, demand: Demand, axis: Axis, index: Mapping[str, int]) -> tuple[Share, ...]:
    """The columns in which a demand stands."""
    found: list[Share] = []
    for part in demand.parts:
        if axis is Axis.FORMS:
            whose: Iterable[str] = dict.fromkeys(problem.groups[group].form for group in part.groups)
        else:
            whose = part.teachers
        words = _words(problem, demand, part, axis)
        found.extend(Share(index[one], part, words) for one in whose if one in index)
    if axis is Axis.TEACHERS:  # one teacher of several journals is one lesson
        return tuple({share.column: share for share in reversed(found)}.values())
    return tuple(found)


def _pieces(problem: Problem, card: Card, shares: Sequence[Share]) -> Iterable[tuple[int, Piece]]:
    demand = problem.demands[card.block.demand]
    block = problem.block(card.block)
    rooms = {id(part): own for part, own in parts_with_rooms(demand, card)}
    for share in shares:
        own = rooms[id(share.part)]
        yield (
            share.column,
            Piece(
                card.block,
                demand.subject,
                *share.words,
                ", ".join(room_number(problem.rooms[one].title) for one in own if one in problem.rooms),
                block.length,
                card.weeks,
                card.time_locked,
            ),
        )


def _words(problem: Problem, demand: Demand, part: Part, axis: Axis) -> tuple[str, str]:
    """«матем», «Петрова» in a form's column; «7Б», «матем» in a teacher's."""
    subject = subject_short(problem, demand)
    if axis is Axis.TEACHERS:
        return forms_title(problem, demand), subject
    return subject, ", ".join(surname(problem.teachers[one].name) for one in part.teachers)


def _in_lanes(found: list[tuple[int, Piece]]) -> Iterable[tuple[int, Piece]]:
    """Give pieces that overlap a lane each; a chain of overlaps shares one count of lanes."""
    cluster: list[tuple[int, Piece]] = []
    ends: list[int] = []
    for slot, piece in sorted(found, key=lambda each: (each[0], each[1].block)):
        if ends and slot >= max(ends):
            yield from _counted(cluster, len(ends))
            cluster, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= slot), len(ends))
        ends[lane : lane + 1] = [slot + piece.length]
        cluster.append((slot, replace(piece, lane=lane) if lane else piece))
    yield from _counted(cluster, len(ends))


def _counted(cluster: list[tuple[int, Piece]], lanes: int) -> Iterable[tuple[int, Piece]]:
    return [(slot, replace(piece, lanes=lanes)) for slot, piece in cluster] if lanes > 1 else cluster


# words of a lesson


def surname(name: str) -> str:
    """«Петрова» of «Петрова Анна Ивановна»."""
    return name.split(maxsplit=1)[0] if name.strip() else name


def told_apart(name: str) -> str:
    """«В.О. Котова» of «Котова Вера Олеговна»: what tells from a namesake stands where nothing is cut off."""
    first, *others = name.split() or [name]
    return " ".join(("".join(f"{word[0]}." for word in others), first)).strip()


def rooms_title(problem: Problem, rooms: Iterable[str | None]) -> str:
    """«каб. 12, Спортзал»: a number alone says nothing, and a name says «кабинет» itself."""
    titles = ", ".join(room_number(problem.rooms[one].title) for one in rooms if one and one in problem.rooms)
    return _("каб. {rooms}").format(rooms=titles) if titles[:1].isdigit() else titles


def subject_short(problem: Problem, demand: Demand) -> str:
    """A subject's short name, else its title."""
    subject = problem.subjects.get(demand.subject)
    return (subject.short or subject.title) if subject else demand.subject


def subject_title(problem: Problem, demand: Demand) -> str:
    """A demand's own title («Разговоры о важном»), else its subject's: also where a title only adds the
    forms to it («История 9А»), which are said beside it.
    """
    subject = problem.subjects.get(demand.subject)
    usual = subject.title if subject else demand.subject
    is_usual = demand.title.startswith(f"{usual} {forms_title(problem, demand)}")
    return usual if is_usual else demand.title or usual


def forms_title(problem: Problem, demand: Demand) -> str:
    """«8А, 8Б»."""
    forms = (problem.forms[form].title for form in problem.forms_of(demand) if form in problem.forms)
    return ", ".join(forms)


def groups_title(problem: Problem, demand: Demand) -> str:
    """«7Б», «7Б (1 гр.)»: whom a lesson is for, with the group where it is not a whole form."""
    titles = []
    for key in demand.groups:
        group = problem.groups[key]
        form = problem.forms.get(group.form)
        if form is None:
            titles.append(group.title)
        elif len(demand.groups) > 1 or not (own := group_title(problem, key, with_form=False)):
            titles.append(form.title)
        else:
            titles.append(f"{form.title} ({own})")
    return ", ".join(dict.fromkeys(titles))


def lesson_title(problem: Problem, key: BlockKey) -> str:
    """«Математика · 7Б · Петрова»."""
    demand = problem.demands[key.demand]
    teachers = ", ".join(surname(problem.teachers[one].name) for one in demand.teachers)
    parts = (subject_title(problem, demand), groups_title(problem, demand), teachers)
    return " · ".join(text for text in parts if text)

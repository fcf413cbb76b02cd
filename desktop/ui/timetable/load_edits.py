"""A row of the load sheet as a demand of this school: names are found among its own people and rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from desktop.ui.timetable.sheet import surname
from school.calendar import Weeks
from timetable.formats.load.columns import Column
from timetable.formats.load.rows import LoadRow
from timetable.problem import Block, Demand, Part, Problem, RoomNeed


@dataclass(frozen=True)
class Stranger(Exception):
    """A name that the school does not have."""

    column: Column
    name: str


def demand_of(problem: Problem, row: LoadRow, known: Demand | None = None) -> Demand:
    """What a row says; parts of ``known`` keep their journals. Raises Stranger."""
    subject = _subject(problem, row.subject)
    forms = [_form(problem, title) for title in row.forms]
    sides = max(len(row.teachers), len(row.groups), 1)
    parts = tuple(
        Part(
            _groups(problem, forms, _side(row.groups, at)),
            tuple(_teacher(problem, name) for name in _side(row.teachers, at)),
            _rooms(problem, _side(row.rooms, at)),
        )
        for at in range(sides)
    )
    if known is not None and len(known.parts) == len(parts):
        parts = tuple(replace(part, course=was.course) for part, was in zip(parts, known.parts, strict=True))
    blocks = (
        *(Block(length) for length in row.blocks.every),
        *(Block(length, None) for length in row.blocks.other),
    )
    if known is not None:
        return replace(known, subject=subject, parts=parts, blocks=_kept(known.blocks, blocks))
    return Demand(uuid4().hex, subject, parts, blocks)


def like(problem: Problem, demand: Demand) -> Demand | None:
    """The demand of the same subject for the same pupils, which a pasted row is about."""
    alike = (
        one
        for one in problem.demands.values()
        if one.subject == demand.subject and set(one.groups) == set(demand.groups)
    )
    return next(alike, None)


def _kept(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Block, ...]:
    """Equal hours keep what was said of odd and even weeks."""
    lengths = [block.length for block in before]
    return before if lengths == [block.length for block in after] and _same_weeks(before, after) else after


def _same_weeks(before: Iterable[Block], after: Iterable[Block]) -> bool:
    pairs = zip(before, after, strict=True)
    return all((one.weeks is Weeks.EVERY) == (other.weeks is Weeks.EVERY) for one, other in pairs)


def _side(sides: Sequence[tuple[str, ...]], at: int) -> tuple[str, ...]:
    return sides[at] if len(sides) > 1 else sides[0] if sides else ()


def _subject(problem: Problem, name: str) -> str:
    for subject in problem.subjects.values():
        if _plain(name) in (_plain(subject.title), _plain(subject.short)):
            return subject.id
    raise Stranger(Column.SUBJECT, name)


def _form(problem: Problem, title: str) -> str:
    for form in problem.forms.values():
        if _plain(title) == _plain(form.title):
            return form.id
    raise Stranger(Column.FORMS, title)


def _teacher(problem: Problem, name: str) -> str:
    """By the whole name, else by a surname that only one has."""
    whole = [one.id for one in problem.teachers.values() if _plain(one.name) == _plain(name)]
    found = whole or [
        one.id for one in problem.teachers.values() if _plain(surname(one.name)) == _plain(name)
    ]
    if len(found) != 1:
        raise Stranger(Column.TEACHERS, name)
    return found[0]


def _groups(problem: Problem, forms: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return tuple(forms)
    return tuple(_group(problem, form, name) for form in forms for name in names)


def _group(problem: Problem, form: str, name: str) -> str:
    for group in problem.groups.values():
        if group.form == form and _plain(name) == _plain(group.title):
            return group.id
    raise Stranger(Column.GROUPS, name)


def _rooms(problem: Problem, titles: Sequence[str]) -> tuple[RoomNeed, ...]:
    if not titles:
        return ()
    return (RoomNeed(tuple(_room(problem, title) for title in titles)),)


def _room(problem: Problem, title: str) -> str:
    for room in problem.rooms.values():
        if _plain(title) == _plain(room.title):
            return room.id
    raise Stranger(Column.ROOMS, title)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())

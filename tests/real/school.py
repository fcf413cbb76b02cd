"""The school of the real thing: three lessons of two courses, who teaches them, and who looks on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from server.seed import SeedRecord
from tests.server.town import (
    ALGEBRA,
    ANNA,
    BORIS,
    GEOMETRY,
    HEAD,
    OUTSIDER,
    PUPIL,
    SECOND,
    Lesson,
    day,
    town_records,
)

ALGEBRA_BUCKET, GEOMETRY_BUCKET = f"course:{ALGEBRA}", f"course:{GEOMETRY}"
CAST = {"anna 1": ANNA, "anna 2": ANNA, "boris 1": BORIS, "head 1": HEAD}
SIGNS = {ALGEBRA_BUCKET: "~a", GEOMETRY_BUCKET: "~b"}
"""Every value written into a course ends with its sign, so that a leak can be seen in bytes."""

LESSONS = (Lesson(-1, 3), Lesson(-2, 2), Lesson(-1, 5, GEOMETRY))
PUPILS = {ALGEBRA: (PUPIL, SECOND), GEOMETRY: (OUTSIDER,)}


def school_records() -> Iterator[SeedRecord]:
    """The town of the server's tests, its geometry taught by the first teacher of algebra."""
    for one in town_records():
        if (one.kind, one.id) == ("course", GEOMETRY):
            yield one._replace(cells={**one.cells, "teachers": [_teacher(ANNA)]})
        else:
            yield one


class Right(NamedTuple):
    """A teacher's place in a course, which the office takes and gives back."""

    person: str
    course: str


RIGHTS = (Right(BORIS, ALGEBRA), Right(ANNA, GEOMETRY))


def teachers_turned(right: Right, standing: list[Any]) -> list[Any]:
    """The list of a course's teachers, with this one's time ended a month ago, or going on again."""

    def turned(one: dict[str, Any]) -> dict[str, Any]:
        return {**one, "to": day(-30) if one["to"] is None else None}

    return [turned(one) if one["person"] == right.person else one for one in standing]


def locked_unless(standing: Any) -> str | None:
    """When a term was locked: now, unless it is."""
    return None if standing else f"{day(0)}T08:00:00+03:00"


def cells_of(lesson: Lesson) -> tuple[str, ...]:
    """The cells that people write in a lesson."""
    pupils = PUPILS[lesson.course]
    return (*(lesson.cell(pupil) for pupil in pupils), f"attendance/{pupils[0]}", "topic")


def value_for(cell: str, word: str) -> Any:
    """A value for the cell that carries a word."""
    if cell.startswith("mark/"):
        return {"values": ["5"], "duty": False, "comment": word}
    if cell.startswith("attendance/"):
        return {"code": "absent", "minutes": 0, "comment": word}
    return word


def _teacher(person: str) -> dict[str, Any]:
    return {"person": person, "from": day(-120), "to": None}

"""What the sanitary rules and the federal programme say of a week: dated tables that a person can edit.

A table is data (`timetable/norms.json` holds those that come with the program), never code: each
number names the act and the table that it is from, and a person must compare it with the official text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Act:
    """A document and the days in which it holds; ``checked`` by a person against the official text."""

    title: str
    valid_from: date
    valid_to: date | None = None
    note: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Norms:
    """Limits and points, by level.

    ``weekly`` is by (level, days a week), ``daily`` by level; ``daily_once`` is what one day of the
    week may have when physical education is among its lessons. ``points`` of difficulty are by
    (level, the subject's name in the table). What a table does not say is not limited.
    """

    title: str
    acts: tuple[Act, ...] = ()
    weekly: Mapping[tuple[int, int], int] = field(default_factory=dict)
    daily: Mapping[int, int] = field(default_factory=dict)
    daily_once: Mapping[int, int] = field(default_factory=dict)
    points: Mapping[tuple[int, str], int] = field(default_factory=dict)
    only_first_shift: frozenset[int] = frozenset()

    def points_of(self, level: int, norm: str) -> int | None:
        """How hard a subject is at a level; None for one that the tables do not name."""
        return self.points.get((level, norm))


NO_NORMS = Norms("")
"""No table: a school abroad, or a file that carries none."""

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

    def covers(self, day: date) -> bool:
        """Whether the act is in force on a date; both ends are counted."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Norms:
    """Limits and points, by level.

    ``weekly`` is by (level, days a week), ``daily`` by level; ``daily_once`` is what one day of the
    week may have when physical education is among its lessons. ``points`` of difficulty are by
    (level, the subject's name in the table). What a table does not say is not limited.

    ``names`` are the rows of subjects that schools call otherwise, ``undecided`` those that no table
    names and a school has to decide, in small letters; ``sources`` say for a part of the table
    (weekly, daily, points…) which act and which table of it.
    """

    title: str
    acts: tuple[Act, ...] = ()
    weekly: Mapping[tuple[int, int], int] = field(default_factory=dict)
    daily: Mapping[int, int] = field(default_factory=dict)
    daily_once: Mapping[int, int] = field(default_factory=dict)
    points: Mapping[tuple[int, str], int] = field(default_factory=dict)
    only_first_shift: frozenset[int] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> frozenset[str]:
        """The subjects that the tables of difficulty name."""
        return frozenset(row for _, row in self.points)

    def covers(self, day: date) -> bool:
        """Whether all acts of the table hold on a date; a table without acts never does."""
        return bool(self.acts) and all(act.covers(day) for act in self.acts)

    def row_of(self, title: str) -> str | None:
        """The row that a subject of the school stands in by its title; None where a person has to say.

        «Алгебра», «Английский язык (2-я гр.)» and «ВиС» have one; ОБЗР, Труд (технология) and ОДНКНР
        have none.
        """
        name = title.casefold().replace("ё", "е").strip()
        for known in (name, name.partition("(")[0].strip()):
            if known in self.undecided:
                return None
            row = known if known in self.rows else self.names.get(known)
            if row is not None:
                return row
        return None

    def weekly_of(self, level: int, days: int) -> int | None:
        """The most lessons a week of a level in a school of so many days; None where nothing limits them.

        A limit of 0 forbids the level a sixth day, not its lessons: those of five days are its limit.
        """
        most = self.weekly.get((level, days))
        return self.weekly.get((level, 5)) if most == 0 else most

    def points_of(self, level: int, norm: str) -> int | None:
        """How hard a subject is at a level; None for one that the tables do not name."""
        return self.points.get((level, norm))


NO_NORMS = Norms("")
"""No table: a school abroad, or a file that carries none."""

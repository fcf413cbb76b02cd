"""The school year and the terms into which it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TermKind(StrEnum):
    """How a form's year is cut; one school may mix kinds between levels."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """«2026/27»: from the first bell of September to the last day of lessons."""

    id: str
    title: str
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Term:
    """One quarter, trimester or half-year; locked when its journal has been handed in."""

    id: str
    title: str
    kind: TermKind
    first_day: date
    last_day: date
    locked_at: datetime | None = None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

"""Marks for a term, a year and for good: set by the teacher, never by a calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from school.mark import Mark


@dataclass(frozen=True, slots=True)
class TermMarks:
    """The term marks of one course: pupil to mark."""

    id: str
    course: str
    term: str
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearMarks:
    """The year marks of one course, or with ``final`` those of its certificate."""

    id: str
    course: str
    year: str
    final: bool = False
    marks: Mapping[str, Mark] = field(default_factory=dict)

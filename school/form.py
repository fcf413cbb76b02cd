"""Forms of a school: 7Б, its level and its place in the day."""

from __future__ import annotations

from dataclasses import dataclass

from school.people import russian_key
from school.term import TermKind


@dataclass(frozen=True, slots=True)
class Form:
    """A form such as 7Б: ``level`` is 1 to 11, ``letter`` any short text, shift 1 or 2."""

    id: str
    level: int
    letter: str
    shift: int = 1
    term_kind: TermKind = TermKind.QUARTER
    own_title: str = ""

    @property
    def title(self) -> str:
        return self.own_title or f"{self.level}{self.letter}"

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """9А before 10А, А before Б before Ё."""
        return self.level, russian_key(self.letter), self.id


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A part of a form, or of several, that is taught apart; known by its short title."""

    title: str

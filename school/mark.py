"""Marks: what a pupil got for one work."""

from __future__ import annotations

from dataclasses import dataclass

MOST_VALUES = 3
"""How many values one cell can show; no school's paper journal holds more."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark for one work: «5», or «5/4» for content and spelling.

    ``duty`` is the dot: the work is owed, with a value beside it or without. A mark is a
    value. To correct it is to make another for the same cell, so the old and the new can
    lie side by side while two computers disagree.
    """

    values: tuple[str, ...] = ()
    duty: bool = False
    comment: str = ""

    def __post_init__(self) -> None:
        if len(self.values) > MOST_VALUES:
            raise ValueError(f"a mark holds at most {MOST_VALUES} values")

    @property
    def is_empty(self) -> bool:
        """An empty mark is not written at all: its cell is empty."""
        return not (self.values or self.duty or self.comment)

    @property
    def text(self) -> str:
        """As it is typed and copied: «5/4», «.», «3 .»."""
        shown = "/".join(self.values)
        return f"{shown} .".strip() if self.duty else shown

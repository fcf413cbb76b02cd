"""What fast entry asks for: values, in the order in which they shall happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from desktop.ui.grid.cells import CellValue, Place


@dataclass(frozen=True, slots=True)
class Put:
    """Write a cell: `before` is what the teacher saw there."""

    place: Place
    before: CellValue
    after: CellValue


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Return the value from before the last entry, if the cell still holds what that put."""

    place: Place
    before: CellValue
    after: CellValue


@dataclass(frozen=True, slots=True)
class Move:
    """The cursor goes here."""

    place: Place


@dataclass(frozen=True, slots=True)
class Waiting:
    """Text typed into a cell that is not complete yet; empty: nothing waits there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class ClassDone:
    """The last pupil is behind: focus goes to the bar, which counts who is left unmarked.

    It counts when it shows, since the last mark is written just before.
    """

    column: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """A token that does not fit: the cell shakes, the words stand in the line."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that teach, without blame."""

    words: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Put the same marks (or duty) into these cells as one undoable step.

    `replaces`: none of them is empty, so the teacher is asked first.
    """

    places: tuple[Place, ...]
    value: CellValue
    replaces: bool = False


Effect: TypeAlias = Put | TakeBack | Move | Waiting | ClassDone | Refuse | Hint | Fill

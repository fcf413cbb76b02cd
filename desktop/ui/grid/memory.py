"""What fast entry remembers between two keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from desktop.ui.grid.cells import CellValue, Place
from desktop.ui.grid.effects import Effect, Hint, Waiting
from desktop.ui.words import _

_HINT_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class Done:
    """One finished entry: what Backspace returns, and what a tail grows from.

    `typed`: the code or mark that the keys just made, which tails are looked up by.
    """

    place: Place
    before: CellValue
    after: CellValue
    typed: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A mark that is not complete; `seconds`: the cell beside whose marks it will stand."""

    place: Place
    text: str
    seconds: CellValue | None = None

    def waiting(self) -> Waiting:
        """How the cell shows it: «1», «5/»."""
        before = "".join(f"{mark}/" for mark in self.seconds.marks) if self.seconds else ""
        return Waiting(self.place, before + self.text)

    def shorter(self) -> Pending | None:
        """Without its last digit; None when nothing would be left to wait for."""
        left = replace(self, text=self.text[:-1])
        return left if left.text or (self.text and self.seconds) else None


class SkipHint:
    """Who presses ↓ after each digit skips every second pupil: three times earn one hint."""

    def __init__(self) -> None:
        self._skips = 0
        self._said = False

    def forget(self) -> None:
        """A digit came without ↓ after the one before."""
        self._skips = 0

    def after_down(self, skipped: bool) -> list[Effect]:
        """↓ was pressed, directly after the cursor had gone by itself or not."""
        self._skips = self._skips + 1 if skipped else 0
        if self._skips < _HINT_AFTER or self._said:
            return []
        self._said = True
        return [Hint(_("Отметка сама переходит ниже, ↓ пропускает ученика"))]

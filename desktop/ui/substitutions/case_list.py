"""The list of open and decided lessons, day by day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.ui.substitutions.case_words import CaseWords, day_head
from desktop.ui.substitutions.cases import Case
from desktop.ui.substitutions.lines import Lines, Shown
from school.timetable_reading import Key


class CaseList(Lines):
    """`moved`: another lesson has the keys."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cases: list[Case | None] = []
        self.currentRowChanged.connect(self.moved)

    @property
    def case(self) -> Case | None:
        """The lesson that has the keys."""
        row = self.currentRow()
        return self._cases[row] if 0 <= row < len(self._cases) else None

    def show_cases(self, cases: Sequence[Case], words: CaseWords, *, named: bool) -> None:
        """Show these; the lesson that had the keys keeps them, or whichever comes to its place."""
        kept, row = self.case, self.currentRow()
        lines: list[Shown] = []
        self._cases = []
        day = None
        for case in cases:
            if case.place.date != day:
                day = case.place.date
                lines.append(day_head(day))
                self._cases.append(None)
            lines.append(words.case_line(case, named=named))
            self._cases.append(case)
        self.show_lines(lines, self._row_of(kept.key if kept else None, row))

    def go_to(self, key: Key) -> None:
        """Give the keys to this lesson."""
        self.setCurrentRow(self._row_of(key, self.currentRow()))

    def _row_of(self, key: Key | None, otherwise: int) -> int:
        found = (at for at, case in enumerate(self._cases) if case is not None and case.key == key)
        lessons = [at for at, case in enumerate(self._cases) if case is not None]
        return next(found, min(lessons, key=lambda at: abs(at - otherwise), default=-1))

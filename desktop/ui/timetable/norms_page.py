"""«Нормы»: limits and points with their acts, to be compared with the official text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.ui.look.furniture import play
from desktop.ui.timetable.working import Working
from desktop.ui.words import _
from timetable.norms import Act, Norms


class NormsPage(QWidget):
    """Levels across; weekly and daily limits first, then the points of each subject."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self.title = play(QLabel(), "heading")
        self.acts = play(QLabel(), "faint")
        self.table = QTableWidget()
        self.table.setAccessibleName(_("Нормы"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for label in (self.title, self.acts):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        for part in (self.title, self.acts):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        working.changed.connect(self.show_norms)
        self.show_norms()

    def show_norms(self) -> None:
        """The table of the school."""
        norms = self._working.draft.problem.norms
        self.title.setText(norms.title or _("Таблицы норм нет: пределы не проверяются."))
        self.acts.setText("\n".join(act_words(act) for act in norms.acts))
        levels = sorted({*norms.daily, *(level for level, _subject in norms.points)})
        rows = table_of(norms, levels)
        self.table.setColumnCount(len(levels))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels([_("{n} кл.").format(n=level) for level in levels])
        self.table.setVerticalHeaderLabels([title for title, _cells in rows])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, (_title, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                self.table.setItem(row, column, item)


def act_words(act: Act) -> str:
    """«СанПиН 1.2.3685-21, действует 01.03.2021–01.03.2027. Сверено с официальным текстом»."""
    until = f"{act.valid_to:%d.%m.%Y}" if act.valid_to else "…"
    checked = _("сверено с официальным текстом") if act.checked else _("не сверено с официальным текстом")
    words = _("{act}: {first} — {last}; {checked}").format(
        act=act.title, first=f"{act.valid_from:%d.%m.%Y}", last=until, checked=checked
    )
    return f"{words}. {act.note}" if act.note else words


def table_of(norms: Norms, levels: Sequence[int]) -> list[tuple[str, list[str]]]:
    """Rows of the table: a title, and a cell for each level."""
    rows = []
    for days in sorted({days for _level, days in norms.weekly}):
        limits = [_cell(norms.weekly.get((level, days))) for level in levels]
        rows.append((_("уроков в неделю, {n}-дневка").format(n=days), limits))
    rows.append((_("уроков в день"), [_cell(norms.daily.get(level)) for level in levels]))
    for subject in sorted({subject for _level, subject in norms.points}):
        points = [_cell(norms.points.get((level, subject))) for level in levels]
        rows.append((_("баллы: {subject}").format(subject=_written(subject)), points))
    return rows


def _written(subject: str) -> str:
    """«ИЗО», «ОБЖ»: so short a name is an abbreviation."""
    return subject.upper() if len(subject) <= _ABBREVIATION else subject


_ABBREVIATION = 3
"""Letters."""


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)

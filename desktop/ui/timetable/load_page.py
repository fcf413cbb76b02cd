"""«Нагрузка»: a row for each demand, edited in its cells, or pasted from Excel and looked at before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.keys import Action, Meaning
from desktop.ui.grid.taking import take
from desktop.ui.look.furniture import play
from desktop.ui.timetable.advice import TONGUE
from desktop.ui.timetable.load_edits import Stranger, demand_of, like
from desktop.ui.timetable.record_table import RecordTable
from desktop.ui.timetable.side_sheet import Lines
from desktop.ui.timetable.working import Working
from desktop.ui.words import _, plural
from timetable.cards import Draft
from timetable.formats.load.columns import ORDER, Column
from timetable.formats.load.problem import lines_of
from timetable.formats.load.rows import LoadSheet, read_load_sheet, rows_of, text_of
from timetable.formats.refusals import BadFile
from timetable.problem import Demand

_FIXED: Final = tuple(map(ORDER.index, (Column.FORMS, Column.SUBJECT, Column.GROUPS)))
_NARROW: Final = tuple(map(ORDER.index, (Column.FORMS, Column.LENGTH, Column.PER_WEEK)))


class LoadPage(QWidget):
    """Nothing pasted is taken before it was looked at; a wrong cell is told with its row and column."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self._found: dict[str, Demand] = {}
        self.table = RecordTable(_("Нагрузка"), [_(column) for column in ORDER], _FIXED)
        for column in _NARROW:
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self.wrong = play(QLabel(), "faint", "red")
        self.paste = QPushButton(_("Вставить из Excel · Ctrl+М/V"))
        self.copy = QPushButton(_("Копировать всё · Ctrl+С/C"))
        self.preview = play(QWidget(), "card")
        self.told = QLabel()
        self.lines = Lines(_("Что не прочиталось"))
        self.accept = play(QPushButton(_("Принять · Ctrl+Enter")), "primary")
        self.leave = QPushButton(_("Не надо · Esc"))
        self._lay_out()
        self.table.edited.connect(self._put)
        self.paste.clicked.connect(self.paste_sheet)
        self.copy.clicked.connect(self.copy_sheet)
        self.accept.clicked.connect(self.take)
        self.leave.clicked.connect(self.preview.hide)
        working.changed.connect(self.show_load)
        self.show_load()

    def _lay_out(self) -> None:
        hint = _(
            "Часы — числом или блоками: 3, 2+1+1. Урок раз в две недели — 0,5; 1,5 — один каждую неделю и "
            "ещё один через неделю. Из Excel: столбцы в любом порядке, с заголовками."
        )
        buttons = QHBoxLayout()
        for button in (self.paste, self.copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addWidget(self.wrong, 1)
        ends = QHBoxLayout()
        ends.addWidget(self.accept)
        ends.addWidget(self.leave)
        ends.addStretch(1)
        inside = QVBoxLayout(self.preview)
        inside.addWidget(self.told)
        inside.addWidget(self.lines, 1)
        inside.addLayout(ends)
        self.preview.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.addWidget(play(QLabel(hint), "faint"))
        column.addWidget(self.table, 3)
        column.addWidget(self.preview, 2)
        column.addLayout(buttons)
        self.setFocusProxy(self.table)

    def show_load(self) -> None:
        """The school's load as it is now."""
        problem = self._working.draft.problem
        self.table.show_rows(zip(problem.demands, lines_of(problem)[1:], strict=True))

    # keys

    def take_key(self, meaning: Meaning) -> bool:
        """Paste, copy; what was pasted is taken or left."""
        deeds = {Action.PASTE: self.paste_sheet, Action.COPY: self.copy_sheet}
        if self.preview.isVisible():
            deeds |= {Action.FILL_EMPTY: self.take, Action.CANCEL: self.preview.hide}
        return take(meaning, deeds)

    # one cell

    def _put(self, item: QTableWidgetItem) -> None:
        problem = self._working.draft.problem
        known = problem.demands[self.table.id_of(item.row()) or ""]
        cells = [self.table.text(item.row(), column) for column in range(len(ORDER))]
        sheet = rows_of([list(ORDER), cells])
        words = self._wrong_of(sheet, item.row() + 1)
        demand = known
        if not words:
            try:
                demand = demand_of(problem, sheet.rows[0], known)
            except Stranger as stranger:
                words = stranger_words(stranger)
        self.wrong.setText(words)
        if words:
            self.table.mark(item, words)
        elif demand != known:
            self._do(
                _("Нагрузка: {subject}").format(subject=self.table.text(item.row(), 2)), {demand.id: demand}
            )

    @staticmethod
    def _wrong_of(sheet: LoadSheet, row: int) -> str:
        """With the row's number in this table, where the heading is no row."""
        here = (BadFile(one.why, replace(one.place, line=row), **one.facts) for one in sheet.wrong)
        return "; ".join(one.words(TONGUE) for one in here)

    # a whole sheet

    def copy_sheet(self) -> None:
        """All of the load for a spreadsheet."""
        QApplication.clipboard().setText(text_of(lines_of(self._working.draft.problem)))
        self.wrong.setText("")

    def paste_sheet(self) -> None:
        """What lies on the clipboard, to be looked at before it is taken."""
        problem = self._working.draft.problem
        sheet = read_load_sheet(QApplication.clipboard().text())
        wrong = [(one.place.line, one.words(TONGUE)) for one in sheet.wrong]
        self._found = {}
        for row in sheet.rows:
            try:
                demand = demand_of(problem, row)
                known = like(problem, demand)
                taken = demand_of(problem, row, known) if known else demand
                self._found[taken.id] = taken
            except Stranger as stranger:
                words = _("строка {n}: {why}").format(n=row.line, why=stranger_words(stranger))
                wrong.append((row.line, words))
        self._show_found([words for _line, words in sorted(wrong, key=lambda one: one[0])])

    def _show_found(self, wrong: Sequence[str]) -> None:
        known = self._working.draft.problem.demands
        new = sum(id not in known for id in self._found)
        changed = sum(id in known and known[id] != demand for id, demand in self._found.items())
        rows = plural(len(self._found), "Прочитана {n} строка", "Прочитаны {n} строки", "Прочитано {n} строк")
        words = _("{rows}: новых {new}, изменится {changed}, не прочиталось {wrong}.")
        self.told.setText(words.format(rows=rows, new=new, changed=changed, wrong=len(wrong)))
        self.lines.show_lines((one, None) for one in wrong)
        self.lines.setVisible(bool(wrong))
        self.accept.setEnabled(bool(new or changed))
        self.preview.show()

    def take(self) -> None:
        """What was read becomes the load, in one step."""
        if self.accept.isEnabled():
            self.preview.hide()
            self._do(_("Нагрузка вставлена"), self._found)

    def _do(self, words: str, demands: dict[str, Demand]) -> None:
        draft = self._working.draft
        problem = replace(draft.problem, demands={**draft.problem.demands, **demands})
        known = {key for key, _demand, _block in problem.blocks()}
        cards = {key: card for key, card in draft.cards.items() if key in known}
        self._working.do(words, Draft(problem, cards))


def stranger_words(stranger: Stranger) -> str:
    """«Учитель «Иванов»: такого в школе нет»."""
    words = _("{column} «{name}»: в школе такого нет, или подходит не один")
    return words.format(column=_(stranger.column), name=stranger.name)

"""A journal page as the marking grid looks it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import CellRead, PupilRow, PupilSums
from desktop.models.reading.wire import mark_cell
from desktop.ui.dates import short_day
from desktop.ui.grid.cells import BLANK, CellShown, Place
from desktop.ui.grid.sheet import Badge, ColumnShown, RowShown, SummaryColumn, SummaryShown, Tone
from desktop.ui.journal_page import sentences
from desktop.ui.journal_page.translating import Codes, grid_scale
from desktop.ui.words import _
from school.grading import show_average

_NO_SUM = SummaryShown()
AVERAGE, COUNT, MISSED, DEBTS, ADVICE, TERM = "average", "count", "missed", "debts", "advice", "term"


class PageSheet:
    """Rows, columns and cells in the grid's words, kept until they are touched."""

    takes_newcomers = True

    def __init__(self, journal: Journal, page: JournalPage, now: datetime) -> None:
        self._journal = journal
        self.page = page
        self.codes = Codes(journal.facts.codes)
        self.lesson_now = lesson_of_today(page, now)
        self._make()

    def _make(self) -> None:
        self._scale = grid_scale(self.page.scale)
        self.rows: Sequence[RowShown] = tuple(map(self._row, self.page.rows))
        self.columns: Sequence[ColumnShown] = tuple(map(self._column, self.page.columns))
        self.summary_columns: Sequence[SummaryColumn] = _sums()
        self._cells: dict[Place, CellShown] = {}
        self._edge: dict[str, dict[str, SummaryShown]] = {}

    def forget(self, places: Iterable[Place], rows: Iterable[str]) -> None:
        """These cells, and the sums of these pupils, look different now."""
        for place in places:
            self._cells.pop(place, None)
        for row in rows:
            self._edge.pop(row, None)

    def columns_differ(self) -> bool:
        """Whether a lesson's heading has changed since it was shown."""
        return tuple(map(self._column, self.page.columns)) != self.columns

    def cell(self, place: Place) -> CellShown:
        """What stands in a cell."""
        found = self._cells.get(place)
        if found is None:
            found = self._cells[place] = self._read(place)
        return found

    def read(self, place: Place) -> CellRead:
        """A cell in the journal's words."""
        return self.page.cell(place.row, place.column)

    def _read(self, place: Place) -> CellShown:
        row, column = self.page.row(place.row), self.page.work_of(place.row, place.column)
        if row is None:
            return BLANK
        if row.is_divider:
            return CellShown(closed=row.name)
        if column is None:
            return CellShown(closed=_("В этом классе такого урока нет"))
        cell = self.read(place)
        return self.codes.cell(cell, sentences.closed_cell(cell.closed, row, column))

    def summary(self, row: str, column: str) -> SummaryShown:
        """What stands in a cell of the right edge."""
        found = self._edge.get(row)
        if found is None:
            found = self._edge[row] = self._read_sums(row)
        return found.get(column, _NO_SUM)

    def _read_sums(self, row: str) -> dict[str, SummaryShown]:
        pupil = self.page.row(row)
        if pupil is None or pupil.is_guest or pupil.elsewhere or pupil.is_divider:
            return {}
        sums = self.page.sums(row)
        return {column.key: _summary(sums, column.key) for column in self.summary_columns}

    def explain(self, place: Place) -> str:
        """The hover card: who, work, weight, date, comment, note, fate."""
        row, column = self.page.row(place.row), self.page.work_of(place.row, place.column)
        if row is None or column is None:
            return ""
        cell = self.read(place)
        shown = self.cell(place)
        note = self._journal.read_note("lesson", column.lesson.id, mark_cell(row.id, column.id))
        lines = [
            f"{row.name}: {shown.value}" if shown.value else row.name,
            self._about(column),
            shown.closed,
            cell.mark.comment if cell.mark else "",
            _("Только я: {note}").format(note=note) if note else "",
            self._own_code(cell),
            sentences.beside(cell, str(self.codes.other(cell))),
        ]
        return "\n".join(line for line in lines if line)

    def _own_code(self, cell: CellRead) -> str:
        """The teacher's own code stays to be seen under the form teacher's reason."""
        if cell.reason is None or cell.attendance is None:
            return ""
        own = self.codes.shown(cell.attendance.code)
        return _("Причина от классного руководителя, у вас стоит {code}").format(code=own)

    def _about(self, column: WorkColumn) -> str:
        lesson = column.lesson
        work = column.work.title or column.kind.title or _("Работа удалена")
        words = _("{work}, вес {weight} · {day}, урок {number}").format(
            work=work,
            weight=sentences.weight_text(column.work.weight),
            day=short_day(lesson.place.date),
            number=lesson.number,
        )
        return f"{words}\n{lesson.topic}" if lesson.topic else words

    def _row(self, row: PupilRow) -> RowShown:
        """A pupil; marks outside the pupil's dates are told, since nobody else will notice them."""
        shown = _row(row)
        outside = self.page.marks_outside(row.id) if row.came or row.left else 0
        if not outside:
            return shown
        badge = Badge(_("{n} вне дат").format(n=outside), sentences.outside(row, outside))
        return replace(shown, badges=(*shown.badges, badge))

    def _column(self, column: WorkColumn) -> ColumnShown:
        lesson = column.lesson
        return ColumnShown(
            column.id,
            lesson.id,
            sentences.month(lesson.place.date),
            str(lesson.place.date.day),
            str(lesson.number),
            self._scale,
            _badge(column),
            self._note(column),
            _title(lesson),
            lesson.id == self.lesson_now,
        )

    def _note(self, column: WorkColumn) -> str:
        due = column.work.due
        if due is None or not column.is_checked_on(self.page.today):
            return ""
        return _("проверяется до {day}").format(day=short_day(due))


def lesson_of_today(page: JournalPage, now: datetime) -> str:
    """Today's lesson that runs or was the last to begin; empty where the page has none today."""
    lesson = page.lesson_now(now)
    return lesson.id if lesson and lesson.place.date == now.date() and lesson.has_begun(now) else ""


def _title(lesson: LessonHead) -> str:
    words = sentences.about_lesson(replace(lesson, topic=""))
    notes = [
        _("не состоялся") if lesson.is_cancelled else "",
        _("замена") if lesson.is_substituted else "",
    ]
    return "\n".join([words, *(note for note in notes if note)])


def _badge(column: WorkColumn) -> Badge | None:
    """«К·3»; nothing for the plain answer that every lesson has."""
    if column.is_wiped and not column.is_default:
        return Badge("✕", _("Работа удалена"))
    if column.is_default and column.kind.is_answer:
        return None
    title = column.work.title or column.kind.title
    weight = sentences.weight_text(column.work.weight)
    return Badge(
        f"{column.kind.short}·{weight}", _("{title}, вес {weight}").format(title=title, weight=weight)
    )


def _row(row: PupilRow) -> RowShown:
    if row.is_divider:
        return RowShown(row.id, "", row.name, divider=True)
    if row.elsewhere:
        return RowShown(row.id, "", row.name, row.short_name, gone=True, remark=sentences.elsewhere(row))
    badges = []
    if row.is_guest:
        badges.append(Badge(_("без приказа"), _("Отметки хранятся у вас и перейдут ученику с приказом")))
    elif row.came is not None:
        since = _("зачислен {day}").format(day=short_day(row.came))
        badges.append(Badge(_("нов"), since))
    gone = _("выбыл {day}").format(day=short_day(row.left)) if row.left else ""
    number = str(row.number) if row.number else ""
    return RowShown(row.id, number, row.name, row.short_name, tuple(badges), bool(gone), gone)


def _sums() -> tuple[SummaryColumn, ...]:
    return (
        SummaryColumn(AVERAGE, _("СВБ"), _("Средний взвешенный балл"), 42),
        SummaryColumn(COUNT, _("n/мин"), _("Отметок стоит / сколько нужно"), 42),
        SummaryColumn(MISSED, _("Проп."), _("Пропущено уроков"), 40),
        SummaryColumn(DEBTS, _("Долги"), _("Не сдано работ"), 40),
        SummaryColumn(ADVICE, _("Подск."), _("Что выходит по правилам школы"), 44),
        SummaryColumn(TERM, _("Итог"), _("Отметка за период"), 40),
    )


def _summary(sums: PupilSums, column: str) -> SummaryShown:
    advice = sums.suggestion
    if column == AVERAGE:
        return SummaryShown(show_average(advice.average), explained=sentences.reason_of(sums))
    if column == COUNT:
        tone = Tone.SHORT if advice.marks < sums.least else Tone.FAINT
        return SummaryShown(f"{advice.marks}/{sums.least}", tone)
    if column == MISSED:
        return SummaryShown(str(sums.missed or ""))
    if column == DEBTS:
        return SummaryShown(str(sums.debts or ""), Tone.WRONG)
    if column == ADVICE:
        tone = Tone.SHORT if advice.is_disputed else Tone.FAINT
        return SummaryShown(advice.value or "", tone, explained=sentences.reason_of(sums))
    return SummaryShown(sums.term_mark.text if sums.term_mark else "", chip=True)

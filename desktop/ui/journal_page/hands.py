"""What the grid wishes becomes deeds of the journal, each one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead, Right
from desktop.models.undo import Step, StepKind
from desktop.ui.grid.cells import EMPTY, CellValue, Place
from desktop.ui.grid.clipboard import Fit
from desktop.ui.grid.effects import Fill, Put, TakeBack
from desktop.ui.grid.grid import MarkingGrid
from desktop.ui.grid.sheet import Tone
from desktop.ui.journal_page import sentences
from desktop.ui.journal_page.asking import AskBar, Question
from desktop.ui.journal_page.sheet import PageSheet
from desktop.ui.words import _, plural


class Hands(QObject):
    """Writes what was typed into one page; asks where a person has to say yes or why."""

    saved = Signal()
    sheet: PageSheet

    def __init__(self, journal: Journal, grid: MarkingGrid, bar: AskBar) -> None:
        super().__init__(grid)
        self._journal = journal
        self._grid = grid
        self._bar = bar
        self._reasons: dict[str, str] = {}
        self._entered: dict[Place, Step] = {}

    def show(self, sheet: PageSheet) -> None:
        """Another page is open."""
        self.sheet = sheet
        self._reasons.clear()
        self._entered.clear()

    # wishes

    def put(self, wish: Put) -> None:
        """One cell by fast entry."""

        def done(step: Step | None) -> None:
            if step is not None:
                self._entered[wish.place] = step
                self._remark(wish)

        self.write({wish.place: wish.after}, StepKind.MARKS, done)

    def take_back(self, wish: TakeBack) -> None:
        """Return the value from before the last entry, with the comment that it had."""
        shown = self.sheet.cell(wish.place).value
        if shown != wish.before:
            words = _("Здесь уже другое: {value}. Вернуть можно через отмену").format(value=shown or "—")
            self._grid.refuse(wish.place, words)
            return
        step = self._entered.pop(wish.place, None)
        if step is not None and step is self._journal.steps.last:
            self._journal.undo()
        else:
            self.write({wish.place: wish.after}, StepKind.MARKS)

    def fill(self, wish: Fill) -> None:
        """The same into many cells; over what stands only after a yes."""
        values = {place: self._filled(place, wish.value) for place in wish.places}
        if not wish.replaces:
            self.write(values, StepKind.FILL)
            return
        words = plural(len(values), "Заменить {n} стоящую?", "Заменить {n} стоящие?", "Заменить {n} стоящих?")

        def replace(_text: str) -> None:
            self.write(values, StepKind.FILL)

        self._bar.ask(Question(words, _("Заменить"), _("Не менять"), replace))

    def _filled(self, place: Place, value: CellValue) -> CellValue:
        stands = self.sheet.cell(place).value
        if not value.marks:
            return CellValue(stands.attendance, stands.marks, value.duty)
        return CellValue(stands.attendance, value.marks, value.duty)

    def paste(self, fit: Fit) -> None:
        """What of a table fits."""
        values = {one.place: one.after for one in fit.changes if one.place is not None}
        self.write(values, StepKind.PASTE)

    def wipe(self, places: Sequence[Place]) -> None:
        """Clear cells; an attendance code is not wiped together with others' marks."""
        is_one = len(places) == 1
        open_places = [place for place in places if not self.sheet.cell(place).closed]
        values = {
            place: EMPTY if is_one else CellValue(self.sheet.cell(place).value.attendance)
            for place in open_places
        }
        self.write(values, StepKind.WIPE)

    def turn_duty_off(self, places: Sequence[Place]) -> None:
        """«Снять долг» of all chosen cells."""
        owed = [place for place in places if self.sheet.cell(place).value.duty]
        stands = {place: self.sheet.cell(place).value for place in owed}
        values = {place: CellValue(value.attendance, value.marks) for place, value in stands.items()}
        self.write(values, StepKind.MARKS)

    def comment(self, places: Sequence[Place], text: str, *, private: bool) -> None:
        """The same comment on all chosen marks, or a note on each."""
        open_places = [place for place in places if not self.sheet.cell(place).closed]
        if private:
            for place in places:
                self._note(place, text)
        else:
            self._write([self._commented(place, text) for place in open_places], StepKind.COMMENT, None)

    def _note(self, place: Place, text: str) -> None:
        column = self.sheet.page.work_of(place.row, place.column)
        if column is not None:
            self._journal.put_mark_note(place.row, column, text)

    def _commented(self, place: Place, text: str) -> CellWrite:
        cell = self.sheet.read(place)
        values, duty = (cell.mark.values, cell.mark.duty) if cell.mark else ((), False)
        code = cell.attendance.code if cell.attendance else None
        return CellWrite(place.row, place.column, values, duty, code, text)

    # writing

    def write(
        self,
        values: Mapping[Place, CellValue],
        kind: StepKind,
        done: Callable[[Step | None], None] | None = None,
    ) -> None:
        """Make cells hold this, as one step; a closed lesson asks for a reason first."""
        writes = [
            self.sheet.codes.write(place, value, self.sheet.read(place)) for place, value in values.items()
        ]
        self._write(writes, kind, done)

    def _write(
        self, writes: Sequence[CellWrite], kind: StepKind, done: Callable[[Step | None], None] | None
    ) -> None:
        waiting = self._unexplained(writes)
        if waiting is not None:
            self._ask_reason(waiting, writes, kind, done)
            return
        reason = next((self._reasons[id] for id in self._lessons(writes) if id in self._reasons), None)
        step = self._journal.put_cells(self.sheet.page, writes, kind, reason)
        if step is not None:
            self.saved.emit()
        if done is not None:
            done(step)

    def _lessons(self, writes: Sequence[CellWrite]) -> list[str]:
        columns = (self.sheet.page.column(write.column) for write in writes)
        return list(dict.fromkeys(column.lesson.id for column in columns if column is not None))

    def _unexplained(self, writes: Sequence[CellWrite]) -> LessonHead | None:
        """The first lesson that wants a reason and has none yet."""
        heads = (self.sheet.page.lesson(id) for id in self._lessons(writes) if id not in self._reasons)
        wanting = (head for head in heads if head and (head.closed or head.right is Right.WITH_REASON))
        return next(wanting, None)

    def _ask_reason(
        self,
        head: LessonHead,
        writes: Sequence[CellWrite],
        kind: StepKind,
        done: Callable[[Step | None], None] | None,
    ) -> None:
        lessons = self._lessons(writes)

        def send(reason: str) -> None:
            self._reasons.update((id, reason) for id in lessons)
            self._write(writes, kind, done)

        words = sentences.closed_lesson(head.closed)
        self._bar.ask(Question(words, _("Отправить"), _("Не менять"), send, _("Причина")))

    def _remark(self, wish: Put) -> None:
        """An answer of an absent pupil, on the lesson's own day: said, never forbidden."""
        cell, column = self.sheet.cell(wish.place), self.sheet.page.column(wish.place.column)
        if column is None or not (cell.absent and wish.after.marks and column.kind.is_answer):
            return
        if column.lesson.place.date == self.sheet.page.today:
            row = self.sheet.page.row(wish.place.row)
            name = row.name if row else ""
            words = _("{name}: отмечен отсутствующим, а отметка за ответ поставлена").format(name=name)
            self._grid.bar.say(words, Tone.SHORT)

"""The screen «Замены»: who is away, the lessons that opens, who takes the one that has the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from desktop.models.timetable.covering import Cover, KnownAbsence
from desktop.ui.grid.keys import Action, Meaning, Typed, Wish
from desktop.ui.substitutions.absence_sheet import AbsenceSheet
from desktop.ui.substitutions.answers import Answer
from desktop.ui.substitutions.cases import Case, next_open, undecided
from desktop.ui.substitutions.face import Face
from desktop.ui.substitutions.standing import read_standing
from desktop.ui.words import _, plural
from school.timetable import Substitution
from timetable.substitutes.facts import Absence
from timetable.substitutes.proposing import propose


class Substitutions(Face):
    """For head teachers. `print_wanted` asks for what hangs in the staff room and what is paid by."""

    said = Signal(str)
    sheet_wanted = Signal(object)
    """A panel that shall lie over the page."""
    sheet_done = Signal()
    print_wanted = Signal()

    def __init__(self, cover: Cover) -> None:
        super().__init__()
        self._cover = cover
        self._chosen: str | None = None
        self._for_period = False
        self.standing = read_standing(cover)
        self.answered: list[Answer] = []
        self._connect()
        self._stop = cover.observe(self._hear)
        self.destroyed.connect(self._stop)
        self.read()

    def _connect(self) -> None:
        self.review.accepted.connect(self._accept)
        self.review.left.connect(self._leave_review)
        self.absences.currentRowChanged.connect(self._choose_absence)
        self.absences.itemActivated.connect(self._edit_absence)
        self.list.moved.connect(self._move)
        self.answers.itemClicked.connect(self._click_answer)
        self.new.clicked.connect(self.enter_absence)
        self.propose.clicked.connect(self.propose_all)
        self.period.clicked.connect(self.turn_period)
        self.print.clicked.connect(self.print_wanted)

    # reading

    def read(self) -> None:
        """Read everything anew; the lesson that had the keys keeps them."""
        self.standing = read_standing(self._cover)
        ids = [None, *(one.id for one in self.standing.known)]
        at = ids.index(self._chosen) if self._chosen in ids else 0
        self._chosen = ids[at]
        self.absences.show_lines(self.standing.absence_lines(), at)
        self._show_cases()

    @property
    def cases(self) -> tuple[Case, ...]:
        """The lessons of the absence that is chosen, or of all."""
        return self.standing.cases_of(self._chosen)

    def _show_cases(self) -> None:
        self.list.show_cases(self.cases, self.standing.words, named=self._chosen is None)
        self.nothing.setVisible(not self.cases)
        for part in (self.list, self.answers):
            part.setVisible(bool(self.cases))
        self.nothing.setText(self.standing.nothing())
        self.propose.setEnabled(bool(undecided(self.cases)))
        self._show_answers()

    def _show_answers(self) -> None:
        case = self.list.case
        self.answered = (case is not None and self.standing.answers(case, for_period=self._for_period)) or []
        self.answers.show_lines([one.line for one in self.answered])
        self.question.setText(self.standing.question(case, for_period=self._for_period) if case else "")
        self.hint.setText(self.standing.hint(case) if case else "")
        self.period.setEnabled(case is not None and case.is_open)

    # keys

    def arrive(self) -> None:
        """The first open lesson has the keys."""
        self.read()
        self._go_to(next_open(self.cases, None))
        (self.list if self.cases else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_key(self, meaning: Meaning) -> bool:
        """A digit or a letter answers; the rest are deeds."""
        if self.is_reviewing:
            return False
        if isinstance(meaning, Typed):
            return self._answer_by(meaning.token)
        if not isinstance(meaning, Wish):
            return False
        deeds: dict[Action, Callable[[], object]] = {
            Action.CONFIRM: self._confirm,
            Action.CLEAR: self.take_decision_back,
            Action.FILL_DOWN: self.turn_period,
            Action.FILL_EMPTY: self.propose_all,
            Action.FIND_PUPIL: self.enter_absence,
            Action.PRINT: self.print_wanted.emit,
            Action.UNDO: self._cover.undo,
            Action.REDO: self._cover.redo,
            Action.NEXT_PANE: self._next_pane,
        }
        deed = deeds.get(meaning.action)
        if meaning.action is Action.CANCEL and self._for_period:
            deed = self.turn_period
        if deed is None or (meaning.action is Action.CONFIRM and isinstance(self.focusWidget(), QPushButton)):
            return False
        deed()
        return True

    def _confirm(self) -> None:
        """Enter on an answer chooses it, on an absence opens it, elsewhere goes to the next open lesson."""
        if self.answers.hasFocus():
            self._choose_answer(self.answers.currentRow())
            self.list.setFocus()
        elif self.absences.hasFocus():
            self._edit_absence()
        else:
            case = self.list.case
            self._go_to(next_open(self.cases, case.key if case else None))

    def _next_pane(self) -> None:
        panes = (self.list, self.answers, self.absences)
        at = next((at for at, pane in enumerate(panes) if pane.hasFocus()), -1)
        pane = panes[(at + 1) % len(panes)]
        if pane is self.answers and pane.currentRow() < 0:
            pane.step(1)
        pane.setFocus(Qt.FocusReason.TabFocusReason)

    # deeds

    def _answer_by(self, key: str) -> bool:
        at = next((at for at, one in enumerate(self.answered) if one.token == key and one.changes), None)
        if at is None:
            return False
        self._choose_answer(at)
        return True

    def _click_answer(self) -> None:
        self._choose_answer(self.answers.currentRow())

    def _choose_answer(self, at: int) -> None:
        case = self.list.case
        if case is None or not 0 <= at < len(self.answered) or not self.answered[at].changes:
            return
        changes = self.answered[at].changes
        self._for_period = False
        self._write(changes)
        self._go_to(next_open(self.cases, case.key))

    def _write(self, changes: Sequence[Substitution]) -> None:
        self._cover.put_changes(changes)
        said = plural(len(changes), "Записан {n} урок", "Записано {n} урока", "Записано {n} уроков")
        left = self.standing.is_open
        rest = _("открытых осталось: {n}").format(n=left) if left else _("открытых не осталось")
        self.said.emit(f"{said}, {rest}. {_('Вернуть — Ctrl+Я/Z')}")

    def take_decision_back(self) -> None:
        """The lesson is open again."""
        case = self.list.case
        if case is not None and case.change is not None:
            self._cover.remove_changes([case.change])

    def turn_period(self) -> None:
        """One substitute for all open lessons of this course, or for this lesson alone again."""
        case = self.list.case
        self._for_period = not self._for_period and case is not None and case.is_open
        self._show_answers()

    # all at once

    def propose_all(self) -> None:
        """The best for each open lesson of what is shown, to be looked through."""
        cases = undecided(self.cases)
        if not cases:
            return
        self.review.show_choices(
            propose(self.standing.situation, [case.asked for case in cases]), self.standing.words
        )
        self.stack.setCurrentWidget(self.review)
        self.review.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self, changes: Sequence[Substitution]) -> None:
        self._leave_review()
        if changes:
            self._write(changes)

    def _leave_review(self) -> None:
        self.stack.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # absences

    def _choose_absence(self, row: int) -> None:
        self._chosen = self.standing.known[row - 1].id if 0 < row <= len(self.standing.known) else None
        self._for_period = False
        self._show_cases()

    def _move(self) -> None:
        self._for_period = False
        self._show_answers()

    def _go_to(self, case: Case | None) -> None:
        if case is not None:
            self.list.go_to(case.key)

    def _edit_absence(self) -> None:
        chosen = self.standing.absence(self._chosen)
        if chosen is not None:
            self._show_sheet(chosen)

    def enter_absence(self) -> None:
        """Somebody will not be there."""
        self._show_sheet(None)

    def _show_sheet(self, known: KnownAbsence | None) -> None:
        people = {one.id: one.name for one in self.standing.situation.staff.values()}
        sheet = AbsenceSheet(people, self._cover.today, known)
        sheet.given.connect(self._put_absence)
        sheet.removed.connect(self._remove_absence)
        sheet.left.connect(self.sheet_done)
        self.sheet_wanted.emit(sheet)

    def _put_absence(self, absence: Absence, id: str | None) -> None:
        self.sheet_done.emit()
        self._cover.put_absence(absence, id)
        self._go_to(next_open(self.cases, None))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_absence(self, id: str) -> None:
        self.sheet_done.emit()
        self._cover.remove_absence(id)

    def _hear(self) -> None:
        if self.isVisible():
            self.read()

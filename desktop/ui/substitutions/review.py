"""What is proposed for all open lessons at once: looked through, changed, then written in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.dates import short_day
from desktop.ui.grid.keys import Action, Meaning, Typed, Wish
from desktop.ui.look.furniture import play
from desktop.ui.substitutions.case_words import CaseWords
from desktop.ui.substitutions.lines import Lines, Shown
from desktop.ui.words import _, plural
from timetable.substitutes.facts import Candidate, Choice
from timetable.substitutes.ranking import taken_by


class Review(QWidget):
    """A table of proposals. `accepted` carries the changes of the ticked rows."""

    accepted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words: CaseWords | None = None
        self._choices: list[Choice] = []
        self._taken: list[bool] = []
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.list = Lines()
        self.write = play(QPushButton(), "primary")
        self.back = QPushButton(f"{_('Не надо')} · Esc")
        self.write.clicked.connect(self.accept)
        self.back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        for button in (self.write, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        hint = _("1–9 — другой кандидат, пробел — не брать, Ctrl+Enter — записать всё отмеченное одним шагом")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.about, play(QLabel(hint), "small")):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.list)

    def show_choices(self, choices: Sequence[Choice], words: CaseWords) -> None:
        """Show the proposals; those for whom nobody was found cannot be ticked."""
        self._words = words
        self._choices = list(choices)
        self._taken = [choice.proposed is not None for choice in choices]
        none = sum(choice.proposed is None for choice in choices)
        found = plural(len(choices) - none, "Найдена {n} замена", "Найдены {n} замены", "Найдено {n} замен")
        lacks = plural(
            none, "нет никого для {n} урока", "нет никого для {n} уроков", "нет никого для {n} уроков"
        )
        self.about.setText(f"{found}, {lacks}." if none else f"{found}.")
        self._show(0 if choices else -1)

    def take_key(self, meaning: Meaning) -> bool:
        """Digits choose somebody else, Space unticks, Ctrl+Enter writes, Esc leaves."""
        if isinstance(meaning, Typed) and meaning.token.isdecimal():
            self._choose(int(meaning.token) - 1)
            return True
        if not isinstance(meaning, Wish):
            return True
        deeds = {
            Action.NEXT_UNMARKED: self._toggle,
            Action.FILL_EMPTY: self.accept,
            Action.CANCEL: self.left.emit,
            Action.CONFIRM: self._next,
        }
        deed = deeds.get(meaning.action)
        if deed is None or (meaning.action is Action.CONFIRM and not self.list.hasFocus()):
            return False
        deed()
        return True

    def accept(self) -> None:
        """Hand over what is ticked."""
        rows = zip(self._choices, self._taken, strict=True)
        self.accepted.emit(
            tuple(
                taken_by(choice.open, choice.proposed.teacher)
                for choice, is_taken in rows
                if is_taken and choice.proposed is not None
            )
        )

    def _choose(self, at: int) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._choices) and 0 <= at < len(self._choices[row].candidates):
            choice = self._choices[row]
            self._choices[row] = replace(choice, proposed=choice.candidates[at])
            self._taken[row] = True
            self._show(row)

    def _toggle(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._choices) and self._choices[row].proposed is not None:
            self._taken[row] = not self._taken[row]
            self._show(row)

    def _next(self) -> None:
        self.list.step(1)

    def _show(self, current: int) -> None:
        assert self._words is not None
        self.list.show_lines([self._line(at) for at in range(len(self._choices))], current)
        self.write.setText(f"{_('Записать {n}').format(n=sum(self._taken))} · Ctrl+Enter")
        self.write.setEnabled(any(self._taken))

    def _line(self, at: int) -> Shown:
        assert self._words is not None
        choice = self._choices[at]
        lesson = choice.open.lesson
        day = short_day(lesson.date)
        head = f"{day}   {self._words.slot(lesson)}   {self._words.course(lesson.course)}"
        if choice.proposed is None:
            return Shown(head, _("свободных учителей нет: решите отдельно"), "—", "amber", is_checked=False)
        chosen: Candidate = choice.proposed
        line = self._words.candidate_line(chosen, "")
        number = choice.candidates.index(chosen) + 1
        of = _("{number} из {n}").format(number=number, n=len(choice.candidates))
        tail = f"{line.title} · {of}"
        return Shown(head, line.under, tail, "green" if self._taken[at] else "", is_checked=self._taken[at])

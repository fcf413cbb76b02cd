"""«Когда кто свободен»: teachers, forms and rooms, each with a week to paint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look.furniture import play
from desktop.ui.timetable.week_paint import WORDS, WeekPaint
from desktop.ui.timetable.working import Working
from desktop.ui.words import N_, _
from timetable.cards import Draft
from timetable.grid import Level
from timetable.problem import Away, Form, Problem, Room, Teacher

Noun = Teacher | Form | Room
_ID: Final = Qt.ItemDataRole.UserRole
_KINDS: Final = (N_("Учителя"), N_("Классы"), N_("Кабинеты"))


class AvailabilityPage(QWidget):
    """Each stroke is one step of undo."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self.kinds = QTabBar()
        self.sought = QLineEdit()
        self.people = play(QListWidget(), "rows")
        self.title = play(QLabel(), "heading")
        self.count = play(QLabel(), "faint")
        self.week = WeekPaint(working.draft.problem.grid)
        self.brushes = {level: self._brush(level) for level in Level}
        self._lay_out()
        self.kinds.currentChanged.connect(self.show_people)
        self.sought.textChanged.connect(self.show_people)
        self.people.currentItemChanged.connect(self._show_week)
        self.week.painted.connect(self._put)
        self.week.brush_chosen.connect(self._show_brush)
        working.changed.connect(self._show_week)
        self.show_people()
        self._show_brush(self.week.brush)

    def _lay_out(self) -> None:
        for words in _KINDS:
            self.kinds.addTab(_(words))
        self.kinds.setDrawBase(False)
        self.sought.setPlaceholderText(_("Найти по имени"))
        self.sought.setAccessibleName(_("Найти по имени"))
        self.people.setAccessibleName(_("Кто или что"))
        left = QVBoxLayout()
        left.addWidget(self.kinds)
        left.addWidget(self.sought)
        left.addWidget(self.people, 1)
        brushes = QHBoxLayout()
        for button in self.brushes.values():
            brushes.addWidget(button)
        brushes.addStretch(1)
        hint = _(
            "Мышь красит выбранным; стрелки и цифры 0, 1, 2 — то же с клавиатуры. Заголовок — весь день."
        )
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.title)
        right.addWidget(self.count)
        right.addLayout(brushes)
        right.addWidget(self.week)
        right.addWidget(play(QLabel(hint), "small"))
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(24)
        row.addLayout(left, 2)
        row.addLayout(right, 5)
        self.setFocusProxy(self.people)

    def _brush(self, level: Level) -> QPushButton:
        button = play(QPushButton(f"{int(level)} · {_(WORDS[level])}"), "chip", _TONES[level])
        button.setCheckable(True)
        button.setMinimumWidth(_bold_width(button) + _CHIP_EDGES)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._choose_brush, level))
        return button

    def _choose_brush(self, level: Level, _checked: bool = False) -> None:
        self.week.brush = level
        self._show_brush(level)

    def _show_brush(self, level: Level) -> None:
        for each, button in self.brushes.items():
            button.setChecked(each is level)

    # who

    def _nouns(self, problem: Problem) -> Mapping[str, Noun]:
        nouns: tuple[Mapping[str, Noun], ...] = (problem.teachers, problem.forms, problem.rooms)
        return nouns[self.kinds.currentIndex()]

    def show_people(self) -> None:
        """Those of the chosen kind whose name holds what was typed."""
        typed = self.sought.text().strip().lower()
        nouns = self._nouns(self._working.draft.problem).values()
        self.people.clear()
        for noun in sorted(nouns, key=_order):
            if typed in name_of(noun).lower():
                item = QListWidgetItem(name_of(noun))
                item.setData(_ID, noun.id)
                self.people.addItem(item)
        self.people.setCurrentRow(0)
        self._show_week()

    @property
    def noun(self) -> Noun | None:
        """Whose week is painted."""
        item = self.people.currentItem()
        return self._nouns(self._working.draft.problem).get(item.data(_ID)) if item is not None else None

    def choose(self, id: str) -> None:
        """Show the week of this teacher, form or room of the chosen kind."""
        for row in range(self.people.count()):
            if self.people.item(row).data(_ID) == id:
                self.people.setCurrentRow(row)

    def _show_week(self) -> None:
        noun = self.noun
        self.week.setEnabled(noun is not None)
        self.title.setText(name_of(noun) if noun else _("Никого не нашлось"))
        away = noun.away if noun else {}
        self.week.show_away(away)
        closed = sum(level is Level.FORBIDDEN for level in away.values())
        places = len(self.week.grid.days) * len(self.week.grid.slots)
        self.count.setText(_("Можно: {free} из {all}").format(free=places - closed, all=places))

    def _put(self, away: Away) -> None:
        noun, draft = self.noun, self._working.draft
        if noun is None or dict(noun.away) == dict(away):
            return
        words = _("{who}: другое время").format(who=name_of(noun))
        self._working.do(words, Draft(with_away(draft.problem, noun, away), draft.cards))


def _bold_width(button: QPushButton) -> int:
    """How wide its words are when it is chosen; Qt asks only once, for the plain ones."""
    font = button.font()
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(button.text())


_CHIP_EDGES: Final = 26
_TONES: Final = {Level.FREE: "green", Level.UNDESIRABLE: "amber", Level.FORBIDDEN: "red"}


def with_away(problem: Problem, noun: Noun, away: Away) -> Problem:
    """The problem in which somebody is free at other times."""
    if isinstance(noun, Teacher):
        return replace(problem, teachers={**problem.teachers, noun.id: replace(noun, away=away)})
    if isinstance(noun, Form):
        return replace(problem, forms={**problem.forms, noun.id: replace(noun, away=away)})
    return replace(problem, rooms={**problem.rooms, noun.id: replace(noun, away=away)})


def name_of(noun: Noun) -> str:
    """A teacher's name, a form's or a room's title."""
    return noun.name if isinstance(noun, Teacher) else noun.title


def _order(noun: Noun) -> tuple[int, str]:
    return (noun.level if isinstance(noun, Form) else 0, name_of(noun))

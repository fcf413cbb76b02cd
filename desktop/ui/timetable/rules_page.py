"""«Правила»: what the week obeys, in words, each with its weight in words; on, off, as a must or a wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.grid.keys import Action, Meaning, Typed, Wish
from desktop.ui.look.furniture import play
from desktop.ui.timetable.advice import TONGUE
from desktop.ui.timetable.rule_composer import RuleComposer, weights
from desktop.ui.timetable.working import Working
from desktop.ui.words import _
from timetable.cards import Draft
from timetable.defaults import rules_to_start_with
from timetable.problem import Problem
from timetable.rules.rule import Rule
from timetable.words.naming import Naming
from timetable.words.rules import told_rule
from timetable.words.weights import weight_in_words

_RULE: Final = Qt.ItemDataRole.UserRole


class RulesPage(QWidget):
    """The school's rules, and below them the usual ones that it has put off; each change is one step."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self.list = play(QListWidget(), "rows")
        self.list.setAccessibleName(_("Правила расписания"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = play(QLabel(), "heading")
        self.words.setWordWrap(True)
        self.source = play(QLabel(), "small")
        self.source.setWordWrap(True)
        self.weight = weights()
        self.turn = QPushButton()
        self.add = QPushButton(_("Добавить правило… · Ctrl+Enter"))
        self.composer = RuleComposer()
        self._right = QStackedWidget()
        self._lay_out()
        self.list.currentItemChanged.connect(self._show_rule)
        self.weight.activated.connect(self._put_weight)
        self.turn.clicked.connect(self.turn_rule)
        self.add.clicked.connect(self.compose)
        self.composer.composed.connect(self._add)
        self.composer.left.connect(self._leave_composer)
        working.changed.connect(self.show_rules)
        self.show_rules()

    def _lay_out(self) -> None:
        hint = _("Пробел — включить или выключить; 1–5 — насколько желательно, 0 — обязательно.")
        chosen = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout(chosen)
        right.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.list, 1)
        left.addWidget(play(QLabel(hint), "small"))
        right.setSpacing(10)
        for part in (
            self.words,
            self.source,
            play(QLabel(_("Насколько важно")), "key"),
            self.weight,
            self.turn,
            self.add,
        ):
            right.addWidget(part)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(24)
        row.addLayout(left, 3)
        self._right.addWidget(chosen)
        self._right.addWidget(self.composer)
        row.addWidget(self._right, 2)
        self.setFocusProxy(self.list)

    # showing

    def show_rules(self) -> None:
        """All that hold, then the usual ones that do not."""
        problem, at = self._working.draft.problem, self.list.currentRow()
        naming = Naming(problem, TONGUE)
        self.list.clear()
        for rule in (*in_order(problem), *put_off(problem)):
            is_on = rule in problem.rules
            said = _capital(told_rule(rule, naming))
            how = weight_in_words(rule.weight, TONGUE) if is_on else _("выключено")
            item = QListWidgetItem(f"{said}\n{how}")
            item.setData(_RULE, rule)
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(at, self.list.count() - 1)))

    @property
    def rule(self) -> Rule | None:
        """The rule of the chosen line."""
        item = self.list.currentItem()
        found: Rule | None = item.data(_RULE) if item is not None else None
        return found

    def _show_rule(self) -> None:
        rule, problem = self.rule, self._working.draft.problem
        for part in (self.weight, self.turn):
            part.setEnabled(rule is not None)
        if rule is None:
            return
        is_on = rule in problem.rules
        self.words.setText(_capital(told_rule(rule, Naming(problem, TONGUE))))
        self.source.setText(_("По документу: {norm}").format(norm=rule.norm) if rule.norm else "")
        self.weight.setEnabled(is_on)
        self.weight.setCurrentIndex(self.weight.findData(rule.weight))
        own = is_on and replace(rule, weight=None) not in usual(problem)
        off = _("Убрать · Пробел") if own else _("Выключить · Пробел")
        self.turn.setText(off if is_on else _("Включить · Пробел"))

    # hands

    def take_key(self, meaning: Meaning) -> bool:
        """Space turns on and off, digits weigh, Ctrl+Enter adds."""
        if isinstance(meaning, Typed) and meaning.token in "012345" and self.list.hasFocus():
            self.put_weight(int(meaning.token) or None)
            return True
        if meaning == Wish(Action.FILL_EMPTY):
            self.compose()
            return True
        if meaning == Wish(Action.NEXT_UNMARKED) and self.list.hasFocus():
            self.turn_rule()
            return True
        return False

    def compose(self) -> None:
        """A rule of a new kind, put together beside the list."""
        self.composer.begin(self._working.draft.problem)
        self._right.setCurrentWidget(self.composer)
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, rule: Rule) -> None:
        rules = (*self._working.draft.problem.rules, rule)
        self._put(_("Правило добавлено"), rules)
        self._leave_composer()
        self.list.setCurrentRow(in_order(self._working.draft.problem).index(rule))

    def _leave_composer(self) -> None:
        self._right.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_rule(self) -> None:
        """On or off."""
        rule = self.rule
        if rule is None:
            return
        rules = self._working.draft.problem.rules
        if rule in rules:
            self._put(_("Правило выключено"), [one for one in rules if one != rule])
        else:
            self._put(_("Правило включено"), [*rules, rule])

    def _put_weight(self) -> None:
        self.put_weight(self.weight.currentData())

    def put_weight(self, weight: int | None) -> None:
        """As a must, or as a wish of 1 to 5; only of a rule that is on."""
        rule, rules = self.rule, self._working.draft.problem.rules
        if rule is None or rule not in rules or rule.weight == weight:
            return
        weighed = [replace(one, weight=weight) if one == rule else one for one in rules]
        self._put(_("Другая важность правила"), weighed)

    def _put(self, words: str, rules: Sequence[Rule]) -> None:
        draft = self._working.draft
        self._working.do(words, Draft(replace(draft.problem, rules=tuple(rules)), draft.cards))


def usual(problem: Problem) -> frozenset[Rule]:
    """The rules that every school begins with, as musts: these can be turned on again."""
    return frozenset(replace(rule, weight=None) for rule in rules_to_start_with(problem))


def in_order(problem: Problem) -> list[Rule]:
    """All that hold, the usual ones first and in their order: as records they come in no order of meaning."""
    places = {replace(rule, weight=None): at for at, rule in enumerate(rules_to_start_with(problem))}
    return sorted(problem.rules, key=lambda rule: places.get(replace(rule, weight=None), len(places)))


def put_off(problem: Problem) -> tuple[Rule, ...]:
    """The usual rules of which this school has none like them."""
    present = {replace(rule, weight=None) for rule in problem.rules}
    return tuple(rule for rule in rules_to_start_with(problem) if replace(rule, weight=None) not in present)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

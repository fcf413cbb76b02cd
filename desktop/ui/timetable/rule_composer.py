"""«Добавить правило…»: a kind in words, whom it is about, its numbers, how much it counts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.timetable.advice import TONGUE
from desktop.ui.timetable.answers import Answer, Choice, Flag, Number, Places, Ticks
from desktop.ui.timetable.sheet import surname
from desktop.ui.words import _
from timetable.composing.offers import Offer, offers
from timetable.composing.questions import Question, Sort, composed, questions
from timetable.composing.refusing import refusal
from timetable.problem import Problem
from timetable.rules.rule import Rule
from timetable.words.composing import told_choice, told_offer, told_question, told_refusal
from timetable.words.naming import Naming
from timetable.words.rules import told_rule
from timetable.words.weights import WEIGHTS, weight_in_words

_WIDTHS = {Sort.SUBJECTS: 4, Sort.FORMS: 2, Sort.TEACHERS: 4}


class RuleComposer(QWidget):
    """The sentence of the rule is shown as it grows; what is wrong with it stands below, in red."""

    composed = Signal(object)
    """A Rule that may be added."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._offers: tuple[Offer, ...] = ()
        self.answers: dict[str, Answer] = {}
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Какое правило"))
        self.weight = weights()
        self.sentence, self.trouble = play(QLabel(), "heading"), play(QLabel(), "", "red")
        self.add = play(QPushButton(_("Добавить · Ctrl+Enter")), "primary")
        self._asked = QWidget()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._ask)
        self.weight.currentIndexChanged.connect(self._show_rule)
        self.add.clicked.connect(self._add)
        self.setFocusProxy(self.kind)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        never = QPushButton(_("Не надо · Esc"))
        never.clicked.connect(self.left)
        for label in (self.sentence, self.trouble):
            label.setWordWrap(True)
        acts = QHBoxLayout()
        acts.addWidget(self.add, 1)
        acts.addWidget(never)
        self._column.addWidget(play(QLabel(_("Какое правило")), "key"))
        self._column.addWidget(self.kind)
        self._column.addWidget(self._asked, 1)
        self._column.addWidget(play(QLabel(_("Насколько важно")), "key"))
        self._column.addWidget(self.weight)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.trouble)
        self._column.addLayout(acts)

    # what is asked

    def begin(self, problem: Problem) -> None:
        """A new rule for this school."""
        self._problem, self._offers = problem, offers(problem)
        naming = Naming(problem, TONGUE)
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems([told_offer(one, naming) for one in self._offers])
        self.kind.blockSignals(False)
        self._ask()

    def choose(self, id: str) -> None:
        """The kind of this name."""
        self.kind.setCurrentIndex([one.id for one in self._offers].index(id))

    def _ask(self) -> None:
        if self._problem is None:
            return
        offer, problem = self._offers[self.kind.currentIndex()], self._problem
        asked, form, ticks = QWidget(), QFormLayout(), QHBoxLayout()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(ticks, 1)
        column.addLayout(form)
        self.answers = {}
        for question in questions(problem, offer):
            words = told_question(offer, question, Naming(problem, TONGUE))
            answer = self.answers[question.field] = _answer(problem, question, words)
            answer.changed.connect(self._show_rule)
            if isinstance(answer, Ticks):
                ticks.addLayout(_titled(words, answer), _WIDTHS[question.sort])
            else:
                form.addRow("" if isinstance(answer, Flag) else words, answer)
        if not ticks.count():
            column.addStretch(1)
        self._column.replaceWidget(self._asked, asked)
        self._asked.hide()
        self._asked.deleteLater()
        self._asked = asked
        self.weight.setCurrentIndex(self.weight.findData(offer.begin(problem).weight))
        self._show_rule()

    # what is made of it

    def rule(self) -> Rule | None:
        """The rule of the answers; None before anything is asked."""
        if self._problem is None:
            return None
        found = {field: answer.answer() for field, answer in self.answers.items()}
        offer = self._offers[self.kind.currentIndex()]
        return composed(self._problem, offer, found, self.weight.currentData())

    def _show_rule(self) -> None:
        rule, problem = self.rule(), self._problem
        if rule is None or problem is None:
            return
        naming, offer = Naming(problem, TONGUE), self._offers[self.kind.currentIndex()]
        said = told_rule(rule, naming)
        self.sentence.setText(f"{said[:1].upper()}{said[1:]} — {weight_in_words(rule.weight, TONGUE)}")
        wrong = refusal(problem, offer, rule)
        self.trouble.setText(told_refusal(wrong, naming) if wrong else "")
        self.trouble.setVisible(wrong is not None)
        self.add.setEnabled(wrong is None)

    def _add(self) -> None:
        if self.add.isEnabled():
            self.composed.emit(self.rule())

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter adds, Esc leaves."""
        if meaning == Wish(Action.FILL_EMPTY):
            self._add()
        elif meaning == Wish(Action.CANCEL):
            self.left.emit()
        else:
            return False
        return True


def weights() -> QComboBox:
    """How much a rule counts, from a must to the lightest wish."""
    made = QComboBox()
    made.setAccessibleName(_("Насколько важно"))
    for weight in sorted(WEIGHTS, key=lambda one: 6 if one is None else one, reverse=True):
        words = weight_in_words(weight, TONGUE)
        made.addItem(f"{words[:1].upper()}{words[1:]}", weight)
    return made


def _answer(problem: Problem, question: Question, words: str) -> Answer:
    match question.sort:
        case Sort.NUMBER:
            assert isinstance(question.begin, int)
            return Number(words, question.least, question.most, question.begin)
        case Sort.FLAG:
            return Flag(words, begin=bool(question.begin))
        case Sort.CHOICE:
            assert isinstance(question.begin, StrEnum)
            naming, begin = Naming(problem, TONGUE), question.begin
            return Choice(words, ((one, told_choice(one, naming)) for one in type(begin)), begin)
        case Sort.PLACES:
            return Places(problem.grid)
    return Ticks(words, _nouns(problem, question.sort))


def _nouns(problem: Problem, sort: Sort) -> Iterator[tuple[str, str]]:
    """Ids and names, in the order in which a person looks for them."""
    if sort is Sort.FORMS:
        forms = sorted(problem.forms.values(), key=lambda form: (form.level, form.title))
        return ((form.id, form.title) for form in forms)
    if sort is Sort.SUBJECTS:
        subjects = sorted(problem.subjects.values(), key=lambda subject: subject.title)
        return ((subject.id, subject.title) for subject in subjects)
    teachers = sorted(problem.teachers.values(), key=lambda teacher: teacher.name)
    return ((teacher.id, _short(teacher.name)) for teacher in teachers)


def _short(name: str) -> str:
    """«Петрова А. И.»: narrow enough for a list among three."""
    return " ".join([surname(name), *(f"{word[0]}." for word in name.split()[1:])])


def _titled(words: str, answer: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    title = play(QLabel(words), "key")
    title.setWordWrap(True)
    column.addWidget(title)
    column.addWidget(answer, 1)
    return column

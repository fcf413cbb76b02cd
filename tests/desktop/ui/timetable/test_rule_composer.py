"""«Добавить правило…» through the real window: a kind, whom it is about, numbers, how much it counts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.ui.timetable.answers import Number, Places, Ticks
from desktop.ui.timetable.rule_composer import RuleComposer
from desktop.ui.timetable.rules_page import RulesPage
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from timetable.defaults import rules_to_start_with
from timetable.grid import TimeSlot
from timetable.rules.of_blocks import AllowedTimes, DaysApart
from timetable.rules.of_people import MaxDays, MaxGaps
from timetable.rules.rule import Rule, Which, Whose

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
RULES = 4


def page_of(head: HeadTeacher) -> RulesPage:
    """The page of rules, in front."""
    head.screen.tabs.setCurrentIndex(RULES)
    page = head.screen.editor(RULES)
    assert isinstance(page, RulesPage)
    return page


def composing(head: HeadTeacher, kind: str) -> RuleComposer:
    """The composer, by its key, asking for one kind."""
    page = page_of(head)
    head.keys.hit(KEY.Key_Return, CONTROL)
    page.composer.choose(kind)
    return page.composer


def tick(composer: RuleComposer, field: str, *ids: str) -> None:
    """Tick names."""
    answer = composer.answers[field]
    assert isinstance(answer, Ticks)
    answer.tick(*ids)


def number(composer: RuleComposer, field: str) -> Number:
    """A number that is asked for."""
    answer = composer.answers[field]
    assert isinstance(answer, Number)
    return answer


def rules(head: HeadTeacher) -> tuple[Rule, ...]:
    """The school's rules as they are now."""
    return head.keeper.book.draft.problem.rules


def test_a_rule_is_put_together_with_keys_and_taken_back_by_undo(head: HeadTeacher) -> None:
    """Space ticks a name, Ctrl+Enter adds; the new rule is chosen in the list; one step of undo."""
    before, composer = rules(head), composing(head, "teacher_days")
    teachers = composer.answers["of"]
    assert isinstance(teachers, Ticks)
    teachers.setFocus()
    first = teachers.item(0).data(Qt.ItemDataRole.UserRole)

    head.keys.hit(KEY.Key_Space)
    head.keys.hit(KEY.Key_Return, CONTROL)

    page = page_of(head)
    assert rules(head) == (*before, MaxDays(whose=Whose.TEACHERS, of=(first,), most=4))
    assert page.rule == rules(head)[-1]
    assert page.turn.text() == "Убрать · Пробел"
    head.keys.chord("Я")
    assert rules(head) == before


def test_rules_stand_in_an_order_of_meaning(head: HeadTeacher) -> None:
    """As records they come in any order: the usual ones stand as in a new school, the school's own after."""
    page, problem = page_of(head), head.keeper.book.draft.problem
    usual = rules_to_start_with(problem)
    own = MaxDays(whose=Whose.TEACHERS, most=4)

    shuffled = replace(problem, rules=(own, *reversed(usual)))
    head.page.working.do("другой порядок", replace(head.keeper.book.draft, problem=shuffled))

    assert [page.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(len(usual) + 1)] == [
        *usual,
        own,
    ]


def test_the_rule_is_said_as_it_grows(head: HeadTeacher) -> None:
    """With its weight in words; a number stays in what the week has."""
    composer = composing(head, "teacher_gaps")
    assert composer.sentence.text() == "Все учителя: не больше 1 окна в неделю — очень желательно"

    tick(composer, "of", "гео/8")
    number(composer, "most").setValue(1000)
    composer.weight.setCurrentIndex(composer.weight.findData(None))

    assert number(composer, "most").answer() == 25
    assert isinstance(composer.rule(), MaxGaps)
    assert composer.sentence.text().endswith("не больше 25 окон в неделю — обязательно")


def test_a_rule_that_cannot_be_kept_is_refused_while_it_is_put_together(head: HeadTeacher) -> None:
    """Nine lessons of two subjects in five days: said in red, the key does nothing; as a wish it may be."""
    before, composer = rules(head), composing(head, "not_one_day")
    assert "Отметьте предметы" in composer.trouble.text()
    tick(composer, "which.subjects", "мат", "рус")
    composer.weight.setCurrentIndex(composer.weight.findData(None))

    head.keys.hit(KEY.Key_Return, CONTROL)

    assert composer.trouble.text() == "5А: таких уроков 9, а дней хватит на 5. Сделайте пожеланием."
    assert not composer.add.isEnabled()
    assert rules(head) == before
    composer.weight.setCurrentIndex(composer.weight.findData(4))
    composer.add.click()
    which = Which(subjects=frozenset({"мат", "рус"}))
    assert rules(head)[-1] == DaysApart(which=which, each_form=True, weight=4)


def test_lessons_are_kept_to_days_and_slots(head: HeadTeacher) -> None:
    """Without Monday, from the second lesson to the fourth."""
    composer = composing(head, "times")
    tick(composer, "which.subjects", "гео")
    places = composer.answers["within"]
    assert isinstance(places, Places)

    places.days[0].setChecked(False)
    places.first.setValue(2)
    places.last.setValue(4)

    rule = composer.rule()
    assert isinstance(rule, AllowedTimes)
    assert rule.within == {TimeSlot(day, slot) for day in range(1, 5) for slot in (1, 2, 3)}
    assert "во вторник на уроках 2–4" in composer.sentence.text()


def test_escape_leaves_without_a_rule_and_digits_are_the_list_s(head: HeadTeacher) -> None:
    """A digit in the composer weighs no rule of the list."""
    before, composer = rules(head), composing(head, "last")
    composer.setFocus()
    head.keys.write("1")
    head.keys.hit(KEY.Key_Escape)

    assert rules(head) == before
    assert page_of(head).list.hasFocus()
    assert head.screen.tabs.currentIndex() == RULES
    assert replace(before[0], weight=None) in {replace(rule, weight=None) for rule in rules(head)}

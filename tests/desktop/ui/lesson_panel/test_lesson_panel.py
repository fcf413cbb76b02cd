"""The lesson panel: topic from the plan, homework, works, a note; what is typed is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.lesson_head import LessonHead
from desktop.ui.lesson_panel.panel import LessonPanel
from desktop.ui.look.style import Theme, dress
from school.lesson import NO_HOMEWORK
from sync.shelf import BucketState
from tests.desktop.models.joint import joint_school
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    GEOMETRY,
    TEST,
    TODAY,
    Taught,
    named,
)
from tests.desktop.ui.grid.board import CTRL, printable
from tests.desktop.ui.grid.board import named as key_named
from tests.desktop.ui.journal_page.desk import SCANS, keys_read, let_go, printable_text

PLAN = named(6000)
TOPICS = ("Степень", "Умножение степеней", "Одночлен")


class Open:
    """The panel of a lesson with hands on it."""

    def __init__(self, taught: Taught, day: date = TODAY) -> None:
        self.taught = taught
        self.journal: Journal = taught.journal()
        self.lesson: LessonHead = self.journal.read_lesson(ALGEBRA, day, ALGEBRA_SLOT)
        self.panel = LessonPanel(self.journal, self.lesson)
        self.panel.resize(372, 700)
        self.panel.show()
        self.panel.activateWindow()
        QCoreApplication.processEvents()
        self.panel.setFocus()
        self.left = 0
        self.panel.left.connect(self._leave)

    def _leave(self) -> None:
        """Whoever shows the panel takes it away."""
        self.left += 1
        self.panel.hide()

    def write(self, field: QWidget, text: str) -> None:
        """Type a text into a field."""
        field.setFocus()
        for char in text:
            QCoreApplication.sendEvent(field, printable_text(char))

    def done(self) -> None:
        """Ctrl+Enter."""
        self.hit(Qt.Key.Key_Return, CTRL)

    def hit(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.panel
        QCoreApplication.sendEvent(target, key_named(key, held, "offscreen"))

    def now(self) -> LessonHead:
        """What is written."""
        return self.journal.read_lesson_again(self.lesson)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[list[Open]]:
    """Where a test puts its panels, so that they are let go."""
    dress(qapp, Theme.LIGHT)
    panels: list[Open] = []
    with keys_read(qapp):
        yield panels
    for one in panels:
        let_go(one.panel)


@pytest.fixture
def planned(opened: list[Open]) -> Open:
    """Today's algebra with a plan of three rows, the first given already."""
    taught = Taught()
    taught.shelf.put_bucket(BucketState(f"plan:{PLAN}"))
    taught.told(f"plan:{PLAN}", "plan", PLAN, {"title": "Алгебра 7", "course": ALGEBRA})
    for at, topic in enumerate(TOPICS):
        cells = {"number": at + 1, "topic": topic, "hours": 1, "homework": f"§ {at + 1}"}
        taught.told(f"plan:{PLAN}", "plan_item", named(6001 + at), cells)
    monday = taught.journal().read_lesson(ALGEBRA, TODAY.replace(day=16), ALGEBRA_SLOT)
    cells = {"date": "2026-11-16", "slot": 1, "topic": "Степень", "plan_items": [named(6001)]}
    taught.told(f"course:{ALGEBRA}", "lesson", monday.id, cells)
    taught.replica.copy.load()
    opened.append(Open(taught))
    return opened[0]


@pytest.fixture
def plain(opened: list[Open]) -> Open:
    """Today's algebra without a plan."""
    opened.append(Open(Taught()))
    return opened[0]


def test_the_next_topic_of_the_plan_is_offered(planned: Open) -> None:
    """The row that is next and not given stands in the field; nobody has written it yet."""
    assert planned.panel.topic.text() == "Умножение степеней"
    assert planned.now().topic == ""


def test_ctrl_enter_takes_the_offered_topic(planned: Open) -> None:
    """Ctrl+У, homework, Ctrl+Enter: topic with its row of the plan, and the homework."""
    planned.write(planned.panel.homework, "№ 412")

    planned.done()

    now = planned.now()
    assert (now.topic, now.plan_items, now.homework) == ("Умножение степеней", (named(6002),), "№ 412")
    assert planned.left == 1


def test_leaving_by_escape_keeps_what_was_typed_not_what_was_offered(planned: Open) -> None:
    """Saved at once: Esc loses nothing that hands have typed."""
    planned.write(planned.panel.homework, "§ 2")

    planned.hit(Qt.Key.Key_Escape)

    assert (planned.now().topic, planned.now().homework, planned.left) == ("", "§ 2", 1)


def test_several_rows_are_joined(planned: Open) -> None:
    """Two ticks, one lesson: both topics, both rows."""
    for at in (1, 2):
        planned.panel.plan.item(at).setCheckState(Qt.CheckState.Checked)

    now = planned.now()
    assert (now.topic, now.plan_items) == ("Умножение степеней; Одночлен", (named(6002), named(6003)))


def test_a_topic_outside_the_plan_names_no_row(planned: Open) -> None:
    """What is typed instead of the offer is written when the field is left."""
    planned.panel.topic.selectAll()
    planned.write(planned.panel.topic, "Повторение")
    planned.panel.homework.setFocus()

    assert (planned.now().topic, planned.now().plan_items) == ("Повторение", ())


def test_no_homework_is_one_key_and_counts_as_done(plain: Open) -> None:
    """Ctrl+0 writes «Без задания»."""
    plain.panel.homework.setFocus()
    event = printable(SCANS["0"], "ru", "offscreen", CTRL)
    QCoreApplication.sendEvent(plain.panel.homework, event)

    assert plain.now().homework == NO_HOMEWORK
    gaps = [one.gap for one in plain.journal.read_gaps(plain.now())]
    assert "homework" not in gaps


def test_as_last_time_fills_what_is_empty(planned: Open) -> None:
    """The topic of the lesson before comes here; homework that stands is left."""
    planned.write(planned.panel.homework, "№ 7")

    planned.panel.as_before.click()

    assert (planned.now().topic, planned.now().homework) == ("Степень", "№ 7")


def test_a_test_is_added_with_its_weight_and_due_day(plain: Open) -> None:
    """One click: К·3, checked for seven days; a change of its title is kept."""
    plain.panel.add.click()
    row = plain.panel.rows[-1]
    row.title.setText("Контрольная № 2")
    row.title.editingFinished.emit()

    (_answer, test) = plain.journal.read_columns(plain.now())
    assert (test.work.type, test.work.weight, test.work.due) == (TEST, 3, date(2026, 11, 25))
    assert test.work.title == "Контрольная № 2"


def test_the_default_work_may_be_a_test_itself(plain: Open) -> None:
    """Another kind for «Ответ» makes no second column."""
    row = plain.panel.rows[0]
    at = row.kind.findData(TEST)
    row.kind.setCurrentIndex(at)
    row.kind.activated.emit(at)

    (only,) = plain.journal.read_columns(plain.now())
    assert (only.work.type, only.work.weight, only.is_default) == (TEST, 3, True)


def test_a_work_goes_with_its_marks_and_comes_back(plain: Open) -> None:
    """✕ removes the work; undo brings it back with its marks."""
    plain.panel.add.click()
    work = plain.panel.rows[-1].column.id
    page = plain.journal.read_page(ALGEBRA, plain.journal.terms_of(ALGEBRA)[1])
    plain.journal.put_cells(page, [CellWrite(ABRAMOV, work, ("2",))])
    plain.panel.rows[-1].wipe.click()
    left = len(plain.journal.read_columns(plain.now()))
    plain.journal.undo()

    assert left == 1
    assert plain.journal.read_counts(plain.lesson).marks == 1


def test_the_note_is_nobody_else_s(plain: Open) -> None:
    """«Только я» goes into the person's own bucket when the field is left."""
    plain.write(plain.panel.note, "Раздать тетради")
    plain.panel.topic.setFocus()

    assert plain.journal.read_note("lesson", plain.lesson.id) == "Раздать тетради"
    assert not plain.now().is_stored


def test_a_foreign_change_does_not_touch_what_is_being_typed(plain: Open) -> None:
    """A topic that arrives is shown, unless somebody is typing one here."""
    plain.write(plain.panel.homework, "№ 9")
    cells = {"date": "2026-11-18", "slot": 1, "topic": "Степень", "homework": "№ 1"}

    plain.taught.arrives(plain.journal, f"course:{ALGEBRA}", "lesson", plain.lesson.id, cells)

    assert (plain.panel.topic.text(), plain.panel.homework.toPlainText()) == ("Степень", "№ 9")


def test_a_closed_lesson_wants_its_reason_first(opened: list[Open]) -> None:
    """In a locked term nothing is written without a reason; with one it goes along."""
    opened.append(Open(Taught(), date(2026, 10, 23)))
    panel = opened[0]
    panel.write(panel.panel.homework, "№ 1")
    panel.done()
    refused, left = panel.now().homework, panel.left
    panel.write(panel.panel.reason, "Не успела")

    panel.done()

    (own,) = panel.taught.replica.copy.own.values()
    assert (refused, left) == ("", 0)
    assert (panel.now().homework, own.op.reason, panel.left) == ("№ 1", "Не успела", 1)


def test_homework_goes_to_the_same_subject_elsewhere(opened: list[Open]) -> None:
    """«Скопировать в 7А»: lessons of the same subject in the teacher's other courses are offered."""
    taught = Taught()
    taught.told(f"course:{GEOMETRY}", "course", GEOMETRY, {"subject": named(601)})
    taught.replica.copy.load()
    opened.append(Open(taught))

    (there,) = opened[0].journal.read_parallel(opened[0].lesson)

    assert (there.course, there.place.date) == (GEOMETRY, TODAY)
    assert opened[0].panel.copies.isVisible()


def test_a_joint_lesson_gets_one_topic_unless_they_differ(opened: list[Open]) -> None:
    """Topic and homework go to both pages; with «разные темы» only to this one."""
    opened.append(Open(joint_school()))
    panel = opened[0]
    panel.write(panel.panel.homework, "№ 5")
    panel.panel.topic.setFocus()
    (other,) = panel.journal.read_joined(panel.lesson)
    both = panel.journal.read_lesson_again(other).homework
    panel.panel.apart.setChecked(True)
    panel.write(panel.panel.topic, "Степень")
    panel.done()

    assert both == "№ 5"
    assert (panel.now().topic, panel.journal.read_lesson_again(other).topic) == ("Степень", "")


def test_a_panel_that_is_taken_away_keeps_what_was_typed(planned: Open) -> None:
    """The lock falls, another page comes: homework half typed is there when somebody comes back."""
    planned.write(planned.panel.homework, "§ 2, №")

    planned.panel.hide()

    assert (planned.now().topic, planned.now().homework) == ("", "§ 2, №")

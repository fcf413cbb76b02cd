"""The lesson panel: what was typed is kept when a field is left, and can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.journal import Journal
from desktop.models.reading.lesson_counts import LessonCounts
from desktop.models.reading.lesson_head import LessonHead, Right
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.lesson_panel.face import LessonPanelFace
from desktop.ui.lesson_panel.work_row import WorkRow
from desktop.ui.words import _, plural
from school.lesson import NO_HOMEWORK, Work
from school.plan import PlanItem


class LessonPanel(LessonPanelFace):
    """Everything about a lesson but its marks. It covers the sums of the page, never the lessons.

    A topic that the plan offers is written only by Ctrl+Enter or by choosing it. `left`: the
    panel may be closed; `roll_call_wanted(LessonHead)`.
    """

    left = Signal()
    roll_call_wanted = Signal(object)

    def __init__(self, journal: Journal, lesson: LessonHead, work: str = "") -> None:
        super().__init__()
        self.journal = journal
        self.lesson = journal.read_lesson_again(lesson)
        self._others = journal.read_joined(lesson)
        self.rows: list[WorkRow] = []
        self._offered: tuple[PlanItem, ...] = ()
        self._targets: dict[QAction, LessonHead] = {}
        self._show_fields()
        self._show_head()
        self._show_works()
        self._offer_topic()
        self._connect()
        self._focus(work)
        self.destroyed.connect(self._following())

    def _following(self) -> Callable[[], None]:
        return self.journal.observe(self._take)

    def _connect(self) -> None:
        self.topic.editingFinished.connect(self.keep_topic)
        self.apart.toggled.connect(self._show_head)
        self.topic.textEdited.connect(self._leave_offer)
        self.plan.chosen.connect(self._choose_rows)
        self.homework.left.connect(self.keep_homework)
        self.note.left.connect(self.keep_note)
        self.nothing.clicked.connect(self.set_no_homework)
        self.as_before.clicked.connect(self.take_previous)
        self.copies.clicked.connect(self.show_copies)
        self.add.clicked.connect(self.add_work)
        self.roll_call.clicked.connect(self._want_roll_call)
        self.done.clicked.connect(self.finish)

    # showing

    def _show_fields(self) -> None:
        self.topic.setText(self.lesson.topic)
        self.homework.setPlainText(self.lesson.homework)
        self.note.setPlainText(self.journal.read_note("lesson", self.lesson.id))
        plan = self.journal.read_plan(self.lesson.course)
        self.plan.setVisible(plan is not None)
        if plan is not None:
            self.plan.offer(plan, self.journal.next_plan_item(self.lesson), self.lesson.plan_items)
        is_open = self.lesson.right is not Right.READS
        for field in (self.topic, self.plan, self.homework, self.nothing, self.as_before, self.add):
            field.setEnabled(is_open)
        self.reason.setVisible(is_open and self._wants_reason)
        self.apart.setVisible(bool(self._others))
        self.copies.setVisible(bool(self.journal.read_parallel(self.lesson)))

    def _show_head(self) -> None:
        lesson = self.lesson
        courses = [self.journal.course(head.course) for head in (lesson, *self.joined)]
        forms = ", ".join(dict.fromkeys(map(self.journal.forms_title, courses)))
        self.heading.setText(f"{forms} · {self.journal.facts.subject_title(courses[0])}")
        words = _("{day}, урок {number}").format(day=f"{lesson.place.date:%d.%m.%Y}", number=lesson.number)
        self.day.setText(f"{words} · {lesson.room}" if lesson.room else words)
        counts = [self.journal.read_counts(head) for head in (lesson, *self.joined)]
        done = LessonCounts(*map(sum, zip(*counts, strict=True)))
        marks = plural(done.marks, "{n} отметка", "{n} отметки", "{n} отметок")
        called = _("перекличка есть") if lesson.roll_call else _("переклички нет")
        words = _("{marks} · нет в классе: {absent} · долгов: {debts} · {called}")
        said = words.format(marks=marks, absent=done.absent, debts=done.debts, called=called)
        self.counts.setText(said)
        self.counts.setWordWrap(True)

    def _show_works(self) -> None:
        for row in self.rows:
            self.works.removeWidget(row)
            row.deleteLater()
        facts = self.journal.facts
        columns = [column for column in self.journal.read_columns(self.lesson) if column.kind.id]
        self.rows = [WorkRow(column, facts.work_types, facts.due_days) for column in columns]
        for row in self.rows:
            row.setEnabled(self.lesson.takes_marks or self.lesson.is_future)
            row.changed.connect(self._put_work)
            row.wipe_wanted.connect(self._wipe_work)
            self.works.addWidget(row)

    def _focus(self, work: str) -> None:
        """The cursor goes to what is missing first; asked for a work, to its kind."""
        rows = {row.column.id: row for row in self.rows}
        wanted: QWidget = self.topic if not self.lesson.topic and not self._offered else self.homework
        if work in rows:
            wanted = rows[work].kind
        self.setFocusProxy(wanted)

    def _take(self, _told: object) -> None:
        """Something was written, here or elsewhere: what nobody is typing is shown anew."""
        before, self.lesson = self.lesson, self.journal.read_lesson_again(self.lesson)
        if self.topic.text() == before.topic:
            self.topic.setText(self.lesson.topic)
        if self.homework.toPlainText() == before.homework != self.lesson.homework:
            self.homework.setPlainText(self.lesson.homework)
        self._show_head()
        columns = [column for column in self.journal.read_columns(self.lesson) if column.kind.id]
        if [row.column for row in self.rows] != columns:
            self._show_works()

    # topic

    def _offer_topic(self) -> None:
        """The next row of the plan, chosen already and not written yet."""
        if self.lesson.topic or self.lesson.plan_items:
            return
        item = self.journal.next_plan_item(self.lesson)
        if item is not None and self.topic.isEnabled():
            self._offered = (item,)
            self.topic.setText(item.topic)
            self.topic.selectAll()
            if item.homework and not self.lesson.homework:
                self.homework.setPlaceholderText(_("По плану: {homework}").format(homework=item.homework))

    def _leave_offer(self, _text: str) -> None:
        self._offered = ()

    def _choose_rows(self, items: tuple[PlanItem, ...]) -> None:
        """Rows of the plan were ticked: their topics are the lesson's."""
        self._offered = ()
        self.topic.setText("; ".join(item.topic for item in items))
        self._put_topic(tuple(item.id for item in items))

    def keep_topic(self) -> None:
        """Keep a topic that was typed; one that is only offered is nobody's word yet."""
        text = self.topic.text().strip()
        if not self._offered and text != self.lesson.topic:
            self._put_topic(tuple(item.id for item in self.plan.ticked()))

    def _put_topic(self, rows: tuple[str, ...]) -> None:
        if self._may_write():
            text = self.topic.text().strip()
            self.journal.put_topic(self.lesson, text, rows, self._reason, self.joined)

    # homework and note

    def keep_homework(self) -> None:
        text = self.homework.toPlainText().strip()
        if text != self.lesson.homework and self._may_write():
            self.journal.put_homeworks([self.lesson, *self.joined], text, self._reason)

    def keep_note(self) -> None:
        text = self.note.toPlainText().strip()
        if text != self.journal.read_note("lesson", self.lesson.id):
            self.journal.put_note("lesson", self.lesson.id, "", text)

    def set_no_homework(self) -> None:
        """«Без задания» counts as done."""
        self.homework.setPlainText(NO_HOMEWORK)
        self.keep_homework()

    def take_previous(self) -> None:
        """«Как на прошлом уроке»: topic and homework of the lesson before, where this one has none."""
        self.keep()
        before = self.journal.read_previous(self.lesson)
        if before is None or not self._may_write():
            return
        if not self.lesson.topic:
            self._offered = ()
            self.topic.setText(before.topic)
            self._put_topic(before.plan_items)
        if not self.homework.toPlainText().strip():
            self.homework.setPlainText(before.homework)
            self.keep_homework()

    def show_copies(self) -> None:
        """The lessons of the same subject in other forms, to which this homework may go."""
        self.keep_homework()
        menu = QMenu(self)
        self._targets = {}
        for head in self.journal.read_parallel(self.lesson):
            title = self.journal.forms_title(self.journal.course(head.course))
            self._targets[menu.addAction(f"{title} · {head.place.date:%d.%m}")] = head
        menu.triggered.connect(self._copy_to)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.copies.mapToGlobal(self.copies.rect().bottomLeft()))

    def _copy_to(self, action: QAction) -> None:
        self.journal.put_homeworks([self._targets[action]], self.homework.toPlainText().strip())

    # works

    def add_work(self) -> None:
        """One more work, of the weightiest kind: what is added to an answer is mostly a test."""
        kinds = self.journal.facts.work_types.values()
        kind = max(kinds, key=lambda one: one.weight, default=self.journal.facts.answer)
        due = self.journal.due_day(self.lesson)
        work = Work(kind.id, kind.weight, counts=kind.counts, due=due)
        if self._may_write():
            self.journal.put_work(self.lesson, work, reason=self._reason, joined=self.joined)
            self.rows[-1].kind.setFocus()

    def _put_work(self, id: str, work: Work) -> None:
        if self._may_write():
            self.journal.put_work(self.lesson, work, id, self._reason, self.joined)

    def _wipe_work(self, id: str) -> None:
        if self._may_write():
            self.journal.wipe_work(self.lesson, id, self._reason, self.joined)

    # leaving

    @property
    def joined(self) -> tuple[LessonHead, ...]:
        """Lessons that sit here too and take the same, unless «разные темы»."""
        return () if self.apart.isChecked() else self._others

    @property
    def _wants_reason(self) -> bool:
        return self.lesson.closed is not None or self.lesson.right is Right.WITH_REASON

    @property
    def _reason(self) -> str | None:
        return self.reason.text().strip() or None

    def _may_write(self) -> bool:
        """A closed lesson wants its reason first."""
        if self._wants_reason and self._reason is None:
            self.reason.setFocus()
            return False
        return self.lesson.right is not Right.READS

    def _want_roll_call(self) -> None:
        self.roll_call_wanted.emit(self.lesson)

    def finish(self) -> None:
        """Ctrl+Enter: all of it is right, the offered topic too."""
        if self._offered:
            rows, self._offered = self._offered, ()
            self._put_topic(tuple(item.id for item in rows))
        self.keep()
        if self._is_kept():
            self.left.emit()

    def _is_kept(self) -> bool:
        """Whether all that was typed is written; a reason that is missing holds it back."""
        topic, homework = self.topic.text().strip(), self.homework.toPlainText().strip()
        return (topic, homework) == (self.lesson.topic, self.lesson.homework) or not self._wants_reason

    def keep(self) -> None:
        """Keep what is being typed."""
        self.keep_topic()
        self.keep_homework()
        self.keep_note()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, the lock: whatever takes the panel away, what was typed is kept."""
        super().hideEvent(event)
        self.keep()

    def take_key(self, meaning: Meaning) -> bool:
        """Ctrl+Enter is «done», Ctrl+У closes what it has opened, as Esc does."""
        if not isinstance(meaning, Wish):
            return False
        if meaning.action is Action.FILL_EMPTY:
            self.finish()
        elif meaning.action in (Action.LESSON_PANEL, Action.CANCEL):
            self.left.emit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Ctrl+0 is «Без задания»."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_0 and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.set_no_homework()
        else:
            super().keyPressEvent(event)

"""The journal: everything that a screen reads and writes, between the store and Qt.

A deed is written at once, one transaction for each record, and is one step of undo. Every
write, own or foreign, is told to the observers by the same road.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from desktop.models.deeds import CellDeeds, CellWrite, Deed, lesson_deed
from desktop.models.deeds_lesson import Transfer, enrol_guest, put_roll_call, put_work, wipe_work
from desktop.models.reading import wire
from desktop.models.reading.course_book import LESSON, TERM_MARK, bucket_of
from desktop.models.reading.lesson_head import LessonHead, WorkColumn
from desktop.models.reading.page import JournalPage
from desktop.models.reading.private import GUEST, NOTE, About, Guest
from desktop.models.reading.versions import TwoVersions
from desktop.models.undo import Step, StepKind
from desktop.models.writing import Writing
from school.lesson import Work
from school.mark import Mark
from sync.identity import new_id, term_mark_id
from sync.local_copy import Touched, Wish
from sync.record import Cells, RecordKey, Value

Observer = Callable[[Touched], object]


class Journal(Writing):
    """One person's journal of one school.

    Deeds return the step that undo would take back, or None when nothing was to be changed.
    `reason` goes where a head teacher changes a teacher's mark, and with what waits for one.
    """

    # marks and codes

    def put_cells(
        self,
        page: JournalPage,
        writes: Sequence[CellWrite],
        kind: StepKind = StepKind.MARKS,
        reason: str | None = None,
    ) -> Step | None:
        """Make cells of a page hold this: a mark, a fill, a paste, a clearing, all in one step.

        A closed cell is passed over: one mark that a server cannot take would take the whole op
        down with it.
        """
        guests = frozenset(row.id for row in page.rows if row.is_guest)
        own = [(write, page.work_of(write.row, write.column)) for write in writes]
        known = [
            write._replace(column=work.id)
            for write, work in own
            if work is not None and page.cell(write.row, write.column).closed is None
        ]
        return self._do(kind, CellDeeds(self._library, page.works, guests).put(known, reason))

    def put_comment(
        self, page: JournalPage, row: str, column: str, text: str, reason: str | None = None
    ) -> Step | None:
        """The comment on a mark, which the family reads; a mark of nothing but a comment may stand."""
        cell = page.cell(row, column)
        mark = cell.mark or Mark()
        code = cell.attendance.code if cell.attendance else None
        write = CellWrite(row, column, mark.values, mark.duty, code, text)
        return self.put_cells(page, [write], StepKind.COMMENT, reason)

    def put_note(self, kind: str, id: str, cell: str, text: str) -> Step | None:
        """The note «только я» about a record or a cell; an empty one is removed."""
        about = About(kind, id, cell)
        known = self._library.private.note(about)
        cells: dict[str, Value] = {"about": about.written(), "text": text} if text else {"removed": True}
        if known is None and not text:
            return None
        wish = Wish(self._library.private.bucket, NOTE, known.id if known else new_id(), cells)
        return self._do(StepKind.NOTE, [Deed(wish)])

    def put_mark_note(self, row: str, column: WorkColumn, text: str) -> Step | None:
        """The note «только я» on a pupil's mark for a work."""
        return self.put_note(LESSON, column.lesson.id, wire.mark_cell(row, column.id), text)

    def put_term_mark(
        self, course: str, term: str, marks: Mapping[str, Mark | None], reason: str | None = None
    ) -> Step | None:
        """Term marks of pupils in a course, as one step."""
        record = term_mark_id(course, term)
        stands = self._library.book(course).cells(TERM_MARK, record)
        cells = {
            name: wire.write_mark(mark, stands.get(name))
            for pupil, mark in marks.items()
            if (name := wire.term_mark_cell(pupil))
        }
        wish = Wish(bucket_of(course), TERM_MARK, record, cells, {"term": term}, reason)
        return self._do(StepKind.TERM_MARK, [Deed(wish)])

    # the lesson

    def put_topic(
        self,
        lesson: LessonHead,
        topic: str,
        plan_items: Sequence[str] = (),
        reason: str | None = None,
        joined: Sequence[LessonHead] = (),
    ) -> Step | None:
        """The topic, and the rows of the plan that it gives; to joined lessons the topic alone."""
        cells: dict[str, Value] = {"topic": topic or None, "plan_items": list(plan_items) or None}
        deeds = [lesson_deed(lesson, cells, reason=reason)]
        deeds += [lesson_deed(other, {"topic": topic or None}, reason=reason) for other in joined]
        return self._do(StepKind.TOPIC, deeds)

    def put_homeworks(
        self, lessons: Sequence[LessonHead], homework: str, reason: str | None = None
    ) -> Step | None:
        """The homework of a lesson, or of several, «скопировать в 7А, 7В», in one step."""
        cells = {"homework": homework or None}
        deeds = [lesson_deed(lesson, cells, reason=reason) for lesson in lessons]
        return self._do(StepKind.HOMEWORK, deeds)

    def put_work(
        self,
        lesson: LessonHead,
        work: Work,
        id: str | None = None,
        reason: str | None = None,
        joined: Sequence[LessonHead] = (),
    ) -> Step | None:
        """Add a work to a lesson, or write the one of this id anew; to joined lessons alike."""
        kind = self.facts.work_type(work.type)
        deeds = []
        for head, known in self._alike(lesson, id, joined):
            column = known or WorkColumn((id if head is lesson else None) or new_id(), head, work, kind)
            deeds.append(put_work(self._library, column, work, reason))
        return self._do(StepKind.WORK, deeds)

    def wipe_work(
        self, lesson: LessonHead, id: str, reason: str | None = None, joined: Sequence[LessonHead] = ()
    ) -> Step | None:
        """Remove a work with all its marks; in joined lessons the one at its place too."""
        deeds = [
            wipe_work(head, column.id, self._stands(head), reason)
            for head, column in self._alike(lesson, id, joined)
            if column is not None
        ]
        return self._do(StepKind.WORK, deeds)

    def _alike(
        self, lesson: LessonHead, id: str | None, joined: Sequence[LessonHead]
    ) -> list[tuple[LessonHead, WorkColumn | None]]:
        """The work of this id, and the works that stand at its place in joined lessons."""
        own = self.read_columns(lesson)
        at = next((at for at, column in enumerate(own) if column.id == id), len(own))
        listed = [(head, self.read_columns(head)) for head in (lesson, *joined)]
        return [(head, columns[at] if at < len(columns) else None) for head, columns in listed]

    def put_roll_call(
        self,
        lesson: LessonHead,
        codes: Mapping[str, str | None],
        done: bool = True,
        reason: str | None = None,
        joined: Sequence[LessonHead] = (),
    ) -> Step | None:
        """Codes by pupil, None for who is there; pupils not named keep what they have.

        With joined lessons each pupil's code goes into the pupil's own, in one step.
        """
        deeds = []
        for head in (lesson, *joined):
            here = self.course(head.course).pupils_on(head.place.date) if joined else codes
            own = {pupil: codes[pupil] for pupil in codes if pupil in here}
            deeds.append(put_roll_call(self._library, self.read_columns(head), own, done, reason))
        return self._do(StepKind.ROLL_CALL, deeds)

    def put_state(self, lesson: LessonHead, state: str | None, reason: str | None = None) -> Step | None:
        """«Урок не состоялся»: cancelled; None makes it an ordinary lesson again."""
        return self._do(StepKind.STATE, [lesson_deed(lesson, {"state": state}, reason=reason)])

    def put_place(self, lesson: LessonHead, day: date, slot: int, reason: str | None = None) -> Step | None:
        """Where a lesson was really held; back at its own day and slot nothing is written."""
        is_own = (day, slot) == (lesson.date, lesson.slot)
        placed = None if is_own else {"date": day.isoformat(), "slot": slot}
        return self._do(StepKind.STATE, [lesson_deed(lesson, {"placed": placed}, reason=reason)])

    def move_lesson_marks(
        self, source: LessonHead, target: LessonHead, reason: str | None = None
    ) -> tuple[Step | None, frozenset[str]]:
        """Move marks, codes, comments and roll call to another lesson, by pupil, in one step.

        Also names the pupils whose cells were left: they are not in the other course, or
        something stands there already.
        """
        pupils = self.course(target.course).pupils_on(target.place.date)
        transfer = Transfer(self._library, source, target, pupils)
        return self._do(StepKind.MOVE, transfer.deeds(reason)), frozenset(transfer.left)

    # guests

    def put_guest(self, course: str, name: str, id: str | None = None) -> Step | None:
        """«+ Новенький…»: somebody who sits in class before the order has come."""
        record = id or new_id()
        known = self._library.private.guest(record)
        cells: dict[str, Value] = {"course": course, "name": name}
        if known is None:
            cells["entries"] = {}
        return self._do(StepKind.GUEST, [Deed(Wish(self._library.private.bucket, GUEST, record, cells))])

    def wipe_guest(self, guest: str) -> Step | None:
        wish = Wish(self._library.private.bucket, GUEST, guest, {"removed": True})
        return self._do(StepKind.GUEST, [Deed(wish)])

    def enrol_guest(self, guest: Guest, pupil: str) -> Step | None:
        """«Это Кузнецов Илья? Перенести 4 отметки»: the entries become the pupil's."""
        return self._do(StepKind.GUEST, enrol_guest(self._library, guest, pupil, self.today))

    # two versions, refusals, remarks

    def choose(self, two: TwoVersions, value: Value) -> Step | None:
        """Settle one cell of a question with any value: mine, the server's, both."""
        question = self._library.question(two.bucket, two.question)
        if question is None:
            return None
        others = {one.cell: one.other for one in question.versions if one.cell == two.address.cell}
        wish = Wish(
            question.bucket,
            question.record.kind,
            question.record.id,
            {two.address.cell: value},
            resolves=question.id,
            others=others,
        )
        return self._do(StepKind.CHOICE, [Deed(wish)])

    def dismiss_rejected(self, op: str) -> None:
        """Its owner has seen a refused op."""
        own = self._replica.copy.own.get(op)
        self._replica.dismiss(op)
        if own is not None:
            touched = Touched()
            touched.add(own.op.bucket, RecordKey(own.op.kind, own.op.id), own.op.cells)
            self.take(touched)

    def answer_remark(self, course: str, remark: str, answer: str) -> Step | None:
        """[Исправлено]: the teacher's answer to the head teacher's remark."""
        wish = Wish(bucket_of(course), "inspection_note", remark, {"answer": answer})
        return self._do(StepKind.NOTE, [Deed(wish)])

    def _stands(self, lesson: LessonHead) -> Cells:
        return self._library.book(lesson.course).cells(LESSON, lesson.id)

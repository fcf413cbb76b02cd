"""The lesson as a whole, the day, and what is owed."""

from __future__ import annotations

from datetime import date, datetime

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import WhyClosed
from desktop.models.reading.wire import mark_cell
from school.mark import Mark
from sync.identity import default_work_id, term_mark_id
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    ELKIN,
    GEOMETRY,
    GROMOVA,
    LESSON,
    MOSCOW,
    SECOND,
    TEACHER,
    TODAY,
    ZHUKOVA,
    Taught,
    named,
    put,
    second_term,
    shown,
    today_work,
)

BUCKET = f"course:{ALGEBRA}"


def test_a_roll_call_is_one_step(journal: Journal, page: JournalPage) -> None:
    """Codes and «done» are written together; done is not the same as all present."""
    head = page.columns_of(LESSON)[0].lesson

    journal.put_roll_call(head, {ABRAMOV: "absent", BELOVA: None})
    absent, done = page.cell(ABRAMOV, today_work()).absent, page.lesson(LESSON)
    journal.undo()

    assert absent
    assert done is not None
    assert done.roll_call
    assert not page.cell(ABRAMOV, today_work()).absent


def test_marks_move_to_another_lesson_by_pupil(journal: Journal, page: JournalPage) -> None:
    """Marks, codes and the roll call go together, in one step; nothing is overwritten."""
    source = page.columns_of(LESSON)[0].lesson
    target = journal.read_lesson(GEOMETRY, TODAY, 2)
    put(journal, page, ABRAMOV, "5")
    put(journal, page, BELOVA, code="absent")
    geometry = second_term(journal, GEOMETRY)
    journal.observe(geometry.refresh)
    there = default_work_id(target.id)
    journal.put_cells(geometry, [CellWrite(BELOVA, there, code="late")])

    step, left = journal.move_lesson_marks(source, target)

    mark = geometry.cell(ABRAMOV, there).mark
    assert step is not None
    assert mark == Mark(("5",))
    assert left == {BELOVA}
    assert (shown(page, ABRAMOV), page.cell(BELOVA, today_work()).absent) == ("", True)
    journal.undo()
    assert (shown(page, ABRAMOV), geometry.cell(ABRAMOV, there).mark) == ("5", None)


def test_a_guest_takes_marks_and_hands_them_over(taught: Taught, journal: Journal, page: JournalPage) -> None:
    """«+ Новенький…» takes everything, is in nobody's records, and gives it to the pupil who comes."""
    journal.put_guest(ALGEBRA, "Жукова Вера", named(8000))
    put(journal, page, named(8000), "4")
    kept = journal._library.book(ALGEBRA).lesson(LESSON)
    ((guest, pupil, _marks),) = journal.read_arrived(ALGEBRA)

    journal.enrol_guest(guest, pupil.id)

    assert kept is None
    assert (guest.marks, pupil.id) == (1, ZHUKOVA)
    assert shown(page, ZHUKOVA) == "4"
    assert journal.read_guests(ALGEBRA) == ()
    assert [row.name for row in page.rows if row.is_guest] == []


def test_a_note_is_seen_by_its_author_only(journal: Journal, page: JournalPage) -> None:
    """«Только я» is another record, in the person's own bucket."""
    cell = mark_cell(ABRAMOV, today_work())

    journal.put_note("lesson", LESSON, cell, "Списал у Белова")

    (own,) = journal._library.copy.own.values()
    assert own.op.bucket == f"person:{TEACHER}"
    assert page.cell(ABRAMOV, today_work()).has_note
    assert journal.read_note("lesson", LESSON, cell) == "Списал у Белова"
    journal.put_note("lesson", LESSON, cell, "")
    assert not page.cell(ABRAMOV, today_work()).has_note


def test_a_topic_may_be_taken_from_the_plan_and_undone(journal: Journal, page: JournalPage) -> None:
    """Topic and the plan's rows are one step."""
    head = page.columns_of(LESSON)[0].lesson

    journal.put_topic(head, "Степень с натуральным показателем", [named(6000)])
    written = page.lesson(LESSON)
    journal.undo()

    undone = page.lesson(LESSON)
    assert written is not None
    assert undone is not None
    assert (written.topic, written.plan_items) == ("Степень с натуральным показателем", (named(6000),))
    assert (undone.topic, undone.plan_items) == ("", ())


def test_a_cancelled_lesson_takes_no_marks(journal: Journal, page: JournalPage) -> None:
    """«Урок не состоялся» closes the column and owes nothing."""
    head = page.columns_of(LESSON)[0].lesson

    journal.put_state(head, "cancelled")

    assert page.cell(ABRAMOV, today_work()).closed is WhyClosed.CANCELLED
    (lesson,) = [one for one in journal.read_day(TODAY) if one.course.id == ALGEBRA]
    assert lesson.gaps == ()


def test_the_term_mark_stands_beside_the_advice(journal: Journal, page: JournalPage) -> None:
    """The advice follows from the marks, the term mark is the teacher's."""
    put(journal, page, ABRAMOV, "5", "4")

    journal.put_term_mark(ALGEBRA, SECOND, {ABRAMOV: Mark(("4",))})

    sums = page.sums(ABRAMOV)
    assert (sums.suggestion.marks, sums.suggestion.value, sums.term_mark) == (2, "5", Mark(("4",)))
    (_, own) = journal._library.copy.own.values()
    assert (own.op.id, own.op.cells["term"].new) == (term_mark_id(ALGEBRA, SECOND), SECOND)


def test_a_closed_term_says_since_when(journal: Journal) -> None:
    """A locked term does not close the cells: a change waits for the head teacher."""
    first = journal.terms_of(ALGEBRA)[0]

    page = journal.read_page(ALGEBRA, first)

    closed = page.lessons[-1].closed
    assert closed is not None
    assert closed.term == first
    assert page.cell(ABRAMOV, page.columns[-1].id).closed is None


def test_a_day_knows_which_lesson_runs(taught: Taught, journal: Journal) -> None:
    """Running during the lesson, just ended in the break after it."""
    running = journal.read_day(TODAY)
    taught.now = datetime(2026, 11, 18, 9, 20, tzinfo=MOSCOW)
    ended = journal.read_day(TODAY)

    assert [lesson.when for lesson in running] == ["running", "ahead"]
    assert [lesson.when for lesson in ended] == ["just_ended", "ahead"]


def test_debts_are_listed_the_oldest_first(journal: Journal, page: JournalPage) -> None:
    """A dot is a debt of its lesson's age."""
    early = today_work(day=date(2026, 11, 11))
    journal.put_cells(page, [CellWrite(ABRAMOV, today_work(), duty=True), CellWrite(ELKIN, early, duty=True)])

    debts = journal.read_debts()

    assert [(debt.pupil.id, debt.days) for debt in debts] == [(ELKIN, 7), (ABRAMOV, 0)]


def test_past_lessons_without_a_topic_are_unfinished(journal: Journal) -> None:
    """Lessons of the running term that are over and lack something, the oldest first."""
    found = journal.read_unfinished()

    assert [one.head.place.date for one in found[:2]] == [date(2026, 11, 2), date(2026, 11, 4)]
    assert all(one.head.place.date < TODAY for one in found)


def test_marks_from_before_the_order_stay_with_the_guest(journal: Journal, page: JournalPage) -> None:
    """What the pupil's record cannot take is not dropped, and nobody is asked again for nothing."""
    early = today_work(day=date(2026, 11, 11))
    journal.put_guest(ALGEBRA, "Жукова Вера", named(8000))
    journal.put_cells(page, [CellWrite(named(8000), work, ("4",)) for work in (early, today_work())])
    ((guest, pupil, marks),) = journal.read_arrived(ALGEBRA)

    journal.enrol_guest(guest, pupil.id)

    (left,) = journal.read_guests(ALGEBRA)
    assert (marks, left.marks) == (1, 1)
    assert shown(page, ZHUKOVA) == "4"
    assert page.cell(ZHUKOVA, early).mark is None
    assert journal.read_arrived(ALGEBRA) == ()


def test_a_closed_cell_does_not_take_the_others_down(journal: Journal, page: JournalPage) -> None:
    """Of a fill that meets who has left, the rest is written."""
    journal.put_cells(page, [CellWrite(row, today_work(), ("5",)) for row in (ABRAMOV, GROMOVA)])

    assert [page.cell(row, today_work()).mark for row in (ABRAMOV, GROMOVA)] == [Mark(("5",)), None]

"""The journal façade: what a teacher does, what is written, what is shown after it."""

from __future__ import annotations

from datetime import date

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.fates import Fate
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import WhyClosed
from desktop.models.reading.wire import mark_cell
from desktop.models.undo import StepKind
from school.lesson import Work
from school.mark import Mark
from sync.local_copy import Touched
from sync.values import fault
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    GROMOVA,
    LESSON,
    TEST,
    VOLKOV,
    ZHUKOVA,
    Taught,
    named,
    put,
    shown,
    today_work,
)

BUCKET = f"course:{ALGEBRA}"


def test_a_mark_is_shown_at_once_and_waits_to_be_sent(journal: Journal, page: JournalPage) -> None:
    """A put mark stands on the page, saved on this computer and not sent."""
    put(journal, page, ABRAMOV, "5")

    assert shown(page, ABRAMOV) == "5"
    assert page.cell(ABRAMOV, today_work()).fate is Fate.UNSENT
    assert journal.counts().unsent == 1


def test_the_first_mark_brings_the_lesson_and_its_work(journal: Journal, page: JournalPage) -> None:
    """A mark whose work is empty would be one of a removed work: the work travels in the same op."""
    put(journal, page, ABRAMOV, "5")

    (own,) = journal._library.copy.own.values()

    assert {"date", "slot", f"work/{today_work()}"} < set(own.op.cells)
    assert fault(own.op, {}) is None


def test_the_second_mark_is_one_cell(taught: Taught, journal: Journal, page: JournalPage) -> None:
    """Once the feed has told the lesson, nothing but the mark travels."""
    put(journal, page, ABRAMOV, "5")
    cells = {"date": "2026-11-18", "slot": 1}
    taught.arrives(journal, BUCKET, "lesson", LESSON, cells)

    put(journal, page, BELOVA, "4")

    last = list(journal._library.copy.own.values())[-1]
    assert set(last.op.cells) == {mark_cell(BELOVA, today_work())}


def test_a_fill_is_one_op_and_one_step(journal: Journal, page: JournalPage) -> None:
    """Thirty marks of one lesson are one action: one op goes, one undo takes all back."""
    writes = [CellWrite(row, today_work(), ("5",)) for row in (ABRAMOV, BELOVA, VOLKOV)]

    journal.put_cells(page, writes, StepKind.FILL)

    assert journal.counts().unsent == 1
    assert journal.undo() is not None
    assert [shown(page, row) for row in (ABRAMOV, BELOVA, VOLKOV)] == ["", "", ""]


def test_undo_leaves_what_somebody_else_has_changed(journal: Journal, page: JournalPage) -> None:
    """Undo writes only cells that still hold what the step put there, and names the others."""
    writes = [CellWrite(row, today_work(), ("5",)) for row in (ABRAMOV, BELOVA)]
    journal.put_cells(page, writes, StepKind.FILL)
    put(journal, page, BELOVA, "3")
    journal.steps._done.pop()

    undone = journal.undo()

    assert undone is not None
    assert [ref.cell for ref in undone.kept] == [mark_cell(BELOVA, today_work())]
    assert (shown(page, ABRAMOV), shown(page, BELOVA)) == ("", "3")


def test_undo_does_not_take_the_work_from_under_others(journal: Journal, page: JournalPage) -> None:
    """The default work, written along with the first mark, stays when that mark is taken back."""
    put(journal, page, ABRAMOV, "5")
    put(journal, page, BELOVA, "4")
    journal.undo()
    journal.undo()
    journal.redo()

    assert shown(page, ABRAMOV) == "5"
    column = page.column(today_work())
    assert column is not None
    assert not column.is_wiped


def test_redo_puts_back_what_undo_took(journal: Journal, page: JournalPage) -> None:
    """Redo repeats; a new deed forgets what was undone."""
    put(journal, page, ABRAMOV, "5")
    journal.undo()
    journal.redo()
    again = shown(page, ABRAMOV)
    journal.undo()
    put(journal, page, BELOVA, "4")

    assert again == "5"
    assert journal.redo() is None


def test_an_overwritten_mark_keeps_its_comment_a_wiped_one_loses_it(
    journal: Journal, page: JournalPage
) -> None:
    """A comment belongs to the mark: it stays while there is a mark, undo brings it back."""
    put(journal, page, ABRAMOV, "3")
    journal.put_comment(page, ABRAMOV, today_work(), "Не дописал")
    put(journal, page, ABRAMOV, "4")
    kept = page.cell(ABRAMOV, today_work()).mark
    put(journal, page, ABRAMOV)
    wiped = page.cell(ABRAMOV, today_work()).mark
    journal.undo()

    assert kept == Mark(("4",), comment="Не дописал")
    assert wiped is None
    assert page.cell(ABRAMOV, today_work()).mark == kept


def test_an_absent_pupil_owes_the_test(journal: Journal, page: JournalPage) -> None:
    """A code that says «was not there» puts the dot on the lesson's tests, in the same op."""
    lesson = page.column(today_work())
    assert lesson is not None
    journal.put_work(lesson.lesson, Work(TEST, 3, due=date(2026, 11, 25)), named(5000))

    journal.put_cells(page, [CellWrite(ABRAMOV, today_work(), code="absent")])

    assert page.cell(ABRAMOV, named(5000)).mark == Mark(duty=True)
    assert page.cell(ABRAMOV, today_work()).mark is None
    assert page.sums(ABRAMOV).debts == 1


def test_who_was_away_before_a_test_was_added_owes_it_too(journal: Journal, page: JournalPage) -> None:
    """The roll call came first, the test later: the dot is put with the test, in one step."""
    journal.put_cells(page, [CellWrite(ABRAMOV, today_work(), code="absent")])
    head = page.columns_of(LESSON)[0].lesson

    journal.put_work(head, Work(TEST, 3), named(5000))
    owed = page.cell(ABRAMOV, named(5000)).mark
    journal.undo()

    assert owed == Mark(duty=True)
    assert page.sums(ABRAMOV).debts == 0


def test_a_removed_work_takes_its_marks_along(journal: Journal, page: JournalPage) -> None:
    """Work and marks are emptied in one op, and come back with one undo."""
    head = page.columns_of(LESSON)[0].lesson
    journal.put_work(head, Work(TEST, 3), named(5000))
    journal.put_cells(page, [CellWrite(ABRAMOV, named(5000), ("2",))])

    journal.wipe_work(head, named(5000))
    gone = page.column(named(5000))
    journal.undo()

    assert gone is None
    assert page.cell(ABRAMOV, named(5000)).mark == Mark(("2",))


def test_a_mark_without_its_work_stands_in_a_closed_column(
    taught: Taught, journal: Journal, page: JournalPage
) -> None:
    """«Работа удалена»: the mark is seen, counts for nothing, and cannot be added to."""
    cells = {mark_cell(ABRAMOV, named(5000)): {"values": ["2"], "duty": False, "comment": ""}}

    taught.arrives(journal, BUCKET, "lesson", LESSON, {"date": "2026-11-18", "slot": 1, **cells})

    column = page.column(named(5000))
    assert column is not None
    assert column.is_wiped
    assert page.cell(ABRAMOV, named(5000)).closed is WhyClosed.WORK_REMOVED
    assert page.sums(ABRAMOV).suggestion.average is None


def test_cells_outside_the_pupil_s_dates_are_closed(page: JournalPage) -> None:
    """Who has left and who has not come yet: their cells are closed, with the reason."""
    early = today_work(day=date(2026, 11, 11))

    assert page.cell(GROMOVA, today_work()).closed is WhyClosed.HAS_LEFT
    assert page.cell(GROMOVA, early).closed is None
    assert page.cell(ZHUKOVA, early).closed is WhyClosed.NOT_YET_HERE
    assert page.cell(ZHUKOVA, today_work()).closed is None


def test_lessons_to_come_take_no_marks(page: JournalPage) -> None:
    """Marks of a future lesson are closed, its head is open."""
    friday = today_work(day=date(2026, 11, 20))

    assert page.cell(ABRAMOV, friday).closed is WhyClosed.FUTURE


def test_nobody_is_told_of_nothing(journal: Journal, page: JournalPage) -> None:
    """A deed that changes nothing is no op, no step and no word to the screens."""
    told: list[Touched] = []
    journal.observe(told.append)

    step = journal.put_cells(page, [CellWrite(ABRAMOV, today_work())])

    assert (step, told, journal.undo()) == (None, [], None)

"""Courses taught together are one page: one grid with a divider, each mark in its own course."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from desktop.models.reading.page_values import PageChange, WhyClosed
from desktop.models.reading.wire import mark_cell
from school.lesson import Work
from school.mark import Mark
from sync.identity import default_work_id, lesson_id
from tests.desktop.models.joint import ANTONOV, BORISOVA, OTHER_ALGEBRA, joint_school
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    BELOVA,
    TEST,
    TODAY,
    Taught,
    second_term,
    today_work,
)

OTHER_LESSON = lesson_id(OTHER_ALGEBRA, TODAY, ALGEBRA_SLOT)


@pytest.fixture
def taught() -> Taught:
    """7Б and 7В, taught together on Wednesdays."""
    return joint_school()


@pytest.fixture
def journal(taught: Taught) -> Journal:
    """The journal of who teaches both."""
    return taught.journal()


@pytest.fixture
def page(journal: Journal) -> JournalPage:
    """The page of both, kept true."""
    page = second_term(journal)
    journal.observe(page.refresh)
    return page


def test_both_forms_stand_in_one_grid_with_a_divider(page: JournalPage) -> None:
    """Pupils of 7Б, a divider «7В», pupils of 7В."""
    names = [row.name for row in page.rows]

    assert names[6:] == ["7В", "Антонов Ли", "Борисова Ли"]
    assert [row.is_divider for row in page.rows][6:] == [True, False, False]
    assert [course.id for course in page.courses] == [ALGEBRA, OTHER_ALGEBRA]


def test_a_fill_of_both_goes_into_two_courses_as_one_step(
    taught: Taught, journal: Journal, page: JournalPage
) -> None:
    """Each pupil's mark lies in the pupil's own course; one undo takes all back."""
    rows = (ABRAMOV, ANTONOV)
    journal.put_cells(page, [CellWrite(row, today_work(), ("5",)) for row in rows])

    buckets = {own.op.bucket for own in taught.replica.copy.own.values()}
    marks = [page.cell(row, today_work()).mark for row in rows]
    journal.undo()

    assert buckets == {f"course:{ALGEBRA}", f"course:{OTHER_ALGEBRA}"}
    assert marks == [Mark(("5",)), Mark(("5",))]
    assert [page.cell(row, today_work()).mark for row in rows] == [None, None]


def test_a_lesson_of_one_course_is_closed_for_the_other(page: JournalPage) -> None:
    """On Mondays 7Б is alone: cells of 7В are closed and say so."""
    monday = today_work(day=date(2026, 11, 16))

    assert page.cell(ABRAMOV, monday).closed is None
    assert page.cell(ANTONOV, monday).closed is WhyClosed.NO_LESSON


def test_a_foreign_mark_of_the_other_course_touches_its_cell(
    taught: Taught, journal: Journal, page: JournalPage
) -> None:
    """What arrives in 7В is told by the column of the joint page."""
    cells = {"date": TODAY.isoformat(), "slot": ALGEBRA_SLOT}
    taught.arrives(journal, f"course:{OTHER_ALGEBRA}", "lesson", OTHER_LESSON, cells)
    changes: list[PageChange] = []
    stop = journal.follow(second_term(journal), changes.append)
    mark = {"values": ["4"], "duty": False, "comment": ""}
    work = default_work_id(OTHER_LESSON)

    taught.arrives(
        journal, f"course:{OTHER_ALGEBRA}", "lesson", OTHER_LESSON, {mark_cell(ANTONOV, work): mark}
    )
    stop()

    assert (ANTONOV, today_work()) in changes[0].cells
    assert not any(row == ABRAMOV for row, _ in changes[0].cells if row != ANTONOV)
    assert page.cell(ANTONOV, today_work()).mark == Mark(("4",))


def test_one_roll_call_for_both(journal: Journal, page: JournalPage) -> None:
    """Codes go to each pupil's own lesson, and both are done, in one step."""
    lesson = journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT)
    (other,) = journal.read_joined(lesson)

    journal.put_roll_call(lesson, {BELOVA: "absent", BORISOVA: "ill"}, joined=[other])
    here, there = journal.read_lesson_again(lesson), journal.read_lesson_again(other)
    codes = journal.read_codes(lesson), journal.read_codes(other)
    journal.undo()

    assert (here.roll_call, there.roll_call) == (True, True)
    assert codes == ({BELOVA: "absent"}, {BORISOVA: "ill"})
    assert journal.read_codes(other) == {}
    assert not page.cell(BORISOVA, today_work()).absent


def test_a_test_added_to_both_is_one_column(journal: Journal, page: JournalPage) -> None:
    """The second work of one stands beside the second of the other."""
    lesson = journal.read_lesson(ALGEBRA, TODAY, ALGEBRA_SLOT)
    joined = journal.read_joined(lesson)

    journal.put_work(lesson, Work(TEST, 3), joined=joined)

    _answer, test = page.columns_of(lesson.id)
    journal.put_cells(page, [CellWrite(row, test.id, ("3",)) for row in (ABRAMOV, ANTONOV)])
    assert page.cell(ANTONOV, test.id).mark == Mark(("3",))
    work = page.work_of(ANTONOV, test.id)
    assert work is not None
    assert work.lesson.course == OTHER_ALGEBRA
    journal.wipe_work(lesson, test.id, joined=joined)
    assert len(page.columns_of(lesson.id)) == 1


def test_sums_are_each_pupil_s_own(journal: Journal, page: JournalPage) -> None:
    """Averages are counted in the pupil's own course."""
    journal.put_cells(page, [CellWrite(ANTONOV, today_work(), ("5",))])

    assert page.sums(ANTONOV).suggestion.marks == 1
    assert page.sums(ABRAMOV).suggestion.marks == 0

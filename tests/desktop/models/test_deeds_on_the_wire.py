"""Whatever a person does, the ops that come of it are such as a server takes."""

from __future__ import annotations

import unicodedata
from datetime import date

from desktop.models.deeds import CellWrite
from desktop.models.journal import Journal
from desktop.models.reading.page import JournalPage
from school.lesson import Work
from school.mark import Mark
from sync.values import fault
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    GEOMETRY,
    SECOND,
    TEST,
    TODAY,
    VOLKOV,
    ZHUKOVA,
    Taught,
    named,
    second_term,
    today_work,
)


def everything(journal: Journal, page: JournalPage) -> None:
    """Each deed that the journal knows, once."""
    lesson = page.lesson_now(journal.now())
    assert lesson is not None
    work = today_work()
    journal.put_cells(page, [CellWrite(ABRAMOV, work, ("5", "4")), CellWrite(BELOVA, work, code="absent")])
    journal.put_comment(page, ABRAMOV, work, "Ё" * 1_000)
    journal.put_cells(page, [CellWrite(VOLKOV, work, duty=True, code="late")])
    journal.put_note("lesson", lesson.id, "", "Заметка")
    journal.put_note("lesson", lesson.id, "", "")
    journal.put_term_mark(ALGEBRA, SECOND, {ABRAMOV: Mark(("н/а",))})
    journal.put_topic(lesson, "Степень", [named(6001)])
    journal.put_topic(lesson, "")
    journal.put_homeworks([lesson], "№ 5")
    journal.put_work(lesson, Work(TEST, 3, "Контрольная", due=date(2026, 11, 25)), named(5000))
    journal.wipe_work(lesson, named(5000))
    journal.put_roll_call(lesson, {ABRAMOV: "ill", BELOVA: None})
    journal.put_state(lesson, "cancelled")
    journal.put_state(lesson, None)
    journal.put_place(lesson, date(2026, 11, 19), 5)
    journal.put_place(lesson, TODAY, 1)
    journal.put_guest(ALGEBRA, "Жукова Вера", named(8000))
    journal.put_cells(page, [CellWrite(named(8000), work, ("4",), code="late")])
    journal.move_lesson_marks(lesson, journal.read_lesson(GEOMETRY, TODAY, 2))
    (guest,) = journal.read_guests(ALGEBRA)
    journal.enrol_guest(guest, ZHUKOVA)


def test_every_deed_writes_what_the_catalogue_allows() -> None:
    """All cells, ids and envelopes of all deeds, and of undoing and redoing them all, are without fault."""
    taught = Taught()
    journal = taught.journal()
    page = second_term(journal)
    journal.observe(page.refresh)

    everything(journal, page)
    while journal.undo() is not None:
        pass
    while journal.redo() is not None:
        pass

    ops = [own.op for own in taught.replica.copy.own.values()]
    faults = [(op.kind, list(op.cells), found) for op in ops if (found := fault(op, {}))]
    assert len(ops) > 40
    assert faults == []


def test_undoing_everything_leaves_an_empty_journal() -> None:
    """After all steps are taken back no mark, code, topic or guest is left."""
    taught = Taught()
    journal = taught.journal()
    page = second_term(journal)
    journal.observe(page.refresh)

    everything(journal, page)
    while journal.undo() is not None:
        pass

    left = {
        cell
        for course in (ALGEBRA, GEOMETRY)
        for cells in taught.replica.copy.views(f"course:{course}", "lesson").values()
        for cell in cells
    }
    assert {cell.split("/")[0] for cell in left} == {"date", "slot", "work"}
    assert journal.read_guests(ALGEBRA) == ()


def test_pasted_letters_of_two_characters_are_one() -> None:
    """«й» as и with a breve, and half a character from a broken clipboard, do no harm on the wire."""
    taught = Taught()
    journal = taught.journal()
    lesson = journal.read_lesson(ALGEBRA, TODAY, 1)

    journal.put_topic(lesson, unicodedata.normalize("NFD", "Ёлочный йод") + "\ud83d")
    journal.put_note("lesson", lesson.id, "", unicodedata.normalize("NFD", "йод"))

    ops = [own.op for own in taught.replica.copy.own.values()]
    assert [fault(op, {}) for op in ops] == [None, None]
    assert journal.read_lesson_again(lesson).topic == "Ёлочный йод"
    assert journal.undo() is not None
    assert journal.undo() is not None
    assert journal.read_lesson_again(lesson).topic == ""

"""What comes from elsewhere while somebody types: tables, foreign marks, other pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.models.reading.wire import mark_cell
from desktop.ui.grid.cells import Place
from desktop.ui.grid.key_reader import offer
from desktop.ui.grid.keys import Action, Wish
from desktop.ui.journal_page.paste import PastePreview
from sync.identity import default_work_id, lesson_id
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    ALGEBRA_SLOT,
    BELOVA,
    ELKIN,
    SECOND,
    TODAY,
    VOLKOV,
    ZHUKOVA,
    Taught,
    today_work,
)
from tests.desktop.ui.journal_page.conftest import Opener
from tests.desktop.ui.journal_page.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
BUCKET = f"course:{ALGEBRA}"
LESSON = lesson_id(ALGEBRA, TODAY, ALGEBRA_SLOT)


@pytest.mark.parametrize("text", ["5\r\n4\r\n", "5\t\r\n4\t\r\n", "5,0\n4,0\n", "5\n4"])
def test_a_column_from_a_spreadsheet_goes_in_at_once(desk: Desk, text: str) -> None:
    """CRLF, a trailing tab, «5,0»: what fits is written without a question, as one step."""
    QGuiApplication.clipboard().setText(text)

    desk.chord("М")

    assert desk.column()[:3] == ["5", "4", ""]
    desk.chord("Я")
    assert desk.column()[:2] == ["", ""]
    QGuiApplication.clipboard().clear()


def test_a_table_with_names_goes_by_surname(desk: Desk) -> None:
    """When the first column holds names, each mark finds its pupil."""
    QGuiApplication.clipboard().setText("Волков П.\t5\nЕлкин Семён\t3\n")

    desk.chord("М", "latin")

    assert desk.column() == ["", "", "5", "", "3", ""]
    QGuiApplication.clipboard().clear()


def test_what_is_copied_inside_goes_by_pupil(desk: Desk) -> None:
    """Copied from one lesson and pasted from another row on, each mark stays with its pupil."""
    desk.type("54")
    desk.go_to(ABRAMOV)
    desk.hit(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.chord("С")
    monday = today_work(day=TODAY.replace(day=16))
    desk.grid.go_to(Place(VOLKOV, monday))

    desk.chord("М")

    assert [desk.cell(row, monday) for row in (ABRAMOV, BELOVA, VOLKOV)] == ["5", "4", ""]
    QGuiApplication.clipboard().clear()


def test_marks_typed_while_a_sync_arrives_are_kept(desk: Desk) -> None:
    """Foreign marks, and even another list of pupils, leave the cursor and the typing where they are."""
    desk.type("5")
    told = {"values": ["2"], "duty": False, "comment": ""}
    desk.taught.arrives(desk.journal, BUCKET, "lesson", LESSON, {mark_cell(ELKIN, today_work()): told})
    at_once = desk.place
    desk.type("4")
    enrolment = {"family_name": "Жуковская"}
    form = next(bucket for bucket in desk.taught.replica.copy.buckets if bucket.startswith("form:"))
    desk.taught.arrives(desk.journal, form, "enrolment", _enrolment(desk.taught, form), enrolment)
    desk.type("3")

    assert at_once == Place(BELOVA, today_work())
    assert desk.column() == ["5", "4", "3", "", "2", ""]
    assert desk.place == Place(ELKIN, today_work())
    assert desk.grid.model.rows[5].name == "Жуковская Вера"


def _enrolment(taught: Taught, form: str) -> str:
    """The id of Жукова's enrolment."""
    views = taught.replica.copy.views(form, "enrolment")
    return next(id for id, cells in views.items() if cells["pupil"] == ZHUKOVA)


def test_a_half_typed_mark_survives_a_sync(opened: Opener) -> None:
    """`1` on twelve points waits; a page that is shown anew meanwhile does not lose it."""
    taught = Taught()
    taught.told(BUCKET, "course", ALGEBRA, {"scale": "12"})
    taught.replica.copy.load()
    desk = opened(taught)
    desk.type("1")

    title = {"title": "Алгебра (угл.)"}
    taught.arrives(desk.journal, BUCKET, "course", ALGEBRA, title)
    desk.type("1")

    assert desk.column()[0] == "11"


def test_undo_survives_a_change_of_page(desk: Desk) -> None:
    """A step made on one page is taken back from another."""
    desk.type("5")
    desk.screen.open_next_term(-1)

    desk.chord("Я")
    desk.screen.open_next_term(1)

    assert desk.column()[0] == ""
    assert desk.said[-1] == "Отменено: отметка"


def test_a_term_locked_meanwhile_asks_from_the_next_mark_on(desk: Desk) -> None:
    """The head teacher locks the term while the page is open: what is typed then wants a reason."""
    desk.type("5")
    locked = {"locked_at": "2026-11-18T09:00:00+03:00", "title": "2 четв."}
    desk.taught.arrives(desk.journal, "school", "term", SECOND, locked)

    desk.type("4")

    assert desk.screen.ask.words.text() == "2 четв. закрыта 18.11. Отметка уйдёт завучу на решение."
    assert desk.screen.header.terms.currentText() == "2 четв."
    assert desk.column()[:2] == ["5", ""]


def test_marks_before_the_order_are_told(opened: Opener) -> None:
    """A mark of a lesson before the pupil's first day stands greyed, and the row says so."""
    taught = Taught()
    early = lesson_id(ALGEBRA, TODAY.replace(day=11), ALGEBRA_SLOT)
    mark = {"values": ["4"], "duty": False, "comment": ""}
    cells = {"date": "2026-11-11", "slot": 1, mark_cell(ZHUKOVA, default_work_id(early)): mark}
    taught.told(BUCKET, "lesson", early, cells)
    taught.replica.copy.load()
    desk = opened(taught)

    badges = [badge.text for badge in desk.grid.model.rows[5].badges]
    titles = [badge.title for badge in desk.grid.model.rows[5].badges]
    assert badges == ["нов", "1 вне дат"]
    assert titles[1] == "1 отметка раньше зачисления 16.11 — сообщите завучу"


def test_a_lesson_opened_again_keeps_its_cell(desk: Desk) -> None:
    """Whoever comes back to the lesson from «Мой день» goes on with the pupil where they were."""
    desk.go_to(ELKIN)
    lesson = desk.screen.lesson
    assert lesson is not None

    desk.screen.open_lesson(lesson)

    assert desk.place == Place(ELKIN, today_work())


def test_a_lesson_opened_from_another_begins_with_the_first_pupil_without_a_mark(desk: Desk) -> None:
    """The marks at the top are there already; typing goes on below them."""
    lesson = desk.screen.lesson
    assert lesson is not None
    desk.type("54")
    desk.grid.go_to(Place(ABRAMOV, today_work(day=TODAY.replace(day=16))))

    desk.screen.open_lesson(lesson)

    assert desk.place == Place(VOLKOV, today_work())


def test_the_keys_of_a_dialog_end_at_the_dialog(desk: Desk) -> None:
    """PgUp or Ctrl+Я in the preview of a paste turns no page beneath it and takes nothing back."""
    desk.type("5")
    QGuiApplication.clipboard().setText("4\n99\n")
    desk.chord("М")
    preview = desk.screen.findChild(PastePreview)
    assert preview is not None

    for target in (preview.yes, preview.list):
        assert not offer(target, Wish(Action.UNDO))
    desk.screen.open_next_term(-1)
    preview.accept()
    desk.screen.open_next_term(1)

    assert desk.column()[:3] == ["5", "", ""]
    QGuiApplication.clipboard().clear()

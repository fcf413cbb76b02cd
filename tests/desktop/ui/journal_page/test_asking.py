"""What the page asks and tells: closed lessons, pastes that do not fit, the wrong place, undo."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.models.deeds import CellWrite
from desktop.models.reading.page_values import PageChange
from desktop.models.undo import StepKind
from desktop.ui.grid.cells import Fate, Place
from desktop.ui.journal_page.paste import PastePreview
from tests.desktop.models.taught import (
    ABRAMOV,
    ALGEBRA,
    BELOVA,
    COLLEAGUE,
    GEOMETRY,
    GROMOVA,
    MOSCOW,
    Taught,
    named,
    today_work,
)
from tests.desktop.ui.journal_page.conftest import Opener
from tests.desktop.ui.journal_page.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def first_term(desk: Desk) -> Place:
    """Open the locked term; its last lesson, the first pupil."""
    desk.screen.open_next_term(-1)
    place = desk.place
    assert place is not None
    return place


def test_a_closed_term_asks_for_a_reason_and_sends_it(desk: Desk) -> None:
    """The mark waits for the reason in a line above; with it, it is written and carries it."""
    place = first_term(desk)

    desk.type("5")
    asked, before = desk.screen.ask.words.text(), desk.cell(*place)
    desk.write("Забыла поставить")
    desk.enter()

    (own,) = desk.taught.replica.copy.own.values()
    assert asked == "1 четверть закрыта 26.10. Отметка уйдёт завучу на решение."
    assert (before, desk.cell(*place), own.op.reason) == ("", "5", "Забыла поставить")


def test_a_reason_given_once_holds_for_the_lesson(desk: Desk) -> None:
    """The second mark of the same lesson is not asked about again."""
    first_term(desk)
    desk.type("5")
    desk.write("Забыла поставить")
    desk.enter()

    desk.type("4")

    assert not desk.screen.ask.isVisible()
    assert desk.journal.counts().unsent == 2


def test_not_giving_a_reason_changes_nothing(desk: Desk) -> None:
    """[Не менять] leaves the cell as it is and the focus in the grid."""
    place = first_term(desk)
    desk.type("5")

    desk.hit(Qt.Key.Key_Escape)

    assert desk.cell(*place) == ""
    assert desk.journal.counts().unsent == 0
    assert desk.focus is desk.grid.table


def test_a_paste_that_does_not_fit_shows_what_does_not(desk: Desk) -> None:
    """«Вставить 3 из 6»: bad values, unknown pupils and closed cells are listed first."""
    text = "Абрамов\t5\nБелова\t9\nНеведомый\t4\nГромова\t4\nВолков\t3\nЁлкин\t4\n"
    QGuiApplication.clipboard().setText(text)

    desk.chord("М")
    preview = desk.screen.findChild(PastePreview)
    assert preview is not None
    before = desk.column()
    offered = preview.yes.text()
    preview.accept()

    assert offered == "Вставить 3 из 6"
    assert before == [""] * 6
    assert desk.column() == ["5", "", "3", "", "4", ""]
    desk.chord("Я")
    assert desk.column() == [""] * 6
    QGuiApplication.clipboard().clear()


def test_undo_names_what_it_left_alone(desk: Desk) -> None:
    """A cell that somebody else has changed since is left, and named."""
    page = desk.screen.page
    assert page is not None
    marks = [CellWrite(row, today_work(), ("5",)) for row in (ABRAMOV, BELOVA)]
    desk.journal.put_cells(page, marks, StepKind.FILL)
    other = desk.taught.journal()
    other.observe(desk.journal.take)
    theirs = other.read_page(ALGEBRA, page.term)
    other.put_cells(theirs, [CellWrite(BELOVA, today_work(), ("3",))])

    desk.chord("Я")

    assert desk.column()[:2] == ["", "3"]
    assert desk.said[-1] == "Отменено: заполнение. Не тронуты, там уже другое: Белова Анна"


def test_the_strip_says_what_the_timetable_says(opened: Opener) -> None:
    """Algebra runs and geometry is open: an amber strip, and one click leads there."""
    desk = opened(Taught())
    desk.screen.open_course(GEOMETRY)
    words, is_shown = desk.screen.strip.words.text(), desk.screen.strip.isVisible()

    desk.screen.strip.go.click()

    assert is_shown
    assert words == "Сейчас по расписанию 7Б Алгебра, а открыта 7Б · Геометрия —"
    assert desk.screen.page is not None
    assert desk.screen.page.course.id == ALGEBRA
    assert not desk.screen.strip.isVisible()


def test_the_next_lesson_takes_the_tint_by_itself(opened: Opener) -> None:
    """When the bell has rung, the strip and the tint follow the clock; the cursor stays."""
    desk = opened(Taught())
    place = desk.place

    desk.taught.now = datetime(2026, 11, 18, 9, 30, tzinfo=MOSCOW)
    desk.screen.tick()

    assert desk.screen.strip.isVisible()
    assert desk.place == place


def test_a_day_that_has_begun_opens_its_column(opened: Opener) -> None:
    """A lesson of tomorrow takes no marks today, and takes them after midnight."""
    desk = opened(Taught())
    friday = today_work(day=date(2026, 11, 20))
    desk.grid.go_to(Place(ABRAMOV, friday))
    desk.type("5")
    before = desk.cell(ABRAMOV, friday)

    desk.taught.now = datetime(2026, 11, 20, 8, 35, tzinfo=MOSCOW)
    desk.screen.tick()
    desk.type("5")

    assert (before, desk.cell(ABRAMOV, friday)) == ("", "5")


def test_a_late_answer_of_an_absent_pupil_is_told_not_forbidden(desk: Desk) -> None:
    """«Отмечен отсутствующим» is said for an answer on the lesson's own day; the mark stands."""
    desk.type("Н")
    desk.go_to(ABRAMOV)

    desk.type("4")

    assert desk.column()[0] == "Н 4"
    assert "отмечен отсутствующим" in desk.grid.bar.words.text()


def test_a_refused_mark_keeps_its_red_corner_and_its_words(desk: Desk) -> None:
    """The base is shown, the corner is red, the hover card says what was not accepted."""
    desk.type("5")
    desk.taught.answers(desk.journal, "rejected", code="no_access")

    sheet = desk.screen.sheet
    assert sheet is not None
    place = Place(ABRAMOV, today_work())
    assert sheet.cell(place).fate is Fate.REJECTED
    assert "Сервер не принял: 5" in sheet.explain(place)


def test_nobody_listens_after_the_page_has_gone(opened: Opener) -> None:
    """A page that was let go is not told of writes any more."""
    desk = opened(Taught())
    told: list[PageChange] = []
    desk.screen.open_course(GEOMETRY)
    desk.screen.open_course(ALGEBRA)

    desk.type("5")

    assert len(desk.journal._observers) == 1
    assert told == []


def test_two_versions_are_split_in_the_cell(desk: Desk) -> None:
    """An open question shows both values, the one that stands first."""
    lesson = desk.screen.lesson
    assert lesson is not None
    cell = f"mark/{ABRAMOV}/{today_work()}"
    four, five = ({"values": [value], "duty": False, "comment": ""} for value in "45")
    bucket = f"course:{ALGEBRA}"
    identity = {"date": "2026-11-18", "slot": 1}
    desk.taught.arrives(desk.journal, bucket, "lesson", lesson.id, {**identity, cell: four})
    entry = {"base": None, "standing": four, "standing_by": COLLEAGUE, "other": five, "settled": None}
    question = {
        "record": {"kind": "lesson", "id": lesson.id},
        "cells": {cell: entry},
        "author": named(1),
        "state": "open",
    }
    desk.taught.arrives(desk.journal, bucket, "conflict", named(7000), question)

    sheet = desk.screen.sheet
    assert sheet is not None
    shown = sheet.cell(Place(ABRAMOV, today_work()))
    assert (shown.fate, str(shown.value), str(shown.other)) == (Fate.TWO_VERSIONS, "4", "5")
    assert str(sheet.cell(Place(GROMOVA, today_work())).value) == ""


def test_a_full_disk_is_told_where_it_was_typed(desk: Desk) -> None:
    """The mark is not painted, the cell shakes, the words say what is safe and what to do."""
    desk.taught.shelf.is_full = True

    desk.type("5")

    assert desk.column()[0] == ""
    assert desk.grid.bar.words.text() == desk.said[-1] != ""
    desk.taught.shelf.is_full = False
    desk.go_to(ABRAMOV)
    desk.type("5")
    assert desk.column()[0] == "5"


def test_what_waits_for_the_head_teacher_stands_beside(desk: Desk) -> None:
    """The value from before is shown, the own one beside it; the hover card says what is awaited."""
    place = first_term(desk)
    desk.type("5")
    desk.write("Забыла поставить")
    desk.enter()

    desk.taught.answers(desk.journal, "review")

    sheet = desk.screen.sheet
    assert sheet is not None
    shown = sheet.cell(place)
    assert (str(shown.value), str(shown.other)) == ("", "5")
    assert "Ждёт решения завуча: 5" in sheet.explain(place)


def test_only_today_s_lesson_is_tinted(desk: Desk) -> None:
    """The tint is for the lesson that runs; a page of another term has none."""
    today = [column.lesson for column in desk.grid.model.columns if column.current]
    desk.screen.open_next_term(-1)

    assert len(today) == 1
    assert not any(column.current for column in desk.grid.model.columns)

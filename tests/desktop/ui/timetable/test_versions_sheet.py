"""Versions through the real window: saved, compared, one of two kept, the other opened again; keys alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.ui.timetable.deeds import place
from desktop.ui.timetable.sheet import Spot
from desktop.ui.timetable.versions_sheet import VersionsSheet
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from timetable.cards import Draft
from timetable.rules.rule import BlockKey

KEY = Qt.Key
GEOGRAPHY, BIOLOGY = BlockKey("5А гео", 0), BlockKey("5Б био", 0)


def opened(head: HeadTeacher) -> VersionsSheet:
    """The sheet, by its key."""
    head.hit(KEY.Key_F8)
    sheet = head.side.sheet
    assert isinstance(sheet, VersionsSheet)
    return sheet


def two_weeks(head: HeadTeacher) -> None:
    """Mine, with geography elsewhere, and hers, with biology in the tray; nobody has chosen yet."""
    first = head.keeper.book.draft
    to = head.free_place(GEOGRAPHY.demand)
    head.page.working.do("перенос", place(first, {GEOGRAPHY: to}))
    head.keeper.save_version("Мой")
    head.page.working.do("снят", Draft(first.problem, {k: v for k, v in first.cards.items() if k != BIOLOGY}))
    head.keeper.beside = {"0", "1"}
    head.keeper.save_version("Её", author="Иванова А. П.")


def choose(head: HeadTeacher, title: str) -> None:
    """Down the list to the version of this title."""
    sheet = head.side.sheet
    assert isinstance(sheet, VersionsSheet)
    for _line in range(sheet.versions.count()):
        head.hit(KEY.Key_Down)
        if sheet.chosen is not None and sheet.chosen.title == title:
            return
    raise AssertionError(title)


def test_a_version_is_saved_compared_and_opened_again(head: HeadTeacher) -> None:
    """It is on the board, what stands otherwise is framed and listed; opening it is one step of undo."""
    before = dict(head.cards)
    head.screen.versioning.save("до переезда")
    head.page.hands.to_tray(GEOGRAPHY)
    worked_on = dict(head.cards)

    sheet = opened(head)
    choose(head, "до переезда")

    assert head.board.shown.changed == {GEOGRAPHY}
    assert head.board.go_to(GEOGRAPHY)
    assert sheet.words.text() == "На доске — «до переезда», в рамках — чем отличается. Добавлено: 1."
    assert sheet.moves.texts()[0] == "▸ 5А · 1 урок"
    assert "добавлен: " in sheet.moves.texts()[1]
    sheet.open.click()
    assert head.cards == before
    head.board.setFocus()
    head.keys.chord("Я")
    assert head.cards == worked_on


def test_two_head_teachers_weeks_are_told_before_anybody_asks(head: HeadTeacher) -> None:
    """When hers comes it is said under the board with both names, and stands on the button."""
    two_weeks(head)

    assert "Орлова Т. С., Иванова А. П." in head.said or "Иванова А. П., Орлова Т. С." in head.said
    assert head.screen.versions.text() == "Версии: 2 · F8"
    assert "Варианты одной недели" in opened(head).words.text()


def test_one_of_two_weeks_is_kept_and_the_other_can_be_opened(head: HeadTeacher) -> None:
    """Chosen with arrows it is compared with the one beside it; Ctrl+Enter keeps it; nothing is lost."""
    two_weeks(head)
    sheet = opened(head)

    choose(head, "Её")
    assert head.board.shown.changed == {GEOGRAPHY, BIOLOGY}
    assert sheet.against.currentText() == "против: Мой · Орлова Т. С."
    assert "Переставлено: 1, снято: 1." in sheet.words.text()
    head.keys.hit(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert head.keeper.aside == {"0"}
    assert "Ctrl+Я/Z" in head.said
    assert head.screen.versions.text() == "Версии · F8"
    assert sheet.versions.texts()[-1].endswith("Орлова Т. С. · отложен")
    sheet.versions.setCurrentRow(0)
    choose(head, "Мой")
    assert not sheet.back.isHidden()
    sheet.back.click()
    assert head.keeper.aside == set()


def test_any_two_versions_are_compared_by_form_or_by_teacher(head: HeadTeacher) -> None:
    """Another room is not another time; the lists are under names of forms, or of teachers."""
    first = head.keeper.book.draft
    head.keeper.save_version("Первая")
    card = first.cards[GEOGRAPHY]
    other = replace(card, rooms=("130",))
    head.page.working.do("кабинет", Draft(first.problem, {**first.cards, GEOGRAPHY: other}))
    head.keeper.save_version("Вторая")
    head.page.hands.to_tray(BIOLOGY)

    sheet = opened(head)
    choose(head, "Вторая")
    assert "Добавлено: 1." in sheet.words.text()
    sheet.against.setCurrentIndex(sheet.against.findData("0"))

    assert "Другой кабинет: 1." in sheet.words.text()
    assert [line.split("\n")[0] for line in sheet.moves.texts()] == ["▸ 5А · 1 урок", "География · Ежова"]
    sheet.by.setCurrentIndex(1)
    assert [line.split("\n")[0] for line in sheet.moves.texts()] == [
        "▸ Ежова Анна Ивановна · 1 урок",
        "География · 5А",
    ]
    head.hit(KEY.Key_Escape)
    assert head.board.shown.changed == frozenset()


def test_a_version_that_is_looked_at_is_not_edited(head: HeadTeacher) -> None:
    """Its cards are not the draft's: neither key nor drag touches anything until the draft is back."""
    head.keeper.save_version("Первая")
    opened(head)
    choose(head, "Первая")
    before = head.cards
    head.go_to(GEOGRAPHY.demand)

    for key in (KEY.Key_Return, KEY.Key_Delete, KEY.Key_Space):
        head.hit(key)
        assert "её не правят" in head.said
    head.keys.hit(KEY.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    head.screen.rooming.show(GEOGRAPHY)

    assert head.cards == before
    assert isinstance(head.side.sheet, VersionsSheet)
    head.hit(KEY.Key_Escape)
    head.go_to(GEOGRAPHY.demand)
    head.hit(KEY.Key_Return)
    assert head.page.hands.held == GEOGRAPHY


def test_what_was_refused_is_not_wanted_of_a_version(head: HeadTeacher) -> None:
    """Enter in that place would lay a card of the draft, which is not on the board."""
    head.keeper.save_version("Первая")
    start = head.spot_of(GEOGRAPHY.demand)
    head.drag(start, Spot(start.column, head.red_place(GEOGRAPHY.demand)))
    assert head.page.hands.wanted is not None

    opened(head)
    choose(head, "Первая")

    assert head.page.hands.wanted is None


@pytest.mark.parametrize("sheet", ["versions", "publishing"])
def test_a_sheet_that_another_has_replaced_hears_of_nothing(head: HeadTeacher, sheet: str) -> None:
    """The week goes on and is judged beside the sheet of a search: nobody writes on one that is gone."""
    two_weeks(head)
    getattr(head.screen.versioning, f"show_{sheet}")()
    head.hit(KEY.Key_F9)
    head.qtbot.wait(1)

    head.page.hands.to_tray(GEOGRAPHY)
    head.qtbot.waitUntil(lambda: not head.page.is_checking)

    assert getattr(head.screen.versioning, sheet) is None
    assert head.at(GEOGRAPHY.demand) is None


def test_another_sheet_lies_beside_the_draft(head: HeadTeacher) -> None:
    """What is published or built is the draft: the version that was looked at goes from the board."""
    head.keeper.save_version("Первая")
    head.page.hands.to_tray(GEOGRAPHY)
    opened(head)
    choose(head, "Первая")
    assert head.board.go_to(GEOGRAPHY)

    head.screen.versioning.show_publishing()

    assert not head.board.go_to(GEOGRAPHY)


def test_publishing_tells_of_a_choice_that_waits(head: HeadTeacher) -> None:
    """Nobody publishes over a colleague's week without having been told."""
    two_weeks(head)

    head.screen.versioning.show_publishing()

    assert head.screen.versioning.publishing is not None
    told = head.screen.versioning.publishing.beside.text()
    assert told == "Варианты этой недели ещё ждут выбора (Иванова А. П., Орлова Т. С.). Сравнить — F8."

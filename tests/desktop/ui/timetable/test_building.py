"""A week by hand: drag to a red place, «Починить», undo, publish, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.timetable.publish_sheet import PublishSheet
from desktop.ui.timetable.repair_sheet import RepairSheet
from desktop.ui.timetable.sheet import Spot
from tests.desktop.ui.timetable.head_teacher import MOVED, HeadTeacher, done, grown, other_week
from timetable.checker.checking import check
from timetable.rules.rule import BlockKey

KEY = Qt.Key


def test_a_red_place_is_mended_previewed_taken_and_undone(head: HeadTeacher) -> None:
    """Ctrl+Enter seeks, shows what else moves from where to where, and Ctrl+Enter takes it; what others
    have changed of the school meanwhile stays.
    """
    before = dict(head.cards)
    start, to = head.spot_of(MOVED), head.red_place(MOVED)
    head.drag(start, Spot(start.column, to))

    done(head)
    sheet = head.side.sheet
    assert isinstance(sheet, RepairSheet)
    head.qtbot.waitUntil(sheet.accept.isEnabled, timeout=60_000)
    assert head.cards == before
    assert len(sheet.lines.texts()) >= 1
    problem = grown(head)
    done(head)

    assert head.at(MOVED) == to
    assert head.keeper.book.draft.problem is problem
    assert len(check(head.keeper.book.draft).findings) <= len(check(head.draft).findings)
    head.keys.chord("Я")
    assert head.cards == before


def test_a_card_in_hand_is_mended_where_it_would_be(head: HeadTeacher) -> None:
    """Ctrl+Enter on a red place needs no Enter before it, and starts nothing else."""
    head.page.board.go_to(BlockKey(MOVED, 0))
    head.page.hands.hold(BlockKey(MOVED, 0))
    to = head.red_place(MOVED)
    head.page.board.go(Spot(head.page.board.cursor_spot.column, to))

    done(head)

    assert isinstance(head.side.sheet, RepairSheet)
    assert head.page.hands.held is None


def test_a_preview_of_another_week_is_not_taken(head: HeadTeacher) -> None:
    """A card that was moved between the preview and the key stays where the hand has put it."""
    start, to = head.spot_of(MOVED), head.red_place(MOVED)
    head.drag(start, Spot(start.column, to))
    done(head)
    sheet = head.side.sheet
    assert isinstance(sheet, RepairSheet)
    head.qtbot.waitUntil(sheet.accept.isEnabled, timeout=60_000)

    head.page.hands.to_tray(BlockKey(MOVED, 0))
    after = dict(head.cards)
    sheet.taken.emit()

    assert head.cards == after
    assert "измениться" in head.said


def test_publishing_says_what_changes_and_for_whom(head: HeadTeacher) -> None:
    """From Monday; the sheet counts, names the teachers, and the keeper has it in force from that day."""
    head.keeper.publish("прежнее", date(2026, 8, 1))
    head.page.working.do("перенос", replace(head.keeper.book.draft, cards=other_week(head)))
    head.qtbot.waitUntil(lambda: not head.page.is_checking)

    head.screen.versioning.show_publishing()
    sheet = head.side.sheet
    assert isinstance(sheet, PublishSheet)
    assert "Изменится 1 урок у 1 учителя в 1 классе" in sheet.words.text()
    done(head)

    assert head.keeper.published[-1] == (date(2026, 8, 31), head.cards)
    assert any("Опубликовано с 31.08.2026" in label.text() for label in sheet.findChildren(QLabel))
    assert not any(part.isVisible() for part in (sheet.law, sheet.beside, sheet.people, sheet.publish))
    assert sheet.leave.text() == "Закрыть · Esc"


def test_a_week_with_a_fault_is_not_published(head: HeadTeacher) -> None:
    """The button is shut and the sheet says what comes first."""
    head.page.hands.to_tray(BlockKey(MOVED, 0))
    head.qtbot.waitUntil(lambda: not head.page.is_checking)

    head.screen.versioning.show_publishing()
    done(head)

    sheet = head.side.sheet
    assert isinstance(sheet, PublishSheet)
    assert "Сначала исправьте" in sheet.law.text()
    assert head.keeper.published == []

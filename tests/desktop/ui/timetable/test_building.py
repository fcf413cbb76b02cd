"""Building a week: generate, drag to a red place, «Починить», undo, lock, the rest again, publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.timetable.generation_sheet import GenerationSheet
from desktop.ui.timetable.publish_sheet import PublishSheet
from desktop.ui.timetable.repair_sheet import RepairSheet
from desktop.ui.timetable.runs import End, Ended
from desktop.ui.timetable.sheet import Spot
from desktop.ui.timetable.versions_sheet import VersionsSheet
from tests.desktop.ui.timetable.head_teacher import HeadTeacher
from timetable.cards import Card
from timetable.checker.checking import check
from timetable.problem import Problem, Room
from timetable.rules.rule import BlockKey

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
MOVED = "5А гео"


def done(head: HeadTeacher) -> None:
    """Ctrl+Enter: whatever the sheet at the side is for."""
    head.keys.hit(KEY.Key_Return, CTRL)


def other_week(head: HeadTeacher) -> Mapping[BlockKey, Card]:
    """A week that a solver might bring: one lesson lies elsewhere."""
    key = BlockKey(MOVED, 0)
    return {**head.cards, key: replace(head.cards[key], at=head.free_place(MOVED))}


def test_a_better_week_streams_onto_the_board_and_is_one_step_of_undo(head: HeadTeacher) -> None:
    """F9, Ctrl+Enter; parts in words; the end says so, Ctrl+Z brings the one before back."""
    before, week = dict(head.cards), other_week(head)
    head.hit(KEY.Key_F9)
    done(head)
    run = head.runs[0]

    run.better(week, ["Окна: 59"])
    assert head.spot_of(MOVED).at == week[BlockKey(MOVED, 0)].at
    assert head.cards == before
    run.end(Ended(End.FINISHED, week))

    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)
    assert sheet.parts.texts() == ["Окна: 59"]
    assert head.cards == week
    assert "Готово" in head.said
    head.keys.chord("Я")
    assert head.cards == before


def grown(head: HeadTeacher) -> Problem:
    """The school, to which somebody elsewhere has just given a room; the board has heard of it."""
    problem = head.keeper.book.draft.problem
    problem = replace(problem, rooms={**problem.rooms, "new": Room("new", "Новый")})
    head.keeper.book.draft = replace(head.keeper.book.draft, problem=problem)
    head.keeper.tell()
    return problem


def test_a_search_brings_no_older_school_back(head: HeadTeacher) -> None:
    """A room that came from elsewhere while the solver worked is still there when its week is taken."""
    week = other_week(head)
    head.hit(KEY.Key_F9)
    done(head)

    problem = grown(head)
    head.runs[0].end(Ended(End.FINISHED, week))

    assert head.cards == week
    assert head.keeper.book.draft.problem is problem


def test_a_search_takes_no_hand_s_work_back(head: HeadTeacher) -> None:
    """What was moved while the solver worked stays where it was put; the other lessons are the solver's."""
    week = {key: replace(card, rooms_locked=True) for key, card in head.cards.items()}
    head.hit(KEY.Key_F9)
    done(head)

    to = head.free_place(MOVED)
    head.drag(head.spot_of(MOVED), Spot(head.spot_of(MOVED).column, to))
    moved = head.card(MOVED)
    head.runs[0].end(Ended(End.FINISHED, week))

    assert moved.at == to
    assert head.cards == {**week, moved.block: moved}


def test_a_week_of_other_bells_is_not_taken(head: HeadTeacher) -> None:
    """Places are numbers in a grid: found in another, they would be other hours."""
    before, week = dict(head.cards), other_week(head)
    head.hit(KEY.Key_F9)
    done(head)

    book = head.keeper.book
    grid = replace(book.draft.problem.grid, slots=book.draft.problem.grid.slots[:-1])
    book.draft = replace(book.draft, problem=replace(book.draft.problem, grid=grid))
    head.keeper.tell()
    head.runs[0].end(Ended(End.FINISHED, week))

    assert head.cards == before
    assert "звонки" in head.said


def test_escape_stops_and_keeps_the_best(head: HeadTeacher) -> None:
    """The run is asked to stop; what it had found is on the board."""
    week = other_week(head)
    head.hit(KEY.Key_F9)
    done(head)
    head.runs[0].better(week)

    head.hit(KEY.Key_Escape)
    assert head.runs[0].is_stopped
    head.runs[0].end(Ended(End.STOPPED, week))

    assert head.cards == week
    assert "Остановлено" in head.said


def test_a_dead_child_leaves_what_it_had_streamed(head: HeadTeacher) -> None:
    """Its death is told in words, with what is safe."""
    week = other_week(head)
    head.hit(KEY.Key_F9)
    done(head)
    head.runs[0].better(week)

    head.runs[0].end(Ended(End.DIED, week))

    assert head.cards == week
    assert "оборвалось" in head.said
    assert "на доске" in head.said


def test_nothing_found_is_never_called_impossible(head: HeadTeacher) -> None:
    """The one before is safe, and a way to the explanation is offered."""
    before = dict(head.cards)
    head.hit(KEY.Key_F9)
    done(head)

    head.runs[0].end(Ended(End.NOT_FOUND))

    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)
    assert head.cards == before
    assert "невозможно" not in head.said.lower()
    assert head.screen.generating.sheet is sheet


def test_a_locked_card_is_a_pin_and_the_rest_alone_pins_everything(head: HeadTeacher) -> None:
    """«Только непоставленное» sends all placed cards locked, and leaves none of them so."""
    head.go_to(MOVED)
    head.hit(KEY.Key_Space)
    head.page.hands.to_tray(BlockKey("5А ист", 0))
    head.hit(KEY.Key_F9)
    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)

    sheet.rest.click()
    run = head.runs[0]
    run.end(Ended(End.FINISHED, run.draft.cards))

    assert all(card.time_locked for card in run.draft.cards.values())
    assert [key.demand for key, card in head.cards.items() if card.time_locked] == [MOVED]


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


def test_a_version_is_saved_compared_and_opened_again(head: HeadTeacher) -> None:
    """What stands elsewhere is framed and listed; opening it is one step of undo."""
    before = dict(head.cards)
    head.screen.versioning.save("до переезда")
    head.page.hands.to_tray(BlockKey(MOVED, 0))

    head.hit(KEY.Key_F8)
    sheet = head.side.sheet
    assert isinstance(sheet, VersionsSheet)
    head.screen.versioning.compare("0")
    assert head.board.shown.changed == {BlockKey(MOVED, 0)}
    assert "не поставлен" in sheet.moves.texts()[0]
    sheet.versions.setCurrentRow(0)
    sheet.open.click()

    assert head.cards == before

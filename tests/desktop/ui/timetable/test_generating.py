"""«Составить»: all or the rest, what streams, stop, a dead child, what undo brings back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.models.faults import NotWritten
from desktop.ui.timetable.generation_sheet import GenerationSheet
from desktop.ui.timetable.runs import End, Ended
from desktop.ui.timetable.sheet import Spot
from desktop.ui.timetable.side import WIDTH
from tests.desktop.ui.timetable.head_teacher import MOVED, HeadTeacher, done, grown, other_week
from tests.desktop.ui.timetable.memory_keeper import MemoryBook, Step
from timetable.cards import Card
from timetable.rules.rule import BlockKey

KEY = Qt.Key


def begin(head: HeadTeacher) -> None:
    """F9, and Ctrl+Enter twice: the week of this school is whole, and shall be built anew."""
    head.hit(KEY.Key_F9)
    done(head)
    done(head)


def generated(head: HeadTeacher, week: Mapping[BlockKey, Card]) -> GenerationSheet:
    """The sheet after a run that has brought a week."""
    begin(head)
    head.runs[-1].better(week, ["Окна: 59"])
    head.runs[-1].end(Ended(End.FINISHED, week))
    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)
    return sheet


def test_a_better_week_streams_onto_the_board_and_is_one_step_of_undo(head: HeadTeacher) -> None:
    """F9, Ctrl+Enter twice; parts in words; the end says so, Ctrl+Z brings the one before back."""
    before, week = dict(head.cards), other_week(head)
    begin(head)
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


def test_undo_while_it_stops_leaves_the_week_before(head: HeadTeacher) -> None:
    """Esc, Ctrl+Z before the child has answered: nothing has moved, and redo brings what was found."""
    before, week = dict(head.cards), other_week(head)
    begin(head)
    head.runs[0].better(week)
    head.hit(KEY.Key_Escape)

    head.keys.chord("Я")
    head.runs[0].end(Ended(End.STOPPED, week))

    assert head.cards == before
    assert head.spot_of(MOVED).at == before[BlockKey(MOVED, 0)].at
    assert "Прежнее расписание на месте" in head.said
    head.keys.chord("Н")
    assert head.cards == week


def test_a_whole_week_is_built_anew_only_when_asked_twice(head: HeadTeacher) -> None:
    """The first Ctrl+Enter says what would move and how to bring it back, the second one begins."""
    head.hit(KEY.Key_F9)
    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)

    done(head)
    assert head.runs == []
    assert "ещё раз Ctrl+Enter" in sheet.words.text()
    done(head)

    assert not any(card.time_locked for card in head.runs[0].draft.cards.values())


def test_a_search_brings_no_older_school_back(head: HeadTeacher) -> None:
    """A room that came from elsewhere while the solver worked is still there when its week is taken."""
    week = other_week(head)
    begin(head)

    problem = grown(head)
    head.runs[0].end(Ended(End.FINISHED, week))

    assert head.cards == week
    assert head.keeper.book.draft.problem is problem


def test_a_search_takes_no_hand_s_work_back(head: HeadTeacher) -> None:
    """What was moved while the solver worked stays where it was put; the other lessons are the solver's."""
    week = {key: replace(card, rooms_locked=True) for key, card in head.cards.items()}
    begin(head)

    to = head.free_place(MOVED)
    head.drag(head.spot_of(MOVED), Spot(head.spot_of(MOVED).column, to))
    moved = head.card(MOVED)
    head.runs[0].end(Ended(End.FINISHED, week))

    assert moved.at == to
    assert head.cards == {**week, moved.block: moved}


def test_a_week_of_other_bells_is_not_taken(head: HeadTeacher) -> None:
    """Places are numbers in a grid: found in another, they would be other hours."""
    before, week = dict(head.cards), other_week(head)
    begin(head)

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
    begin(head)
    head.runs[0].better(week)

    head.hit(KEY.Key_Escape)
    assert head.runs[0].is_stopped
    head.runs[0].end(Ended(End.STOPPED, week))

    assert head.cards == week
    assert "Остановлено" in head.said


def test_a_dead_child_leaves_what_it_had_streamed(head: HeadTeacher) -> None:
    """Its death is told in words, with what is safe."""
    week = other_week(head)
    begin(head)
    head.runs[0].better(week)

    head.runs[0].end(Ended(End.DIED, week))

    assert head.cards == week
    assert "оборвалось" in head.said
    assert "на доске" in head.said


def test_nothing_found_is_never_called_impossible(head: HeadTeacher) -> None:
    """The one before is safe, and a way to the explanation is offered."""
    before = dict(head.cards)
    begin(head)

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


def test_the_sheet_speaks_of_the_week_that_lies_on_the_board(head: HeadTeacher) -> None:
    """After Ctrl+Z the words and numbers of the week that was taken back are gone."""
    before, week = dict(head.cards), other_week(head)
    sheet = generated(head, week)
    assert "Готово" in sheet.words.text()

    head.keys.chord("Я")

    assert head.cards == before
    assert f"Поставлено {len(before)}" in sheet.words.text()
    assert sheet.parts.texts() == []
    assert sheet.parts.isHidden()


def test_ctrl_enter_lays_only_the_rest(head: HeadTeacher) -> None:
    """Where lessons are placed and others are not, the key moves nothing that lies."""
    head.page.hands.to_tray(BlockKey("5А ист", 0))
    head.hit(KEY.Key_F9)

    done(head)

    assert all(card.time_locked for card in head.runs[0].draft.cards.values())


def test_another_sheet_beside_the_board_takes_nothing_from_a_search(head: HeadTeacher) -> None:
    """F7 while it runs: the week comes all the same, and F9 shows the search again with what it has."""
    week = other_week(head)
    begin(head)
    head.hit(KEY.Key_F7)
    QTest.qWait(50)
    head.runs[0].better(week, ["Окна: 59"])

    head.hit(KEY.Key_F9)
    sheet = head.side.sheet
    assert isinstance(sheet, GenerationSheet)
    assert (sheet.is_running, sheet.parts.texts()) == (True, ["Окна: 59"])
    head.hit(KEY.Key_F7)
    QTest.qWait(50)
    head.runs[0].end(Ended(End.FINISHED, week))

    assert head.cards == week
    assert "Готово" in head.said


def test_the_buttons_of_the_sheet_are_read_in_full(head: HeadTeacher) -> None:
    """Words and keys fit beside the board, before a search and after it."""
    sheet = generated(head, other_week(head))

    for button in sheet.findChildren(QPushButton):
        assert button.sizeHint().width() <= WIDTH - 20, button.text()


class FullDisk(MemoryBook):
    """Nothing can be written any more."""

    def put(self, words: str, cards: Mapping[BlockKey, Card | None]) -> Step | None:
        raise NotWritten(full=True)


def test_a_week_that_cannot_be_written_does_not_end_all_runs(head: HeadTeacher) -> None:
    """The fault is told by the window; a week can be sought again when there is room on the disk."""
    begin(head)
    whole, head.keeper.book = head.keeper.book, FullDisk(head.draft)
    with pytest.raises(NotWritten):
        head.runs[0].end(Ended(End.FINISHED, other_week(head)))
    head.keeper.book = whole
    assert not head.screen.generating.is_running

    begin(head)

    assert len(head.runs) == 2


def test_a_version_that_is_looked_at_stays_on_the_board_while_a_run_goes_on(head: HeadTeacher) -> None:
    """What the sheet says of the board is so; the week that was found comes when the run ends."""
    head.keeper.save_version("Первая")
    begin(head)
    head.screen.versioning.show_versions()
    head.screen.versioning.compare("0")

    head.runs[0].better(other_week(head), [])

    assert head.page.hands.only_looks
    assert head.spot_of(MOVED).at == head.at(MOVED)

"""A head teacher at the board of a small school: hands on keyboard and mouse, eyes on what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.timetable.advice import Aiming
from desktop.ui.timetable.runs import Ended, Hearing, Run
from desktop.ui.timetable.screen import TimetableScreen
from desktop.ui.timetable.sheet import Spot
from tests.desktop.ui.keyboard import Keyboard
from tests.desktop.ui.timetable.made_school import lay_out, make_school
from tests.desktop.ui.timetable.memory_keeper import MemoryKeeper
from timetable.cards import Card, Cards, Draft
from timetable.grid import TimeSlot
from timetable.problem import Problem, Room
from timetable.rules.rule import BlockKey

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
MOVED = "5А гео"


class HandRun:
    """A run of the solver that a test leads by hand."""

    def __init__(self, draft: Draft, hearing: Hearing) -> None:
        self.draft, self.hearing = draft, hearing
        self.is_stopped = False

    def stop(self) -> None:
        self.is_stopped = True

    def better(self, cards: Cards, parts: Sequence[str] = ()) -> None:
        self.hearing.hear_better(cards, parts)

    def end(self, ended: Ended) -> None:
        self.hearing.hear_end(ended)


class HeadTeacher:
    """Two forms of the fifth year; one lesson lies in the tray."""

    def __init__(self, qtbot: QtBot, draft: Draft | None = None) -> None:
        self.qtbot = qtbot
        self.draft = draft or lay_out(make_school({5: "АБ"}))
        self.keeper = MemoryKeeper(self.draft)
        self.runs: list[HandRun] = []
        self.screen = TimetableScreen(self.keeper, self._begin)
        self.page, self.board, self.side = self.screen.page, self.screen.page.board, self.screen.page.side
        self.keys = Keyboard(self.screen)
        self.screen.arrive()

    def _begin(self, draft: Draft, hearing: Hearing) -> Run:
        self.runs.append(HandRun(draft, hearing))
        return self.runs[-1]

    # what there is

    @property
    def cards(self) -> Cards:
        return self.keeper.book.draft.cards

    def card(self, demand: str, seq: int = 0) -> Card:
        return self.cards[BlockKey(demand, seq)]

    def at(self, demand: str, seq: int = 0) -> TimeSlot | None:
        card = self.cards.get(BlockKey(demand, seq))
        return card.at if card else None

    @property
    def said(self) -> str:
        """The sentence under the board."""
        return self.page.line.text()

    # hands

    def go_to(self, demand: str, seq: int = 0) -> None:
        """The cursor to a card, as a click would bring it."""
        assert self.board.go_to(BlockKey(demand, seq))
        self.board.setFocus()

    def hit(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.keys.hit(key)

    def point(self, spot: Spot) -> QPoint:
        """The middle of a cell, scrolled into sight."""
        self.board.bring_into_sight(spot)
        return self.board.spot_rect(spot)[0]

    def drag(self, start: Spot, to: Spot) -> None:
        """Press, move, let go."""
        view, begin, end = self.board.viewport(), self.point(start), self.point(to)
        QTest.mousePress(view, LEFT, pos=begin)
        for point in (begin + QPoint(3, 3), begin + QPoint(20, 20), end):
            QTest.mouseMove(view, point)
        QTest.mouseRelease(view, LEFT, pos=end)

    def spot_of(self, demand: str, seq: int = 0) -> Spot:
        """Where a card stands on the board."""
        assert self.board.sheet is not None
        key = BlockKey(demand, seq)
        found = self.board.sheet.pieces.items()
        return next(spot for spot, pieces in found if any(one.block == key for one in pieces))

    def free_place(self, demand: str, seq: int = 0) -> TimeSlot:
        """A place of the week where a card may stand."""
        aims = Aiming().read(self.keeper.book.draft, BlockKey(demand, seq))
        card = self.cards.get(BlockKey(demand, seq))
        return next(at for at, aim in aims.items() if aim.tone == "free" and (not card or at != card.at))

    def red_place(self, demand: str, seq: int = 0) -> TimeSlot:
        """A place of the week where a card cannot stand."""
        aims = Aiming().read(self.keeper.book.draft, BlockKey(demand, seq))
        return next(at for at, aim in aims.items() if aim.tone == "no")


def done(head: HeadTeacher) -> None:
    """Ctrl+Enter: whatever the sheet at the side is for."""
    head.keys.hit(Qt.Key.Key_Return, CTRL)


def other_week(head: HeadTeacher) -> Mapping[BlockKey, Card]:
    """A week that a solver might bring: one lesson lies elsewhere."""
    key = BlockKey(MOVED, 0)
    return {**head.cards, key: replace(head.cards[key], at=head.free_place(MOVED))}


def grown(head: HeadTeacher) -> Problem:
    """The school, to which somebody elsewhere has just given a room; the board has heard of it."""
    problem = head.keeper.book.draft.problem
    problem = replace(problem, rooms={**problem.rooms, "new": Room("new", "Новый")})
    head.keeper.book.draft = replace(head.keeper.book.draft, problem=problem)
    head.keeper.tell()
    return problem

"""«Что мешает?»: counts, seeks what has to give way if nothing is short, goes the way that is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.errands import Errand
from desktop.ui.timetable.explanation_sheet import ExplanationSheet
from desktop.ui.timetable.knowing import Knowing, Lack, Way
from timetable.aside import Aside, Gone
from timetable.cards import Draft


class Explaining(QObject):
    """One sheet at a time; each way is one step of undo."""

    def __init__(self, page: BoardPage, knowing: Knowing) -> None:
        super().__init__(page)
        self._page = page
        self._knowing = knowing
        self._counting: Errand[tuple[Lack, ...]] = Errand(self._show_lacks, self)
        self._seeking: Errand[tuple[Lack, ...]] = Errand(self._show_relaxed, self)
        self._aside = Aside()
        self.sheet: ExplanationSheet | None = None

    def show(self) -> None:
        """The sheet at the side of the board."""
        self.sheet = ExplanationSheet()
        self.sheet.way_chosen.connect(self._go)
        self.sheet.left.connect(self._leave)
        self._page.show_sheet(self.sheet)
        self._ask()

    def _ask(self) -> None:
        self._aside.kill()
        self._counting.ask(partial(self._knowing.explain, self._page.working.draft))

    def _show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        if self.sheet is None:
            return
        self.sheet.show_lacks(lacks)
        if not any(lack.stops for lack in lacks):
            self.sheet.show_seeking()
            self._aside = Aside()
            self.destroyed.connect(self._aside.kill)
            self._seeking.ask(partial(_seek, self._knowing, self._aside, self._page.working.draft))

    def _show_relaxed(self, lacks: tuple[Lack, ...]) -> None:
        if self.sheet is not None:
            self.sheet.show_lacks(lacks)

    def _go(self, way: Way) -> None:
        if self._page.working.do(way.words, way.apply(self._page.working.draft)) and self.sheet is not None:
            self.sheet.show_thinking()
            self._ask()

    def _leave(self) -> None:
        self._aside.kill()
        self.sheet = None
        self._page.leave_sheet()


def _seek(knowing: Knowing, aside: Aside, draft: Draft) -> tuple[Lack, ...]:
    try:
        return knowing.relax(aside, draft)
    except Gone:
        return ()

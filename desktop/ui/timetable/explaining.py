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
        self._sheet: ExplanationSheet | None = None
        self._shown: tuple[Lack, ...] = ()
        self._left: tuple[Lack, ...] = ()
        self._done = ""
        self._is_going = self._is_sought = False
        page.working.changed.connect(self._hear)
        page.sheet_shown.connect(self._stop)

    @property
    def sheet(self) -> ExplanationSheet | None:
        """The sheet, while it lies at the side of the board."""
        return self._sheet if self._page.side.holds(self._sheet) else None

    def show(self) -> None:
        """The sheet at the side of the board."""
        self._shown, self._left, self._done = (), (), ""
        self._sheet = sheet = ExplanationSheet()
        sheet.way_chosen.connect(self._go)
        sheet.left.connect(self._leave)
        self._page.show_sheet(sheet)
        self._ask()

    def _stop(self) -> None:
        """Nobody reads any more what is sought."""
        if self.sheet is None:
            self._aside.kill()

    def _ask(self) -> None:
        self._aside.kill()
        self._is_sought = False
        self._counting.ask(partial(self._knowing.explain, self._page.working.draft))

    def _show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        if self.sheet is None:
            return
        if any(lack.stops for lack in lacks):
            self._shown, self._left = lacks, ()
            self.sheet.show_lacks(lacks, self._done)
            return
        self.sheet.show_seeking((*self._left, *lacks), self._done)
        self._aside, self._is_sought = Aside(), True
        self.destroyed.connect(self._aside.kill)
        self._seeking.ask(partial(_seek, self._knowing, self._aside, self._page.working.draft))

    def _show_relaxed(self, lacks: tuple[Lack, ...]) -> None:
        """What was sought, unless it was sought for another week than the one that is counted by now."""
        if self.sheet is not None and self._is_sought:
            self._shown = self._left = lacks
            self.sheet.show_lacks(lacks, self._done)

    def _go(self, way: Way) -> None:
        """The step; what was told beside it stands there at once, while it is counted anew."""
        self._is_going = True
        is_done = self._page.working.do(way.words, way.apply(self._page.working.draft))
        self._is_going = False
        if is_done and self.sheet is not None:
            self._shown = tuple(one for one in self._shown if one.stops and way not in one.ways)
            self._left = self._shown if self._left else ()
            self._done = way.words
            self.sheet.show_seeking(self._shown, self._done)
            self._ask()

    def _hear(self) -> None:
        """Another hand has changed the week, or a step was taken back: what was said is of another one."""
        if self.sheet is not None and not self._is_going:
            self._left, self._done = (), ""
            self.sheet.show_thinking()
            self._ask()

    def _leave(self) -> None:
        self._aside.kill()
        self._page.leave_sheet()


def _seek(knowing: Knowing, aside: Aside, draft: Draft) -> tuple[Lack, ...]:
    try:
        return knowing.relax(aside, draft)
    except Gone:
        return ()

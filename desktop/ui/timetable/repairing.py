"""«Починить» from a refused place to the step of undo: a child seeks, a sheet shows, a person takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from desktop.ui.timetable import deeds
from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.comparing import Difference
from desktop.ui.timetable.errands import Errand
from desktop.ui.timetable.hands import Wanted
from desktop.ui.timetable.repair_sheet import RepairSheet
from desktop.ui.words import _
from timetable.aside import Aside, Gone
from timetable.cards import Card, Cards, Draft


@dataclass(frozen=True)
class Mended:
    """``cards`` of a week in which the card stands where it was wanted; None where none was found."""

    cards: Cards | None
    is_proven: bool = False


Mend = Callable[[Aside, Draft, Card], Mended]
"""Seek the fewest other moves; blocks until it is found, and is asked in a thread."""


def mend_aside(aside: Aside, draft: Draft, wanted: Card) -> Mended:
    """The timetable's own repair, in a process of its own."""
    repaired = aside.call("timetable.solver.repair", "repair", draft, wanted)
    return Mended(repaired.cards if repaired.works else None, repaired.proven)


class Repairing(QObject):
    """One repair at a time; nothing is changed until it is taken."""

    def __init__(self, page: BoardPage, mend: Mend = mend_aside) -> None:
        super().__init__(page)
        self._page = page
        self._mend = mend
        self._seeking: Errand[Mended | None] = Errand(self._show, self)
        self._aside = Aside()
        self._sheet: RepairSheet | None = None
        self._wanted: Wanted | None = None
        self._found: Draft | None = None
        self._looked_at: Draft | None = None

    @property
    def sheet(self) -> RepairSheet | None:
        """The sheet, while it lies at the side of the board."""
        return self._sheet if self._page.side.holds(self._sheet) else None

    def begin(self, wanted: Wanted) -> None:
        """Seek what else has to move so that a card may stand where it is wanted."""
        self._wanted, self._found = wanted, None
        self._page.forget_wanted()
        title, place = self._page.hands.title(wanted.block), self._page.hands.place_title(wanted.at)
        self._sheet = sheet = RepairSheet(_("{lesson} → {place}").format(lesson=title, place=place))
        sheet.taken.connect(self._take)
        sheet.left.connect(self._leave)
        sheet.block_wanted.connect(self._page.go_to_block)
        self._page.show_sheet(sheet)
        draft = self._page.working.draft
        self._aside = Aside()
        self.destroyed.connect(self._aside.kill)
        card = deeds.place(draft, {wanted.block: wanted.at}).cards[wanted.block]
        self._seeking.ask(partial(_seek, self._mend, self._aside, draft, card))

    def _show(self, mended: Mended | None) -> None:
        if self.sheet is None or self._wanted is None:
            return
        draft = self._page.working.draft
        if mended is None:
            self.sheet.show_failure(_("Поиск оборвался. Расписание не изменилось; попробуйте ещё раз."))
        elif mended.cards is None:
            self.sheet.show_failure(
                _("Пока не нашлось, как это уместить. Расписание не изменилось. «Почему нельзя» — клавиша =.")
            )
        else:
            self._found = Draft(draft.problem, _with_own_locks(draft.cards, mended.cards))
            self._looked_at = draft
            difference = Difference(draft.problem, draft.cards, self._found.cards)
            self._page.show_draft(self._found)
            self._page.board.show_now(changed=frozenset(difference.moved))
            self._page.board.go_to(self._wanted.block)
            proven = _("Меньше не получится.") if mended.is_proven else _("Может быть, хватит и меньшего.")
            self.sheet.show_moves(difference, proven)

    def _take(self) -> None:
        """Over the school of this moment: what others have changed of it meanwhile stays."""
        found, wanted = self._found, self._wanted
        self._leave()
        if self._is_late():
            self._page.say(_("Расписание успело измениться. Починить можно ещё раз: Ctrl+Enter."), "amber")
        elif found is not None and wanted is not None:
            words = _("Починено: {lesson}").format(lesson=self._page.hands.title(wanted.block))
            found = Draft(self._page.working.draft.problem, found.cards)
            self._page.working.do(words, deeds.by_hand(found, wanted.block))

    def _is_late(self) -> bool:
        """Whether the week on the board is not the one that the preview was of."""
        seen, now = self._looked_at, self._page.working.draft
        return seen is not None and (seen.cards != now.cards or seen.problem.grid != now.problem.grid)

    def _leave(self) -> None:
        self._aside.kill()
        self._page.leave_sheet()


def _seek(mend: Mend, aside: Aside, draft: Draft, wanted: Card) -> Mended | None:
    try:
        return mend(aside, draft, wanted)
    except Gone:
        return None


def _with_own_locks(own: Cards, found: Cards) -> Cards:
    """A repair holds the wanted card in its place; afterwards it is locked only if it was before."""
    return {
        key: replace(card, time_locked=key in own and own[key].time_locked) for key, card in found.items()
    }

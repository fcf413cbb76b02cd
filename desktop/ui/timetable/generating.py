"""«Составить» from the first key to the step of undo: the sheet, the run, the board that shows its best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from desktop.ui.timetable import deeds
from desktop.ui.timetable.board_page import BoardPage
from desktop.ui.timetable.generation_sheet import GenerationSheet
from desktop.ui.timetable.runs import BeginRun, End, Ended, Run
from desktop.ui.words import _, plural
from timetable.cards import Cards, Draft


class Generating(QObject):
    """At most one run at a time."""

    explain_wanted = Signal()

    def __init__(self, page: BoardPage, begin_run: BeginRun) -> None:
        super().__init__(page)
        self._page = page
        self._begin_run = begin_run
        self._sheet: GenerationSheet | None = None
        self._clock = QElapsedTimer()
        self._parts: Sequence[str] = ()
        self._run: Run | None = None
        self._draft: Draft | None = None
        self._best: Cards = {}
        self._is_stopping = self._is_unwanted = False
        self._told_of: Cards = {}
        page.working.changed.connect(self._show_week)
        page.keys.before_undo = self._refuse_week

    @property
    def sheet(self) -> GenerationSheet | None:
        """The sheet, while it lies at the side of the board."""
        return self._sheet if self._page.side.holds(self._sheet) else None

    def show(self) -> None:
        """The sheet at the side of the board; while a run lasts, it shows that."""
        if self.sheet is not None and self._run is not None:
            return
        draft = self._page.working.draft
        self._told_of = draft.cards
        sheet = GenerationSheet(*_counts(draft))
        sheet.begin_wanted.connect(self.begin)
        sheet.stop_wanted.connect(self.stop)
        sheet.explain_wanted.connect(self.explain_wanted)
        sheet.left.connect(self._leave)
        self._sheet = sheet
        self._page.show_sheet(sheet)
        sheet.first.setFocus()
        if self._run is not None:
            sheet.begin(self._clock)
            sheet.show_parts(self._parts)

    def begin(self, only_rest: bool) -> None:
        """Let the solver work on the draft as it is now."""
        draft = self._page.working.draft
        self._draft, self._best = draft, {}
        self._is_stopping = self._is_unwanted = False
        asked = deeds.lock(draft, draft.cards, is_locked=True) if only_rest else draft
        self._page.hands.let_go()
        self._clock.start()
        self._parts = ()
        if self.sheet is not None:
            self.sheet.begin(self._clock)
        self._run = run = self._begin_run(asked, self)
        if isinstance(run, QObject):
            run.setParent(self)

    def stop(self) -> None:
        """The best so far is kept."""
        if self._run is not None:
            self._is_stopping = True
            self._run.stop()

    def _refuse_week(self) -> bool:
        """Undo while a run is stopping is meant for what it brings; False when none is."""
        if self._run is None or not self._is_stopping:
            return False
        self._is_unwanted = True
        self._page.say(_("Останавливаю; прежнее расписание останется."))
        return True

    @property
    def is_running(self) -> bool:
        return self._run is not None

    @property
    def has_week(self) -> bool:
        """Whether the run has found a week that can be held."""
        return bool(self._best)

    # what the run tells

    def hear_state(self, words: str) -> None:
        if self.sheet is not None:
            self.sheet.show_state(words)

    def hear_better(self, cards: Cards, parts: Sequence[str]) -> None:
        assert self._draft is not None
        self._best = self._with_own_locks(cards)
        self._parts = parts
        if not self._page.hands.only_looks:
            self._page.show_draft(Draft(self._draft.problem, self._best))
        if self.sheet is not None:
            self.sheet.show_parts(parts)

    def hear_end(self, ended: Ended) -> None:
        cards = self._with_own_locks(ended.cards) if ended.cards else self._best
        is_late = self._has_another_grid()
        try:
            is_changed = bool(cards) and not is_late and self._take(cards)
        finally:  # what is not written does not keep the next run from beginning
            self._run = None
        words, tone = self._told(ended, has_any=bool(cards))
        if is_late:
            words = _("Пока шёл поиск, изменились дни или звонки: найденное к ним не подходит. Прежнее цело.")
            tone = "amber"
        if is_changed and self._is_unwanted:
            self._page.working.undo()
            words, tone = _("Остановлено. Прежнее расписание на месте; найденное — Ctrl+Н/Y."), ""
        if not is_changed:
            self._page.show_draft()
        draft = self._page.working.draft
        self._told_of = draft.cards
        if self.sheet is not None:
            self.sheet.show_week(*_counts(draft), parts=is_changed and not self._is_unwanted)
            self.sheet.end(words, tone, can_explain=not self._is_whole(cards))
        self._page.say(words, tone)

    def _show_week(self) -> None:
        """What the sheet says is of the week that lies on the board, whoever has changed it."""
        draft = self._page.working.draft
        if self.sheet is not None and self._run is None and draft.cards != self._told_of:
            self._told_of = draft.cards
            self.sheet.show_week(*_counts(draft))

    def _has_another_grid(self) -> bool:
        """Whether places mean something else by now than when the run began."""
        assert self._draft is not None
        return self._page.working.draft.problem.grid != self._draft.problem.grid

    def _take(self, cards: Cards) -> bool:
        """Over the school of this moment, with every card that a hand has moved or locked meanwhile."""
        assert self._draft is not None
        asked, now = self._draft.cards, self._page.working.draft
        by_hand = {key for key in asked.keys() | now.cards.keys() if asked.get(key) != now.cards.get(key)}
        found = {key: card for key, card in cards.items() if key not in by_hand}
        kept = {key: card for key, card in now.cards.items() if key in by_hand}
        words = plural(len(cards), "Составлен {n} урок", "Составлены {n} урока", "Составлено {n} уроков")
        return self._page.working.do(words, Draft(now.problem, {**found, **kept}))

    def _with_own_locks(self, cards: Cards) -> Cards:
        """What was pinned only for «только непоставленное» is not locked afterwards."""
        assert self._draft is not None
        own = self._draft.cards
        return {
            key: replace(card, time_locked=key in own and own[key].time_locked) for key, card in cards.items()
        }

    def _is_whole(self, cards: Cards) -> bool:
        assert self._draft is not None
        return Draft(self._draft.problem, cards).is_whole

    def _told(self, ended: Ended, *, has_any: bool) -> tuple[str, str]:
        if ended.end is End.DIED:
            kept = _("Лучшее из найденного — на доске.") if has_any else _("Прежнее расписание цело.")
            again = _("Составление оборвалось. {kept} Можно начать ещё раз.")
            return again.format(kept=kept), "red"
        if ended.end is End.NOT_FOUND or not has_any:
            words = _("Пока не нашлось расписания, в котором всё поместилось. Прежнее цело.")
            return ended.words or words, "amber"
        if ended.end is End.STOPPED:
            return _("Остановлено. Лучшее из найденного — на доске; вернуть прежнее — Ctrl+Я/Z."), "green"
        return _("Готово. Вернуть прежнее — Ctrl+Я/Z."), "green"

    def _leave(self) -> None:
        self._page.leave_sheet()


def _counts(draft: Draft) -> tuple[int, int, int]:
    """How many blocks are not placed, placed, locked."""
    return len(draft.tray), len(draft.cards), sum(card.time_locked for card in draft.cards.values())

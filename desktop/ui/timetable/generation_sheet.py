"""«Составить»: all or only the rest; what is reached so far in words, how long it takes, the way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from desktop.ui.grid.keys import Action
from desktop.ui.look.furniture import play
from desktop.ui.timetable.side_sheet import Lines, SideSheet
from desktop.ui.words import _

_TICK_MS: Final = 250


class GenerationSheet(SideSheet):
    """Before, during and after; the board beside it shows the best week so far.

    Ctrl+Enter never moves what is placed without asking: it lays the rest, or wants a second Ctrl+Enter.
    """

    begin_wanted = Signal(bool)
    """True: everything that is placed stays, only the rest is laid."""
    stop_wanted = Signal()
    explain_wanted = Signal()

    def __init__(self, unplaced: int, placed: int, locked: int) -> None:
        super().__init__(_("Составить расписание"))
        self.is_running = False
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.elapsed = play(QLabel(), "small")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.parts = Lines(_("Чем расписание ещё неудобно"))
        for part in (self.state, self.bar, self.elapsed):
            self.column.addWidget(part)
        self.column.addWidget(self.parts, 1)
        self.column.addStretch(0)
        self.whole = self.button("", self._begin_whole)
        self.rest = self.button(_("Непоставленное · Ctrl+Enter"), self._begin_rest)
        self.explain = self.button(_("Что мешает?"), self.explain_wanted.emit)
        self.stop = self.button(_("Остановить · Esc"), self._stop, primary=True)
        self.leave = self.button(_("Закрыть · Esc"), self.left.emit)
        self.on(Action.FILL_EMPTY, self._begin)
        self.on(Action.CANCEL, self._escape)
        self._clock = QElapsedTimer()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_elapsed)
        self._asks = ""
        self.show_week(unplaced, placed, locked)

    def show_week(self, unplaced: int, placed: int, locked: int, *, parts: bool = False) -> None:
        """The week as it is now; what was said of another one goes, its ``parts`` too unless they stay."""
        has_rest = bool(unplaced and placed)
        self.whole.setText(_whole_words(unplaced=unplaced, placed=placed))
        self.rest.setEnabled(has_rest)
        play(self.whole, "" if has_rest else "primary")
        play(self.rest, "primary" if has_rest else "")
        self._asks = "" if unplaced else _asked_words(locked)
        if not parts:
            self.parts.clear()
        self.say(
            _(
                "Поставлено {placed}, не поставлено {unplaced}, закреплено {locked}. Закреплённое не "
                "сдвинется. Вернуть прежнее — Ctrl+Я/Z."
            ).format(placed=placed, unplaced=unplaced, locked=locked)
        )
        self._show_running(is_running=False)

    @property
    def first(self) -> QPushButton:
        """What Enter does when the sheet has just come."""
        return self.rest if self.rest.isEnabled() else self.whole

    def begin(self, clock: QElapsedTimer) -> None:
        """The solver works, for so long already."""
        self._clock = clock
        self._tick.start()
        self.say("")
        self.state.setText(_("Готовлю задачу…"))
        self._show_running(is_running=True)
        self.stop.setFocus()

    def show_state(self, words: str) -> None:
        """What the solver does just now."""
        self.state.setText(words)

    def show_parts(self, parts: Sequence[str]) -> None:
        """What the best week so far has of what nobody wishes for."""
        self.parts.show_lines((words, None) for words in parts)
        self.parts.show()

    def end(self, words: str, tone: str, *, can_explain: bool = False) -> None:
        """It has ended, well or not."""
        self._tick.stop()
        self.state.setText("")
        self.say(words, tone)
        self._show_running(is_running=False)
        self.explain.setVisible(can_explain)
        (self.explain if can_explain else self.leave).setFocus()

    def _begin(self) -> None:
        """The rest, where there is a rest; a week that is whole only when it is asked for twice."""
        if self._asks and not self.is_running:
            self.say(self._asks, "amber")
            self._asks = ""
        elif not self.is_running:
            self.begin_wanted.emit(self.rest.isEnabled())

    def _begin_whole(self) -> None:
        self.begin_wanted.emit(False)

    def _begin_rest(self) -> None:
        self.begin_wanted.emit(True)

    def _escape(self) -> None:
        if self.is_running:
            self._stop()
        else:
            self.left.emit()

    def _stop(self) -> None:
        self.state.setText(_("Останавливаю…"))
        self.stop_wanted.emit()

    def _show_running(self, *, is_running: bool) -> None:
        self.is_running = is_running
        for part in (self.bar, self.state, self.elapsed, self.stop):
            part.setVisible(is_running)
        for part in (self.whole, self.leave):
            part.setVisible(not is_running)
        self.rest.setVisible(not is_running and self.rest.isEnabled())
        self.explain.hide()
        self.parts.setVisible(bool(self.parts.count()))

    def _show_elapsed(self) -> None:
        seconds = self._clock.elapsed() // 1000
        self.elapsed.setText(_("Прошло {m}:{s:02}").format(m=seconds // 60, s=seconds % 60))


def _whole_words(*, unplaced: int, placed: int) -> str:
    """The key stands on the button that it presses."""
    if not placed:
        return _("Составить всё · Ctrl+Enter")
    return _("Составить заново") if unplaced else _("Составить заново · Ctrl+Enter")


def _asked_words(locked: int) -> str:
    moved = _("сдвинется всё, кроме закреплённого ({locked})") if locked else _("сдвинется всё")
    asked = _("Все уроки уже поставлены. Составить заново — ещё раз Ctrl+Enter: {moved}.")
    return f"{asked.format(moved=moved.format(locked=locked))} {_('Вернуть прежнее — Ctrl+Я/Z.')}"

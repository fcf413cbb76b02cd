"""The panel at the right: what this computer knows at once, the whole history when the server tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QVBoxLayout

from desktop.models.reading.fates import Fate
from desktop.models.reading.history import HistoryLine
from desktop.ui.dates import moment
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.words import N_, _

_FATES: Final[Mapping[Fate, str]] = {
    Fate.UNSENT: N_("ещё не отправлено"),
    Fate.IN_REVIEW: N_("ждёт решения завуча"),
    Fate.REJECTED: N_("сервер не принял"),
    Fate.TWO_VERSIONS: N_("две версии"),
}


class CellHistory(QFrame):
    """Esc and the key that opened it close. `title` says which cell, in the words of a school."""

    left = Signal()
    """The panel may be closed."""

    def __init__(self, title: str, lines: Sequence[HistoryLine], now: datetime) -> None:
        super().__init__()
        play(self, "side")
        self._now = now
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = play(QLabel(_("История клетки")), "heading")
        about = play(QLabel(title), "faint")
        about.setWordWrap(True)
        self.list = play(QListWidget(), "rows")
        self.list.setWordWrap(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.source = play(QLabel(_("Спрашиваем сервер…")), "small")
        self.source.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        for part in (head, about, self.list, self.source):
            column.addWidget(part)
        self._show(lines)

    def sizeHint(self) -> QSize:
        """As wide as a line of history needs."""
        return QSize(380, 600)

    def take_key(self, meaning: Meaning) -> bool:
        """Esc and the history's own key leave."""
        leaves = isinstance(meaning, Wish) and meaning.action in (Action.CANCEL, Action.CELL_HISTORY)
        if leaves:
            self.left.emit()
        return leaves

    def show_whole(self, lines: Sequence[HistoryLine]) -> None:
        """The server's history has come; what is not sent yet stays above it."""
        self._show(lines)
        self.source.setText(_("Вся история клетки с сервера."))

    def say_offline(self) -> None:
        """The server was not reached: what is shown is what this computer knows."""
        self.source.setText(_("Нет связи: показано то, что знает этот компьютер. Остальное — на сервере."))

    @property
    def words(self) -> list[str]:
        """The lines as they are shown."""
        return [self.list.item(at).text() for at in range(self.list.count())]

    def _show(self, lines: Sequence[HistoryLine]) -> None:
        self.list.clear()
        self.list.addItems([line_words(line, self._now) for line in lines])
        if not lines:
            self.list.addItem(_("Здесь ещё ничего не писали."))


def line_words(line: HistoryLine, now: datetime) -> str:
    """«5 → 4 / Петрова А. И., 18.11 12:30 · ждёт решения завуча · причина»."""
    change = f"{line.before or '—'} → {line.after or '—'}"
    who = ", ".join(part for part in (line.by, moment(line.made_at, now)) if part)
    fate = _(_FATES[line.fate]) if line.fate in _FATES else ""
    more = " · ".join(part for part in (who, fate, line.reason) if part)
    return f"{change}\n{more}"

"""The journal of exchange: how it stands and why, what is not sent by lesson, what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.journal import Journal
from desktop.models.reading.versions import Refused
from desktop.ui.dates import ago
from desktop.ui.exchange.op_words import by_lesson, op_words
from desktop.ui.exchange.refused_card import RefusedCard
from desktop.ui.faults.exchange import kept_here, of_clock, of_exchange
from desktop.ui.faults.told import Told
from desktop.ui.look.furniture import play
from desktop.ui.words import _
from sync.progress import OfflineReason, SyncShown, SyncState

_SHOWN: Final = 40
_FOR_THE_ENGINEER: Final = (OfflineReason.BROKEN_ANSWER, OfflineReason.PROTOCOL_TOO_OLD)
CLOCK_IS_WRONG: Final = 600.0
"""Seconds from which the clock's difference is told: below it nothing on the screen is wrong."""


class ExchangeJournal(QWidget):
    """Opened by the chip. It asks for nothing: everything here may also wait."""

    exchange_wanted = Signal()
    export_wanted = Signal()
    sign_in_wanted = Signal()
    wipe_wanted = Signal()
    versions_wanted = Signal()
    trouble_wanted = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        play(self, "page")
        self._journal = journal
        self._shown: SyncShown | None = None
        self._build()

    def _build(self) -> None:
        self.state = play(QLabel(), "title")
        self.state.setWordWrap(True)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.clock = play(QLabel(), "", "amber")
        self.clock.setWordWrap(True)
        self.now = play(QPushButton(_("Обменяться сейчас")), "primary")
        self.sign_in = play(QPushButton(_("Войти")), "primary")
        self.versions = QPushButton(_("Две версии — посмотреть"))
        self.export = QPushButton(_("Сохранить неотправленное в файл…"))
        self.wipe = QPushButton(_("Убрать журнал с этого компьютера"))
        self.trouble = play(QPushButton(_("Отправить сведения о неполадке")), "link")
        buttons = QHBoxLayout()
        for button, signal in (
            (self.now, self.exchange_wanted),
            (self.sign_in, self.sign_in_wanted),
            (self.versions, self.versions_wanted),
            (self.export, self.export_wanted),
            (self.wipe, self.wipe_wanted),
            (self.trouble, self.trouble_wanted),
        ):
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = play(QWidget(), "body")
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(6)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(10)
        for part in (self.state, self.why, self.clock):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(scroll, 1)

    def arrive(self) -> None:
        """Read anew; the first button has the focus."""
        self.read()
        (self.now if self.now.isVisible() else self.sign_in).setFocus()

    def show_progress(self, shown: SyncShown) -> None:
        """The engine said how it stands; the lists are read when somebody looks."""
        self._shown = shown
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Fill the page from the last word of the engine and from the journal."""
        shown = self._shown or SyncShown(SyncState.ALL_SENT)
        told = _state_of(shown)
        self.state.setText(told.head)
        last = ago(shown.last_exchange, self._journal.now())
        exchanged = _("Последний обмен: {ago}.").format(ago=last)
        self.why.setText(" ".join(part for part in (told.safe, told.advice, exchanged) if part))
        is_wrong = abs(shown.clock_offset) >= CLOCK_IS_WRONG
        self.clock.setText(of_clock(shown.clock_offset).line if is_wrong else "")
        self.clock.setVisible(is_wrong)
        signed_out = shown.state is SyncState.SIGNED_OUT
        self.now.setVisible(not signed_out)
        self.now.setEnabled(shown.state is not SyncState.RUNNING)
        self.sign_in.setVisible(signed_out and shown.offline_reason is not OfflineReason.DEVICE_WIPED)
        self.versions.setVisible(shown.conflicts > 0)
        self.export.setVisible(shown.unsent > 0)
        self.wipe.setVisible(shown.offline_reason is OfflineReason.DEVICE_WIPED)
        self.trouble.setVisible(shown.rejected > 0 or shown.offline_reason in _FOR_THE_ENGINEER)
        self._fill()

    def _fill(self) -> None:
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._add_refused(self._journal.read_rejected())
        waiting = self._journal.read_in_review()
        self._add_lines(_("Ждёт решения завуча"), (op_words(op) for op in waiting), len(waiting))
        unsent = by_lesson(self._journal.read_unsent())
        self._add_lines(_("Ещё не отправлено"), (one.words for one in unsent), len(unsent))
        self._list.addStretch(1)

    def _add_refused(self, refused: Iterable[Refused]) -> None:
        for op in refused:
            card = RefusedCard(op)
            card.understood.connect(self._dismiss)
            self._list.addWidget(card)

    def _add_lines(self, title: str, lines: Iterable[str], n: int) -> None:
        if not n:
            return
        self._list.addWidget(play(QLabel(title), "heading"))
        for at, words in enumerate(lines):
            if at == _SHOWN:
                rest = _("…и ещё {n}").format(n=n - _SHOWN)
                self._list.addWidget(play(QLabel(rest), "faint"))
                break
            label = QLabel(words)
            label.setWordWrap(True)
            self._list.addWidget(label)

    def _dismiss(self, op: str) -> None:
        self._journal.dismiss_rejected(op)
        self.read()


def _state_of(shown: SyncShown) -> Told:
    if shown.offline_reason is not None:
        return of_exchange(shown.offline_reason, shown.unsent)
    kept = kept_here(shown.unsent)
    states = {
        SyncState.RUNNING: Told(_("Идёт обмен. Работать можно."), kept),
        SyncState.REJECTED: Told(
            _("Сервер принял не всё."), _("Непринятое осталось на этом компьютере, оно стоит ниже.")
        ),
        SyncState.CONFLICTS: Told(_("Есть две версии записи."), _("Сохранены обе, решать вам.")),
        SyncState.IN_REVIEW: Told(
            _("Часть изменений ждёт решения завуча."), _("Они уже на сервере, делать ничего не нужно.")
        ),
        SyncState.PENDING: Told(_("Есть что отправить."), kept),
        SyncState.STALE: Told(_("Давно не было обмена."), kept),
    }
    return states.get(shown.state, Told(_("Всё отправлено."), kept))

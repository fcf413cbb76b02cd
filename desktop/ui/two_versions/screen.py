"""The inbox: rows of two values, ← mine, → the server's, ↑ both, Esc later; digits do nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.models.journal import Journal
from desktop.models.reading.versions import TwoVersions
from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look.furniture import play
from desktop.ui.two_versions.version_card import BOTH, LATER, MINE, SERVERS, VersionCard
from desktop.ui.two_versions.version_words import mine_words, servers_words, value_words
from desktop.ui.words import _, plural

_ANSWERS: Final[Mapping[Action, str]] = {
    Action.LEFT: MINE,
    Action.RIGHT: SERVERS,
    Action.UP: BOTH,
    Action.CANCEL: LATER,
}


class TwoVersionsInbox(QWidget):
    """All open questions. `device` is this computer's id, to tell it from the person's other one."""

    said = Signal(str)
    """What was chosen, for the message line."""
    left = Signal()
    """Nothing more to choose here just now."""

    def __init__(self, journal: Journal, device: str) -> None:
        super().__init__()
        play(self, "page")
        self._journal = journal
        self._device = device
        self._postponed: set[tuple[str, str]] = set()
        self.cards: list[VersionCard] = []
        self._build()
        self._stop = journal.observe(self._hear)
        self.destroyed.connect(self._stop)
        self.read()

    def _build(self) -> None:
        self.title = play(QLabel(_("Две версии записи")), "title")
        explained = _(
            "Эти клетки вы и кто-то ещё заполнили по-разному. Обе записи сохранены, выберите, какая верна."
        )
        self.explained = play(QLabel(explained), "faint")
        self.nothing = play(QLabel(_("Двух версий нет: всё сошлось само.")), "heading")
        self.all_mine = QPushButton(_("Для всех оставшихся: мои"))
        self.all_servers = QPushButton(_("Для всех оставшихся: с сервера"))
        self.all_mine.clicked.connect(self._keep_all_mine)
        self.all_servers.clicked.connect(self._take_all_servers)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.all_mine, self.all_servers):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            head.addWidget(button)
        body = play(QWidget(), "body")
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.explained)
        column.addWidget(self.nothing)
        column.addWidget(self._scroll, 1)

    def read(self) -> None:
        """Read the questions anew; the one that had the focus keeps it, else the next."""
        questions, focused = self._open(), self._focused()
        if questions and questions == [card.two for card in self.cards]:
            return
        at = self.cards.index(focused) if focused else None
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(two) for two in questions]
        for place, card in enumerate(self.cards):
            card.answered.connect(self._answer)
            self._list.insertWidget(place, card)
            card.show()
        has_any = bool(self.cards)
        self.nothing.setVisible(not has_any)
        self.explained.setVisible(has_any)
        for button in (self.all_mine, self.all_servers):
            button.setVisible(len(self.cards) > 1)
        if at is not None and has_any:
            self._focus(min(at, len(self.cards) - 1))

    def arrive(self) -> None:
        """Everything that was put off is asked again."""
        self._postponed.clear()
        self.read()
        if self.cards:
            self._focus(0)
        else:
            self.setFocus()

    def take_key(self, meaning: Meaning) -> bool:
        """The four answers, ↓ and Tab for the next row; every other plain key does nothing."""
        if not isinstance(meaning, Wish):
            return True
        answer, card = _ANSWERS.get(meaning.action), self._focused()
        if answer is not None and card is not None:
            card.answer(answer)
            return True
        if meaning.action in (Action.DOWN, Action.NEXT_CELL, Action.PREVIOUS_CELL) and self.cards:
            step = -1 if meaning.action is Action.PREVIOUS_CELL else 1
            at = self.cards.index(card) + step if card else 0
            self._focus(max(0, min(at, len(self.cards) - 1)))
            return True
        if meaning.action is Action.UNDO:
            self._journal.undo()
            return True
        if meaning.action is Action.REDO:
            self._journal.redo()
            return True
        return False

    def _open(self) -> list[TwoVersions]:
        found = self._journal.read_conflicts()
        return [two for two in found if (two.question, two.address.cell) not in self._postponed]

    def _card(self, two: TwoVersions) -> VersionCard:
        me, now = self._journal.facts.name_of(self._journal.person), self._journal.now()
        return VersionCard(
            two, mine_words(two, me, self._device, now), servers_words(two, me, self._device, now)
        )

    def _answer(self, card: VersionCard, answer: str) -> None:
        if answer == LATER:
            self._postpone(card)
            return
        self._choose(card.two, answer)
        chosen = {MINE: card.two.mine_text, SERVERS: card.two.servers_text, BOTH: _("обе")}[answer]
        words = _("Выбрано: {value}. Другая запись останется в истории; вернуть — Ctrl+Я")
        self.said.emit(words.format(value=value_words(chosen)))
        self._leave_when_done()

    def _choose(self, two: TwoVersions, answer: str) -> None:
        value = {MINE: two.mine, SERVERS: two.servers, BOTH: two.both}[answer]
        self._journal.choose(two, value)

    def _postpone(self, card: VersionCard) -> None:
        """Ask again when somebody comes back here."""
        self._postponed.add((card.two.question, card.two.address.cell))
        self.read()
        self._leave_when_done()

    def _leave_when_done(self) -> None:
        if not self.cards:
            self.left.emit()

    def _keep_all_mine(self) -> None:
        self._choose_all(MINE)

    def _take_all_servers(self) -> None:
        self._choose_all(SERVERS)

    def _choose_all(self, answer: str) -> None:
        cards = list(self.cards)
        for two in [card.two for card in cards]:
            self._choose(two, answer)
        said = plural(len(cards), "Решена {n} запись", "Решены {n} записи", "Решено {n} записей")
        self.said.emit(said)
        self._leave_when_done()

    def _focused(self) -> VersionCard | None:
        """The row that has the focus, also while another window is in front of ours."""
        focused = self.window().focusWidget()
        return next((card for card in self.cards if card is focused), None)

    def _focus(self, at: int) -> None:
        self.cards[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.cards[at])

    def _hear(self, _touched: object) -> None:
        if self.isVisible():
            self.read()

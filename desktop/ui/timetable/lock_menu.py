"""The menu of a card: take, lock it, its day, its form, its teacher, its subject, put it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.timetable import deeds
from desktop.ui.timetable.hands import Hands
from desktop.ui.timetable.sheet import forms_title, subject_title, surname
from desktop.ui.words import _
from timetable.cards import Card, Draft
from timetable.rules.rule import BlockKey

Deed = Callable[[], object]


class CardMenu(QMenu):
    """Goes when it is closed; ``asks`` are what else can be asked about the card."""

    def __init__(
        self, parent: QWidget, draft: Draft, block: BlockKey, hands: Hands, asks: Mapping[str, Deed]
    ) -> None:
        super().__init__(parent)
        self._deeds: dict[QAction, Deed] = {}
        self._add(_("Взять") + "\tEnter", partial(hands.hold, block))
        for words, deed in asks.items():
            self._add(words, deed)
        card = draft.cards.get(block)
        if card is not None:
            self._add(_("Снять с расписания") + "\tDelete", partial(hands.to_tray, block))
            self.addSeparator()
            for words, keys in lock_choices(draft, card):
                self._add(words, partial(hands.turn_lock, keys))
        self.triggered.connect(self._do)
        self.aboutToHide.connect(self.deleteLater)

    def _add(self, words: str, deed: Deed) -> None:
        self._deeds[self.addAction(words)] = deed

    def _do(self, action: QAction) -> None:
        self._deeds[action]()


def lock_choices(draft: Draft, card: Card) -> Iterator[tuple[str, tuple[BlockKey, ...]]]:
    """What may be locked at once, beginning with the card itself: words, and the cards."""
    problem = draft.problem
    demand = problem.demands[card.block.demand]
    forms = set(problem.forms_of(demand))
    teachers = ", ".join(surname(problem.teachers[one].name) for one in demand.teachers)
    day = problem.grid.days[card.at.day]
    in_forms = _chosen(draft, lambda key: bool(forms & set(problem.forms_of(problem.demands[key.demand]))))
    in_day = _chosen(draft, lambda key: draft.cards[key].at.day == card.at.day)
    by_teacher = _chosen(
        draft, lambda key: bool(set(demand.teachers) & set(problem.demands[key.demand].teachers))
    )
    of_subject = _chosen(draft, lambda key: problem.demands[key.demand].subject == demand.subject)
    whole = ((_("этот урок"), (card.block,)), (_("весь день: {what}").format(what=day), in_day))
    for what, keys in (
        *whole,
        (_("весь класс: {what}").format(what=forms_title(problem, demand)), in_forms),
        (_("все уроки учителя: {what}").format(what=teachers), by_teacher),
        (_("весь предмет: {what}").format(what=subject_title(problem, demand)), of_subject),
        (_("всё расписание"), tuple(draft.cards)),
    ):
        verb = _("Открепить {what}") if deeds.are_locked(draft, keys) else _("Закрепить {what}")
        yield verb.format(what=what) + ("\t" + _("Пробел") if len(keys) == 1 else ""), keys


def _chosen(draft: Draft, fits: Callable[[BlockKey], bool]) -> tuple[BlockKey, ...]:
    return tuple(key for key in draft.cards if fits(key))

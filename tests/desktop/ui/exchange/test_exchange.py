"""The journal of exchange: how it stands and why, what is unsent by lesson, what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.exchange.refused_card import RefusedCard
from desktop.ui.exchange.screen import ExchangeJournal
from sync.progress import OfflineReason, SyncShown, SyncState
from tests.desktop.models.taught import ABRAMOV, BELOVA, NOW, VOLKOV, Taught, put, second_term
from tests.desktop.ui.keyboard import Keyboard, keys_read, let_go, said


class Exchange:
    """Three marks of today's algebra, and the page over them."""

    def __init__(self) -> None:
        self.taught = Taught()
        self.journal = self.taught.journal()
        page = second_term(self.journal)
        for pupil in (ABRAMOV, BELOVA, VOLKOV):
            put(self.journal, page, pupil, "5")
        self.screen = ExchangeJournal(self.journal)

    def open(self, shown: SyncShown) -> str:
        """Open the page in a state of the engine; everything that it says."""
        self.screen.show_progress(shown)
        Keyboard(self.screen)
        self.screen.arrive()
        return said(self.screen)


@pytest.fixture
def exchange(qtbot: QtBot, qapp: QApplication) -> Iterator[Exchange]:
    """Somebody has marked three pupils."""
    with keys_read(qapp):
        opened = Exchange()
        yield opened
        let_go(opened.screen)


def test_what_is_unsent_is_told_by_lesson(exchange: Exchange) -> None:
    """Three changes of one lesson are one line; the exchange can be asked for, the file, too."""
    words = exchange.open(SyncShown(SyncState.PENDING, unsent=3, last_exchange=NOW))

    assert "7Б · Алгебра · 18.11 — 3 изменения" in words
    assert "3 изменения сохранены на этом компьютере" in words
    assert exchange.screen.now.isVisible()
    assert exchange.screen.export.isVisible()


@pytest.mark.parametrize("reason", list(OfflineReason))
def test_why_there_is_no_exchange_is_told_in_words(exchange: Exchange, reason: OfflineReason) -> None:
    """A captive portal, a busy server, an account that was closed: each with what to do."""
    signed_out = reason in (
        OfflineReason.ACCOUNT_CLOSED,
        OfflineReason.DEVICE_REVOKED,
        OfflineReason.DEVICE_WIPED,
    )
    state = SyncState.SIGNED_OUT if signed_out else SyncState.OFFLINE

    words = exchange.open(SyncShown(state, unsent=3, offline_reason=reason))

    assert "никуда не денутся" in words
    assert exchange.screen.now.isVisible() is not signed_out
    assert exchange.screen.wipe.isVisible() is (reason is OfflineReason.DEVICE_WIPED)


def test_an_account_closed_while_offline_is_asked_to_sign_in(exchange: Exchange, qtbot: QtBot) -> None:
    """Work is kept; the way back is one button, and it has the focus."""
    closed = OfflineReason.ACCOUNT_CLOSED

    exchange.open(SyncShown(SyncState.SIGNED_OUT, unsent=3, offline_reason=closed))

    assert exchange.screen.sign_in.hasFocus()
    with qtbot.waitSignal(exchange.screen.sign_in_wanted):
        exchange.screen.sign_in.click()


@pytest.mark.parametrize(
    ("shown", "is_offered"),
    [
        (SyncShown(SyncState.OFFLINE, offline_reason=OfflineReason.BROKEN_ANSWER), True),
        (SyncShown(SyncState.REJECTED, rejected=3), True),
        (SyncShown(SyncState.OFFLINE, offline_reason=OfflineReason.NO_NETWORK), False),
        (SyncShown(SyncState.ALL_SENT), False),
    ],
)
def test_what_only_the_engineer_can_mend_leads_to_the_engineer(
    exchange: Exchange, shown: SyncShown, is_offered: bool
) -> None:
    """An answer that makes no sense, a refusal; a missing network is nobody's fault."""
    exchange.open(shown)

    assert exchange.screen.trouble.isVisible() is is_offered


def test_a_refused_change_stands_until_it_was_read(exchange: Exchange) -> None:
    """What, why, and «Понятно»; then it leaves the screen."""
    exchange.taught.answers(exchange.journal, "rejected", code="no_access")
    words = exchange.open(SyncShown(SyncState.REJECTED, rejected=3))
    cards = exchange.screen.findChildren(RefusedCard)
    assert "Абрамов Илья: 5" in words
    assert "Сервер не принял: нет доступа" in words

    for card in cards:
        card.button.click()

    assert exchange.journal.read_rejected() == ()
    assert "Абрамов" not in said(exchange.screen)


def test_what_waits_for_the_head_teacher_is_listed(exchange: Exchange) -> None:
    """A lesson that was locked meanwhile: the change is no error, it waits."""
    exchange.taught.answers(exchange.journal, "review")

    words = exchange.open(SyncShown(SyncState.IN_REVIEW, in_review=3))

    assert "Ждёт решения завуча" in words
    assert "Волков Пётр: 5" in words


@pytest.mark.parametrize(("offset", "told"), [(30.0, False), (2 * 365 * 86400.0, True)])
def test_a_wrong_clock_is_told(exchange: Exchange, offset: float, told: bool) -> None:
    """Years off is told with what it means; half a minute is nobody's business."""
    exchange.open(SyncShown(SyncState.ALL_SENT, last_exchange=NOW, clock_offset=offset))

    assert exchange.screen.clock.isVisible() is told


def test_the_age_of_the_last_exchange_is_told(exchange: Exchange) -> None:
    """«3 дня назад» says more than a date."""
    last = NOW - timedelta(days=3)

    words = exchange.open(SyncShown(SyncState.STALE, unsent=3, last_exchange=last))

    assert "Последний обмен: 3 дня назад." in words

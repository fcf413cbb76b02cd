"""The sync chip says exactly what docs/SCREENS.md says, state by state."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.ui.shell.chip_words import ChipFacts, chip_of
from sync.progress import OfflineReason, SyncShown, SyncState

NOW = datetime(2026, 11, 21, 13, 20, tzinfo=UTC)
FACTS = ChipFacts(NOW, refused_because="нет доступа", closed_on=date(2026, 10, 25))
MORNING = NOW.replace(hour=10, minute=42)


@pytest.mark.parametrize(
    ("shown", "words", "tone"),
    [
        (SyncShown(SyncState.ALL_SENT, last_exchange=MORNING), "Всё отправлено · 10:42", "green"),
        (
            SyncShown(SyncState.OFFLINE, unsent=12, offline_reason=OfflineReason.NO_NETWORK),
            "Нет связи — можно работать. 12 изменений сохранены на этом компьютере",
            "faint",
        ),
        (SyncShown(SyncState.PENDING, unsent=12), "12 изменений ждут отправки", "plain"),
        (SyncShown(SyncState.RUNNING, done=34, total=120), "Обмен данными… 34 из 120", "plain"),
        (SyncShown(SyncState.CONFLICTS, conflicts=2), "Две версии: 2 записи — посмотреть", "amber"),
        (
            SyncShown(SyncState.IN_REVIEW, in_review=3),
            "Ждёт решения завуча: 3 (период закрыт 25.10)",
            "amber",
        ),
        (
            SyncShown(SyncState.REJECTED, rejected=1),
            "Сервер не принял 1 изменение: нет доступа — открыть",
            "red",
        ),
        (
            SyncShown(SyncState.STALE, unsent=1, last_exchange=NOW - timedelta(days=3)),
            "Последний обмен 3 дня назад. Подключитесь или скопируйте неотправленное на флешку",
            "amber",
        ),
    ],
)
def test_each_state_has_its_words(shown: SyncShown, words: str, tone: str) -> None:
    """The table of the page, row by row."""
    chip = chip_of(shown, FACTS)

    assert (chip.words, chip.tone) == (words, tone)


@pytest.mark.parametrize("state", list(SyncState))
@pytest.mark.parametrize("reason", [None, *OfflineReason])
def test_no_state_is_without_words(state: SyncState, reason: OfflineReason | None) -> None:
    """Whatever the engine says, the chip says something."""
    assert chip_of(SyncShown(state, offline_reason=reason), ChipFacts(NOW)).words


def test_yesterday_s_exchange_is_told_with_its_day() -> None:
    """«10:42» alone would be taken for today."""
    yesterday = SyncShown(SyncState.ALL_SENT, last_exchange=MORNING - timedelta(days=1))

    assert chip_of(yesterday, FACTS).words == "Всё отправлено · 20.11 10:42"


def test_a_change_that_waits_for_one_reason_or_none_is_told_plainly() -> None:
    """Where nothing is known of the reason, none is invented."""
    bare = ChipFacts(NOW)

    assert chip_of(SyncShown(SyncState.REJECTED, rejected=2), bare).words == (
        "Сервер не принял 2 изменения — открыть"
    )
    assert chip_of(SyncShown(SyncState.IN_REVIEW, in_review=1), bare).words == "Ждёт решения завуча: 1"

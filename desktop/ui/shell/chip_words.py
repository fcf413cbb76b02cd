"""What the sync chip says: one state, its words, its tone. No Qt, so that reports may say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.ui.look.icons import Icon
from desktop.ui.words import N_, _, plural
from sync.progress import OfflineReason, SyncShown, SyncState


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """What the journal adds to the engine's word: why an op was refused, which term is closed."""

    now: datetime
    refused_because: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChipShown:
    """The chip as it is painted; `tone` is one of faint, plain, green, amber and red."""

    words: str
    tone: str
    icon: Icon


def chip_of(shown: SyncShown, facts: ChipFacts) -> ChipShown:
    """The one thing that the chip says now."""
    return _SPEAKERS[shown.state](shown, facts)


def changes(n: int) -> str:
    """«12 изменений»."""
    return plural(n, "{n} изменение", "{n} изменения", "{n} изменений")


def _all_sent(shown: SyncShown, facts: ChipFacts) -> ChipShown:
    if shown.last_exchange is None:
        return ChipShown(_("Обмена ещё не было"), "faint", Icon.SYNC)
    when = told_moment(shown.last_exchange, facts.now)
    return ChipShown(_("Всё отправлено · {when}").format(when=when), "green", Icon.SENT)


def _offline(shown: SyncShown, _facts: ChipFacts) -> ChipShown:
    head = _(_OFFLINE_HEADS.get(shown.offline_reason, _NO_NETWORK))
    return ChipShown(f"{head} {_kept(shown.unsent)}", "faint", Icon.OFFLINE)


def _pending(shown: SyncShown, _facts: ChipFacts) -> ChipShown:
    words = plural(
        shown.unsent,
        "{n} изменение ждёт отправки",
        "{n} изменения ждут отправки",
        "{n} изменений ждут отправки",
    )
    return ChipShown(words, "plain", Icon.WAITING)


def _running(shown: SyncShown, _facts: ChipFacts) -> ChipShown:
    words = _("Обмен данными… {done} из {total}").format(done=shown.done, total=shown.total)
    return ChipShown(words, "plain", Icon.SYNC)


def _conflicts(shown: SyncShown, _facts: ChipFacts) -> ChipShown:
    words = plural(
        shown.conflicts,
        "Две версии: {n} запись — посмотреть",
        "Две версии: {n} записи — посмотреть",
        "Две версии: {n} записей — посмотреть",
    )
    return ChipShown(words, "amber", Icon.TWO_VERSIONS)


def _in_review(shown: SyncShown, facts: ChipFacts) -> ChipShown:
    words = _("Ждёт решения завуча: {n}").format(n=shown.in_review)
    if facts.closed_on is not None:
        words += _(" (период закрыт {day})").format(day=f"{facts.closed_on:%d.%m}")
    return ChipShown(words, "amber", Icon.WAITING)


def _rejected(shown: SyncShown, facts: ChipFacts) -> ChipShown:
    words = plural(
        shown.rejected,
        "Сервер не принял {n} изменение",
        "Сервер не принял {n} изменения",
        "Сервер не принял {n} изменений",
    )
    because = f": {facts.refused_because}" if facts.refused_because else ""
    return ChipShown(words + because + _(" — открыть"), "red", Icon.REFUSED)


def _stale(shown: SyncShown, facts: ChipFacts) -> ChipShown:
    last = shown.last_exchange
    days = max(1, (facts.now - last).days) if last is not None else 1
    words = plural(
        days,
        "Последний обмен {n} день назад.",
        "Последний обмен {n} дня назад.",
        "Последний обмен {n} дней назад.",
    )
    advice = _("Подключитесь или скопируйте неотправленное на флешку")
    return ChipShown(f"{words} {advice}", "amber", Icon.WARNING)


def _signed_out(shown: SyncShown, _facts: ChipFacts) -> ChipShown:
    head = _(_SIGNED_OUT_HEADS.get(shown.offline_reason, _SIGN_IN_AGAIN))
    return ChipShown(f"{head} {_kept(shown.unsent)}", "amber", Icon.LOCK)


def _kept(unsent: int) -> str:
    if not unsent:
        return _("Всё сохранено на этом компьютере")
    return plural(
        unsent,
        "{n} изменение сохранено на этом компьютере",
        "{n} изменения сохранены на этом компьютере",
        "{n} изменений сохранены на этом компьютере",
    )


def told_moment(moment: datetime, now: datetime) -> str:
    """«10:42» today, «18.11 10:42» on another day, in local time."""
    local = moment.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%d.%m %H:%M}"


_NO_NETWORK = N_("Нет связи — можно работать.")
_OFFLINE_HEADS: Mapping[OfflineReason | None, str] = {
    OfflineReason.NOT_OUR_SERVER: N_("Сеть есть, но отвечает не наш сервер — можно работать."),
    OfflineReason.BUSY: N_("Сервер просит подождать — можно работать."),
    OfflineReason.BROKEN_ANSWER: N_("Ответ сервера не разобрать — можно работать."),
    OfflineReason.PROTOCOL_TOO_OLD: N_("Программу нужно обновить — можно работать."),
}
_SIGN_IN_AGAIN = N_("Нужно войти ещё раз.")
_SIGNED_OUT_HEADS: Mapping[OfflineReason | None, str] = {
    OfflineReason.ACCOUNT_CLOSED: N_("Войдите ещё раз, чтобы отправить."),
    OfflineReason.DEVICE_REVOKED: N_("Школа отключила этот компьютер от обмена."),
    OfflineReason.DEVICE_WIPED: N_("Школа просит убрать журнал с этого компьютера."),
}
_SPEAKERS: Mapping[SyncState, Callable[[SyncShown, ChipFacts], ChipShown]] = {
    SyncState.SIGNED_OUT: _signed_out,
    SyncState.RUNNING: _running,
    SyncState.REJECTED: _rejected,
    SyncState.CONFLICTS: _conflicts,
    SyncState.IN_REVIEW: _in_review,
    SyncState.STALE: _stale,
    SyncState.OFFLINE: _offline,
    SyncState.PENDING: _pending,
    SyncState.ALL_SENT: _all_sent,
}

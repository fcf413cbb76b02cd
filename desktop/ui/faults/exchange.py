"""What keeps the exchange from going on; work goes on whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.ui.faults.told import Told
from desktop.ui.words import N_, _, plural
from sync.progress import OfflineReason


def of_exchange(reason: OfflineReason, unsent: int = 0) -> Told:
    """Why there is no exchange just now; work goes on whatever it is."""
    head, advice = _EXCHANGE[reason]
    return Told(_(head), kept_here(unsent), _(advice))


def kept_here(unsent: int) -> str:
    """What is safe while it is not sent."""
    if not unsent:
        return _("Всё, что вы записали, уже на сервере и на этом компьютере.")
    return plural(
        unsent,
        "{n} изменение сохранено на этом компьютере и никуда не денется.",
        "{n} изменения сохранены на этом компьютере и никуда не денутся.",
        "{n} изменений сохранены на этом компьютере и никуда не денутся.",
    )


_EXCHANGE: Final[Mapping[OfflineReason, tuple[str, str]]] = {
    OfflineReason.NO_NETWORK: (
        N_("Нет связи с сервером."),
        N_("Работайте дальше: отправим, как только связь появится."),
    ),
    OfflineReason.NOT_OUR_SERVER: (
        N_("Сеть есть, но вместо сервера отвечает чужая страница: так бывает, когда Wi-Fi просит войти."),
        N_("Откройте браузер, войдите в сеть — обмен начнётся сам."),
    ),
    OfflineReason.BUSY: (
        N_("Сервер занят и просит подождать."),
        N_("Делать ничего не нужно: повторим сами."),
    ),
    OfflineReason.BROKEN_ANSWER: (
        N_("Ответ сервера не удалось разобрать."),
        N_("Повторим сами. Если не пройдёт до вечера, скажите школьному инженеру."),
    ),
    OfflineReason.PROTOCOL_TOO_OLD: (
        N_("Сервер обновился, эта программа для него слишком старая."),
        N_("Обновите Парту; работать без обмена можно и дальше."),
    ),
    OfflineReason.ACCOUNT_CLOSED: (
        N_("Сервер просит войти ещё раз: вход устарел или учётная запись отключена."),
        N_("Нажмите «Войти» и введите пароль. Если не пускает, обратитесь к администратору школы."),
    ),
    OfflineReason.DEVICE_REVOKED: (
        N_("Школа отключила этот компьютер от обмена."),
        N_("Сохраните неотправленное в файл и отдайте школьному инженеру, или попросите вернуть доступ."),
    ),
    OfflineReason.DEVICE_WIPED: (
        N_("Школа просит убрать журнал с этого компьютера."),
        N_("Сначала сохраните неотправленное в файл; до этого ничего не будет стёрто."),
    ),
}


def of_clock(offset: float) -> Told:
    """The computer's clock is so many seconds ahead of the server's (behind, when negative)."""
    fast = _("спешит") if offset > 0 else _("отстаёт")
    head = _("Часы этого компьютера {fast} на {span}.").format(fast=fast, span=_span(abs(offset)))
    safe = _("На отметки это не влияет: порядок записей ведёт сервер.")
    return Told(head, safe, _("Поправьте дату и время, чтобы «Мой день» показывал сегодняшние уроки."))


def of_local_error() -> Told:
    """An error of ours stopped the exchange; it was begun anew."""
    return Told(
        _("В программе что-то пошло не так, обмен начат заново."),
        _("Записанное на этом компьютере цело."),
        _("Подробности без личных данных лежат в отчётах программы."),
    )


def of_slip() -> Told:
    """An error of ours ended whatever a key or a button had begun."""
    return Told(
        _("В программе что-то пошло не так, последнее действие могло не выполниться."),
        _("Записанное на этом компьютере цело."),
        _("Посмотрите, всё ли на месте, и повторите."),
    )


def _span(seconds: float) -> str:
    """«3 года»: one unit is enough to see what is wrong."""
    days, hours, minutes = (int(seconds // unit) for unit in (86400, 3600, 60))
    if days >= 365:
        return plural(days // 365, "{n} год", "{n} года", "{n} лет")
    if days:
        return plural(days, "{n} день", "{n} дня", "{n} дней")
    if hours:
        return plural(hours, "{n} час", "{n} часа", "{n} часов")
    return plural(minutes, "{n} минуту", "{n} минуты", "{n} минут")

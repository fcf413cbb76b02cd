"""Days and moments as people say them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from desktop.ui.words import N_, _, plural

_WEEKDAYS: Final = (
    N_("понедельник"),
    N_("вторник"),
    N_("среда"),
    N_("четверг"),
    N_("пятница"),
    N_("суббота"),
    N_("воскресенье"),
)
_MONTHS: Final = (
    N_("января"),
    N_("февраля"),
    N_("марта"),
    N_("апреля"),
    N_("мая"),
    N_("июня"),
    N_("июля"),
    N_("августа"),
    N_("сентября"),
    N_("октября"),
    N_("ноября"),
    N_("декабря"),
)


def weekday(day: date) -> str:
    """«суббота»."""
    return _(_WEEKDAYS[day.weekday()])


def long_day(day: date) -> str:
    """«суббота, 21 ноября»."""
    return f"{weekday(day)}, {day.day} {_(_MONTHS[day.month - 1])}"


def short_day(day: date) -> str:
    """«21.11»."""
    return f"{day:%d.%m}"


def moment(told: datetime | None, now: datetime) -> str:
    """«10:42» today, «18.11 10:42» on another day, in local time; empty for no moment."""
    local = _local(told, now)
    if local is None:
        return ""
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%d.%m %H:%M}"


def ago(told: datetime | None, now: datetime) -> str:
    """«сегодня в 10:42», «3 дня назад»; «ещё ни разу» for no moment."""
    local = _local(told, now)
    if local is None:
        return _("ещё ни разу")
    days = (now.date() - local.date()).days
    if days <= 0:
        return _("сегодня в {time}").format(time=moment(told, now))
    return plural(days, "{n} день назад", "{n} дня назад", "{n} дней назад")


def _local(told: datetime | None, now: datetime) -> datetime | None:
    """A moment by this computer's zone; None for one at the end of the calendar, which has no local time."""
    try:
        return None if told is None else told.astimezone(now.tzinfo)
    except OverflowError:
        return None

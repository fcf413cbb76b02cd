"""What a row of «Две версии записи» says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from desktop.models.reading.address import Address
from desktop.models.reading.versions import TwoVersions
from desktop.ui.dates import moment
from desktop.ui.words import N_, _

_KINDS: Final[Mapping[str, str]] = {
    "attendance": N_("посещаемость"),
    "topic": N_("тема"),
    "homework": N_("домашнее задание"),
    "roll_call": N_("перекличка"),
    "state": N_("урок состоялся или нет"),
    "placed": N_("где проведён урок"),
    "plan_items": N_("строки плана"),
    "work": N_("работа"),
}


def where_words(address: Address) -> str:
    """«7Б · Алгебра · 18.11 · Иванов Пётр · Контрольная №2»."""
    day = f"{address.place.date:%d.%m}" if address.place else address.term
    what = address.work if address.kind == "mark" else _(_KINDS.get(address.kind, ""))
    parts = (address.forms, address.subject, day, address.pupil, what)
    return " · ".join(part for part in parts if part)


def value_words(text: str) -> str:
    """The value, or «пусто»."""
    return text or _("пусто")


def mine_words(two: TwoVersions, me: str, device: str, now: datetime) -> str:
    """«вы, этот компьютер, 18.11 09:14»."""
    who = _("вы") if two.mine_by in (me, "") else two.mine_by
    where = "" if two.mine_stands else _device_words(two.device, device)
    return ", ".join(part for part in (who, where, moment(two.mine_at, now)) if part)


def servers_words(two: TwoVersions, me: str, device: str, now: datetime) -> str:
    """«Петрова А. И., 18.11 12:30»."""
    who = _("вы, другой компьютер") if two.servers_by == me else two.servers_by
    return ", ".join(part for part in (who, moment(two.servers_at, now)) if part)


def _device_words(made_on: str, here: str) -> str:
    if not made_on or not here:
        return ""
    return _("этот компьютер") if made_on == here else _("другой компьютер")

"""What keeps the details of a trouble from being sent; a file can always carry them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from desktop.ui.faults.told import Told
from desktop.ui.words import N_, _


class SendFault(StrEnum):
    """Why the details did not go over the network."""

    NO_NETWORK = "no_network"
    NOT_OUR_SERVER = "not_our_server"
    BUSY = "busy"
    SIGNED_OUT = "signed_out"
    ENOUGH_FOR_TODAY = "enough_for_today"
    SERVER_TOO_OLD = "server_too_old"
    REFUSED = "refused"


_SENDING: Final[Mapping[SendFault, str]] = {
    SendFault.NO_NETWORK: N_("Не отправлено: нет связи с сервером."),
    SendFault.NOT_OUR_SERVER: N_("Не отправлено: вместо сервера отвечает чужая страница."),
    SendFault.BUSY: N_("Не отправлено: сервер занят и просит подождать."),
    SendFault.SIGNED_OUT: N_("Не отправлено: сервер просит войти ещё раз."),
    SendFault.ENOUGH_FOR_TODAY: N_("Не отправлено: за сутки с этого компьютера сведений уже достаточно."),
    SendFault.SERVER_TOO_OLD: N_("Не отправлено: сервер школы ещё не умеет принимать такие сведения."),
    SendFault.REFUSED: N_("Не отправлено: сервер их не принял."),
}


def of_sending(fault: SendFault) -> Told:
    """Why they were not sent, and the way that is always left."""
    advice = _("Сохраните сведения в файл и отдайте школьному инженеру.")
    return Told(_(_SENDING[fault]), "", advice)


def of_no_key() -> Told:
    """There was no exchange yet, so nothing can be sealed for the school."""
    return Told(
        _("Зашифровать сведения пока нечем: с этой школой ещё не было ни одного обмена."),
        _("Записанное на этом компьютере цело."),
        _("Подключитесь к сети и нажмите «Обменяться сейчас»; без сети позовите школьного инженера."),
    )

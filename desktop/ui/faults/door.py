"""What can go wrong on the way in, before a journal is open."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from desktop.ui.faults.told import Told
from desktop.ui.words import N_, _


class DoorFault(StrEnum):
    """What can go wrong before anybody is signed in."""

    NOT_AN_ADDRESS = "not_an_address"
    NOT_ENCRYPTED = "not_encrypted"
    NOBODY_ANSWERS = "nobody_answers"
    NOT_OUR_SERVER = "not_our_server"
    NO_SCHOOLS = "no_schools"
    BAD_CREDENTIALS = "bad_credentials"
    TOO_MANY_TRIES = "too_many_tries"
    BUSY = "busy"
    PROTOCOL_TOO_OLD = "protocol_too_old"
    BROKEN_ANSWER = "broken_answer"
    KEYRING_SHUT = "keyring_shut"
    OTHER_PERSON = "other_person"
    NO_JOURNAL_YET = "no_journal_yet"


_DOOR: Final[Mapping[DoorFault, tuple[str, str]]] = {
    DoorFault.NOT_AN_ADDRESS: (
        N_("Это не похоже на адрес сервера."),
        N_("Адрес выглядит так: https://журнал.регион.рф. Его знает школьный инженер."),
    ),
    DoorFault.NOT_ENCRYPTED: (
        N_("Адрес начинается с http:// — пароль ушёл бы по сети открытым."),
        N_("Введите тот же адрес с https://. Если так не открывается, скажите школьному инженеру."),
    ),
    DoorFault.NOBODY_ANSWERS: (
        N_("По этому адресу никто не отвечает."),
        N_("Проверьте, есть ли сеть и нет ли опечатки в адресе, и нажмите ещё раз."),
    ),
    DoorFault.NOT_OUR_SERVER: (
        N_("Отвечает не сервер Парты, а какая-то страница: так бывает, когда Wi-Fi просит войти."),
        N_("Откройте браузер, войдите в сеть и нажмите ещё раз. Пароль никуда не отправлен."),
    ),
    DoorFault.NO_SCHOOLS: (
        N_("На этом сервере нет ни одной школы."),
        N_("Скорее всего, это адрес другого сервера. Спросите школьного инженера."),
    ),
    DoorFault.BAD_CREDENTIALS: (
        N_("Логин или пароль не подошёл."),
        N_("Проверьте раскладку, CapsLock и выбранную школу. Новый пароль выдаёт администратор школы."),
    ),
    DoorFault.TOO_MANY_TRIES: (
        N_("Слишком много попыток подряд."),
        N_("Подождите несколько минут и попробуйте снова: сервер защищает ваш вход от подбора."),
    ),
    DoorFault.BUSY: (
        N_("Сервер сейчас занят и просит подождать, с паролем всё в порядке."),
        N_("Это пройдёт само: нажмите ещё раз через минуту."),
    ),
    DoorFault.PROTOCOL_TOO_OLD: (
        N_("Сервер новее этой программы и не понимает её."),
        N_("Обновите Парту; то, что уже записано на этом компьютере, останется."),
    ),
    DoorFault.BROKEN_ANSWER: (
        N_("Сервер ответил непонятно."),
        N_("Попробуйте позже. Если повторится, скажите школьному инженеру: дело не в вас."),
    ),
    DoorFault.KEYRING_SHUT: (
        N_("Хранилище паролей этого компьютера закрыто."),
        N_("Разрешите Парте доступ к нему и нажмите ещё раз. Журнал цел, попытка не потрачена."),
    ),
    DoorFault.OTHER_PERSON: (
        N_("Этот логин принадлежит другому человеку."),
        N_("Чтобы открыть его журнал, выберите «Сменить пользователя»."),
    ),
    DoorFault.NO_JOURNAL_YET: (
        N_("На этом компьютере ещё нет вашего журнала."),
        N_("Для первого входа нужна сеть."),
    ),
}


def of_door(fault: DoorFault) -> Told:
    """A fault on the way in."""
    head, advice = _DOOR[fault]
    return Told(_(head), "", _(advice))


def of_keyring() -> Told:
    """There is no keyring: a passphrase instead of a PIN."""
    return Told(
        _("На этом компьютере нет хранилища паролей, PIN-кода здесь мало."),
        "",
        _("Придумайте фразу не короче 12 знаков: она будет открывать журнал вместо PIN-кода."),
    )

"""What can be wrong with the journal on this computer, or with the way into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop.models import faults
from desktop.ui.faults.told import Told
from desktop.ui.words import _, plural


def of_store(fault: faults.StoreFault) -> Told:
    """A fault of the local journal, or of the way into it."""
    speak = _STORE.get(type(fault))
    return speak(fault) if speak else _unknown()


def _wrong(fault: Any) -> Told:
    if fault.left is None:
        return Told(
            _("Пароль не подошёл."), "", _wait(fault.wait_seconds) or _("Проверьте раскладку и CapsLock.")
        )
    left = plural(fault.left, "Осталась {n} попытка.", "Осталось {n} попытки.", "Осталось {n} попыток.")
    return Told(_("PIN не подошёл."), left, _wait(fault.wait_seconds))


def _wait(seconds: int) -> str:
    if not seconds:
        return ""
    return plural(
        seconds,
        "Следующая попытка через {n} секунду.",
        "Следующая попытка через {n} секунды.",
        "Следующая попытка через {n} секунд.",
    )


def _too_soon(fault: Any) -> Told:
    return Told(_("Попытка ещё не разрешена."), "", _wait(max(1, fault.wait_seconds)))


def _spent(_fault: Any) -> Told:
    return Told(
        _("PIN введён неверно десять раз, он больше не открывает журнал."),
        _("Журнал цел."),
        _("Войдите с паролем и придумайте новый PIN."),
    )


def _no_slot(_fault: Any) -> Told:
    return Told(_("PIN на этом компьютере ещё не задан."), "", _("Войдите с паролем."))


def _no_companion(_fault: Any) -> Told:
    return Told(
        _("Хранилище паролей компьютера потеряло ключ от журнала."),
        _("Журнал цел, и всё отправленное есть на сервере."),
        _("Войдите под той же учётной записью компьютера. Не помогло — позовите школьного инженера."),
    )


def _too_short(fault: Any) -> Told:
    words = plural(
        fault.needed,
        "Нужен хотя бы {n} знак.",
        "Нужно хотя бы {n} знака.",
        "Нужно хотя бы {n} знаков.",
    )
    return Told(words, "", _("Подойдёт строка из песни: длинное легче запомнить, чем сложное."))


def _not_a_pin(_fault: Any) -> Told:
    return Told(_("В PIN от 4 до 6 цифр и ничего больше."), "", _("Придумайте другой."))


def _busy(_fault: Any) -> Told:
    return Told(
        _("Этот журнал уже открыт в другом окне Парты."),
        _("Он цел, просто двум программам нельзя писать в него сразу."),
        _("Перейдите в то окно. Если его не видно, перезагрузите компьютер: ничего не пропадёт."),
    )


def _newer(_fault: Any) -> Told:
    return Told(
        _("Журнал записан более новой Партой."),
        _("Он цел и не тронут."),
        _("Обновите программу на этом компьютере."),
    )


def _damaged(fault: Any) -> Told:
    head = _("Файл журнала на этом компьютере повреждён.")
    if fault.safe is None:
        return Told(
            head, _("Отправленное есть на сервере."), _("Позовите школьного инженера, ничего не удаляя.")
        )
    ops = plural(
        fault.safe.journal_ops,
        "Цела {n} ваша запись",
        "Целы {n} ваши записи",
        "Целы {n} ваших записей",
    )
    unsent = _("из них ещё не отправлено: {n}").format(n=fault.safe.unsent)
    copy = (
        _("копия журнала от {day}").format(day=f"{fault.safe.last_copy:%d.%m.%Y}")
        if fault.safe.last_copy
        else _("копии журнала нет")
    )
    advice = _(
        "Нажмите «Восстановить»: записи вернутся, остальное придёт с сервера. Повреждённый файл останется."
    )
    return Told(head, f"{ops}, {unsent}; {copy}.", advice)


def _no_copy(_fault: Any) -> Told:
    return Told(
        _("Целой копии журнала нет."),
        _("Ваши записи в журнале действий целы."),
        _("Нажмите «Восстановить»: остальное придёт с сервера."),
    )


def _not_written(fault: Any) -> Told:
    if fault.full:
        return Told(
            _("На диске кончилось место: последнее изменение не записано."),
            _("Всё прежнее цело."),
            _("Освободите место и повторите."),
        )
    return Told(
        _("Диск не принял последнее изменение."),
        _("Всё прежнее цело."),
        _("Повторите. Если не поможет, позовите школьного инженера: диск может быть неисправен."),
    )


def _unsent(fault: Any) -> Told:
    words = plural(
        fault.count,
        "{n} изменение есть только здесь.",
        "{n} изменения есть только здесь.",
        "{n} изменений есть только здесь.",
    )
    return Told(
        words, _("Поэтому ничего не стёрто."), _("Отправьте их или сохраните в файл, потом повторите.")
    )


def _no_seal_key(_fault: Any) -> Told:
    return Told(
        _("Файл сделать нельзя: с этой школой ещё не было ни одного обмена."),
        _("Записанное на этом компьютере цело."),
        _("Подключитесь к сети хотя бы один раз."),
    )


def _unknown() -> Told:
    return Told(
        _("С журналом на этом компьютере что-то не так."),
        _("Ничего не стёрто."),
        _("Позовите школьного инженера."),
    )


_STORE: Final[Mapping[type[faults.StoreFault], Callable[[Any], Told]]] = {
    faults.WrongSecret: _wrong,
    faults.TooSoon: _too_soon,
    faults.PinSpent: _spent,
    faults.NoSuchSlot: _no_slot,
    faults.CompanionMissing: _no_companion,
    faults.SecretTooShort: _too_short,
    faults.NotAPin: _not_a_pin,
    faults.Busy: _busy,
    faults.NewerStore: _newer,
    faults.Damaged: _damaged,
    faults.NoCopy: _no_copy,
    faults.NotWritten: _not_written,
    faults.UnsentWork: _unsent,
    faults.NoSealKey: _no_seal_key,
}

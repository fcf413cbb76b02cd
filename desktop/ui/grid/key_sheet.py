"""The key map as people read it: for the button «Клавиши», and for tooltips.

Labels are Russian ones with the Latin letter beside, since either layout may be on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.ui.words import N_, _


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the key map: what it does, the key of a laptop, the key of the keypad."""

    action: str
    laptop: str
    pad: str = ""


_ROWS: Final = (
    KeyRow(N_("Отметка"), "0–9", "0–9"),
    KeyRow(N_("Вторая отметка: 5/4"), "\\", "/"),
    KeyRow(N_("Долг, точка"), ". · Ё", ","),
    KeyRow(N_("Отсутствует: Н"), "Н/Y · −", "−"),
    KeyRow(N_("Без уважительной причины: НП; уважительная: УП"), "Н П · У/E"),
    KeyRow(N_("Болен: Б; опоздал: ОП; освобождён: ОСВ"), "Б/, · О/J · С/C"),
    KeyRow(N_("Зачёт; незачёт"), "5 1 З/P · 2 0", "5 1 · 2 0"),
    KeyRow(N_("Подтвердить, ниже"), "Enter", "Enter"),
    KeyRow(N_("К следующему без отметки"), N_("Пробел"), "+"),
    KeyRow(N_("Комментарий"), "Shift+8 · Shift+F2", "*"),
    KeyRow(N_("Править как текст"), "= · F2"),
    KeyRow(N_("Вернуть последнюю отметку; очистить"), "Backspace · Delete"),
    KeyRow(N_("Первый, последний ученик; урок"), "Ctrl+↑ ↓ · Home End"),
    KeyRow(N_("К работе с видом: К, С, ДЗ"), "Ctrl+← →"),
    KeyRow(N_("Прошлый, следующий период"), "Ctrl+PgUp PgDn"),
    KeyRow(N_("Заполнить пустые; заполнить вниз"), "Ctrl+Enter · Ctrl+В/D", "Ctrl+Enter"),
    KeyRow(N_("Отменить; вернуть"), "Ctrl+Я/Z · Ctrl+Н/Y"),
    KeyRow(N_("Копировать, вырезать, вставить, выбрать всё"), "Ctrl+С/C Ч/X М/V Ф/A"),
    KeyRow(N_("Панель урока"), "Ctrl+У/E · F9"),
    KeyRow(N_("Перекличка"), "Ctrl+П/G · F8"),
    KeyRow(N_("История клетки"), "Ctrl+И/B"),
    KeyRow(N_("Найти ученика; найти всё: «7б 18.11»"), "Ctrl+А/F · Ctrl+Л/K"),
    KeyRow(N_("Сегодня"), "Ctrl+Е/T"),
    KeyRow(N_("Обменяться сейчас; дважды — сдать день"), "Ctrl+Ы/S · F5"),
    KeyRow(N_("К следующему незаполненному"), "Ctrl+Т/N · F4"),
    KeyRow(N_("Сетка, панель, разделы"), "Ctrl+Tab · F6"),
    KeyRow(N_("Урок дня по номеру; раздел"), "Ctrl+1…9 · Alt+1…8"),
    KeyRow(N_("Меню; эта подсказка"), "Shift+F10 · F1"),
)

_BOARD_ROWS: Final = (
    KeyRow(N_("Расписание: найти карточку, следующая"), N_("буквы · F4")),
    KeyRow(N_("Взять и поставить карточку; вернуть на место"), "Enter · Esc"),
    KeyRow(N_("Закрепить; снять с расписания"), N_("Пробел · Delete")),
    KeyRow(N_("Почему нельзя; починить"), "= · Ctrl+Enter"),
    KeyRow(N_("Классы или учителя; крупнее, мельче"), "F2 · Ctrl+PgDn PgUp"),
    KeyRow(N_("Кабинет карточки"), "Shift+F2"),
    KeyRow(N_("Что мешает; версии; составить"), "F7 · F8 · F9"),
)


def key_rows(*, has_board: bool = False) -> tuple[KeyRow, ...]:
    """The whole map in the language spoken now, in the order of a teacher's day; the board's keys only
    for whoever has one.
    """
    rows = (*_ROWS, *_BOARD_ROWS) if has_board else _ROWS
    return tuple(KeyRow(_(row.action), _(row.laptop), row.pad) for row in rows)

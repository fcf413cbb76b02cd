"""«Клавиши»: the key map on one sheet, F1. The words of docs/SCREENS.md, both layouts and the keypad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel

from desktop.ui.look.furniture import play
from desktop.ui.shell.overlay import sheet_layout
from desktop.ui.words import N_, _

_MARKS: Final = (
    (N_("отметка"), "0 … 9"),
    (N_("вторая отметка"), N_("\\   NumPad /")),
    (N_("долг, точка"), N_(".  или  Ё   NumPad ,")),
    (N_("не был"), N_("Н  или  −")),
    (N_("НП · УП"), N_("Н П · У")),
    (N_("Б · ОП · ОСВ"), N_("Б · О · С")),
    (N_("зачёт · незачёт"), N_("5, 1 или З · 2 или 0")),
    (N_("подтвердить, вниз"), "Enter"),
    (N_("следующий без отметки"), N_("Пробел   NumPad +")),
    (N_("комментарий"), N_("Shift+8   NumPad *")),
    (N_("править как текст"), N_("=  или  F2")),
    (N_("взять назад · стереть"), "Backspace · Delete"),
    (N_("заполнить пустые"), "Ctrl+Enter"),
    (N_("заполнить вниз"), N_("Ctrl+В")),
    (N_("отменить · вернуть"), N_("Ctrl+Я · Ctrl+Н")),
)
_MOVES: Final = (
    (N_("работа левее · правее"), "Ctrl+←  Ctrl+→"),
    (N_("первый · последний ученик"), "Ctrl+↑  Ctrl+↓"),
    (N_("первый · последний урок"), "Home · End"),
    (N_("соседний период"), "Ctrl+PgUp  Ctrl+PgDn"),
    (N_("урок: тема и задание"), N_("Ctrl+У  или  F9")),
    (N_("перекличка"), N_("Ctrl+П  или  F8")),
    (N_("история клетки"), N_("Ctrl+И")),
    (N_("найти ученика"), N_("Ctrl+А")),
    (N_("найти класс и день: «7б 18.11»"), N_("Ctrl+Л")),
    (N_("сегодня"), N_("Ctrl+Е")),
    (N_("обмен сейчас; дважды — «Сдать день»"), N_("Ctrl+Ы  или  F5")),
    (N_("журнал → панель → разделы"), N_("Ctrl+Tab  или  F6")),
    (N_("урок дня по номеру"), "Ctrl+1 … 9"),
    (N_("раздел по номеру"), "Alt+1 … 6"),
    (N_("закрыть, назад"), "Esc"),
)


class KeysHelp(QFrame):
    """Two columns of what a key does; Esc closes."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = sheet_layout(self)
        column.addWidget(play(QLabel(_("Клавиши")), "heading"))
        faint = play(QLabel(_("Работают в обеих раскладках. Цифры NumPad — всегда цифры.")), "faint")
        column.addWidget(faint)
        row = QHBoxLayout()
        row.setSpacing(32)
        for table in (_MARKS, _MOVES):
            row.addLayout(_grid(table))
        column.addLayout(row)


def _grid(table: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for at, (deed, keys) in enumerate(table):
        label = QLabel(_(keys))
        label.setStyleSheet("font-weight: 600")
        grid.addWidget(QLabel(_(deed)), at, 0)
        grid.addWidget(label, at, 1)
    grid.setRowStretch(len(table), 1)
    return grid

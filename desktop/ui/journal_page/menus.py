"""The menus of a cell, a lesson and a guest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.look.icons import Icon, icon
from desktop.ui.words import _

Line = tuple[str, Icon, Callable[[], None]]


class ActMenu(QMenu):
    """A menu whose lines carry what they do; it goes when it is closed."""

    def __init__(self, parent: QWidget, lines: Sequence[Line]) -> None:
        super().__init__(parent)
        self._acts: dict[QAction, Callable[[], None]] = {}
        for words, picture, act in lines:
            self._acts[self.addAction(icon(picture), words)] = act
        self.triggered.connect(self._do)
        self.aboutToHide.connect(self.deleteLater)

    def _do(self, action: QAction) -> None:
        self._acts[action]()


def cell_lines(
    comment: Callable[[], None], history: Callable[[], None], wipe: Callable[[], None]
) -> tuple[Line, ...]:
    """What can be done with a cell."""
    return (
        (_("Комментарий") + "\tShift+F2", Icon.COMMENT, comment),
        (_("История клетки") + "\tCtrl+И", Icon.HISTORY, history),
        (_("Очистить") + "\tDelete", Icon.CLEAR, wipe),
    )


def column_lines(
    panel: Callable[[], None],
    roll_call: Callable[[], None],
    work: Callable[[], None],
    move: Callable[[], None],
) -> tuple[Line, ...]:
    """What can be done with a lesson and its work."""
    return (
        (_("Урок: тема, задание, работы") + "\tCtrl+У", Icon.LESSON, panel),
        (_("Перекличка") + "\tCtrl+П", Icon.ROLL_CALL, roll_call),
        (_("Вид и вес работы…"), Icon.EDIT, work),
        (_("Перенести отметки в другой урок…"), Icon.FORWARD, move),
    )


def guest_lines(rename: Callable[[], None], remove: Callable[[], None]) -> tuple[Line, ...]:
    """What can be done with somebody who came before the order."""
    return (
        (_("Исправить имя…"), Icon.EDIT, rename),
        (_("Убрать из списка"), Icon.CLOSE, remove),
    )


def page_lines(
    board: Callable[[], None],
    touch: Callable[[], None],
    undo: Callable[[], None],
    redo: Callable[[], None],
    gap: Callable[[], None],
) -> tuple[Line, ...]:
    """What can be done with the page as a whole."""
    return (
        (_("Режим доски: видны отметки одного ученика"), Icon.LESSON, board),
        (_("Крупно, для пальцев"), Icon.ADD, touch),
        (_("Отменить последнее") + "\tCtrl+Я", Icon.UNDO, undo),
        (_("Вернуть отменённое") + "\tCtrl+Н", Icon.REDO, redo),
        (_("Где не заполнено") + "\tF4", Icon.FIND, gap),
    )

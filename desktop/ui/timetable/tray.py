"""The tray: lessons that have no place yet. Enter or the mouse takes one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPixmap
from PySide6.QtGui import QIcon as QIconOf
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from desktop.ui.grid.keys import Action, Meaning, Wish
from desktop.ui.look import palette
from desktop.ui.look.furniture import play
from desktop.ui.timetable.hues import Hues, tint
from desktop.ui.timetable.sheet import lesson_title
from desktop.ui.words import _
from timetable.cards import Draft
from timetable.rules.rule import BlockKey

_BLOCK: Final = Qt.ItemDataRole.UserRole
_SQUARE: Final = 12


class Tray(QListWidget):
    """Each line is a block; a double lesson says so."""

    take_wanted = Signal(object)
    dragged = Signal(QPoint)
    """The mouse moves with the pressed line: a place of the screen."""
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        play(self, "rows")
        self.setAccessibleName(_("Непоставленные уроки"))
        self.setIconSize(QSize(_SQUARE, _SQUARE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self._pressed: QPoint | None = None
        self._drags = False

    def show_draft(self, draft: Draft, hues: Hues) -> None:
        """The blocks without a card; the chosen line stays chosen where it can."""
        row, scroll = self.currentRow(), self.verticalScrollBar().value()
        self.clear()
        for key in draft.tray:
            demand, block = draft.problem.demands[key.demand], draft.problem.block(key)
            title = lesson_title(draft.problem, key)
            words = _("{lesson} (сдвоенный)").format(lesson=title) if block.length > 1 else title
            item = QListWidgetItem(_square(hues.get(demand.subject, 0.0)), words)
            item.setData(_BLOCK, key)
            item.setToolTip(words)
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))
        self.verticalScrollBar().setValue(scroll)

    @property
    def block(self) -> BlockKey | None:
        """The block of the chosen line."""
        item = self.currentItem()
        return BlockKey(*item.data(_BLOCK)) if item is not None else None

    def choose(self, block: BlockKey) -> bool:
        """Choose the line of a block."""
        for row in range(self.count()):
            if BlockKey(*self.item(row).data(_BLOCK)) == block:
                self.setCurrentRow(row)
                return True
        return False

    def line_rect(self, block: BlockKey) -> QRect:
        """Where the line of a block is, for hands and tests."""
        self.choose(block)
        return self.visualItemRect(self.currentItem())

    def take_key(self, meaning: Meaning) -> bool:
        """Enter takes the chosen line."""
        if meaning != Wish(Action.CONFIRM) or self.block is None:
            return False
        self.take_wanted.emit(self.block)
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the line without dragging."""
        super().mouseDoubleClickEvent(event)
        if self.block is not None:
            self.take_wanted.emit(self.block)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A line may be dragged from now on."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        self._pressed = point if self.itemAt(point) is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line goes with the mouse."""
        point = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._drags and self.block is not None:
            self._drags = True
            self.take_wanted.emit(self.block)
        if self._drags:
            self.dragged.emit(self.mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line falls where the mouse is."""
        super().mouseReleaseEvent(event)
        was, self._drags, self._pressed = self._drags, False, None
        if was:
            self.dropped.emit(self.mapToGlobal(event.position().toPoint()))


def _square(hue: float) -> QIconOf:
    drawn = QPixmap(_SQUARE, _SQUARE)
    drawn.fill(Qt.GlobalColor.transparent)
    worn = tint(hue, is_dark=palette.worn().is_dark)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(worn.edge))
    painter.drawRoundedRect(drawn.rect(), 3, 3)
    painter.end()
    return QIconOf(drawn)

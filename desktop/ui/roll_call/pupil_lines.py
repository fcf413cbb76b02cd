"""The lines of a roll call: a name, the code as a chip, the reason that is known."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.look import measures, palette
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.furniture import play

Index = QModelIndex | QPersistentModelIndex
PUPIL: Final = int(Qt.ItemDataRole.UserRole)
CODE: Final = PUPIL + 1
REMARK: Final = PUPIL + 2
_CODE_WIDTH: Final = 44
_CUT: Final = Qt.TextElideMode.ElideRight
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PupilDelegate(QStyledItemDelegate):
    """Paints one pupil."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of one height: 29 pupils fit on a small laptop."""
        return QSize(0, measures.ROW_LEAST + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, reason, chip."""
        colours = palette.worn()
        rect: QRect = option.rect  # type: ignore[attr-defined]  # a C++ field that the stubs leave out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the same
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selection))
        code, remark = index.data(CODE) or "", index.data(REMARK) or ""
        room = rect.adjusted(measures.STEP, 0, -_CODE_WIDTH - measures.STEP, 0)
        painter.setFont(grid_font(bold=bool(code)))
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(index.data(), _CUT, room.width())
        painter.drawText(room, _LEFT, name)
        if remark:
            left = room.left() + painter.fontMetrics().horizontalAdvance(name) + measures.STEP
            self._paint_remark(painter, QRect(room).adjusted(left - room.left(), 0, 0, 0), remark)
        if code:
            self._paint_chip(painter, rect, code)

    def _paint_remark(self, painter: QPainter, room: QRect, remark: str) -> None:
        painter.setFont(grid_font(small=True))
        painter.setPen(QColor(palette.worn().muted))
        painter.drawText(room, _RIGHT, painter.fontMetrics().elidedText(remark, _CUT, room.width()))
        painter.setFont(grid_font(bold=True))

    def _paint_chip(self, painter: QPainter, rect: QRect, code: str) -> None:
        chip = palette.worn().absence
        width = max(measures.CHIP, painter.fontMetrics().horizontalAdvance(code) + measures.STEP)
        box = QRect(0, 0, width, rect.height() - 3)
        box.moveCenter(rect.center())
        box.moveRight(rect.right() - measures.STEP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(chip.fill))
        painter.drawRoundedRect(box, measures.RADIUS, measures.RADIUS)
        painter.setPen(QColor(chip.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, code)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class PupilLines(QListWidget):
    """The list; it never takes the focus, keys belong to the sheet."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "rows")
        self.setItemDelegate(PupilDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}

    def show_pupil(self, id: str, name: str, code: str, remark: str, *, hidden: bool) -> None:
        """Show a pupil so; a new one goes to the end."""
        item = self._items.get(id)
        if item is None:
            item = self._items[id] = QListWidgetItem(name)
            item.setData(PUPIL, id)
            self.addItem(item)
        if item.data(CODE) != code:
            item.setData(CODE, code)
        item.setData(REMARK, remark)
        item.setHidden(hidden)

    def choose(self, id: str) -> None:
        """The pupil whom Enter means."""
        self.setCurrentItem(self._items[id])
        self.scrollToItem(self._items[id])

"""A list of lines: a key, a title, what stands under it, a word at the right; heads between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.look import measures, palette
from desktop.ui.look.fonts import base_font
from desktop.ui.look.furniture import play

_SHOWN: Final = Qt.ItemDataRole.UserRole
_SMALL: Final = 8.5
_PAD: Final = 10
_KEY: Final = 22
_HEAD: Final = 30
_ONE: Final = 32
_TWO: Final = 48
_TAIL_SHARE: Final = 0.55
_SLACK: Final = 4

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Shown:
    """A line; ``key`` is the digit or letter that chooses it, ``tone`` colours the word at the right.

    ``is_checked`` is None for a line that cannot be ticked.
    """

    title: str
    under: str = ""
    tail: str = ""
    tone: str = ""
    key: str = ""
    is_head: bool = False
    is_checked: bool | None = None

    @property
    def spoken(self) -> str:
        """For whoever listens instead of looking."""
        return ", ".join(part for part in (self.key, self.title, self.tail, self.under) if part)


class Lines(QListWidget):
    """The list; heads are passed over by the arrows."""

    def __init__(self) -> None:
        super().__init__()
        play(self, "rows")
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)

    def show_lines(self, lines: Sequence[Shown], current: int = -1) -> None:
        """Show these; the current one stays in sight."""
        self.blockSignals(True)
        self.clear()
        for shown in lines:
            item = QListWidgetItem()
            item.setData(_SHOWN, shown)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.spoken)
            item.setToolTip(shown.under)
            if shown.is_head:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setCurrentRow(current)
        self.blockSignals(False)
        if current >= 0:
            self.scrollToItem(self.item(current))

    @property
    def shown(self) -> list[Shown]:
        """All lines."""
        return [self.item(row).data(_SHOWN) for row in range(self.count())]

    def step(self, by: int) -> None:
        """To the next or the last line that is no head."""
        at = self.currentRow() + by
        while 0 <= at < self.count() and self.item(at).data(_SHOWN).is_head:
            at += by
        if 0 <= at < self.count():
            self.setCurrentRow(at)


class _LineDelegate(QStyledItemDelegate):
    """Paints a line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A head, one line or two."""
        shown: Shown = index.data(_SHOWN)
        return QSize(0, _HEAD if shown.is_head else _TWO if shown.under else _ONE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, key, words, the word at the right."""
        shown: Shown = index.data(_SHOWN)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # a C++ field that the stubs leave out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the same
        colours = palette.worn()
        painter.save()
        if state & QStyle.StateFlag.State_Selected and not shown.is_head:
            painter.fillRect(rect, QColor(colours.selection))
        box = rect.adjusted(_PAD, 0, -_PAD, 0)
        if shown.is_head:
            _write(painter, box.adjusted(0, 6, 0, 0), shown.title, colours.muted, _font(bold=True))
            painter.restore()
            return
        if shown.is_checked is not None or shown.key:
            box.setLeft(self._paint_key(painter, box, shown) + 8)
        self._paint_words(painter, box, shown)
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_key(self, painter: QPainter, box: QRect, shown: Shown) -> int:
        """Where it ends: a key with two labels is wider than a digit."""
        colours = palette.worn()
        words = shown.key if shown.is_checked is None else "✓" if shown.is_checked else ""
        width = max(_KEY, QFontMetrics(_font(bold=True)).horizontalAdvance(words) + 8)
        place = QRect(box.left(), box.center().y() - _KEY // 2 + 1, width, _KEY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.hairline_strong))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(place, measures.RADIUS, measures.RADIUS)
        _write(painter, place, words, colours.text, _font(bold=True), Qt.AlignmentFlag.AlignCenter)
        return place.x() + width

    def _paint_words(self, painter: QPainter, box: QRect, shown: Shown) -> None:
        colours = palette.worn()
        tail = QFontMetrics(_font()).horizontalAdvance(shown.tail) + _SLACK if shown.tail else 0
        tail = min(tail, int(box.width() * _TAIL_SHARE))
        tones = {"amber": colours.amber, "red": colours.red, "green": colours.green}
        upper = QRect(box.left(), box.top() + 4, box.width(), 22) if shown.under else box
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        _write(painter, upper, shown.tail, tones.get(shown.tone, colours.muted), _font(), right, tail)
        words = upper.adjusted(0, 0, -(tail + 12) if tail else 0, 0)
        _write(painter, words, shown.title, colours.text, _font(bold=bool(shown.under)))
        if shown.under:
            lower = QRect(box.left(), box.top() + 24, box.width(), 20)
            _write(painter, lower, shown.under, colours.muted, _font(_SMALL))


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _write(
    painter: QPainter,
    box: QRect,
    words: str,
    colour: str,
    font: QFont,
    align: Qt.AlignmentFlag = _LEFT,
    most: int | None = None,
) -> None:
    """Words in a box, ended by «…» where they do not fit."""
    room = box.width() if most is None else most
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fits = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, int(align), fits)


def _font(points: float = 0.0, *, bold: bool = False) -> QFont:
    font = base_font()
    if points:
        font.setPointSizeF(points)
    font.setBold(bold)
    return font

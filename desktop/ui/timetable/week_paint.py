"""A week to paint on: days across, slots down, three levels by mouse or by the keys 0, 1, 2."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.grid.keys import Action, Meaning, Typed, Wish
from desktop.ui.look import measures, palette
from desktop.ui.timetable.geometry import LEFT, TOP
from desktop.ui.words import N_, _
from timetable.grid import DaySlot, Grid, Level, TimeSlot
from timetable.problem import Away

WORDS: Final = {
    Level.FREE: N_("свободно"),
    Level.UNDESIRABLE: N_("лучше не надо"),
    Level.FORBIDDEN: N_("нельзя"),
}
_CELL: Final = QSize(96, 38)
_STEPS: Final = {
    Action.UP: (0, -1),
    Action.DOWN: (0, 1),
    Action.LEFT: (-1, 0),
    Action.RIGHT: (1, 0),
}
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class WeekPaint(QWidget):
    """The mouse paints with ``brush``; a digit paints the cell of the cursor and becomes the brush."""

    painted = Signal(object)
    """The whole Away, when the mouse is let go or a digit is pressed."""
    brush_chosen = Signal(object)

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid
        self.away: dict[TimeSlot, Level] = {}
        self.brush = Level.FORBIDDEN
        self.cursor_at = TimeSlot(0, 0)
        self._paints = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Неделя: когда можно, когда лучше не надо, когда нельзя"))
        days, slots = len(grid.days), len(grid.slots)
        self.setFixedSize(LEFT + _CELL.width() * days + 2, TOP + _CELL.height() * slots + 2)

    def show_away(self, away: Away) -> None:
        """Somebody's week."""
        self.away = dict(away)
        self.update()

    def cell(self, at: TimeSlot) -> QRect:
        """Where a place of the week is painted."""
        return QRect(QPoint(LEFT + at.day * _CELL.width(), TOP + at.slot * _CELL.height()), _CELL)

    # hands

    def take_key(self, meaning: Meaning) -> bool:
        """Arrows go, digits paint and go down."""
        if isinstance(meaning, Typed) and meaning.token in ("0", "1", "2"):
            self._choose(Level(int(meaning.token)))
            self._put(self.cursor_at)
            self.painted.emit(dict(self.away))
            self._step(0, 1)
            return True
        step = _STEPS.get(meaning.action) if isinstance(meaning, Wish) else None
        if step is None:
            return False
        self._step(*step)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A header paints its whole day or slot."""
        point = event.position().toPoint()
        self._paints = True
        for at in self.grid:
            in_day = point.y() < TOP and self.cell(at).left() <= point.x() <= self.cell(at).right()
            in_slot = point.x() < LEFT and self.cell(at).top() <= point.y() <= self.cell(at).bottom()
            if in_day or in_slot:
                self._put(at)
        self._paint_under(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The brush goes with the mouse."""
        if self._paints:
            self._paint_under(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One stroke is one step."""
        del event
        self._paints = False
        self.painted.emit(dict(self.away))

    def _paint_under(self, point: QPoint) -> None:
        at = next((at for at in self.grid if self.cell(at).contains(point)), None)
        if at is not None:
            self.cursor_at = at
            self._put(at)

    def _put(self, at: TimeSlot) -> None:
        self.away.pop(at, None)
        if self.brush is not Level.FREE:
            self.away[at] = self.brush
        self.update()

    def _choose(self, level: Level) -> None:
        self.brush = level
        self.brush_chosen.emit(level)

    def _step(self, days: int, slots: int) -> None:
        at = TimeSlot(self.cursor_at.day + days, self.cursor_at.slot + slots)
        if at in self.grid:
            self.cursor_at = at
            self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells with their level in colour, pattern and words."""
        painter, colours = QPainter(self), palette.worn()
        painter.fillRect(event.rect(), QColor(colours.base))
        for day, title in enumerate(self.grid.days):
            over = self.cell(TimeSlot(day, 0))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRect(over.left(), 0, over.width(), TOP), _CENTRE, title)
        for slot in self.grid.of_day:
            beside = self.cell(TimeSlot(0, slot))
            room = QRect(0, beside.top(), LEFT, beside.height())
            painter.drawText(room, _CENTRE, slot_words(self.grid.slots[slot]))
        for at in self.grid:
            self._paint_cell(painter, at)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.muted), measures.RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.cell(self.cursor_at).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _paint_cell(self, painter: QPainter, at: TimeSlot) -> None:
        colours, cell = palette.worn(), self.cell(at)
        level = self.away.get(at, Level.FREE)
        chip = {Level.UNDESIRABLE: colours.chip("3"), Level.FORBIDDEN: colours.chip("2")}.get(level)
        if at in self.grid.breaks:
            painter.fillRect(cell, QColor(colours.closed))
        elif chip is not None:
            painter.fillRect(cell, QColor(chip.fill))
            if level is Level.FORBIDDEN:
                painter.fillRect(cell, QBrush(QColor(chip.border or chip.text), Qt.BrushStyle.BDiagPattern))
                painter.fillRect(cell.adjusted(12, 9, -12, -9), QColor(chip.fill))
            painter.setPen(QColor(chip.text))
            painter.drawText(cell, _CENTRE, _(WORDS[level]))
        painter.setPen(QColor(colours.hairline_strong))
        painter.drawRect(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring turns pale."""
        super().focusOutEvent(event)
        self.update()


def slot_words(slot: DaySlot) -> str:
    """The lesson's number, and below it when it begins: in a second shift numbers begin anew."""
    return f"{slot.title}\n{slot.starts:%H:%M}" if slot.starts else slot.title

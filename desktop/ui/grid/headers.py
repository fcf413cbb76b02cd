"""The grid's edges: pupils' names on the left, months and lessons above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QToolTip

from desktop.ui.grid.model import GridModel, Index
from desktop.ui.grid.sheet import Badge, ColumnShown, RowShown
from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours
from desktop.ui.words import _

_NUMBER: Final = 24
_EDGE: Final = 6
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


class _Edge(QHeaderView):
    """What both edges share: the model, the colours, a tooltip and a menu for each section."""

    menu_asked = Signal(int, QPoint)

    def __init__(self, way: Qt.Orientation, model: GridModel, colours: Colours) -> None:
        super().__init__(way)
        self.grid_model = model
        self.at = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.font_plain, self.font_small = grid_font(), grid_font(small=True)
        self.font_bold, self.font_badge = grid_font(bold=True), grid_font(small=True, bold=True)
        self.wear(colours)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours."""
        self.colours = colours
        self.line = QPen(QColor(colours.hairline), 1)
        self.strong = QPen(QColor(colours.hairline_strong), 1)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a pupil or a lesson is the screen's."""
        at = event.pos().x() if self.orientation() is Qt.Orientation.Horizontal else event.pos().y()
        section = self.logicalIndexAt(at)
        if section >= 0:
            self.menu_asked.emit(section, event.globalPos())

    def go_to(self, section: int) -> None:
        """The cursor is in this row or column: its heading stands out."""
        if section == self.at:
            return
        before, self.at = self.at, section
        for one in {before, section} - {-1}:
            self.updateSection(one)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt would paint the whole heading of every selected cell; ours only follows the cursor."""

    def currentChanged(self, current: Index, old: Index) -> None:
        """The grid says it by `go_to`."""

    def tip(self, section: int) -> str:
        """What hovering over a section says."""
        raise NotImplementedError

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the section's own tooltip."""
        if isinstance(event, QHelpEvent):
            at = event.pos().x() if self.orientation() is Qt.Orientation.Horizontal else event.pos().y()
            section = self.logicalIndexAt(at)
            QToolTip.showText(event.globalPos(), self.tip(section) if section >= 0 else "", self)
            return True
        return super().viewportEvent(event)

    def pen(self, colour: str) -> QColor:
        """A colour of the palette."""
        return QColor(colour)


class NamesEdge(_Edge):
    """№, name, badges; a name that does not fit gives way to its short form."""

    def __init__(self, model: GridModel, colours: Colours) -> None:
        super().__init__(Qt.Orientation.Vertical, model, colours)
        self.setFixedWidth(measures.NAMES_WIDTH)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(measures.ROW_LEAST)

    def sizeHint(self) -> QSize:
        """The width of the names; rows give the height."""
        return QSize(measures.NAMES_WIDTH, 0)

    def tip(self, section: int) -> str:
        """The full name, and why the row is grey."""
        if section >= len(self.grid_model.rows):
            return _("Ученик сидит в классе раньше приказа: отметки примем, в отчёты не войдут")
        row = self.grid_model.rows[section]
        titles = [badge.title or badge.text for badge in row.badges]
        return "\n".join(part for part in (row.name, row.remark, *titles) if part)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One pupil, from the pictures kept."""
        row = None if self.grid_model.is_newcomer(section) else self.grid_model.rows[section]
        device = painter.device()
        ratio = device.devicePixelRatio() if device else 1.0
        key = (row, section == self.at, rect.width(), rect.height(), ratio)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = self._draw(row, section == self.at, rect.size(), ratio)
        painter.drawPixmap(rect.topLeft(), found)

    def wear(self, colours: Colours) -> None:
        """Paint with these colours: kept pictures are thrown away."""
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        super().wear(colours)

    def _draw(self, row: RowShown | None, is_here: bool, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter, rect = QPainter(pixmap), QRect(QPoint(0, 0), size)
        painter.fillRect(rect, self.pen(self.colours.selection if is_here else self.colours.base))
        painter.setPen(self.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self.strong)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if row is None:
            self._paint_newcomer(painter, rect)
        else:
            self._paint_pupil(painter, rect, row, is_here)
        painter.end()
        return pixmap

    def _paint_newcomer(self, painter: QPainter, rect: QRect) -> None:
        painter.setFont(self.font_plain)
        painter.setPen(self.pen(self.colours.accent))
        painter.drawText(rect.adjusted(_NUMBER + _EDGE, 0, -_EDGE, 0), _LEFT, _("+ Новенький…"))

    def _paint_pupil(self, painter: QPainter, rect: QRect, row: RowShown, is_here: bool) -> None:
        faint = row.gone or row.divider
        painter.setFont(self.font_small)
        painter.setPen(self.pen(self.colours.muted))
        painter.drawText(QRect(rect.left(), rect.top(), _NUMBER, rect.height()), _RIGHT, row.number)
        room = rect.adjusted(_NUMBER + _EDGE, 0, -_EDGE, 0)
        room.setRight(self._paint_badges(painter, room, row))
        painter.setFont(self.font_bold if is_here else self.font_plain)
        painter.setPen(self.pen(self.colours.closed_text if faint else self.colours.text))
        painter.drawText(room, _LEFT, self._name_for(painter, row, room.width()))

    def _name_for(self, painter: QPainter, row: RowShown, width: int) -> str:
        metrics = painter.fontMetrics()
        fits = metrics.horizontalAdvance(row.name) <= width
        name = row.name if fits or not row.short else row.short
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)

    def _paint_badges(self, painter: QPainter, room: QRect, row: RowShown) -> int:
        """Paint from the right; returns where the name must end."""
        painter.setFont(self.font_small)
        painter.setPen(self.pen(self.colours.muted))
        right = room.right()
        for badge in reversed(row.badges):
            width = painter.fontMetrics().horizontalAdvance(badge.text)
            painter.drawText(QRect(right - width, room.top(), width, room.height()), _RIGHT, badge.text)
            right -= width + _EDGE
        return right


class LessonsEdge(_Edge):
    """Two levels: the month; then date, lesson number and the badge of the work."""

    def __init__(self, model: GridModel, colours: Colours) -> None:
        super().__init__(Qt.Orientation.Horizontal, model, colours)
        self.setFixedHeight(measures.HEADER)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(measures.DATE_COLUMN)
        self.find_runs()
        model.modelReset.connect(self.find_runs)

    def sizeHint(self) -> QSize:
        """The height of both levels."""
        return QSize(0, measures.HEADER)

    def tip(self, section: int) -> str:
        """The lesson, the work, and until when it is being marked."""
        column = self.grid_model.columns[section]
        work = column.work.title if column.work else ""
        return "\n".join(part for part in (column.title, work, column.note) if part)

    def find_runs(self) -> None:
        """Find again which columns share a month or a lesson; after each change of columns."""
        self._months = _runs(self.grid_model.columns, "month")
        self._lessons = _runs(self.grid_model.columns, "lesson")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The months and lessons that are asked for: a heading may span several columns."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.pen(self.colours.base))
        columns = self.grid_model.columns
        first = max(self.visualIndexAt(event.rect().left()), 0)
        last = self.visualIndexAt(event.rect().right())
        last = len(columns) - 1 if last < 0 else last
        for section in range(first, last + 1):
            self._paint_work(painter, section, columns[section])
        for begin, end in self._lessons:
            if begin <= last and end >= first:
                self._paint_day(painter, self._rect(begin, end), columns[begin])
        for begin, end in self._months:
            if begin <= last and end >= first:
                self._paint_month(painter, self._rect(begin, end), columns[begin].month)
        painter.setPen(self.strong)
        painter.drawLine(QPoint(0, self.height() - 1), QPoint(self.width(), self.height() - 1))
        painter.end()

    def _rect(self, first: int, last: int) -> QRect:
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        return QRect(left, 0, right - left, self.height())

    def _paint_month(self, painter: QPainter, rect: QRect, month: str) -> None:
        band = QRect(rect.left(), 0, rect.width(), measures.MONTH_BAND)
        shown = band.intersected(self.viewport().rect())
        painter.setFont(self.font_small)
        painter.setPen(self.pen(self.colours.muted))
        text = painter.fontMetrics().elidedText(month, Qt.TextElideMode.ElideRight, shown.width() - 8)
        painter.drawText(shown.adjusted(4, 0, -4, 0), _LEFT, text)
        painter.setPen(self.strong)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(self.line)
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _paint_day(self, painter: QPainter, rect: QRect, column: ColumnShown) -> None:
        band = QRect(rect.left(), measures.MONTH_BAND, rect.width(), measures.DATE_BAND)
        painter.setFont(self.font_bold)
        painter.setPen(self.pen(self.colours.accent if column.current else self.colours.text))
        day_width = painter.fontMetrics().horizontalAdvance(column.day)
        painter.setFont(self.font_small)
        number = f"·{column.number}" if column.number else ""
        number_width = painter.fontMetrics().horizontalAdvance(number)
        left = band.left() + (band.width() - day_width - number_width) // 2
        painter.setFont(self.font_bold)
        painter.drawText(QRect(left, band.top(), day_width, band.height()), _LEFT, column.day)
        painter.setFont(self.font_small)
        painter.setPen(self.pen(self.colours.muted))
        painter.drawText(QRect(left + day_width, band.top(), number_width, band.height()), _LEFT, number)
        painter.setPen(self.strong)
        painter.drawLine(band.topRight(), rect.bottomRight())

    def _paint_work(self, painter: QPainter, section: int, column: ColumnShown) -> None:
        rect = self._rect(section, section)
        fill = self.colours.selection if section == self.at else self.colours.current
        if section == self.at or column.current:
            painter.fillRect(rect.adjusted(0, measures.MONTH_BAND, 0, 0), self.pen(fill))
        painter.setPen(self.line)
        painter.drawLine(rect.right(), self.height() - measures.WORK_BAND, rect.right(), self.height())
        band = QRect(rect.left(), self.height() - measures.WORK_BAND, rect.width(), measures.WORK_BAND)
        if column.work is not None:
            self._paint_badge(painter, band, column.work, bool(column.note))

    def _paint_badge(self, painter: QPainter, band: QRect, work: Badge, is_unfinished: bool) -> None:
        painter.setFont(self.font_badge)
        painter.setPen(self.pen(self.colours.amber if is_unfinished else self.colours.text))
        text = painter.fontMetrics().elidedText(work.text, Qt.TextElideMode.ElideRight, band.width() - 4)
        painter.drawText(band.adjusted(0, -2, 0, -2), _CENTRE, text)


def _runs(columns: Sequence[ColumnShown], attribute: str) -> list[tuple[int, int]]:
    """First and last section of each stretch of columns with the same heading."""
    runs = []
    for _key, run in groupby(range(len(columns)), key=lambda at: getattr(columns[at], attribute)):
        found = list(run)
        runs.append((found[0], found[-1]))
    return runs

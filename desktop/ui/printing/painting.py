"""Paints the pages of a laid-out sheet on whatever Qt can paint on: a PDF, a printer, a picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.ui.printing.fitting import LINE, MEASURED_AT, Fitted, print_font, width_of
from desktop.ui.printing.layout import Layout, PageLayout
from timetable.sheets.sheet import Manner, Words, groups_of

_INK: Final = QColor("#000000")
_FAINT: Final = QColor("#444444")
_HAIR: Final = QColor("#8A8A8A")
_HEAD: Final = QColor("#ECECEC")
_THIN: Final = 0.5
_THICK: Final = 1.6
_RISE: Final = 0.80
"""Where letters stand in their line, from its top."""

_ABOUT: Final = 9.0
_FOOT: Final = 8.0


class PagePainter:
    """Paints pages of one sheet; the painter's unit is a point."""

    def __init__(self, painter: QPainter, layout: Layout) -> None:
        self._painter = painter
        self._layout = layout
        self._room = layout.paper.room

    def paint(self, number: int) -> None:
        """One page."""
        page = self._layout.pages[number]
        self._paint_title()
        self._paint_fills(page)
        self._paint_lines(page)
        self._paint_heads(page)
        for row in page.rows:
            for column in page.columns:
                lines = self._layout.fitted(row, column)
                if lines:
                    self._in_box(lines, self._box(page, row, column))
        self._paint_foot(number)

    # words

    def _paint_title(self) -> None:
        sheet, size = self._layout.sheet, self._layout.letters.title
        top = self._room.top()
        self._write(Fitted(self._shortened(sheet.title, size, bold=True), size, True), self._room.left(), top)
        if sheet.about:
            about = self._shortened(sheet.about, _ABOUT, bold=False)
            self._painter.setPen(_FAINT)
            self._write(Fitted(about, _ABOUT, False), self._room.left(), top + size * LINE)
            self._painter.setPen(_INK)

    def _shortened(self, text: str, size: float, *, bold: bool) -> str:
        lines = [Words(text, is_strong=bold)]
        from_left = self._layout.head_words(lines[0], self._room.width(), size)
        return from_left[0].text

    def _paint_foot(self, number: int) -> None:
        pages = len(self._layout.pages)
        top = self._room.bottom() - _FOOT * LINE
        self._painter.setPen(_FAINT)
        if self._layout.sheet.foot:
            self._write(Fitted(self._layout.sheet.foot, _FOOT, False), self._room.left(), top)
        if pages > 1:
            words = f"{number + 1} / {pages}"
            left = self._room.right() - width_of(words, _FOOT, bold=False)
            self._write(Fitted(words, _FOOT, False), left, top)
        self._painter.setPen(_INK)

    def _paint_heads(self, page: PageLayout) -> None:
        layout, top = self._layout, page.row_edges[0] - self._layout.heads_height
        line = layout.size * LINE
        under = top + (line if layout.has_groups else 0)
        left = page.column_edges[0] - layout.head_width - layout.day_width
        if layout.sheet.corner:
            corner = [Fitted(layout.sheet.corner, layout.plain, True)]
            self._in_box(
                corner, QRectF(left, top, page.column_edges[0] - left, layout.heads_height), is_middle=True
            )
        for at, column in enumerate(page.columns):
            wide = page.column_edges[at + 1] - page.column_edges[at]
            box = QRectF(page.column_edges[at], under, wide, page.row_edges[0] - under)
            self._in_box(layout.column_head(column), box, is_middle=True)
        for title, first, last in self._column_groups(page):
            box = QRectF(first, top, last - first, line + layout.pad)
            self._in_box([Fitted(title, layout.size, True)], box, is_middle=True)
        for at, row in enumerate(page.rows):
            box = QRectF(
                page.column_edges[0] - layout.head_width,
                page.row_edges[at],
                layout.head_width,
                page.row_edges[at + 1] - page.row_edges[at],
            )
            self._in_box(layout.head(layout.sheet.rows[row], layout.head_width), box)
        for title, top, bottom in self._row_groups(page):
            self._upright(title, left, top, bottom)

    def _upright(self, title: str, left: float, top: float, bottom: float) -> None:
        """A day beside its lessons, read from below."""
        painter, layout = self._painter, self._layout
        painter.save()
        painter.translate(left, bottom)
        painter.rotate(-90)
        self._in_box(
            layout.head_words(Words(title, is_strong=True), bottom - top, layout.size),
            QRectF(0, 0, bottom - top, layout.day_width),
            is_middle=True,
        )
        painter.restore()

    def _in_box(self, lines: list[Fitted], box: QRectF, *, is_middle: bool = False) -> None:
        """Lines in the middle of a box; those of a list begin at its left top."""
        is_list = self._layout.sheet.manner is Manner.LIST and not is_middle
        height = sum(line.size for line in lines) * LINE
        top = box.top() + (self._layout.pad if is_list else (box.height() - height) / 2)
        for line in lines:
            wide = width_of(line.text, line.size, bold=line.is_strong)
            left = box.left() + (self._layout.pad if is_list else (box.width() - wide) / 2)
            self._write(line, left, top)
            top += line.size * LINE

    def _write(self, line: Fitted, left: float, top: float) -> None:
        painter, scale = self._painter, line.size / MEASURED_AT
        painter.save()
        painter.translate(left, top + line.size * LINE * _RISE)
        painter.scale(scale, scale)
        painter.setFont(print_font(bold=line.is_strong))
        painter.drawText(QPointF(), line.text)
        painter.restore()

    # lines and fills

    def _paint_fills(self, page: PageLayout) -> None:
        layout = self._layout
        left, right = self._left(page), page.column_edges[-1]
        top = page.row_edges[0] - layout.heads_height
        self._painter.fillRect(QRectF(left, top, right - left, layout.heads_height), _HEAD)
        bottom = page.row_edges[-1]
        self._painter.fillRect(QRectF(left, top, page.column_edges[0] - left, bottom - top), _HEAD)

    def _paint_lines(self, page: PageLayout) -> None:
        layout = self._layout
        left, right = self._left(page), page.column_edges[-1]
        top, bottom = page.row_edges[0] - layout.heads_height, page.row_edges[-1]
        heads = left + layout.day_width
        self._rule(_THIN, [QLineF(heads, y, right, y) for y in (*page.row_edges, top)])
        self._rule(_THIN, [QLineF(x, page.row_edges[0], x, bottom) for x in (heads, *page.column_edges)])
        under = top + (layout.size * LINE + layout.pad if layout.has_groups else 0)
        self._rule(_THIN, [QLineF(x, under, x, page.row_edges[0]) for x in page.column_edges])
        if layout.has_groups:
            self._rule(_THIN, [QLineF(page.column_edges[0], under, right, under)])
        frame = [QLineF(left, y, right, y) for y in (top, page.row_edges[0], bottom)]
        frame += [QLineF(x, top, x, bottom) for x in (left, page.column_edges[0], right)]
        if layout.has_days:
            frame += [QLineF(left, last, right, last) for _title, _first, last in self._row_groups(page)]
        frame += [QLineF(last, top, last, bottom) for _title, _first, last in self._column_groups(page)]
        self._rule(_THICK if layout.sheet.manner is not Manner.LIST else 0.8, frame)

    def _rule(self, width: float, lines: list[QLineF]) -> None:
        self._painter.setPen(QPen(_HAIR if width == _THIN else _INK, width))
        self._painter.drawLines(lines)
        self._painter.setPen(_INK)

    # places

    def _left(self, page: PageLayout) -> float:
        return page.column_edges[0] - self._layout.head_width - self._layout.day_width

    def _box(self, page: PageLayout, row: int, column: int) -> QRectF:
        at, across = row - page.rows.start, column - page.columns.start
        top, bottom = page.row_edges[at : at + 2]
        left, right = page.column_edges[across : across + 2]
        return QRectF(left, top, right - left, bottom - top)

    def _row_groups(self, page: PageLayout) -> list[tuple[str, float, float]]:
        if not self._layout.has_days:
            return []
        rows = self._layout.sheet.rows[page.rows.start : page.rows.stop]
        return [(t, page.row_edges[r.start], page.row_edges[r.stop]) for t, r in groups_of(rows)]

    def _column_groups(self, page: PageLayout) -> list[tuple[str, float, float]]:
        if not self._layout.has_groups:
            return []
        columns = self._layout.sheet.columns[page.columns.start : page.columns.stop]
        return [(t, page.column_edges[c.start], page.column_edges[c.stop]) for t, c in groups_of(columns)]

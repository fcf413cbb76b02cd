"""The frozen right edge: sums, averages, term marks; a thin view beside the table.

It shares the table's rows and its vertical scrolling. Beside, not above: a view laid over
the table would make every scroll repaint both.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.grid.model import SummaryModel
from desktop.ui.grid.summary_delegate import SummaryDelegate
from desktop.ui.grid.table import MarkTable
from desktop.ui.look import measures
from desktop.ui.look.fonts import grid_font
from desktop.ui.look.palette import Colours


class SummaryHeader(QHeaderView):
    """Titles of the sums, in the lower level of the grid's header."""

    def __init__(self, model: SummaryModel, colours: Colours) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self.colours = colours
        self.setFixedHeight(measures.HEADER)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One title, at the foot, over as many lines as it has words."""
        painter.fillRect(rect, QColor(self.colours.base))
        painter.setFont(grid_font(small=True))
        painter.setPen(QColor(self.colours.muted))
        foot = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(1, 2, -1, -5), foot, self._model.columns[section].title)
        painter.setPen(QPen(QColor(self.colours.hairline_strong), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class SummaryTable(QTableView):
    """The right edge. `summary_chosen` carries the keys of row and column."""

    summary_chosen = Signal(str, str)

    def __init__(self, model: SummaryModel, beside: MarkTable, colours: Colours) -> None:
        super().__init__()
        self._model = model
        self._beside = beside
        self.setModel(model)
        self.delegate = SummaryDelegate(model, colours)
        self.setItemDelegate(self.delegate)
        self.titles = SummaryHeader(model, colours)
        self.setHorizontalHeader(self.titles)
        self._set_up()
        self.fit_columns()
        self._share_scrolling()
        self.clicked.connect(self._choose)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(measures.ROW_LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _share_scrolling(self) -> None:
        theirs = self._beside.verticalScrollBar()
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._beside.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().rangeChanged.connect(self._catch_up)

    def _catch_up(self) -> None:
        """Rows are laid out late: what the table scrolled to meanwhile counts."""
        self.verticalScrollBar().setValue(self._beside.verticalScrollBar().value())

    def wear(self, colours: Colours) -> None:
        """Paint with these colours."""
        self.delegate.wear(colours)
        self.titles.colours = colours
        self.titles.viewport().update()
        self.viewport().update()

    def fit_columns(self) -> None:
        """As wide as its columns say, with room for the scroll bar."""
        for at, column in enumerate(self._model.columns):
            self.setColumnWidth(at, column.width)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(sum(column.width for column in self._model.columns) + bar + 1)

    def fit_rows(self) -> None:
        """Rows as high as the table's."""
        self.verticalHeader().setDefaultSectionSize(self._beside.names.defaultSectionSize())

    def go_to(self, row: int) -> None:
        """The cursor's pupil stands out here too."""
        if row == self.delegate.current_row:
            return
        before, self.delegate.current_row = self.delegate.current_row, row
        for one in {before, row} - {-1}:
            top, height = self.rowViewportPosition(one), self.rowHeight(one)
            self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the grid's."""
        event.ignore()

    def _choose(self, index: QModelIndex) -> None:
        rows = self._model.sheet.rows
        if index.row() < len(rows):
            self.summary_chosen.emit(rows[index.row()].key, self._model.columns[index.column()].key)

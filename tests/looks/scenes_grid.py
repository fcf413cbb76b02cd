"""The marking grid as a teacher sees it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.grid.cells import Place
from desktop.ui.grid.grammar import points
from desktop.ui.grid.grid import MarkingGrid
from desktop.ui.look import measures
from tests.looks.demo_sheet import build_sheet
from tests.looks.registry import scene


def in_window(grid: MarkingGrid) -> QWidget:
    """The grid with the room that rail, tools and sync chip take from it."""
    window = QWidget()
    rail = QFrame()
    rail.setFixedWidth(measures.RAIL)
    tools = QFrame()
    tools.setFixedHeight(44)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(tools)
    column.addWidget(grid, 1)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail)
    row.addLayout(column, 1)
    return window


@scene("grid-class")
def build_class() -> QWidget:
    """35 long names, 60 columns, the cursor in the current lesson."""
    grid = MarkingGrid(build_sheet())
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.go_to(Place("p12", "w40"))
    return window


@scene("grid-29")
def build_town_class() -> QWidget:
    """29 pupils fit without scrolling; a refusal stands in the line."""
    grid = MarkingGrid(build_sheet(pupils=28))
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.go_to(Place("p3", "w37"))
    grid.run(grid.entry.type("9"))
    return window


@scene("grid-selection")
def build_selection() -> QWidget:
    """A selection over a column, with the acts that it offers."""
    grid = MarkingGrid(build_sheet(pupils=28))
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.go_to(Place("p3", "w40"))
    grid.table.extend_to(grid.model.index(11, 40))
    return window


@scene("grid-done")
def build_done() -> QWidget:
    """The class is behind: the ring is on the bar."""
    grid = MarkingGrid(build_sheet(pupils=14))
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.go_to(Place("p13", "w40"))
    grid.run(grid.entry.type("5"))
    return window


@scene("grid-touch")
def build_touch() -> QWidget:
    """Rows and a docked palette for fingers."""
    grid = MarkingGrid(build_sheet(pupils=28))
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.use_touch(True)
    grid.go_to(Place("p3", "w40"))
    return window


@scene("grid-waiting")
def build_waiting() -> QWidget:
    """Twelve points: a `1` waits for its second digit; a new pupil sits in class."""
    grid = MarkingGrid(build_sheet(pupils=20, scale=points(12)))
    window = in_window(grid)
    window.resize(1366, 768)
    window.show()
    grid.go_to(Place("p6", "w40"))
    grid.run(grid.entry.type("1"))
    return window
